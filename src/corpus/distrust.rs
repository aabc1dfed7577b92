//! Data that cannot be trusted, and which documents show what comes of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::id::{RelPath, Span};

use super::{Corpus, is_data};

/// The documents whose numbers cannot be trusted, and the findings that say why.
#[derive(Default)]
pub struct Distrust {
    /// Of each KPI and survey why, such as `2 places in csat.csv cannot be read`.
    pub documents: BTreeMap<RelPath, Arc<str>>,
    /// What is wrong with their data.
    pub findings: Vec<Diagnostic>,
}

/// Of a file with more mistakes than this not all are told.
const COUNTED: usize = 20;

impl Corpus {
    /// Returns whose numbers cannot be trusted: those read from a file of which any cell cannot be read,
    /// be it another's, and those whose file is not there or not what their document says.
    pub fn distrust(&self) -> Distrust {
        let mut broken: BTreeMap<&RelPath, BTreeSet<(Span, &str)>> = BTreeMap::new();
        let of_series = self.series.values().flat_map(|read| &read.findings);
        let of_waves = self.waves.values().flat_map(|read| &read.findings);
        for finding in of_series.chain(of_waves).filter(|finding| is_data(&finding.path)) {
            let place = (finding.span, finding.message.as_str());
            broken.entry(&finding.path).or_default().insert(place);
        }
        let why = |file: &RelPath| {
            let places = broken.get(file)?.len();
            let name = file.file_name();
            Some(match places {
                1 => format!("1 place in {name} cannot be read"),
                places if places > COUNTED => {
                    format!("more than {COUNTED} places in {name} cannot be read")
                }
                places => format!("{places} places in {name} cannot be read"),
            })
        };
        let mut distrust = Distrust::default();
        for (path, read) in &self.series {
            let own = || (!read.findings.is_empty()).then(|| "its data cannot be read".to_owned());
            let Some(why) = why(&read.file).or_else(own) else { continue };
            distrust.documents.insert(path.clone(), why.into());
            distrust.findings.extend(read.findings.iter().cloned());
        }
        for (path, read) in &self.waves {
            let Some(why) = read.files.iter().find_map(why) else { continue };
            distrust.documents.insert(path.clone(), why.into());
            // What else is wrong with a survey says nothing of its numbers.
            let of_data = read.findings.iter().filter(|finding| is_data(&finding.path));
            distrust.findings.extend(of_data.cloned());
        }
        distrust
    }
}
