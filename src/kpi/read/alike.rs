//! Cells that are wrong in one way: told once, with how many there are.
//!
//! A spreadsheet that writes decimal commas writes them in each row. Whoever reads twenty findings looks
//! for twenty mistakes, and there is one.

use crate::id::Span;

use super::super::sheet::{held, short};
use super::Reader;
use super::cell::{Form, Wrong, form, without_unit};

/// Which cells of a row are meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Of {
    Values,
    Counts,
}

/// Cells of one column that are written in one form.
pub(super) struct Alike {
    of: Of,
    form: Form,
    /// The place of their finding among those of the file; none where that is full.
    finding: Option<usize>,
    count: usize,
}

impl Reader<'_> {
    /// Tells of a cell; where one before it is written in the same form, it is counted there.
    pub(super) fn tell_alike(&mut self, of: Of, span: Span, text: &str, (message, hint): &Wrong) {
        let form = form(text, self.unit);
        if form == Form::Other {
            self.sheet.tell(span, message.clone(), hint);
            return;
        }
        if let Some(known) = self.alike.iter_mut().find(|it| it.of == of && it.form == form) {
            known.count += 1;
            return;
        }
        let at = self.sheet.findings.len();
        self.sheet.tell(span, message.clone(), hint);
        let finding = (self.sheet.findings.len() > at).then_some(at);
        self.alike.push(Alike { of, form, finding, count: 1 });
    }

    /// Returns whether values have a decimal comma, so that a point among them parts thousands.
    pub(super) fn has_decimal_commas(&self) -> bool {
        self.alike.iter().any(|it| it.of == Of::Values && it.form == Form::DecimalComma)
    }

    /// Tells of values with a point that may part thousands, among whole numbers.
    pub(super) fn tell_pointed(&mut self, pointed: &[Span]) {
        let [first, others @ ..] = pointed else { return };
        let text = held(self.sheet.text, *first);
        let number = without_unit(text, self.unit);
        let unit = &text[number.len()..];
        let whole = number.replace('.', "");
        // As a decimal it is one that no point between thousands can be read from.
        let decimal = match number.trim_end_matches('0') {
            shorter if shorter.len() < number.len() => shorter.trim_end_matches('.').to_owned(),
            _ => format!("{number}0"),
        };
        let message = format!("`{text}` among whole numbers may be {whole}{unit}");
        let others = match others.len() {
            0 => String::new(),
            others => format!("; and so {others} more"),
        };
        let hint =
            format!("write `{whole}{unit}`, or `{decimal}{unit}` where that is meant{others}");
        self.sheet.tell(*first, message, &hint);
    }

    /// Says of each form how many cells have it; `pointed` are values with a point that may part thousands,
    /// of which the first is named.
    pub(super) fn sum_up(&mut self, pointed: &[Span]) {
        let text = self.sheet.text;
        for alike in &self.alike {
            let is_comma = alike.of == Of::Values && alike.form == Form::DecimalComma;
            let pointed = if is_comma { pointed } else { &[] };
            let finding = alike.finding.and_then(|at| self.sheet.findings.get_mut(at));
            let Some(finding) = finding.filter(|_| alike.count > 1 || !pointed.is_empty()) else {
                continue;
            };
            let what = match alike.of {
                Of::Values => "values",
                Of::Counts => "counts",
            };
            let how = match alike.form {
                Form::DecimalComma => "a decimal comma",
                Form::Comma => "a comma",
                Form::Parted => "separators between thousands",
                Form::WithUnit => "a unit beside the number",
                Form::Other => continue,
            };
            let mut hint = finding.hint.take().unwrap_or_default();
            if alike.count > 1 {
                let (count, first) = (alike.count, short(held(text, finding.span)));
                finding.message = format!("{count} {what} have {how}, the first `{first}`");
                hint.push_str(", and all others alike");
            }
            if let [first, others @ ..] = pointed {
                let first = held(text, *first);
                let whole = first.replace('.', "");
                let others = match others.len() {
                    0 => String::new(),
                    others => format!(", and so {others} more"),
                };
                hint.push_str(&format!(
                    "; `{first}` beside them may be {whole}{others}: write what is meant"
                ));
            }
            finding.hint = Some(hint);
        }
    }
}
