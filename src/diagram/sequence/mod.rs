//! Sequence diagrams: who tells whom what, in which order.

mod frame;
mod paint;
mod places;
mod read;

pub(super) use paint::draw;
#[cfg(test)]
pub(super) use read::WORDS;
pub(super) use read::read;

/// What takes part.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Party {
    pub(super) id: String,
    pub(super) label: String,
    /// Whether it is drawn as a person.
    pub(super) is_actor: bool,
}

/// How the line of a message ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Head {
    None,
    Arrow,
    Cross,
    Open,
}

/// What happens, from top to bottom.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Step {
    /// Somebody tells somebody something.
    Message {
        from: usize,
        to: usize,
        text: String,
        is_dotted: bool,
        head: Head,
        /// Whether it goes both ways.
        is_double: bool,
        number: Option<u32>,
    },
    /// Words beside or over those who take part.
    Note { over: (usize, usize), place: Place, text: String },
    /// Somebody begins to be busy.
    Begin(usize),
    /// Somebody is no longer busy.
    End(usize),
    /// A frame begins.
    Open { kind: &'static str, text: String },
    /// The next part of a frame begins.
    Part { kind: &'static str, text: String },
    /// A frame ends.
    Close,
}

/// Where a note stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    Left,
    Right,
    Over,
}

/// A sequence diagram.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Sequence {
    pub(super) title: Option<String>,
    pub(super) parties: Vec<Party>,
    pub(super) steps: Vec<Step>,
}

impl Sequence {
    /// Returns what it is called, and what happens in it.
    pub(super) fn words(&self) -> (String, String) {
        use super::words::{counted, ended, joined, plain, whole};
        let names: Vec<String> = self.parties.iter().map(|party| plain(&party.label)).collect();
        let messages = self.steps.iter().filter(|step| matches!(step, Step::Message { .. }));
        let count = counted(messages.count(), "message", "messages");
        let title = self.title.clone();
        let title =
            title.unwrap_or_else(|| format!("Sequence of {count} between {}", joined(&names)));
        let name = |at: usize| names.get(at).map_or("", String::as_str);
        let sentence = |step: &Step| match step {
            Step::Message { from, to, text, number, .. } => {
                let number = number.map_or(String::new(), |number| format!("{number}. "));
                let to = if from == to { "itself" } else { name(*to) };
                Some(match text.is_empty() {
                    true => format!("{number}{} to {to}.", name(*from)),
                    false => ended(format!("{number}{} to {to}: {}", name(*from), plain(text))),
                })
            }
            Step::Note { over, text, .. } if over.0 == over.1 => {
                Some(ended(format!("Note on {}: {}", name(over.0), plain(text))))
            }
            Step::Note { over, text, .. } => Some(ended(format!(
                "Note on {} to {}: {}",
                name(over.0),
                name(over.1),
                plain(text)
            ))),
            Step::Open { kind: "rect", .. } => None,
            Step::Open { kind, text } | Step::Part { kind, text } => Some(match text.is_empty() {
                true => format!("{}:", said(kind)),
                false => format!("{}, {}:", said(kind), plain(text)),
            }),
            Step::Close | Step::Begin(_) | Step::End(_) => None,
        };
        (title, whole(self.steps.iter().filter_map(sentence).collect()))
    }
}

/// Returns a kind of frame as the beginning of a sentence.
fn said(kind: &str) -> &'static str {
    match kind {
        "loop" => "Again and again",
        "alt" => "Either",
        "else" => "Or else",
        "opt" => "Perhaps",
        "par" | "and" => "At the same time",
        "critical" => "Without interruption",
        "option" => "Or",
        _ => "Then it ends",
    }
}
