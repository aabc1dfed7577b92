//! `throughline new`: a document with its sections.

use std::collections::BTreeSet;
use std::io::Write;

use anyhow::Context;
use unicode_normalization::UnicodeNormalization;

use super::Terminal;
use super::build::site;
use crate::config::{FieldType, FrontMatter, KindConfig, Misuse};
use crate::diag::nearest;
use crate::doc::{self, quoted};
use crate::id::{Date, RelPath};
use crate::kind::{Kind, SectionKind};
use crate::pipeline::{Options, Pipeline, Snapshot};
use crate::render::{Noise, Suggestion};
use crate::source::{self, EntryKind, Skip};

/// What to write.
#[derive(Clone, Debug)]
pub struct Request {
    /// The site.
    pub options: Options,
    /// The kind of the document.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// The objectives that a brief serves.
    pub serves: Vec<String>,
    /// Whether it is printed instead of written.
    pub to_stdout: bool,
}

/// Writes a new document.
///
/// # Errors
///
/// Where an objective is unknown, or the file cannot be written.
pub fn run(request: &Request, terminal: &Terminal) -> anyhow::Result<u8> {
    let root = site(&request.options.root)?;
    let title = request.title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() {
        return Err(Misuse::error("the title is empty", "say in a few words what it is about"));
    }
    let mut pipeline = Pipeline::open(Options { root: root.clone(), ..request.options.clone() })?;
    let snapshot = pipeline.rebuild(None)?;
    let serves = objectives(request, &snapshot)?;
    let lessons = if serves.is_empty() {
        Vec::new()
    } else {
        let found = snapshot.lessons_for(&serves);
        found.map_err(|unknown| Misuse::error(unknown.message, unknown.hint))?
    };
    let config = pipeline.config();
    let today = pipeline.as_of()?;
    let own = config.kinds.get(&request.kind).cloned().unwrap_or_default();
    let new =
        New { kind: request.kind, title: &title, serves: &serves, lessons: &lessons, own: &own };
    let text = document(&new, today, config.front_matter);
    if request.to_stdout {
        terminal.data(&text)?;
        terminal.note(&heard(&lessons));
        return Ok(0);
    }
    let skip = Skip::of(&config.content, &config.output);
    let listing = source::list(&root, &config.content, &skip)?;
    let documents = listing.entries.iter().filter(|entry| entry.kind == EntryKind::Document);
    let taken: BTreeSet<String> = documents.map(|entry| id(&entry.path)).collect();
    let stem = free_stem(&slug(&title), &taken);
    let stem = if is_dated(request.kind) { format!("{today}-{stem}") } else { stem };
    let folder = own.folder.as_deref().or(request.kind.folder()).unwrap_or_default();
    let path = config.content.join(&format!("{folder}/{stem}.md"));
    let path = path.context("the folder of the kind leads out of the site")?;
    let real = root.join(path.as_str());
    let cannot = || format!("cannot write {}", real.display());
    if let Some(folder) = real.parent() {
        std::fs::create_dir_all(folder).with_context(cannot)?;
    }
    let mut file = std::fs::File::create_new(&real).with_context(cannot)?;
    file.write_all(text.as_bytes()).with_context(cannot)?;
    // The path is data: editors are started with it.
    let shown = match request.options.root.to_str() {
        Some(".") => path.to_string(),
        _ => request.options.root.join(path.as_str()).display().to_string(),
    };
    terminal.data(&format!("{shown}\n"))?;
    terminal.note(&heard(&lessons));
    terminal.note(&visible(&snapshot.noise(&serves)));
    if is_draft(request.kind) {
        terminal
            .note("It is a draft: `serve` shows it, `build` leaves it out until `draft` is gone\n");
    }
    Ok(0)
}

/// Returns whether a new document begins as a draft: what demands a section from its first day on stays
/// hidden until it has one.
fn is_draft(kind: Kind) -> bool {
    matches!(kind, Kind::Vision | Kind::Kpi)
}

