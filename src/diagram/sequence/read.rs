//! The text of sequence diagrams.

use std::collections::BTreeMap;

use super::super::lines::{Line, Source, words};
use super::super::{DEPTH, NODES, too_many};
use super::{Head, Party, Place, Sequence, Step};
use crate::diag::{Problem, did_you_mean};
use crate::id::Span;

/// The words with which a line may begin that is no message.
pub(in super::super) const WORDS: [&str; 19] = [
    "participant",
    "actor",
    "activate",
    "deactivate",
    "note",
    "loop",
    "alt",
    "else",
    "opt",
    "par",
    "and",
    "critical",
    "option",
    "break",
    "rect",
    "end",
    "autonumber",
    "title",
    "Note",
];

/// An arrow: its text, whether it is dotted, its head, and whether it goes both ways.
type Arrow = (&'static str, bool, Head, bool);

/// The arrows, longer ones first.
const ARROWS: [Arrow; 10] = [
    ("<<-->>", true, Head::Arrow, true),
    ("<<->>", false, Head::Arrow, true),
    ("-->>", true, Head::Arrow, false),
    ("->>", false, Head::Arrow, false),
    ("--x", true, Head::Cross, false),
    ("--)", true, Head::Open, false),
    ("-->", true, Head::None, false),
    ("-x", false, Head::Cross, false),
    ("-)", false, Head::Open, false),
    ("->", false, Head::None, false),
];

struct Reader<'a, 'p> {
    sequence: Sequence,
    ids: BTreeMap<&'a str, usize>,
    /// The frames that are open, each with where it began.
    open: Vec<(&'static str, Span)>,
    /// How often each is busy.
    busy: Vec<Vec<Span>>,
    number: Option<(u32, u32)>,
    problems: &'p mut Vec<Problem>,
}

/// Reads a sequence diagram.
pub(in super::super) fn read<'a>(
    source: &Source<'a>,
    problems: &mut Vec<Problem>,
) -> Option<Sequence> {
    let mut reader = Reader {
        sequence: Sequence::default(),
        ids: BTreeMap::new(),
        open: Vec::new(),
        busy: Vec::new(),
        number: None,
        problems,
    };
    for line in &source.lines {
        reader.line(Line { text: line.text.trim_end_matches(';').trim_end(), ..*line });
    }
    while let Some((kind, span)) = reader.open.pop() {
        let message = format!("this `{kind}` does not end");
        reader.report(span, message, "close it by a line with `end`");
    }
    let (parties, steps) = (reader.sequence.parties.len(), reader.sequence.steps.len());
    reader.problems.extend(too_many(source, parties, NODES / 10, "participants"));
    reader.problems.extend(too_many(source, steps, NODES, "steps"));
    if parties == 0 && reader.problems.is_empty() {
        let span = source.head.map(|head| head.span()).unwrap_or_default();
        let hint = "write a message, such as `Cart->>Till: pay`";
        reader.report(span, "the diagram has no messages", hint);
    }
    reader.problems.is_empty().then_some(reader.sequence)
}

impl<'a> Reader<'a, '_> {
    fn report(&mut self, span: Span, message: impl Into<String>, hint: impl Into<String>) {
        self.problems.push(Problem::new(span, message, hint));
    }

    fn line(&mut self, line: Line<'a>) {
        let (word, rest) = line.word();
        let lower = word.to_ascii_lowercase();
        // A message may begin with a name that is a word of the language elsewhere.
        if line.text.contains("->")
            && !rest.text.is_empty()
            && arrow(rest.text).is_some_and(|at| at.0 == 0)
        {
            return self.message(line);
        }
        match lower.as_str() {
            "participant" | "actor" => self.party(rest, line, lower == "actor"),
            "activate" => {
                if let Some(party) = self.known(rest) {
                    self.begin(party, line.span());
                }
            }
            "deactivate" => {
                if let Some(party) = self.known(rest) {
                    self.end(party, line.span());
                }
            }
            "note" => self.note(line, rest),
            "autonumber" => self.autonumber(rest),
            "loop" => self.open("loop", line, rest),
            "alt" => self.open("alt", line, rest),
            "opt" => self.open("opt", line, rest),
            "par" => self.open("par", line, rest),
            "critical" => self.open("critical", line, rest),
            "break" => self.open("break", line, rest),
            // The colour is the theme's.
            "rect" => self.open("rect", line, rest.from(rest.text.len())),
            "else" => self.part("else", "alt", line, rest),
            "and" => self.part("and", "par", line, rest),
            "option" => self.part("option", "critical", line, rest),
            "end" if rest.text.is_empty() => {
                if self.open.pop().is_none() {
                    return self.report(line.span(), "this `end` closes nothing", "leave it out");
                }
                self.sequence.steps.push(Step::Close);
            }
            "title" | "title:" => {
                let text = rest.text.trim_start_matches(':').trim();
                self.sequence.title = Some(words(text)).filter(|title| !title.is_empty());
            }
            "box" | "create" | "destroy" | "link" | "links" | "properties" | "details" => {
                let message = format!("`{word}` is not drawn");
                let hint = match word {
                    "box" => "leave the line and its `end` out",
                    _ => "leave the line out",
                };
                self.report(line.part(word), message, hint);
            }
            _ => self.message(line),
        }
    }

    fn party(&mut self, rest: Line<'a>, line: Line<'a>, is_actor: bool) {
        let (id, label) = match rest.split(" as ") {
            Some((id, label)) => (id, label.text),
            None => (rest, rest.text),
        };
        if id.text.is_empty() {
            let hint = "write an id, such as `participant till as Till`";
            return self.report(line.span(), "a participant needs a name", hint);
        }
        let at = self.add(id.text);
        let party = &mut self.sequence.parties[at];
        party.label = words(label);
        party.is_actor = is_actor;
    }

    fn add(&mut self, id: &'a str) -> usize {
        if let Some(at) = self.ids.get(id) {
            return *at;
        }
        let at = self.sequence.parties.len();
        self.ids.insert(id, at);
        let party = Party { id: id.to_owned(), label: words(id), is_actor: false };
        self.sequence.parties.push(party);
        self.busy.push(Vec::new());
        at
    }

    /// Returns who has a name and has been named before.
    fn known(&mut self, place: Line<'a>) -> Option<usize> {
        if let Some(at) = self.ids.get(place.text) {
            return Some(*at);
        }
        let message = format!("nobody above is called `{}`", place.text);
        let hint = did_you_mean(place.text, self.ids.keys().copied())
            .unwrap_or_else(|| format!("write `participant {}` above", place.text));
        self.report(place.span(), message, hint);
        None
    }

    fn begin(&mut self, party: usize, span: Span) {
        self.busy[party].push(span);
        self.sequence.steps.push(Step::Begin(party));
    }

    fn end(&mut self, party: usize, span: Span) {
        if self.busy[party].pop().is_none() {
            let name = &self.sequence.parties[party].id;
            let message = format!("`{name}` is not active here");
            return self.report(span, message, format!("write `activate {name}` above"));
        }
        self.sequence.steps.push(Step::End(party));
    }

    fn open(&mut self, kind: &'static str, line: Line<'a>, rest: Line<'a>) {
        if self.open.len() >= DEPTH {
            let message = format!("frames lie more than {DEPTH} deep");
            self.report(line.span(), message, "draw the inner ones in a diagram of their own");
        }
        self.open.push((kind, line.span()));
        self.sequence.steps.push(Step::Open { kind, text: words(rest.text) });
    }

    fn part(&mut self, kind: &'static str, of: &str, line: Line<'a>, rest: Line<'a>) {
        if self.open.last().is_none_or(|(open, _)| *open != of) {
            let message = format!("`{kind}` stands only between `{of}` and its `end`");
            return self.report(
                line.part(&line.text[..kind.len()]),
                message,
                format!("begin with `{of}`"),
            );
        }
        self.sequence.steps.push(Step::Part { kind, text: words(rest.text) });
    }

    fn autonumber(&mut self, rest: Line<'a>) {
        let mut numbers = rest.text.split_whitespace();
        self.number = match (numbers.next(), numbers.next()) {
            (None, _) => Some((1, 1)),
            (Some("off"), _) => None,
            (Some(start), step) => {
                let step = step.map_or(Ok(1), str::parse);
                match (start.parse(), step) {
                    (Ok(start), Ok(step)) => Some((start, step)),
                    _ => {
                        let hint = "write `autonumber`, or `autonumber 10 5`";
                        return self.report(rest.span(), "these are no numbers to count by", hint);
                    }
                }
            }
        };
    }

    fn note(&mut self, line: Line<'a>, rest: Line<'a>) {
        let lower = rest.text.to_ascii_lowercase();
        let places = [("left of", Place::Left), ("right of", Place::Right), ("over", Place::Over)];
        let place = places.into_iter().find(|(word, _)| lower.starts_with(word));
        let hint =
            "write `Note over A: words`, `Note left of A: words` or `Note right of A: words`";
        let Some((word, place)) = place else {
            return self.report(
                line.span(),
                "a note stands left of, right of or over somebody",
                hint,
            );
        };
        let Some((names, text)) = rest.from(word.len()).split(":") else {
            return self.report(line.span(), "this note says nothing", hint);
        };
        let mut over = Vec::new();
        for name in names.text.split(',') {
            let name = Line { text: name.trim(), at: names.part(name.trim()).start as usize };
            if name.text.is_empty() {
                return self.report(line.span(), "this note stands nowhere", hint);
            }
            over.push(self.add(name.text));
        }
        let (Some(first), Some(last)) = (over.iter().min(), over.iter().max()) else { return };
        let over = (*first, *last);
        self.sequence.steps.push(Step::Note { over, place, text: words(text.text) });
    }

    fn message(&mut self, line: Line<'a>) {
        let named = line.text.find(':').unwrap_or(line.text.len());
        let Some((at, mark)) = arrow(&line.text[..named]) else {
            let (word, _) = line.word();
            let message = format!("a sequence diagram has no `{word}`");
            let hint = did_you_mean(word, WORDS)
                .unwrap_or_else(|| "write a message, such as `Cart->>Till: pay`".to_owned());
            return self.report(line.part(word), message, hint);
        };
        let (mark, is_dotted, head, is_double) = *mark;
        let from = Line { text: line.text[..at].trim_end(), at: line.at };
        let after = line.from(at + mark.len());
        let (to, text) = match after.split(":") {
            Some((to, text)) => (to, text.text),
            None => (after, ""),
        };
        let (to, change) = match to.text.as_bytes().first() {
            Some(b'+') => (to.from(1), Some(true)),
            Some(b'-') => (to.from(1), Some(false)),
            _ => (to, None),
        };
        if from.text.is_empty() || to.text.is_empty() {
            let hint = "write who tells whom, such as `Cart->>Till: pay`";
            return self.report(line.span(), "this message lacks a participant", hint);
        }
        let (from, to) = (self.add(from.text), self.add(to.text));
        let number = self.number.map(|(number, _)| number);
        self.number = self.number.map(|(number, step)| (number.saturating_add(step), step));
        let text = words(text);
        self.sequence.steps.push(Step::Message {
            from,
            to,
            text,
            is_dotted,
            head,
            is_double,
            number,
        });
        match change {
            Some(true) => self.begin(to, line.span()),
            Some(false) => self.end(from, line.span()),
            None => {}
        }
    }
}

/// Returns the first arrow of a text and where it stands.
fn arrow(text: &str) -> Option<(usize, &'static Arrow)> {
    let found = ARROWS.iter().filter_map(|arrow| Some((text.find(arrow.0)?, arrow)));
    // Of those that begin at one place the first of the table is the longest.
    found.min_by_key(|(at, _)| *at)
}
