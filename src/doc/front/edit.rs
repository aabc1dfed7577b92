//! One field of front matter, written into a text of which no other byte changes.
//!
//! **Architecture invariants.** What comes out was read again: the field says what was meant, and all
//! other fields say what they said. Where that cannot be had, nothing comes out.

use super::split;
use crate::config::FrontMatter;
use crate::field::{Table, Value, from_toml, from_yaml};
use crate::id::{Date, RelPath};

/// A value in a table that is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Written {
    /// A text, which is put in quotes.
    Text(String),
    /// A day.
    Date(Date),
}

/// A table that is written, in the order of its keys.
pub type Row = Vec<(&'static str, Written)>;

/// Returns a document with a list of tables as the value of a field of its front matter: in the place of
/// the field where it is there, else on a line of its own below the field `after`. `None` where there is
/// no such front matter, or it cannot be read, or lies in a form that leaves no room for the field.
pub fn with_rows(
    path: &RelPath,
    text: &str,
    key: &str,
    after: &str,
    rows: &[Row],
) -> Option<String> {
    let (syntax, table) = read(path, text)?;
    let entry = |key: &str| table.entries.iter().find(|entry| entry.key.value == key);
    let place = entry(key).or_else(|| entry(after))?;
    let (start, end) = (place.key.span.range().start, place.value.span.range().end);
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let indent = &text[line..start];
    let rest = text.get(end..)?;
    let line_end = end + rest.find('\n')? + 1;
    let new_line = if text[..line_end].ends_with("\r\n") { "\r\n" } else { "\n" };
    let field = field(syntax, key, rows, &format!("{new_line}{indent}"));
    let new = match entry(key) {
        // Where a block ends is told by what follows it, so that blanks and comments at its end are not its
        // own.
        Some(_) => {
            let own = length_of_own(text.get(start..end)?);
            [&text[..start], &field, &text[start + own..]].concat()
        }
        None => [&text[..line_end], indent, &field, new_line, &text[line_end..]].concat(),
    };
    let (_, read) = read(path, &new)?;
    (without(&read, key) == without(&table, key) && holds(&read, key, rows)).then_some(new)
}

/// Returns how much of a field is its own: all but the blank lines and the comments behind it.
fn length_of_own(field: &str) -> usize {
    let mut own = field.trim_end();
    while let Some((before, last)) = own.rsplit_once('\n') {
        if !last.trim_start().starts_with('#') {
            break;
        }
        own = before.trim_end();
    }
    own.len()
}

/// Returns the fields of a front matter with nothing wrong in it.
fn read(path: &RelPath, text: &str) -> Option<(FrontMatter, Table)> {
    let parts = split(path, text);
    let (inner, offset) = (parts.inner.of(text), parts.inner.start as usize);
    let syntax = parts.syntax.filter(|_| parts.is_closed)?;
    let (table, findings) = match syntax {
        FrontMatter::Toml => from_toml(inner, offset, path),
        FrontMatter::Yaml => from_yaml(inner, offset, path),
    };
    findings.is_empty().then_some((syntax, table))
}

/// Returns a key with its rows, a line each where there are several.
fn field(syntax: FrontMatter, key: &str, rows: &[Row], new_line: &str) -> String {
    let is = match syntax {
        FrontMatter::Toml => " = ",
        FrontMatter::Yaml => ": ",
    };
    let row = |row: &Row| {
        let cells: Vec<String> =
            row.iter().map(|(key, value)| format!("{key}{is}{}", one(value))).collect();
        format!("{{ {} }}", cells.join(", "))
    };
    let rows: Vec<String> = rows.iter().map(row).collect();
    match rows.as_slice() {
        [only] => format!("{key}{is}[{only}]"),
        rows => {
            let lines = rows.iter().map(|row| format!("{new_line}  {row},"));
            format!("{key}{is}[{}{new_line}]", lines.collect::<String>())
        }
    }
}

/// Returns a value as both forms write it.
fn one(value: &Written) -> String {
    match value {
        Written::Date(date) => date.to_string(),
        Written::Text(text) => quoted(text),
    }
}

/// Returns a text as TOML and YAML both write it.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => quoted += &format!("\\u{:04X}", u32::from(letter)),
            letter => quoted.push(letter),
        }
    }
    quoted + "\""
}