/// Returns the objectives that a brief is to serve, as they are written in front matter.
fn objectives(request: &Request, snapshot: &Snapshot) -> anyhow::Result<Vec<String>> {
    if request.serves.is_empty() {
        return Ok(Vec::new());
    }
    if request.kind != Kind::Brief {
        let message = format!("a {} serves no objective", request.kind.words());
        return Err(Misuse::error(message, "only briefs do; leave `--serves` out"));
    }
    let known = snapshot.objectives();
    let is_known = |name: &String| {
        known.iter().any(|full| full == name || full.rsplit('#').next() == Some(name))
    };
    match request.serves.iter().find(|name| !is_known(name)) {
        None => Ok(request.serves.clone()),
        Some(name) => Err(unknown_objective(name, &known)),
    }
}

fn unknown_objective(name: &str, known: &[String]) -> anyhow::Error {
    let bare = |full: &str| full.rsplit('#').next().unwrap_or_default().to_owned();
    let wanted = bare(name);
    let near = nearest(name, known.iter().map(String::as_str));
    let mut names: Vec<&str> = near;
    if names.is_empty() {
        let shorts: Vec<String> = known.iter().map(|full| bare(full)).collect();
        let near = nearest(&wanted, shorts.iter().map(String::as_str));
        names = known.iter().map(String::as_str).filter(|n| near.contains(&&*bare(n))).collect();
    }
    let (opening, names) = match (names.is_empty(), known.is_empty()) {
        (_, true) => ("no vision states an objective yet", Vec::new()),
        (true, false) => ("the objectives are ", known.iter().map(String::as_str).collect()),
        (false, false) => ("nearest: ", names),
    };
    let names: Vec<String> = names.into_iter().take(8).map(|name| format!("`{name}`")).collect();
    Misuse::error(format!("no such objective: `{name}`"), format!("{opening}{}", names.join(", ")))
}

/// Returns what is told of the lessons that a new brief should hear of: which, and why these.
fn heard(lessons: &[Suggestion]) -> String {
    let mut text = String::new();
    let (open, hidden): (Vec<_>, Vec<_>) = lessons.iter().partition(|found| found.line.is_some());
    if !open.is_empty() {
        text.push_str("Under `Lessons applied`, say of each lesson how, or set it aside:\n");
    }
    for found in open {
        text.push_str(&format!("  {} shares {}\n", found.name, found.shared));
    }
    for Suggestion { name, shared, .. } in hidden {
        text.push_str(&format!(
            "Not copied, as some readers may not see it: {name} shares {shared}\n"
        ));
    }
    text
}

/// Returns what is told of the KPIs of the objectives: how much has to be promised to be seen.
fn visible(noise: &[Noise]) -> String {
    let mut text = String::new();
    for Noise { kpi, rhythm, least } in noise {
        text.push_str(&match least {
            Some(least) => format!(
                "A change of `{kpi}` shows in a single {rhythm} from {least} on, a smaller one after 8 {rhythm}s\n"
            ),
            None => format!("A change of `{kpi}` shows only after 8 {rhythm}s\n"),
        });
    }
    text.replace('\u{a0}', " ")
}

/// What a new document begins with.
struct New<'a> {
    kind: Kind,
    title: &'a str,
    serves: &'a [String],
    lessons: &'a [Suggestion],
    /// What the site says about the kind.
    own: &'a KindConfig,
}

