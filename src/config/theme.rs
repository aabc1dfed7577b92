//! `[theme]`: which theme, and what a site changes of its look without one of its own.

use super::color::{Color, DARK, LIGHT, READABLE, Scheme};
use super::{Config, ThemeConfig, parse};
use crate::diag::{Code, Diagnostic, Severity};
use crate::field::{Reader, Value};
use crate::id::Spanned;

/// Reads `[theme]`.
pub(super) fn read(reader: &mut Reader<'_, '_>) -> ThemeConfig {
    let mut theme = Config::default().theme;
    if let Some(name) = reader.text("name") {
        match parse::inside(reader, "theme", &name) {
            Some(path) if path.parent().is_root() && !path.is_root() => theme.name = name.value,
            Some(_) => {
                let message = format!("theme `{}` is no name of a folder", name.value);
                reader.wrong(name.span, message, Some("name a folder below themes/"));
            }
            None => {}
        }
    }
    theme.accent = accent(reader);
    if let Some(fonts) = reader.table("fonts", "in [theme] fonts", |reader| {
        ["text", "code"].map(|key| reader.text(key).and_then(|name| font(reader, &name)))
    }) {
        [theme.text_font, theme.code_font] = fonts.value;
    }
    theme.logo = reader.text("logo");
    theme.extra_css = reader.texts("extra-css");
    theme.extra_js = reader.texts("extra-js");
    theme
}

/// Reads one colour for both schemes, or one for each.
fn accent(reader: &mut Reader<'_, '_>) -> Option<(Color, Color)> {
    const KEY: &str = "accent";
    let entry = reader.take(KEY)?;
    if !matches!(entry.value.value, Value::Table(_)) {
        let light = color(reader, KEY, &entry.value)?;
        told(reader, &light, "light", LIGHT);
        // The same colour in the dark is most often too dark.
        return Some((light.value, DARK.readable(light.value)));
    }
    let both = reader.table_at(KEY, &entry.value, "in [theme] accent", |reader| {
        [("light", LIGHT), ("dark", DARK)].map(|(key, scheme)| {
            let value = &reader.take(key)?.value;
            let found = color(reader, key, value)?;
            told(reader, &found, key, scheme);
            Some(found.value)
        })
    })?;
    match both.value {
        [Some(light), Some(dark)] => Some((light, dark)),
        [Some(one), None] | [None, Some(one)] => Some((LIGHT.readable(one), DARK.readable(one))),
        [None, None] => None,
    }
}

fn color(reader: &mut Reader<'_, '_>, key: &str, value: &Spanned<Value>) -> Option<Spanned<Color>> {
    let text = reader.text_at(key, value)?;
    let Some(color) = Color::parse(&text.value) else {
        let message = format!("{key} `{}` is no colour", text.value);
        reader.wrong(text.span, message, Some("write it as \"#7a2e6a\""));
        return None;
    };
    Some(Spanned { value: color, span: text.span })
}

/// Tells of a colour in which text cannot be read.
fn told(reader: &mut Reader<'_, '_>, found: &Spanned<Color>, name: &str, scheme: Scheme) {
    let contrast = scheme.contrast(found.value);
    if contrast >= READABLE {
        return;
    }
    // Cut rather than rounded: 4.49 must not read as 4.5.
    let contrast = (contrast * 10.0).floor() / 10.0;
    let message = format!(
        "text in `{}` has a contrast of {contrast:.1} : 1 on {name} pages, and needs {READABLE} : 1",
        found.value.hex()
    );
    let hint = format!("the nearest that can be read is {}", scheme.readable(found.value).hex());
    let finding = Diagnostic::new(Code(3), reader.path(), found.span, message);
    reader.tell(finding.with_severity(Severity::Warning).hint(hint));
}

/// Returns the name of a family of fonts, where it is one.
fn font(reader: &mut Reader<'_, '_>, name: &Spanned<String>) -> Option<String> {
    let is_name =
        |letter: char| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_' | '.');
    if name.value.chars().all(is_name) {
        return Some(name.value.clone());
    }
    let message = format!("`{}` is no name of a font", name.value);
    let hint = "name one family, such as \"Inter\"; the fonts of the system follow it";
    reader.wrong(name.span, message, Some(hint));
    None
}

impl ThemeConfig {
    /// Returns what the site changes of the theme's variables, as a rule of a style sheet; empty where it
    /// changes nothing.
    pub fn tokens(&self) -> String {
        let mut lines = String::new();
        if let Some((light, dark)) = self.accent {
            let pairs = [("accent", light, dark), ("wash", LIGHT.wash(light), DARK.wash(dark))];
            for (name, light, dark) in pairs {
                let (light, dark) = (light.hex(), dark.hex());
                lines.push_str(&format!("  --{name}: light-dark({light}, {dark});\n"));
            }
        }
        for (name, font) in [("text-font", &self.text_font), ("code-font", &self.code_font)] {
            if let Some(font) = font {
                lines.push_str(&format!("  --{name}: \"{font}\";\n"));
            }
        }
        if lines.is_empty() { lines } else { format!("\n:root {{\n{lines}}}\n") }
    }

    /// Returns the files of the theme's folder that the configuration names.
    pub fn files(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.logo.iter().chain(&self.extra_css).chain(&self.extra_js)
    }
}

/// Tells of a file that the theme's folder does not hold.
pub fn not_there(config: &Config, file: &Spanned<String>) -> Diagnostic {
    let message = format!("the theme has no file `{}`", file.value);
    let hint = format!("put it at themes/{}/{}", config.theme.name, file.value);
    Diagnostic::new(Code(3), &config.path, file.span, message).hint(hint)
}
