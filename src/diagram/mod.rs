//! Diagrams written as text become pictures.
//!
//! Duty: a subset of Mermaid's syntax (flowcharts, sequences, states, Gantt charts) is read, laid out and
//! drawn. Inputs: the text of a block. Outputs: SVG with its description in words, or what is wrong, at its
//! place in the text.
//!
//! **Architecture invariants.** A picture depends on its text alone. It carries no colour, font or id: each
//! shape has a class of its role, and a theme styles the classes, whatever colours the author asks for. No
//! text makes it fail in another way than by problems, and no picture is larger than [`NODES`] and its
//! kin allow.

mod flow;
mod gantt;
mod graph;
mod layout;
mod lines;
mod paint;
mod pen;
mod sequence;
mod shape;
mod state;
#[cfg(test)]
mod tests;
mod words;

use crate::diag::{Problem, did_you_mean};
use crate::html;
use crate::id::Span;

use gantt::Gantt;
use graph::Graph;
use lines::{Line, Source};
use sequence::Sequence;

/// At most so many nodes, participants, messages or tasks are drawn.
pub const NODES: usize = 400;

/// At most so many edges are drawn.
pub const EDGES: usize = 800;

/// At most so deep clusters lie within each other.
const DEPTH: usize = 12;

/// A picture of this width is seen whole on any page.
const NARROW: u32 = 280;

/// A diagram that can be drawn.
#[derive(Clone, PartialEq, Debug)]
pub struct Diagram {
    what: What,
    /// What it is called on the page.
    shown: Option<String>,
    /// What it is called for whoever does not see it.
    title: Option<String>,
    told: Option<String>,
}

#[derive(Clone, PartialEq, Debug)]
enum What {
    Flow(Graph),
    States(Graph),
    Sequence(Sequence),
    Gantt(Gantt),
}

/// A picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drawing {
    /// One `svg` element, with its name and its description inside.
    pub svg: String,
    /// How wide it is, in pixels of the page.
    pub width: u32,
}

/// The kinds of diagrams, by the words with which they begin.
const KINDS: [&str; 6] =
    ["flowchart", "graph", "sequenceDiagram", "stateDiagram-v2", "stateDiagram", "gantt"];

/// Reads a diagram; whatever is wrong is told at once.
pub fn read(text: &str) -> Result<Diagram, Vec<Problem>> {
    let source = lines::read(text);
    let Some(head) = source.head else {
        let hint = "begin with `flowchart TD`, `sequenceDiagram`, `stateDiagram-v2` or `gantt`";
        return Err(vec![Problem::new(Span::default(), "the diagram is empty", hint)]);
    };
    let (word, rest) = head.word();
    let mut problems = Vec::new();
    let what = match word.trim_end_matches(';') {
        "flowchart" | "graph" => flow::read(&source, rest, &mut problems).map(What::Flow),
        "stateDiagram" | "stateDiagram-v2" => {
            alone(rest, &mut problems);
            state::read(&source, &mut problems).map(What::States)
        }
        "sequenceDiagram" => {
            alone(rest, &mut problems);
            sequence::read(&source, &mut problems).map(What::Sequence)
        }
        "gantt" => {
            alone(rest, &mut problems);
            gantt::read(&source, &mut problems).map(What::Gantt)
        }
        _ => {
            let message = format!("there is no diagram of the kind `{word}`");
            let hint = did_you_mean(word, KINDS).unwrap_or_else(|| {
                "drawn are `flowchart`, `sequenceDiagram`, `stateDiagram-v2` and `gantt`".to_owned()
            });
            return Err(vec![Problem::new(head.part(word), message, hint)]);
        }
    };
    match what {
        Some(what) if problems.is_empty() => {
            Ok(Diagram { what, shown: source.shown, title: source.title, told: source.told })
        }
        _ => Err(problems),
    }
}

/// Reports what follows the word of a kind behind which nothing may stand.
fn alone(rest: Line<'_>, problems: &mut Vec<Problem>) {
    if !rest.text.is_empty() && rest.text != ";" {
        let message = "nothing may follow the kind of the diagram";
        problems.push(Problem::new(rest.span(), message, "begin a line of its own"));
    }
}

/// Reports that there is too much to draw.
fn too_many(source: &Source<'_>, count: usize, most: usize, things: &str) -> Option<Problem> {
    let message = format!("{count} {things} are more than a diagram can show");
    let hint = format!("draw at most {most}, in several diagrams where need be");
    let head = source.head?;
    (count > most).then(|| Problem::new(head.span(), message, hint))
}

impl Diagram {
    /// Returns what it shows in words, for whoever does not see it.
    pub fn words(&self) -> (String, String) {
        let (title, said) = match &self.what {
            What::Flow(graph) => words::flow(graph),
            What::States(graph) => words::states(graph),
            What::Sequence(sequence) => sequence.words(),
            What::Gantt(gantt) => gantt.words(),
        };
        let title = self.title.clone().or_else(|| self.shown.clone()).unwrap_or(title);
        match &self.told {
            Some(told) => (title, format!("{told} {said}")),
            None => (title, said),
        }
    }

    /// Returns it as HTML: the picture, what the author calls it, and its text.
    pub fn figure(&self, source: &str) -> String {
        let (title, desc) = self.words();
        let drawing = self.drawn(&title, &desc);
        // It becomes smaller with the page, up to a size at which its words can still be read; from there
        // on it is moved by whoever looks at it. An empty picture beside it keeps that width.
        let least = drawing.width * 4 / 5;
        let mut html = String::from("<figure class=\"diagram\"><div class=\"d-scroll\"");
        if least > NARROW {
            html.push_str(" tabindex=\"0\" role=\"group\" aria-label=\"");
            html::push_text(&mut html, &title);
            html.push('"');
        }
        html.push('>');
        html.push_str(&drawing.svg);
        if least > NARROW {
            html.push_str(&format!(
                "<svg class=\"d-least\" width=\"{least}\" height=\"0\" aria-hidden=\"true\"></svg>"
            ));
        }
        html.push_str("</div>");
        html.push_str(
            "<details class=\"data\"><summary>Diagram as text</summary>\
             <pre><code class=\"language-mermaid\">",
        );
        html::push_text(&mut html, source);
        html.push_str("</code></pre></details>");
        // Only the first and the last part of a figure may be its caption.
        if let Some(caption) = self.caption() {
            html.push_str("<figcaption>");
            html::push_text(&mut html, caption);
            html.push_str("</figcaption>");
        }
        html.push_str("</figure>\n");
        html
    }

    /// Returns what the author calls it for everyone to see.
    fn caption(&self) -> Option<&str> {
        match &self.what {
            What::Gantt(gantt) => gantt.title.as_deref(),
            What::Sequence(sequence) => sequence.title.as_deref(),
            What::Flow(_) | What::States(_) => None,
        }
        .or(self.shown.as_deref())
    }

    /// Returns it as a picture.
    pub fn draw(&self) -> Drawing {
        let (title, desc) = self.words();
        self.drawn(&title, &desc)
    }

    fn drawn(&self, title: &str, desc: &str) -> Drawing {
        let words = (title, desc);
        match &self.what {
            What::Flow(graph) | What::States(graph) => paint::draw(graph, words),
            What::Sequence(sequence) => sequence::draw(sequence, words),
            What::Gantt(gantt) => gantt::draw(gantt, words),
        }
    }
}