/// Returns all fields but one as plain values, in their order.
fn without(table: &Table, key: &str) -> Vec<(String, serde_json::Value)> {
    let entries = table.entries.iter().filter(|entry| entry.key.value != key);
    entries.map(|entry| (entry.key.value.clone(), entry.value.value.json())).collect()
}

/// Returns whether a field holds exactly some rows.
fn holds(table: &Table, key: &str, rows: &[Row]) -> bool {
    let Some(entry) = table.entries.iter().find(|entry| entry.key.value == key) else {
        return false;
    };
    let Value::List(list) = &entry.value.value else { return false };
    let cell = |value: &Written| match value {
        Written::Text(text) => text.clone(),
        Written::Date(date) => date.to_string(),
    };
    let written = |row: &Row| -> Vec<(String, serde_json::Value)> {
        row.iter().map(|(key, value)| ((*key).to_owned(), cell(value).into())).collect()
    };
    let is_row = |value: &Value, row: &Row| match value {
        Value::Table(table) => without(table, "") == written(row),
        _ => false,
    };
    list.len() == rows.len() && list.iter().zip(rows).all(|(item, row)| is_row(&item.value, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pinned(text: &str, titles: &[&str]) -> Option<String> {
        let row = |title: &&str| {
            let date = Date::parse("2026-02-03").unwrap();
            vec![("date", Written::Date(date)), ("title", Written::Text((*title).to_owned()))]
        };
        let rows: Vec<Row> = titles.iter().map(row).collect();
        with_rows(&RelPath::new("a.md").unwrap(), text, "pinned", "serves", &rows)
    }

    #[test]
    fn a_field_comes_below_another_or_in_its_own_place() {
        for (text, titles, wanted) in [
            (
                "+++\nserves = [\n \"a\",\n] # why\nowner = \"x\"\n[links]\na = \"b\"\n+++\nB\n",
                &["A \"b\" \\"][..],
                Some(
                    "+++\nserves = [\n \"a\",\n] # why\npinned = [{ date = 2026-02-03, title = \"A \\\"b\\\" \\\\\" }]\nowner = \"x\"\n[links]\na = \"b\"\n+++\nB\n",
                ),
            ),
            (
                "\u{feff}---\r\nserves:\r\n  - a\r\n  - b\r\nowner: x\r\n---\r\nB\r\n",
                &["A", "B: #"][..],
                Some(
                    "\u{feff}---\r\nserves:\r\n  - a\r\n  - b\r\npinned: [\r\n  { date: 2026-02-03, title: \"A\" },\r\n  { date: 2026-02-03, title: \"B: #\" },\r\n]\r\nowner: x\r\n---\r\nB\r\n",
                ),
            ),
            (
                "+++\npinned = [\n  { date = 2025-01-01 },\n]\nserves = \"a\"\n+++\n",
                &["A"][..],
                Some("+++\npinned = [{ date = 2026-02-03, title = \"A\" }]\nserves = \"a\"\n+++\n"),
            ),
            (
                "---\npinned:\n  - date: 2025-01-01\n    title: old\n\nserves: a\n---\nB",
                &["A\u{1}\u{7f}"][..],
                Some(
                    "---\npinned: [{ date: 2026-02-03, title: \"A\\u0001\\u007F\" }]\n\nserves: a\n---\nB",
                ),
            ),
            (
                "---\npinned:\n  - date: 2025-01-01\n# Who looks after it.\n\nserves: a\n---\nB",
                &["A"][..],
                Some(
                    "---\npinned: [{ date: 2026-02-03, title: \"A\" }]\n# Who looks after it.\n\nserves: a\n---\nB",
                ),
            ),
            ("---\n{ serves: a }\n---\n", &["A"][..], None),
            ("+++\nserves = a\n+++\n", &["A"][..], None),
            ("+++\nserves = \"a\"\n[[pinned]]\ndate = 2025-01-01\n+++\n", &["A"][..], None),
            ("+++\nowner = \"a\"\n+++\n", &["A"][..], None),
            ("+++\nserves = \"a\"\n", &["A"][..], None),
            ("serves\n", &["A"][..], None),
        ] {
            assert_eq!(pinned(text, titles).as_deref(), wanted, "{text}");
        }
    }
}
