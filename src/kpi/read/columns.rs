//! Which columns of a file a KPI reads.

use crate::diag::did_you_mean;
use crate::doc::{SeriesSource, Text};
use crate::id::Span;

use super::super::persons::is_person;
use super::Reader;

/// What a value is made of.
pub(super) enum Measure<T> {
    /// The value itself.
    Value(T),
    /// Counts of promoters, passives and detractors.
    Score([T; 3]),
}

/// Where in a row the values stand.
pub(super) struct Columns {
    pub(super) date: usize,
    pub(super) measure: Measure<usize>,
    pub(super) n: Option<usize>,
    pub(super) note: Option<usize>,
    /// The cells by which the rows of a KPI are told from those of others.
    pub(super) wanted: Vec<(usize, String)>,
}

impl Columns {
    /// Returns the columns that are not read, but for those that name people.
    pub(super) fn spare(&self, names: &[&str]) -> Vec<(usize, String)> {
        let measure: &[usize] = match &self.measure {
            Measure::Value(column) => &[*column],
            Measure::Score(columns) => columns,
        };
        let is_read = |at: usize| {
            let is_wanted = || self.wanted.iter().any(|(column, _)| *column == at);
            at == self.date
                || measure.contains(&at)
                || is_wanted()
                || [self.n, self.note].contains(&Some(at))
        };
        let names = names.iter().enumerate().filter(|(at, name)| !is_read(*at) && !is_person(name));
        names.map(|(at, name)| (at, (*name).to_owned())).collect()
    }
}

/// What people call the columns of a score.
const SCORE: [&str; 3] = ["promoters", "passives", "detractors"];

impl Reader<'_> {
    /// Returns the columns that a KPI reads, where all of them are among the names of a file; these
    /// stand at `at`.
    pub(super) fn columns(&mut self, names: &[&str], at: Span) -> Option<Columns> {
        let source = self.fields.source.as_ref();
        let given =
            |of: fn(&SeriesSource) -> &Option<Text>| source.and_then(|own| of(own).as_ref());
        let (given_n, given_note) = (given(|own| &own.n), given(|own| &own.note));
        let date = self.usual_column(names, at, given(|own| &own.date), "date");
        let measure = match source.and_then(|own| own.score.as_ref()) {
            Some(score) => {
                let given = [&score.promoters, &score.passives, &score.detractors];
                let [promoters, passives, detractors] =
                    given.map(|name| self.given_column(names, name));
                Some(Measure::Score([promoters?, passives?, detractors?]))
            }
            None => {
                let value = self.usual_column(names, at, given(|own| &own.value), "value");
                value.map(Measure::Value)
            }
        };
        let n = self.spare_column(names, given_n, "n")?;
        let note = self.spare_column(names, given_note, "note")?;
        let mut wanted = Vec::new();
        for (name, cell) in source.map_or(&[][..], |source| &source.rows) {
            let found = names.iter().position(|own| own == name);
            if found.is_none() {
                self.not_there(names, name, cell.span);
            }
            wanted.push((found?, cell.value.trim().to_owned()));
        }
        Some(Columns { date: date?, measure: measure?, n, note, wanted })
    }

    /// Returns the column that a KPI names, or the one of the usual name.
    fn usual_column(
        &mut self,
        names: &[&str],
        at: Span,
        given: Option<&Text>,
        usual: &str,
    ) -> Option<usize> {
        if let Some(name) = given {
            return self.given_column(names, name);
        }
        let found = names.iter().position(|own| *own == usual);
        if found.is_none() {
            let near = crate::diag::nearest(usual, names.iter().copied());
            let file = self.sheet.path.file_name();
            let is_score = usual == "value" && SCORE.iter().all(|name| names.contains(name));
            let hint = match near.first() {
                _ if is_score => {
                    let columns = SCORE.map(|name| format!("{name} = \"{name}\"")).join(", ");
                    format!(
                        "for a score say so in the KPI: source = {{ file = \"{file}\", {columns} }}"
                    )
                }
                Some(near) => format!(
                    "rename `{near}`, or say so in the KPI: \
                     source = {{ file = \"{file}\", {usual} = \"{near}\" }}"
                ),
                None => {
                    format!("name it in the KPI: source = {{ file = \"{file}\", {usual} = \"…\" }}")
                }
            };
            self.sheet.tell(at, format!("there is no column `{usual}`"), &hint);
        }
        found
    }

    /// Returns the column that a KPI names, or the one of the usual name where there is one; nothing
    /// where the one that it names is not there.
    fn spare_column(
        &mut self,
        names: &[&str],
        given: Option<&Text>,
        usual: &str,
    ) -> Option<Option<usize>> {
        match given {
            Some(name) => self.given_column(names, name).map(Some),
            None => Some(names.iter().position(|own| *own == usual)),
        }
    }

    fn given_column(&mut self, names: &[&str], name: &Text) -> Option<usize> {
        let found = names.iter().position(|own| *own == name.value.trim());
        if found.is_none() {
            self.not_there(names, &name.value, name.span);
        }
        found
    }

    /// Tells of a column that a KPI names and its file does not have. It is mended in the KPI: for
    /// another KPI the file may be right.
    fn not_there(&mut self, names: &[&str], name: &str, span: Span) {
        let message = format!("`{}` has no column `{name}`", self.sheet.path);
        let near = did_you_mean(name, names.iter().copied());
        let hint = near.unwrap_or_else(|| format!("its columns are {}", names.join(", ")));
        self.sheet.tell_at(self.kpi, span, message, &hint);
    }
}
