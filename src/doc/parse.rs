//! Assembles a document from its front matter and its body.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::{Config, KindConfig};
use crate::diag::{Code, Diagnostic};
use crate::id::{Date, Digest, RelPath, Span};
use crate::kind::Kind;

use super::markdown::{WalkOptions, walk};
use super::{Body, Doc, Own, SurveyFields, front};

/// What parsing needs to know beside the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParseOptions {
    kinds: BTreeMap<Kind, KindConfig>,
}

impl ParseOptions {
    /// Returns what a configuration says about parsing.
    pub fn of(config: &Config) -> ParseOptions {
        ParseOptions { kinds: config.kinds.clone() }
    }

    fn kind_of_folder(&self, folder: &str) -> Kind {
        let is_folder_of = |kind: &Kind| {
            let configured = self.kinds.get(kind).and_then(|kind| kind.folder.as_deref());
            configured.or(kind.folder()) == Some(folder)
        };
        Kind::ALL.into_iter().find(is_folder_of).unwrap_or(Kind::Page)
    }
}

/// Where a document stands below the content folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Location {
    /// The path without its extension; of a folder's index the folder and `index`.
    pub path: RelPath,
    /// Whether it introduces its folder.
    pub is_index: bool,
}

/// How many characters of a first paragraph stand in for a summary.
const SUMMARY: usize = 280;

/// Parses one document from the text of the file at `path`.
pub fn parse(
    path: &RelPath,
    text: &Arc<str>,
    digest: Digest,
    location: &Location,
    options: &ParseOptions,
) -> Doc {
    let (folder, rest) = location.path.as_str().split_once('/').unwrap_or(("", ""));
    // The index directly in a kind's folder introduces the section.
    let folder_kind = match rest {
        "" | "index" if location.is_index => Kind::Page,
        _ if !location.is_index && Kind::Glossary.stem() == Some(location.path.file_name()) => {
            Kind::Glossary
        }
        _ => options.kind_of_folder(folder),
    };
    let reading = front::read(path, text, folder_kind, &options.kinds);
    let (front, kind) = (reading.front, reading.kind);
    let empty = Vec::new();
    let section_names = options.kinds.get(&kind).map_or(&empty, |kind| &kind.sections);
    let walk_options = WalkOptions {
        section_names,
        title: front.title.as_ref().map(|title| title.value.as_str()),
        old_anchors: &front.anchors,
        questions: match &front.own {
            Own::Survey(survey) => &survey.questions,
            _ => &[],
        },
        decided: match &front.own {
            Own::Decision(decision) => decision.decided.as_ref().map(|decided| decided.value),
            _ => None,
        },
        kinds: Some(&options.kinds),
    };
    let walked = walk(path, text, reading.body, kind, walk_options);
    let stem = stem(location);
    let mut findings = reading.findings;
    findings.extend(walked.findings);
    let mut body = walked.body;
    if let Own::Survey(survey) = &front.own {
        anchor_questions(path, survey, &mut body, &mut findings);
    }
    Doc {
        path: path.clone(),
        location: location.path.clone(),
        is_index: location.is_index,
        kind,
        id: front.id.as_ref().map_or_else(|| stem.to_owned(), |id| id.value.clone()),
        title_span: match (&front.title, &walked.title) {
            (Some(title), _) => title.span,
            (None, Some(heading)) => heading.span,
            (None, None) => Span::new(reading.body, reading.body),
        },
        title: match (&front.title, walked.title) {
            (Some(title), _) => title.value.clone(),
            (None, Some(heading)) if !heading.value.is_empty() => heading.value,
            (None, _) => from_stem(stem),
        },
        title_anchor: walked.title_anchor,
        summary: match &front.summary {
            Some(summary) => summary.value.clone(),
            None => shortened(&walked.lead),
        },
        excerpt: match &front.summary {
            Some(summary) => summary.value.clone(),
            None => shortened(&walked.excerpt),
        },
        excerpt_gaps: match &front.summary {
            Some(_) => Vec::new(),
            None => walked.excerpt_gaps,
        },
        front,
        body,
        text: Arc::clone(text),
        digest,
        findings,
    }
}

/// Adds the anchors of a survey's questions, which stand below its body.
fn anchor_questions(
    path: &RelPath,
    survey: &SurveyFields,
    body: &mut Body,
    findings: &mut Vec<Diagnostic>,
) {
    for question in &survey.questions {
        let id = &question.id;
        if body.anchors.iter().any(|anchor| anchor.value == id.value) {
            let message = format!("the anchor `{}` stands in the text already", id.value);
            let finding = Diagnostic::new(Code(5), path, id.span, message);
            findings.push(finding.hint("give the question another id"));
        }
        body.anchors.push(id.clone());
    }
}

/// Returns the file stem without a leading date; of a folder's index the name of the folder.
fn stem(location: &Location) -> &str {
    let path = location.path.as_str();
    match location.is_index {
        true => id_at(path.strip_suffix("/index").unwrap_or(path)),
        false => id_at(path),
    }
}

/// Returns the id of a document at a location, where its front matter gives it no other: the last part
/// without a leading date.
pub fn id_at(location: &str) -> &str {
    let stem = location.rsplit_once('/').map_or(location, |(_, stem)| stem);
    match (stem.get(..10).and_then(Date::parse), stem.get(10..)) {
        (Some(_), Some(rest)) if rest.len() > 1 && rest.starts_with('-') => &rest[1..],
        _ => stem,
    }
}

/// Returns a title made from a file stem: `pay-later` becomes `Pay later`.
fn from_stem(stem: &str) -> String {
    let words = stem.replace(['-', '_'], " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Returns a paragraph cut after a whole word where it is long.
fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(SUMMARY) else { return text.to_owned() };
    let cut = &text[..end];
    let cut = cut.rsplit_once(' ').map_or(cut, |(before, _)| before);
    format!("{}…", cut.trim_end_matches([',', ';', ':', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn location(path: &str, is_index: bool) -> Location {
        Location { path: RelPath::new(path).unwrap(), is_index }
    }

    #[test]
    fn the_id_is_the_stem_without_its_date() {
        for (path, is_index, id) in [
            ("briefs/2026-01-19-pay", false, "pay"),
            ("briefs/pay/index", true, "pay"),
            ("briefs/2026-01-19", false, "2026-01-19"),
            ("notes", false, "notes"),
        ] {
            assert_eq!(stem(&location(path, is_index)), id);
        }
    }

    #[test]
    fn the_index_of_a_kinds_folder_is_a_page() {
        let options = ParseOptions::of(&Config::default());
        let kind = |path: &str, is_index: bool| {
            let file = RelPath::new("content/x.md").unwrap();
            parse(&file, &"# X".into(), Digest::default(), &location(path, is_index), &options).kind
        };
        assert_eq!(kind("briefs/index", true), Kind::Page);
        assert_eq!(kind("briefs/pay/index", true), Kind::Brief);
        assert_eq!(kind("briefs/old/pay", false), Kind::Brief);
        assert_eq!(kind("briefs", false), Kind::Page);
        assert_eq!(kind("glossary", false), Kind::Glossary);
        assert_eq!(kind("briefs/glossary", false), Kind::Glossary);
        assert_eq!(kind("glossary/index", true), Kind::Page);
        assert_eq!(kind("notes/glossary/index", true), Kind::Page);
    }

    #[test]
    fn a_long_first_paragraph_is_cut_after_a_word() {
        let text = "word ".repeat(80);
        let short = shortened(text.trim());
        assert!(short.chars().count() <= SUMMARY + 1 && short.ends_with("word…"), "{short}");
    }
}
