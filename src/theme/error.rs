//! Mistakes in templates, as plain data.

use tera::{Error, ErrorKind, ReportError, Tera};

use super::{DATA_MODEL, PREFIX, TEMPLATES};

/// A mistake in a file of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// The file below the theme's folder, such as `templates/base.html`; for the embedded default
    /// it starts with `throughline/`.
    pub path: String,
    /// The byte at which the mistake starts.
    pub span_start: usize,
    /// The byte after which it ends.
    pub span_end: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it, such as the fields that exist.
    pub hint: Option<String>,
}

/// What templates have printed as it is since a version of the data model.
const FINISHED: [(i64, &str); 3] = [
    (2, "links, pills"),
    (3, "the navigation, chain line, fact sheet, steps, table of contents"),
    (
        4,
        "tags, breadcrumbs, promise cards, relations, the end of a page, lines of lists and ledgers",
    ),
];

impl TemplateError {
    /// Returns the mistakes that make one template unreadable by itself.
    pub(super) fn of_syntax(default: &Tera, name: &str, text: &str) -> Vec<Self> {
        let mut tera = default.clone();
        match tera.add_raw_template(name, text) {
            Err(error) if matches!(error.kind(), ErrorKind::SyntaxError(_)) => {
                Self::from_tera(&error, &[])
            }
            // What refers to another template of the site is judged when all of them are there.
            _ => Vec::new(),
        }
    }

    /// Returns the mistakes of a `theme.toml`.
    pub(super) fn of_manifest(path: &str, text: &str) -> Vec<Self> {
        let at = |start, end, message, hint| {
            vec![Self { path: path.to_owned(), span_start: start, span_end: end, message, hint }]
        };
        let hint = Some(format!("write `data-model = {DATA_MODEL}`"));
        let table = match text.parse::<toml::Table>() {
            Ok(table) => table,
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                return at(span.start, span.end, error.message().to_owned(), None);
            }
        };
        match table.get("data-model").and_then(toml::Value::as_integer) {
            Some(DATA_MODEL) => Vec::new(),
            Some(older @ 1..DATA_MODEL) => {
                let since = FINISHED.iter().filter(|(version, _)| *version > older);
                let parts: Vec<&str> = since.map(|(_, parts)| *parts).collect();
                let hint = format!(
                    "print these as they are, as in `{{{{ page.toc }}}}`: {}; and write `data-model = {DATA_MODEL}`",
                    parts.join(", ")
                );
                at(0, 0, format!("the theme is written for data model {older}"), Some(hint))
            }
            Some(other) => at(0, 0, format!("the theme is written for data model {other}"), hint),
            None => at(0, 0, "the theme does not say its data model".to_owned(), hint),
        }
    }

    /// Returns the mistake of a template that is not UTF-8.
    pub(super) fn not_text(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            span_start: 0,
            span_end: 0,
            message: "the template is not UTF-8 text".to_owned(),
            hint: Some("save it as UTF-8".to_owned()),
        }
    }

    /// Returns all mistakes that an error of tera tells of; `templates` are the site's own, as name
    /// and text.
    pub(super) fn from_tera(error: &Error, templates: &[(String, String)]) -> Vec<Self> {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                vec![Self::from_report(report)]
            }
            ErrorKind::MissingParent { current, parent } => {
                vec![Self::of_file(current, format!("`{parent}`, which it extends, is not there"))]
            }
            ErrorKind::CircularExtend { tpl, .. } => {
                vec![Self::of_file(tpl, "the template extends itself in a circle".to_owned())]
            }
            ErrorKind::CircularInclude { tpl, .. } => {
                vec![Self::of_file(tpl, "the template includes itself in a circle".to_owned())]
            }
            ErrorKind::Msg(text) => Self::from_text(text, templates),
            _ => Self::from_text(&error.to_string(), templates),
        }
    }

    /// Returns the first mistake that an error of tera tells of.
    pub(super) fn first_of(error: &Error) -> Self {
        let mut errors = Self::from_tera(error, &[]);
        errors.swap_remove(0)
    }

    /// Tells whether another mistake is at the same place.
    pub(super) fn is_at(&self, other: &Self) -> bool {
        self.path == other.path
            && self.span_start < other.span_end.max(other.span_start + 1)
            && other.span_start < self.span_end.max(self.span_start + 1)
    }

    fn from_report(report: &ReportError) -> Self {
        let range = &report.span().range;
        let (message, hint) = worded(report.message());
        Self {
            path: path_of(report.filename()),
            span_start: range.start,
            span_end: range.end,
            message,
            hint,
        }
    }

    fn of_file(name: &str, message: String) -> Self {
        Self { path: path_of(name), span_start: 0, span_end: 0, message, hint: None }
    }

    /// Tera tells of unknown filters, tests, components and templates as one text of reports,
    /// each `error: MESSAGE` and ` --> NAME:LINE:COLUMN`; there is no other way to their places.
    fn from_text(text: &str, templates: &[(String, String)]) -> Vec<Self> {
        let mut errors: Vec<Self> = Vec::new();
        let mut said = None;
        for line in text.lines() {
            if let Some(rest) = line.strip_prefix("error: ") {
                said = Some(rest);
            } else if let Some(place) = line.trim_start().strip_prefix("--> ")
                && let Some(message) = said.take()
            {
                let (name, start) = resolve(place, templates);
                let (message, hint) = worded(message);
                let path = path_of(name);
                errors.push(Self { path, span_start: start, span_end: start, message, hint });
            }
        }
        if errors.is_empty() {
            let (message, hint) = worded(text.lines().next().unwrap_or("unknown mistake"));
            errors.push(Self { path: String::new(), span_start: 0, span_end: 0, message, hint });
        }
        errors
    }
}

