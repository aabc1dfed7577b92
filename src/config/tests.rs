use super::*;
use crate::diag::Diagnostic;

fn read(text: &str) -> (Config, Vec<String>) {
    let path = RelPath::new("throughline.toml").unwrap();
    let (config, mut findings) = parse(&path, text);
    crate::diag::sort(&mut findings);
    let told = |f: &Diagnostic| format!("{} {:?} {}", f.code, f.span.of(text), f.message);
    let told = findings.iter().map(told).collect();
    (config, told)
}

/// The findings of a configuration that has a title besides.
fn told(text: &str) -> Vec<String> {
    read(&format!("title = \"T\"\n{text}")).1
}

#[test]
fn every_key_of_a_full_configuration_is_read() {
    let text = r##"
title = "Example Shop handbook"
base-url = "https://handbook.example/team"
language = "en"
output = "dist/site"
urls = "directories"
front-matter = "yaml"
people = "people.toml"
edit-url = "https://forge.example/edit/main/{path}#L{line}"
new-url = "https://forge.example/new/main?filename={path}&value={template}"
as-of = 2026-11-22
large = "6 weeks"
people-pages = "full"
chain-pages = true
rules = 1
[theme]
name = "own"
[checks]
TL006 = "warning"
TL013 = "off"
since = 2025-01-01
[[checks.set]]
rule = "TL201"
kind = "brief"
path = "briefs/platform/**"
severity = "info"
[[checks.allow]]
rule = "TL201"
path = "briefs/old/**"
reason = "written before objectives were kept"
until = 2026-12-31
[kinds.brief]
label = "Pitch"
plural = "Pitches"
folder = "pitches"
sections = { "User problem" = ["Der Anlass"], "Options" = "Wege" }
fields = { squad = "string", points = "number" }
[audiences]
leadership = "Leadership"
"##;
    let (config, told) = read(text);
    assert_eq!(told, Vec::<String>::new());
    let brief = KindConfig {
        folder: Some("pitches".to_owned()),
        label: Some("Pitch".to_owned()),
        plural: Some("Pitches".to_owned()),
        sections: vec![
            (SectionKind::UserProblem, vec!["Der Anlass".to_owned()]),
            (SectionKind::Options, vec!["Wege".to_owned()]),
        ],
        fields: BTreeMap::from([
            ("points".to_owned(), FieldType::Number),
            ("squad".to_owned(), FieldType::String),
        ]),
    };
    let allow = &config.checks.allow[0];
    assert_eq!(allow.span.of(text), "[[checks.allow]]");
    let quoted = |words: &str| {
        let at = text.find(&format!("\"{words}\"")).unwrap();
        Some(Spanned::new(words.to_owned(), Span::new(at, at + words.len() + 2)))
    };
    let expected = Config {
        title: "Example Shop handbook".to_owned(),
        base_url: Some("https://handbook.example/team/".to_owned()),
        output: RelPath::new("dist/site").unwrap(),
        urls: Urls::Directories,
        front_matter: FrontMatter::Yaml,
        people: RelPath::new("people.toml").unwrap(),
        edit_url: Some("https://forge.example/edit/main/{path}#L{line}".to_owned()),
        new_url: Some("https://forge.example/new/main?filename={path}&value={template}".to_owned()),
        as_of: Date::new(2026, 11, 22),
        large_days: 42,
        people_pages: PeoplePages::Full,
        chain_pages: true,
        rules: 1,
        theme: ThemeConfig { name: "own".to_owned(), ..ThemeConfig::default() },
        checks: ChecksConfig {
            levels: BTreeMap::from([(Code(6), Some(Severity::Warning)), (Code(13), None)]),
            since: Date::new(2025, 1, 1),
            set: vec![SetLevel {
                rule: Code(201),
                kind: Some(Kind::Brief),
                path: quoted("briefs/platform/**"),
                severity: Some(Severity::Info),
            }],
            allow: vec![AllowPath {
                rule: Code(201),
                path: quoted("briefs/old/**"),
                reason: "written before objectives were kept".to_owned(),
                until: Date::new(2026, 12, 31),
                span: allow.span,
            }],
        },
        kinds: BTreeMap::from([(Kind::Brief, brief)]),
        audiences: BTreeMap::from([("leadership".to_owned(), "Leadership".to_owned())]),
        digest: Digest::of(text.as_bytes()),
        ..Config::default()
    };
    assert_eq!(config, expected);
}

