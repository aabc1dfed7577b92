use super::*;
use crate::diag::Diagnostic;
use crate::id::RelPath;

/// The findings as `code "source" message`.
fn told(text: &str, findings: &[Diagnostic]) -> Vec<String> {
    let mut findings = findings.to_vec();
    crate::diag::sort(&mut findings);
    findings.iter().map(|f| format!("{} {:?} {}", f.code, f.span.of(text), f.message)).collect()
}

fn path() -> RelPath {
    RelPath::new("a.md").unwrap()
}

fn toml(text: &str) -> (Table, Vec<String>) {
    let (table, findings) = from_toml(text, 0, &path());
    (table, told(text, &findings))
}

fn yaml(text: &str) -> (Table, Vec<String>) {
    let (table, findings) = from_yaml(text, 0, &path());
    (table, told(text, &findings))
}

fn places<'a>(text: &'a str, table: &Table) -> Vec<(String, &'a str)> {
    let place = |entry: &Entry| (entry.key.value.clone(), entry.value.span.of(text));
    table.entries.iter().map(place).collect()
}

#[test]
fn toml_entries_keep_their_order_and_places() {
    let text = "z = \"ü\"\r\na = [1, 2]\nm = { b = true }\n";
    let (table, told) = toml(text);
    assert_eq!(told, Vec::<String>::new());
    let expected = [("z", "\"ü\""), ("a", "[1, 2]"), ("m", "{ b = true }")];
    assert_eq!(places(text, &table), expected.map(|(key, value)| (key.to_owned(), value)));
}

#[test]
fn every_mistake_of_a_toml_text_is_told_at_its_place() {
    let text = "a = foo\nb = bar baz\nc = 2026-13-01\nd = 1\nd = 2\ne = \"open\nf: v\ng = 1\n";
    let (table, told) = toml(text);
    assert_eq!(
        told,
        [
            "TL001 \"foo\" string values must be quoted",
            "TL001 \"bar baz\" string values must be quoted",
            "TL001 \"2026-13-01\" invalid date",
            "TL001 \"d\" `d` is given twice",
            "TL001 \"\\\"open\" invalid basic string",
            "TL001 \":\" invalid unquoted key",
        ]
    );
    let good: Vec<_> =
        table.entries.iter().filter(|entry| entry.value.value != Value::Broken).collect();
    assert_eq!(good.iter().map(|e| e.key.value.as_str()).collect::<Vec<_>>(), ["d", "g"]);
}

#[test]
fn bare_words_in_one_list_are_told_each() {
    let (_, told) = toml("tags = [pay, guest]\n");
    let message = "string values must be quoted";
    assert_eq!(told, [format!("TL001 \"pay\" {message}"), format!("TL001 \"guest\" {message}")]);
}

#[test]
fn a_list_that_is_never_closed_is_one_mistake() {
    let (table, told) = toml("a = 1\ntags = [\"pay\",\n  \"b\"\nowner = \"mina\"\nid = x\n");
    assert_eq!(
        told,
        [
            "TL001 \"[\\\"pay\\\",\" a list that is never closed",
            "TL001 \"x\" string values must be quoted"
        ]
    );
    assert_eq!(table.entries[1].value.value, Value::Text("mina".to_owned()));
}

#[test]
fn a_bad_value_under_a_header_leaves_the_rest_of_the_table() {
    let (table, told) = toml("[checks]\nTL104 = off\nsince = 2025-01-01\n");
    assert_eq!(told, ["TL001 \"off\" string values must be quoted"]);
    let Value::Table(checks) = &table.entries[0].value.value else { panic!("no table") };
    assert_eq!(checks.entries[0].value.value, Value::Broken);
    assert!(matches!(checks.entries[1].value.value, Value::Date(_)));
}

#[test]
fn a_broken_header_takes_its_table_along() {
    let (table, told) = toml("a = 1\n[checks\nTL104 = \"off\"\n[theme]\nname = x\n");
    assert_eq!(
        told,
        ["TL001 \"[checks\" unclosed table", "TL001 \"x\" string values must be quoted"]
    );
    let keys: Vec<_> = table.entries.iter().map(|entry| entry.key.value.as_str()).collect();
    assert_eq!(keys, ["a", "theme"]);
}

