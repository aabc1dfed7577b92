//! What a brief pinned: the objectives that it served on a day, as they were then.

use super::Text;
use crate::field::Reader;
use crate::id::{Date, Span, Spanned};

/// An objective as it was on the day on which a brief pinned it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pin {
    /// The reference to the objective, as `serves` writes it.
    pub target: Text,
    /// The day.
    pub date: Spanned<Date>,
    /// The title that it had; empty where it had none.
    pub title: String,
    /// Its measure: KPI, target and day; empty where it had none.
    pub measure: String,
    /// The digest of its title, its measure and its text.
    pub hash: String,
}

/// Reads `pinned`.
pub(super) fn read(reader: &mut Reader<'_, '_>) -> Vec<Pin> {
    let mut pins: Vec<Pin> = reader.tables("pinned", "in pinned", pin);
    let mut at = 0;
    while let Some(pin) = pins.get(at) {
        let target = &pin.target;
        let is_second = pins[..at].iter().any(|earlier| earlier.target.value == target.value);
        if is_second {
            let message = format!("`{}` is pinned twice", target.value);
            reader.wrong(target.span, message, Some("keep the entry that holds"));
            pins.remove(at);
        } else {
            at += 1;
        }
    }
    pins
}

fn pin(reader: &mut Reader<'_, '_>, span: Span) -> Option<Pin> {
    let missing = ["target", "date", "hash"].into_iter().find(|key| !reader.has(key));
    let (target, date) = (reader.text("target"), reader.date("date"));
    let mut word = |key| reader.text(key).map(|text: Text| text.value).unwrap_or_default();
    let (title, measure) = (word("title"), word("measure"));
    let hash = reader.text("hash");
    if let Some(missing) = missing {
        let hint = "take the entry out and let `throughline pin` write it anew";
        reader.wrong(span, format!("an entry of `pinned` has no `{missing}`"), Some(hint));
        return None;
    }
    Some(Pin { target: target?, date: date?, title, measure, hash: hash?.value })
}