/// Returns the text of a new document.
fn document(new: &New, today: Date, form: FrontMatter) -> String {
    let New { kind, title, serves, lessons, own } = *new;
    let mut fields = vec![format!("created = {today}")];
    if kind.folder().is_none() && kind != Kind::Page {
        fields.push(format!("kind = {}", quoted(kind.name())));
    }
    let names: Vec<String> = serves.iter().map(|name| quoted(name)).collect();
    match names.as_slice() {
        [] => {}
        [one] => fields.push(format!("serves = {one}")),
        several => fields.push(format!("serves = [{}]", several.join(", "))),
    }
    if is_draft(kind) {
        fields.push("draft = true".to_owned());
    }
    fields.extend(
        further(kind)
            .iter()
            .filter(|field| serves.is_empty() || !field.starts_with("serves"))
            .map(|field| format!("# {field}")),
    );
    let of_site = own.fields.iter().map(|(name, of)| format!("# {} = {}", key(name), sample(*of)));
    fields.extend(of_site);
    let (fence, fields) = match form {
        FrontMatter::Toml => ("+++", fields),
        FrontMatter::Yaml => {
            ("---", fields.iter().map(|field| field.replace(" = ", ": ")).collect())
        }
    };
    let mut text =
        format!("{fence}\n{}\n{fence}\n# {}\n", fields.join("\n"), doc::as_markdown(title));
    for section in sections(kind) {
        let heading = heading(section, own);
        text.push_str(&format!("\n## {heading}\n\n*{}*\n", section.prompt()));
        let mut answers = lessons.iter().filter_map(|found| found.line.as_ref()).peekable();
        if section == SectionKind::LessonsApplied && answers.peek().is_some() {
            text.push('\n');
            text.extend(answers.map(|line| format!("{line}\n")));
        } else if let Some(example) = example(section) {
            text.push_str(&format!("<!-- As in: {example} -->\n"));
        }
    }
    text
}

/// Returns fields that a document of a kind gets sooner or later, to be filled in.
fn further(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Vision => &["owner = \"\""],
        Kind::Brief => &["owner = \"\"", "serves = \"\"", "proposed = 2026-01-31"],
        Kind::DeepDive => &["informs = \"\"", "presented = 2026-01-31"],
        Kind::Retro => &["reviews = \"\"", "held = 2026-01-31"],
        Kind::Decision => {
            &["owner = \"\"", "decides = \"\"", "deciders = [\"\"]", "decided = 2026-01-31"]
        }
        Kind::Kpi => &["owner = \"\"", "unit = \"%\"", "direction = \"down\"", "period = \"week\""],
        Kind::Survey => &[
            "owner = \"\"",
            "questions = [{ id = \"recommend\", text = \"\", scale = [\"yes\", \"no\"] }]",
            "waves = [{ on = 2026-01-31, file = \"2026-01.csv\", invited = 26 }]",
        ],
        Kind::Glossary | Kind::Page => &[],
    }
}

/// Returns the heading of a section: the first name that the site gives it, else its own.
fn heading(section: SectionKind, own: &KindConfig) -> &str {
    let names = own.sections.iter().find(|(known, _)| *known == section);
    names.and_then(|(_, names)| names.first()).map_or(section.heading(), String::as_str)
}

/// Returns the name of a further field as front matter writes it.
fn key(name: &str) -> String {
    let is_bare =
        name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter));
    if is_bare { name.to_owned() } else { quoted(name) }
}

/// Returns a value of a further field, to be filled in.
fn sample(of: FieldType) -> &'static str {
    match of {
        FieldType::String | FieldType::Person | FieldType::Reference => "\"\"",
        FieldType::Number => "0",
        FieldType::Boolean => "false",
        FieldType::Date => "2026-01-31",
        FieldType::List => "[]",
    }
}

/// Returns an item of a section as it is written; marks are easier to copy than to remember.
fn example(section: SectionKind) -> Option<&'static str> {
    Some(match section {
        SectionKind::Objectives => "### Fewer buyers give up [[drop-off]] 25 by 2026-12-31",
        SectionKind::KpiImpact => "- Fewer buyers give up [[drop-off]] -6 by 2026-06-30",
        SectionKind::Options | SectionKind::Approaches => "### Signed link {effort=10..25d}",
        SectionKind::EngineeringInput => "- Guests need no basket @ravi 2026-01-27 (adopted)",
        SectionKind::Questions => "### Can the nightly job go? @mina 2026-01-30",
        SectionKind::Concerns => "- The start slips by a week @mina 2026-01-21",
        SectionKind::LessonsApplied => "- Released behind a flag [[retro-wallet#no-flag]]",
        SectionKind::Lessons => "- Ship behind a flag (change) {#no-flag}",
        SectionKind::Actions => "- [ ] Put a flag into the template @jo 2026-06-30",
        _ => return None,
    })
}