#[test]
fn a_title_that_is_left_out_is_told_and_defaulted() {
    let (config, told) = read("language = \"en\"\n");
    assert_eq!(told, ["TL004 \"\" no `title`"]);
    assert_eq!(config.title, "Handbook");
}

#[test]
fn a_title_without_quotes_is_told_once() {
    let (_, told) = read("title = Handbook\n");
    assert_eq!(told, ["TL001 \"Handbook\" string values must be quoted"]);
}

#[test]
fn keys_that_would_do_nothing_are_unknown() {
    let text = "git = true\n[theme]\nfont = \"Inter\"\n";
    assert_eq!(
        told(text),
        [
            "TL002 \"git\" unknown field `git` in the configuration",
            "TL002 \"font\" unknown field `font` in [theme]",
        ]
    );
}

#[test]
fn an_accent_is_two_colours_in_which_text_can_be_read() {
    let accent = |text: &str| {
        let path = RelPath::new("throughline.toml").unwrap();
        let (config, _) = parse(&path, &format!("title = \"T\"\n[theme]\n{text}\n"));
        config.theme.accent.map(|(light, dark)| (light.hex(), dark.hex()))
    };
    let both = |light: &str, dark: &str| Some((light.to_owned(), dark.to_owned()));
    assert_eq!(
        accent("accent = { light = \"#7a2e6a\", dark = \"#e3a6d5\" }"),
        both("#7a2e6a", "#e3a6d5")
    );
    // One alone is lightened for the dark.
    let (light, dark) = accent("accent = \"#00629b\"").unwrap();
    assert_eq!(light, "#00629b");
    assert!(dark > light, "{dark}");
    assert_eq!(accent("accent = \"blue\""), None);

    assert_eq!(
        told("[theme]\naccent = \"#ffd000\"\n"),
        [
            "TL003 \"\\\"#ffd000\\\"\" text in `#ffd000` has a contrast of 1.3 : 1 on light pages, and needs 4.5 : 1"
        ]
    );
    assert_eq!(
        told(
            "[theme]\naccent = { dark = \"#222\", lihgt = \"#000\" }\nfonts = { text = \"a; b\" }\n"
        ),
        [
            "TL003 \"\\\"#222\\\"\" text in `#222222` has a contrast of 1.1 : 1 on dark pages, and needs 4.5 : 1",
            "TL002 \"lihgt\" unknown field `lihgt` in [theme] accent",
            "TL003 \"\\\"a; b\\\"\" `a; b` is no name of a font",
        ]
    );
    assert_eq!(
        told("[theme]\naccent = \"blue\"\n"),
        ["TL003 \"\\\"blue\\\"\" accent `blue` is no colour"]
    );
}

#[test]
fn the_schemes_are_those_of_the_default_theme() {
    let style = include_str!("../../themes/default/style.css");
    let paper = format!(
        "--paper: light-dark({}, {});",
        super::color::LIGHT.paper.hex(),
        super::color::DARK.paper.hex()
    );
    assert!(style.contains(&paper), "{paper}");
}

