//! The waves of surveys, read again only where document or data changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::doc::{Doc, Own, SurveyFields, SurveyWave};
use crate::id::{Date, Digest, Digester, RelPath};
use crate::kpi::{self, Questions, Raw, Wave};
use crate::source::Source;

use super::Corpus;
use super::numbers::file_at;

/// The waves of a survey with what they were read from.
#[derive(Clone)]
pub struct ReadWaves {
    /// The digest of document and data.
    digest: Digest,
    /// The waves in the order of the document; `None` for one whose file is not there.
    pub waves: Arc<Vec<Option<Wave>>>,
    /// The days of those of which not every row could be read.
    pub broken: Vec<Date>,
    /// The files that hold them.
    pub files: Vec<RelPath>,
    /// What is wrong with them.
    pub findings: Vec<Diagnostic>,
}

impl Corpus {
    pub(super) fn read_waves(&mut self, sources: &BTreeMap<RelPath, Source>) {
        let mut read = BTreeMap::new();
        for (path, doc) in &self.docs {
            let Own::Survey(fields) = &doc.front.own else { continue };
            let files: Vec<Option<&Source>> = fields
                .waves
                .iter()
                .map(|wave| sources.get(&file_at(doc, &wave.file.value, &self.config.content)?))
                .collect();
            let mut digester = Digester::new();
            digester.add_digest(doc.digest);
            for file in &files {
                digester.add_digest(file.map_or(Digest::default(), |file| file.digest));
            }
            let digest = digester.finish();
            if let Some(known) = self.waves.remove(path).filter(|known| known.digest == digest) {
                read.insert(path.clone(), known);
                continue;
            }
            let (mut findings, mut broken) = (Vec::new(), Vec::new());
            let mut asked = Questions::default();
            asked.add(doc);
            let waves: Vec<Option<Wave>> = fields
                .waves
                .iter()
                .zip(&files)
                .map(|(wave, file)| {
                    let Some(file) = file else {
                        findings.push(missing(doc, wave));
                        return None;
                    };
                    if let Some(raw) = asked.in_table(&file.path, &file.text) {
                        findings.push(answers(doc, &raw, &file.path));
                        broken.push(wave.on.value);
                        return Some(Wave::default());
                    }
                    let (counts, told) = kpi::read_wave(&file.path, &file.text, fields);
                    if !told.is_empty() {
                        broken.push(wave.on.value);
                    }
                    findings.extend(told);
                    findings.extend(too_many(doc, wave, &counts));
                    Some(counts)
                })
                .collect();
            if broken.is_empty() {
                findings.extend(unknown_groups(doc, fields, &waves));
            }
            let files = files.iter().flatten().map(|file| file.path.clone()).collect();
            let waves = Arc::new(waves);
            read.insert(path.clone(), ReadWaves { digest, waves, broken, files, findings });
        }
        self.waves = read;
    }
}

/// Returns the finding for a file of counts that is not there.
fn missing(doc: &Doc, wave: &SurveyWave) -> Diagnostic {
    let message = format!("there is no data file `{}`", wave.file.value);
    Diagnostic::new(Code(6), &doc.path, wave.file.span, message)
        .hint("write the path from this document to a CSV file below the content folder")
}

/// Returns the finding for a wave whose file holds the answers that are to be counted.
fn answers(doc: &Doc, raw: &Raw, path: &RelPath) -> Diagnostic {
    let groups: String =
        raw.groups.iter().map(|name| format!(" --group {}", quoted(name))).collect();
    let kept = format!("raw/{}", path.file_name());
    let hint = format!(
        "move it to `{kept}`, then run `throughline survey aggregate {} --survey {}{groups} -o {}`",
        quoted(&kept),
        doc.id,
        quoted(path.as_str())
    );
    let message = "this file holds the answers of single people, no counts of them";
    Diagnostic::new(Code(601), path, raw.span, message).hint(hint)
}

/// Returns a word of a command line, in quotes where a shell would make several of it.
fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./".contains(letter);
    match word.chars().all(is_plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}

/// Returns the finding for a wave that more answered than were asked.
fn too_many(doc: &Doc, wave: &SurveyWave, counts: &Wave) -> Option<Diagnostic> {
    let invited = wave.invited.as_ref()?;
    (counts.answered() > u64::from(invited.value)).then(|| {
        let message = format!("more than the {} who were invited have answered", invited.value);
        Diagnostic::new(Code(9), &doc.path, invited.span, message)
            .hint("correct `invited`, or the counts of the wave")
    })
}

/// Returns the findings for groups that no wave knows. Where a wave could not be read, they may be there.
fn unknown_groups(doc: &Doc, fields: &SurveyFields, waves: &[Option<Wave>]) -> Vec<Diagnostic> {
    if waves.is_empty() || waves.iter().any(Option::is_none) {
        return Vec::new();
    }
    let known = || waves.iter().flatten().flat_map(|wave| wave.groups.iter().map(String::as_str));
    let is_known =
        |name: &str| waves.iter().flatten().any(|wave| wave.answered_within(name).is_some());
    let unknown = fields.groups.iter().filter(|group| !is_known(&group.value));
    unknown
        .map(|group| {
            let message = format!("no wave holds answers of a group `{}` by itself", group.value);
            let mut names: Vec<&str> = known().filter(|name| !name.is_empty()).collect();
            names.sort_unstable();
            names.dedup();
            let near = did_you_mean(&group.value, names);
            // What is pooled has no rows of its own, as everybody can see in the files.
            let around = kpi::lineage(&group.value);
            let mut around = around.iter().rev().skip(1);
            let home = around.find(|home| is_known(home)).map(|home| format!("in `{home}`"));
            let has_rest = || known().any(str::is_empty);
            let home = home.or_else(|| has_rest().then(|| "in the whole only".to_owned()));
            let pooled = home.map(|home| {
                format!("where it was pooled it counts {home}: leave it out of `groups`")
            });
            let hint = match (near, pooled) {
                (Some(near), Some(pooled)) => format!("{near} Or, {pooled}"),
                (near, pooled) => {
                    near.or(pooled).unwrap_or_else(|| "leave it out of `groups`".to_owned())
                }
            };
            Diagnostic::new(Code(6), &doc.path, group.span, message).hint(hint)
        })
        .collect()
}
