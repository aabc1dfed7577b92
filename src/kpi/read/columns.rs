//! Which columns of a file a KPI reads.

use csv::StringRecord;

use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::doc::{KpiFields, SeriesSource, Text};

use super::Reading;

/// Where in a row the values stand.
pub(super) struct Columns {
    pub(super) date: usize,
    pub(super) value: usize,
    pub(super) n: Option<usize>,
    /// The cells by which the rows of a KPI are told from those of others.
    pub(super) wanted: Vec<(usize, String)>,
}

impl Reading<'_> {
    /// Returns the columns that a KPI reads, where all of them are there.
    pub(super) fn columns(
        &mut self,
        header: &StringRecord,
        at: usize,
        fields: &KpiFields,
    ) -> Option<Columns> {
        let source = fields.source.as_ref();
        let given =
            |of: fn(&SeriesSource) -> &Option<Text>| source.and_then(|own| of(own).as_ref());
        let date = self.named_column(header, at, given(|own| &own.date), "date");
        let value = self.named_column(header, at, given(|own| &own.value), "value");
        let n = match given(|own| &own.n) {
            Some(name) => Some(self.named_column(header, at, Some(name), "n")?),
            None => header.iter().position(|name| name.trim() == "n"),
        };
        let mut wanted = Vec::new();
        for (name, cell) in source.map_or(&[][..], |source| &source.rows) {
            wanted.push((self.column(header, at, name)?, cell.value.trim().to_owned()));
        }
        Some(Columns { date: date?, value: value?, n, wanted })
    }

    /// Returns the column that a KPI names, or the one of the usual name. A name of the KPI's own is
    /// mended there: for another KPI the file may be right.
    fn named_column(
        &mut self,
        header: &StringRecord,
        at: usize,
        given: Option<&Text>,
        usual: &str,
    ) -> Option<usize> {
        let Some(name) = given else { return self.column(header, at, usual) };
        let found = header.iter().position(|own| own.trim() == name.value);
        if found.is_none() {
            let message = format!("`{}` has no column `{}`", self.sheet.path, name.value);
            let near = did_you_mean(&name.value, header.iter().map(str::trim));
            let columns: Vec<&str> = header.iter().map(str::trim).collect();
            let hint = near.unwrap_or_else(|| format!("its columns are {}", columns.join(", ")));
            let finding = Diagnostic::new(Code(601), self.kpi, name.span, message);
            self.sheet.findings.push(finding.hint(hint));
        }
        found
    }

    fn column(&mut self, header: &StringRecord, at: usize, name: &str) -> Option<usize> {
        let found = header.iter().position(|own| own.trim() == name);
        if found.is_none() {
            let near = did_you_mean(name, header.iter().map(str::trim));
            let hint = near.unwrap_or_else(|| "name the columns in `source` of the KPI".to_owned());
            let span = self.sheet.line(at);
            self.sheet.tell(span, format!("there is no column `{name}`"), &hint);
        }
        found
    }
}