#[test]
fn unknown_keys_are_told_in_every_table() {
    let text = "titel = 1\n[theme]\nacent = \"x\"\n[checks]\nTL999 = \"off\"\nsinse = 2025-01-01\n\
        [[checks.set]]\nrule = \"TL201\"\nseverty = \"off\"\nseverity = \"off\"\n[[checks.allow]]\n\
        rule = \"TL201\"\nreason = \"r\"\nuntill = 2026-01-01\n[kinds.breif]\nlabel = \"x\"\n\
        [kinds.brief]\nlable = \"x\"\nsections = { Problm = [\"x\"] }\n";
    assert_eq!(
        told(text),
        [
            "TL002 \"titel\" unknown field `titel` in the configuration",
            "TL002 \"acent\" unknown field `acent` in [theme]",
            "TL002 \"TL999\" unknown rule `TL999` in [checks]",
            "TL002 \"sinse\" unknown rule `sinse` in [checks]",
            "TL002 \"severty\" unknown field `severty` in [[checks.set]]",
            "TL002 \"untill\" unknown field `untill` in [[checks.allow]]",
            "TL002 \"breif\" unknown kind `breif`",
            "TL002 \"lable\" unknown field `lable` in [kinds.brief]",
            "TL002 \"Problm\" `Problm` is no section of a brief",
        ]
    );
}

#[test]
fn wrong_values_are_told_and_leave_the_default() {
    let text = "base-url = \"handbook.example\"\noutput = \"content/x\"\npeople = \"../p.toml\"\n\
        large = \"big\"\nurls = \"file\"\nas-of = \"2026-11-22\"\nlanguage = \"e\"\n\
        edit-url = \"javascript:alert(1)\"\nnew-url = \"https://forge.example/new\"\n[theme]\n\
        name = \"a/b\"\n[kinds.brief]\nfields = { owner = \"string\", x = \"text\" }\n";
    assert_eq!(
        told(text),
        [
            "TL003 \"\\\"handbook.example\\\"\" base-url `handbook.example` is no address of the web",
            "TL003 \"\\\"content/x\\\"\" output `content/x` and the content would mix",
            "TL003 \"\\\"../p.toml\\\"\" people `../p.toml` is not inside the site",
            "TL003 \"\\\"big\\\"\" `large` wants a length of time, not `big`",
            "TL003 \"\\\"file\\\"\" urls `file` is not a way to name pages",
            "TL003 \"\\\"2026-11-22\\\"\" `as-of` wants a date, not text",
            "TL003 \"\\\"e\\\"\" language `e` is no language tag",
            "TL003 \"\\\"javascript:alert(1)\\\"\" edit-url `javascript:alert(1)` is no address of the web",
            "TL003 \"\\\"https://forge.example/new\\\"\" new-url does not say where `{path}` goes",
            "TL003 \"\\\"a/b\\\"\" theme `a/b` is no name of a folder",
            "TL003 \"owner\" a brief has a field `owner` already",
            "TL003 \"\\\"text\\\"\" x `text` is not a type of field",
        ]
    );
}

#[test]
fn an_output_that_would_swallow_the_site_is_refused() {
    for output in ["content", ".", "/srv/www", "..", "C:/www", "content/../content"] {
        let (config, told) = read(&format!("title = \"T\"\noutput = \"{output}\"\n"));
        assert_eq!(told.len(), 1, "{output}: {told:?}");
        assert_eq!(config.output.as_str(), "public");
    }
}

#[test]
fn a_suppression_needs_a_rule_and_a_reason() {
    assert_eq!(
        told("[[checks.allow]]\npath = \"x\"\n[[checks.set]]\nrule = \"TL20\"\n"),
        [
            "TL003 \"[[checks.allow]]\" a suppression without a `reason`",
            "TL003 \"[[checks.allow]]\" no `rule` is named",
            "TL003 \"[[checks.set]]\" a severity without `severity`",
            "TL003 \"\\\"TL20\\\"\" unknown rule `TL20`",
        ]
    );
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_key() {
    let (config, told) = read("\u{feff}title = \"T\"\n");
    assert_eq!(told, Vec::<String>::new());
    assert_eq!(config.title, "T");
}