/// Returns name and byte of a place written as `NAME:LINE:COLUMN`.
fn resolve<'a>(place: &'a str, templates: &[(String, String)]) -> (&'a str, usize) {
    let mut parts = place.rsplitn(3, ':');
    let column: usize = parts.next().and_then(|part| part.parse().ok()).unwrap_or(1);
    let line: usize = parts.next().and_then(|part| part.parse().ok()).unwrap_or(1);
    let name = parts.next().unwrap_or(place);
    let text = templates.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text);
    let above: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let before: usize =
        text[above..].chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
    (name, above + before)
}

fn path_of(name: &str) -> String {
    if name.starts_with(PREFIX) { name.to_owned() } else { format!("{TEMPLATES}{name}") }
}

/// Returns tera's message in our form, and the names that exist as a hint.
fn worded(message: &str) -> (String, Option<String>) {
    for (marker, words) in
        [(" Available fields: ", "the fields are"), (" Available variables: ", "the names are")]
    {
        if let Some((said, names)) = message.split_once(marker) {
            let wanted = said.split('`').nth(1).unwrap_or_default();
            return (lowered(said), Some(names_hint(wanted, names.split(", "), words)));
        }
    }
    (lowered(message), None)
}

/// Returns a hint that names the nearest of some names, and then all of them.
pub(super) fn names_hint<'a>(
    wanted: &str,
    names: impl Iterator<Item = &'a str>,
    words: &str,
) -> String {
    let names: Vec<&str> = names.collect();
    let nearest = names
        .iter()
        .map(|name| (strsim::damerau_levenshtein(wanted, name), name))
        .min()
        .filter(|(distance, name)| *distance <= 1 + name.len() / 4);
    let all = format!("{words} `{}`", names.join("`, `"));
    match nearest {
        Some((_, name)) => format!("did you mean `{name}`? {all}"),
        None => all,
    }
}

fn lowered(message: &str) -> String {
    let message = message.trim_end_matches('.');
    let mut characters = message.chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => String::new(),
    }
}
