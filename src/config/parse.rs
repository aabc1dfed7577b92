//! The text of `throughline.toml` becomes a [`Config`].

use std::collections::BTreeMap;

use super::{Config, FrontMatter, Misuse, PeoplePages, Urls, checks, kinds, theme};
use crate::diag::{Code, Diagnostic, Severity};
use crate::field::{Reader, from_toml};
use crate::id::{Digest, RelPath, Span, Spanned};

/// Reads the configuration from the text of the file at `path`.
///
/// What is wrong or left out keeps its default, and so does the title, though a site without one is
/// told of it.
pub fn parse(path: &RelPath, text: &str) -> (Config, Vec<Diagnostic>) {
    // A byte order mark is no part of the first key.
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (table, mut findings) = from_toml(&text[start..], start, path);
    let mut reader = Reader::new(&table, path, "in the configuration", &mut findings);
    let mut config =
        Config { path: path.clone(), digest: Digest::of(text.as_bytes()), ..Config::default() };
    general(&mut reader, &mut config);
    addresses(&mut reader, &mut config);
    folders(&mut reader, &mut config);
    if let Some(theme) = reader.table("theme", "in [theme]", theme::read) {
        config.theme = theme.value;
    }
    if let Some(checks) = reader.table("checks", "in [checks]", checks::read) {
        config.checks = checks.value;
    }
    if let Some(kinds) = reader.table("kinds", "in [kinds]", kinds::read) {
        config.kinds = kinds.value;
    }
    if let Some(audiences) = reader.table("audiences", "in [audiences]", audiences) {
        config.audiences = audiences.value;
    }
    reader.finish();
    (config, findings)
}

fn general(reader: &mut Reader<'_, '_>, config: &mut Config) {
    let has_title = reader.has("title");
    match reader.text("title") {
        Some(title) => config.title = title.value,
        None if has_title => {}
        None => {
            let finding = Diagnostic::new(Code(4), reader.path(), Span::default(), "no `title`")
                .with_severity(Severity::Warning)
                .hint("add title = \"…\": it stands on every page");
            reader.tell(finding);
        }
    }
    if let Some(language) = reader.text("language").filter(|tag| is_language(reader, tag)) {
        config.language = language.value;
    }
    let urls = [("files", Urls::Files), ("directories", Urls::Directories)];
    let forms = [("toml", FrontMatter::Toml), ("yaml", FrontMatter::Yaml)];
    let pages =
        [("off", PeoplePages::Off), ("waiting", PeoplePages::Waiting), ("full", PeoplePages::Full)];
    if let Some(urls) = reader.choice("urls", "a way to name pages", &urls) {
        config.urls = urls.value;
    }
    if let Some(form) = reader.choice("front-matter", "a form of front matter", &forms) {
        config.front_matter = form.value;
    }
    if let Some(pages) = reader.choice("people-pages", "a choice of pages", &pages) {
        config.people_pages = pages.value;
    }
    config.chain_pages = reader.bool("chain-pages").is_some_and(|wanted| wanted.value);
    config.as_of = reader.date("as-of").map(|date| date.value);
    if let Some(large) = reader.appetite("large") {
        config.large_days = large.value.days;
    }
    if let Some(edition) = reader.count("rules", 1) {
        match edition.value {
            1..=EDITION => config.rules = edition.value,
            unknown => {
                let message = format!("there is no edition {unknown} of the rules");
                let hint = format!("the newest is {EDITION}");
                reader.wrong(edition.span, message, Some(&hint));
            }
        }
    }
}

/// The newest edition of the rules.
const EDITION: u32 = 1;

fn addresses(reader: &mut Reader<'_, '_>, config: &mut Config) {
    config.base_url = address(reader, "base-url", "").map(|url| {
        let url = url.value;
        if url.ends_with('/') { url } else { format!("{url}/") }
    });
    config.is_hidden = reader.bool("noindex").is_some_and(|wanted| wanted.value);
    config.edit_url = address(reader, "edit-url", "{path}").map(|url| url.value);
    config.new_url = address(reader, "new-url", "{path}").map(|url| url.value);
}