/// Returns the sections that a new document begins with: those that are written before the work, not
/// those that come with it.
fn sections(kind: Kind) -> impl Iterator<Item = SectionKind> {
    use SectionKind::{NonGoals, Outcomes, Risks, Updates};
    let later = [Updates, Risks, NonGoals, Outcomes];
    SectionKind::of(kind).iter().copied().filter(move |section| !later.contains(section))
}

/// Visions and KPIs are named for years; the others belong to a day.
fn is_dated(kind: Kind) -> bool {
    matches!(kind, Kind::Brief | Kind::DeepDive | Kind::Retro | Kind::Decision)
}

/// Returns the id of the document at a path: its stem, or its folder's name, without a leading day.
fn id(path: &RelPath) -> String {
    let stem = if path.stem() == "index" {
        path.parent().file_name().to_owned()
    } else {
        path.stem().to_owned()
    };
    let is_dated = stem.get(..10).is_some_and(|day| Date::parse(day).is_some());
    let rest = stem.get(10..).and_then(|rest| rest.strip_prefix('-')).filter(|_| is_dated);
    rest.map_or(stem.clone(), str::to_owned)
}

fn free_stem(slug: &str, taken: &BTreeSet<String>) -> String {
    if !taken.contains(slug) {
        return slug.to_owned();
    }
    let numbered = (2..).map(|number: u64| format!("{slug}-{number}"));
    numbered
        .into_iter()
        .find(|stem| !taken.contains(stem))
        .expect("there are more numbers than files")
}

/// Returns the letters and digits of a title in lower case, with a hyphen for everything between;
/// at most sixty characters of it.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    for letter in title.nfc().flat_map(char::to_lowercase) {
        if slug.chars().count() >= 60 {
            break;
        }
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if letter != '\'' && letter != '’' && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "untitled".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(name: &str, known: &[&str]) -> String {
        let known: Vec<String> = known.iter().map(ToString::to_string).collect();
        let error = unknown_objective(name, &known);
        error.downcast_ref::<Misuse>().unwrap().hint.clone()
    }

    #[test]
    fn an_unknown_objective_is_answered_with_the_nearest_ones() {
        let known = ["vision-2026#checkout", "vision-2026#retention"];
        assert_eq!(hint("chekout", &known), "nearest: `vision-2026#checkout`");
        assert_eq!(hint("vision-2026#retetion", &known), "nearest: `vision-2026#retention`");
        assert_eq!(
            hint("growth", &known),
            "the objectives are `vision-2026#checkout`, `vision-2026#retention`"
        );
        assert_eq!(hint("growth", &[]), "no vision states an objective yet");
    }

    #[test]
    fn front_matter_is_written_in_the_configured_form() {
        let day = Date::new(2026, 11, 22).unwrap();
        let serves = ["a".to_owned(), "b\"c".to_owned()];
        let own = KindConfig::default();
        let new = New { kind: Kind::Brief, title: "T", serves: &serves, lessons: &[], own: &own };
        let toml = document(&new, day, FrontMatter::Toml);
        let head = "+++\ncreated = 2026-11-22\nserves = [\"a\", \"b\\\"c\"]\n# owner = \"\"\n";
        assert!(toml.starts_with(head), "{toml}");
        let yaml = document(&new, day, FrontMatter::Yaml);
        let head = "---\ncreated: 2026-11-22\nserves: [\"a\", \"b\\\"c\"]\n# owner: \"\"\n";
        assert!(yaml.starts_with(head), "{yaml}");
    }
}