#[test]
fn a_number_too_large_is_told() {
    let (_, told) = toml("a = 99999999999999999999\n");
    assert_eq!(told, ["TL003 \"99999999999999999999\" a number or date that is out of range"]);
}

#[test]
fn yaml_places_count_bytes_behind_text_of_many_bytes() {
    let text =
        "title: é😀 ö # remark\r\nowner: 'mína'  \r\ntags:\r\n  - ä\r\n  - b\r\nm: {ü: 1}\r\n";
    let (table, told) = yaml(text);
    assert_eq!(told, Vec::<String>::new());
    let expected =
        [("title", "é😀 ö"), ("owner", "'mína'"), ("tags", "- ä\r\n  - b"), ("m", "{ü: 1")];
    for ((key, place), (wanted_key, wanted)) in places(text, &table).iter().zip(expected) {
        assert_eq!(key, wanted_key);
        assert!(place.starts_with(wanted), "{place:?}");
    }
    let Value::List(tags) = &table.entries[2].value.value else { panic!("no list") };
    assert_eq!(tags.iter().map(|tag| tag.span.of(text)).collect::<Vec<_>>(), ["ä", "b"]);
}

#[test]
fn an_offset_moves_every_place() {
    let text = "xx\nk: v\nk: w\n";
    let (table, findings) = from_yaml(&text[3..], 3, &path());
    assert_eq!(table.entries[0].value.span.of(text), "v");
    assert_eq!(told(text, &findings), ["TL001 \"k\" `k` is given twice"]);
    let text = "xx\nk = v\n";
    let (_, findings) = from_toml(&text[3..], 3, &path());
    assert_eq!(told(text, &findings), ["TL001 \"v\" string values must be quoted"]);
}

#[test]
fn yaml_keeps_what_stands_before_a_mistake() {
    let (table, told) = yaml("owner: mina\ntitle: Pay: now\nid: x\n");
    assert_eq!(told, ["TL001 \":\" mapping values are not allowed in this context"]);
    assert_eq!(table.entries[0].value.value, Value::Plain("mina".to_owned()));
}

#[test]
fn a_yaml_list_that_is_never_closed_is_told_at_its_end() {
    let (_, told) = yaml("owner: mina\ntags: [a,\n");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("TL001 \",\""), "{told:?}");
}

#[test]
fn what_a_yaml_mistake_cuts_short_is_no_value() {
    for text in ["id: x\ntitle: [", "id: x\ntitle: [a, {b", "id: x\ntitle: {a: 1,\n"] {
        let (table, told) = yaml(text);
        assert_eq!(told.len(), 1, "{told:?}");
        let values: Vec<_> = table.entries.iter().map(|entry| &entry.value.value).collect();
        assert_eq!(values, [&Value::Plain("x".to_owned()), &Value::Broken], "{text}");
    }
    let (table, _) = yaml("tags:\n- a\n- \"b");
    assert!(matches!(&table.entries[0].value.value, Value::List(list) if list.len() == 1));
}

#[test]
fn yaml_aliases_other_documents_and_bare_texts_are_told() {
    let (_, told) = yaml("a: &x 1\nb: *x\n");
    assert_eq!(told, ["TL001 \"*x\" `*x` refers to another value; write the value out"]);
    let (table, told) = yaml("just text\n");
    assert_eq!(told, ["TL001 \"just text\" text where `key: value` lines should stand"]);
    assert_eq!(table, Table::default());
}

#[test]
fn nesting_without_end_is_refused() {
    let deep = format!("a: {}", "[".repeat(100_000));
    assert_eq!(yaml(&deep).1.len(), 1);
    let deep = format!("a = {}", "[".repeat(100_000));
    assert!(!toml(&deep).1.is_empty());
    let deep: String = (0..200).map(|depth| format!("{}k:\n", " ".repeat(depth))).collect();
    assert_eq!(yaml(&deep).1.len(), 1);
}