/// Returns the address of a key, where it is one of the web and holds `part`.
fn address(reader: &mut Reader<'_, '_>, key: &'static str, part: &str) -> Option<Spanned<String>> {
    let url = reader.text(key)?;
    if let Err((message, hint)) = web_address(key, &url.value, part.is_empty()) {
        reader.wrong(url.span, message, Some(hint));
        return None;
    }
    if !url.value.contains(part) {
        let message = format!("{key} does not say where `{part}` goes");
        reader.wrong(url.span, message, Some("write {path} where the path of the file belongs"));
        return None;
    }
    Some(url)
}

/// Checks a base address that was given on the command line as strictly as a configured one.
///
/// # Errors
///
/// Where it is no address of the web, or does not end in a path.
pub fn check_base_url(url: &str) -> anyhow::Result<()> {
    web_address("base-url", url, true).map_err(|(message, hint)| Misuse::error(message, hint))
}

/// Returns what is wrong with an address, and how to mend it; `is_base` where others are made from it.
fn web_address(key: &str, url: &str, is_base: bool) -> Result<(), (String, &'static str)> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let has_host = rest.is_some_and(|rest| {
        rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '[')
            && !rest.contains(|letter: char| letter.is_whitespace() || letter.is_control())
    });
    if !has_host {
        let message = format!("{key} `{url}` is no address of the web");
        return Err((message, "write it as https://handbook.example/team/"));
    }
    if is_base && url.contains(['?', '#']) {
        return Err((format!("{key} must end in a path"), "leave out `?` and `#`"));
    }
    Ok(())
}

fn folders(reader: &mut Reader<'_, '_>, config: &mut Config) {
    if let Some(people) = reader.text("people")
        && let Some(path) = inside(reader, "people", &people)
    {
        config.people = path;
    }
    let Some(output) = reader.text("output") else { return };
    let Some(path) = inside(reader, "output", &output) else { return };
    let content = &config.content;
    if path.is_root() || path.within(content).is_some() || content.within(&path).is_some() {
        let message = format!("output `{}` and the content would mix", output.value);
        reader.wrong(output.span, message, Some("choose a folder of its own, such as \"public\""));
        return;
    }
    config.output = path;
}

/// Returns a path relative to the root of the site that does not leave it.
pub(super) fn inside(
    reader: &mut Reader<'_, '_>,
    key: &str,
    text: &Spanned<String>,
) -> Option<RelPath> {
    let written = text.value.as_str();
    // `C:` and `\` would mean another place on one machine than on the next.
    let is_portable = !written.starts_with('/') && !written.contains(['\\', ':']);
    let path = RelPath::new(written).filter(|_| is_portable);
    if path.is_none() {
        let message = format!("{key} `{written}` is not inside the site");
        reader.wrong(text.span, message, Some("write a path relative to this file"));
    }
    path
}

fn audiences(reader: &mut Reader<'_, '_>) -> BTreeMap<String, String> {
    let mut audiences = BTreeMap::new();
    for entry in reader.rest() {
        if let Some(label) = reader.text_at(&entry.key.value, &entry.value) {
            audiences.insert(entry.key.value.clone(), label.value);
        }
    }
    audiences
}

/// Returns whether a text is a language tag by its shape; tells where it is not.
fn is_language(reader: &mut Reader<'_, '_>, tag: &Spanned<String>) -> bool {
    let mut parts = tag.value.split('-');
    let is_right = parts.next().is_some_and(|first| {
        (2..=8).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic())
    }) && parts.all(|part| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    if !is_right {
        let message = format!("language `{}` is no language tag", tag.value);
        reader.wrong(tag.span, message, Some("write a tag such as \"en\" or \"pt-BR\""));
    }
    is_right
}