/// Reads each key with the reading that its name asks for.
fn read(table: &Table, text: &str) -> Vec<String> {
    let mut findings = Vec::new();
    let path = path();
    let mut reader = Reader::new(table, &path, "on a brief", &mut findings);
    reader.text("text");
    reader.texts("texts");
    reader.date("date");
    reader.bool("bool");
    reader.integer("integer");
    reader.number("number");
    reader.count("count", 1);
    reader.appetite("appetite");
    reader.choice("choice", "a direction", &[("up", 1), ("down", 2)]);
    reader.table("table", "in table", |reader| {
        reader.text("inner");
    });
    reader.finish();
    told(text, &findings)
}

#[test]
fn right_toml_values_have_no_finding() {
    let text = "text = \"a\"\ntexts = \"one\"\ndate = 2026-01-27\nbool = true\ninteger = -3\n\
        number = 3\ncount = 1\nappetite = \"6 weeks\"\nchoice = \"up\"\ntable = { inner = \"x\" }\n";
    assert_eq!(read(&toml(text).0, text), Vec::<String>::new());
}

#[test]
fn right_yaml_values_have_no_finding() {
    let text = "text: 1.10\ntexts: [one, 2]\ndate: 2026-01-27\nbool: true\ninteger: -3\n\
        number: 3.5\ncount: 1\nappetite: 6 weeks\nchoice: up\ntable:\n  inner: x\n";
    assert_eq!(read(&yaml(text).0, text), Vec::<String>::new());
    let quoted = "date: '2026-01-27'\ntext:\n";
    assert_eq!(read(&yaml(quoted).0, quoted), Vec::<String>::new());
}

#[test]
fn wrong_values_say_what_is_wanted_and_found() {
    let text = "text = 1\ntexts = [\"a\", 2]\ndate = \"2026-01-27\"\nbool = \"yes\"\n\
        integer = 1.5\nnumber = inf\ncount = 0\nappetite = \"soon\"\nchoice = \"upp\"\ntable = []\n";
    assert_eq!(
        read(&toml(text).0, text),
        [
            "TL003 \"1\" `text` wants text, not a number",
            "TL003 \"2\" `texts` wants text, not a number",
            "TL003 \"\\\"2026-01-27\\\"\" `date` wants a date, not text",
            "TL003 \"\\\"yes\\\"\" `bool` wants true or false, not text",
            "TL003 \"1.5\" `integer` wants a whole number, not a number",
            "TL003 \"inf\" `number` wants a finite number",
            "TL003 \"0\" `count` wants a whole number of at least 1",
            "TL003 \"\\\"soon\\\"\" `appetite` wants a length of time, not `soon`",
            "TL003 \"\\\"upp\\\"\" choice `upp` is not a direction",
            "TL003 \"[]\" `table` wants a table, not a list",
        ]
    );
}

#[test]
fn wrong_dates_say_how_to_write_them() {
    let hint = |text: &str, table: &Table| {
        let (mut findings, path) = (Vec::new(), path());
        Reader::new(table, &path, "", &mut findings).date("date");
        let finding = findings.pop().unwrap();
        assert!(!finding.span.of(text).is_empty());
        format!("{} / {}", finding.message, finding.hint.unwrap_or_default())
    };
    for (text, expected) in [
        ("date = \"2026-01-27\"", "`date` wants a date, not text / drop the quotes: 2026-01-27"),
        (
            "date = 2026-01-27T08:00:00Z",
            "`date` wants a date, not a time of day / leave the time out: 2026-01-27",
        ),
        ("date = 08:00:00", "`date` wants a date, not a time of day / write it as 2026-01-27"),
        ("date = 2026", "`date` wants a date, not a number / write it as 2026-01-27"),
    ] {
        assert_eq!(hint(text, &toml(text).0), expected);
    }
    let text = "date: 2026-02-30";
    assert_eq!(hint(text, &yaml(text).0), "`2026-02-30` is no day of the calendar / ");
}

#[test]
fn unknown_keys_are_told_with_the_nearest_known() {
    let text = "txt = \"a\"\ntable = { iner = \"x\" }\n";
    let (table, _) = toml(text);
    assert_eq!(
        read(&table, text),
        [
            "TL002 \"txt\" unknown field `txt` on a brief",
            "TL002 \"iner\" unknown field `iner` in table"
        ]
    );
}
