//! A walk in the words of the suites.
//!
//! `items`, `fields` of which stand below them; `html`, holes as `⟨link 0⟩`; `links`, `findings`,
//! `sections`, `headings`, `gates`, `anchors`, `title`, `lead`, `excerpt`. Places are `line:column` of the first
//! character and of the one past the last.

use std::fmt::Write;

use crate::diag::locate;
use crate::doc::markdown::Walked;
use crate::doc::{Fields, Fragment, GateId, Hole, Number, Segment, SentencePart};
use crate::id::{Span, Spanned};

pub(super) fn of(what: &str, walked: &Walked, text: &str) -> String {
    match what {
        "items" => items(walked, text),
        "html" => html(&walked.body.fragments),
        "titles" => titles(walked),
        "links" => links(walked, text),
        "findings" => findings(walked, text),
        "sections" => sections(walked, text),
        "headings" => headings(walked, text),
        "gates" => gates(walked),
        "anchors" => anchors(walked, text),
        "title" => walked.title.as_ref().map_or(String::new(), |title| {
            format!("{:?} {}", title.value, place(text, title.span))
        }),
        "lead" => walked.lead.clone(),
        "excerpt" => walked.excerpt.clone(),
        "bodies" => bodies(walked),
        other => panic!("nothing is called {other}"),
    }
}

fn place(text: &str, span: Span) -> String {
    let located = locate(text, span);
    let (start, end) = (located.start, located.end);
    format!("{}:{}-{}:{}", start.line, start.column, end.line, end.column)
}

fn items(walked: &Walked, text: &str) -> String {
    let mut out = String::new();
    for item in &walked.body.items {
        write!(out, "{} {:?} #{}", item.kind.name(), item.title, item.anchor).unwrap();
        out += if item.is_pinned { "! " } else { " " };
        out += &place(text, item.span);
        if let Some(ticked) = item.ticked {
            out += if ticked { " ticked" } else { " unticked" };
        }
        if item.has_body {
            out += " body";
        }
        out.push('\n');
        fields(&mut out, &item.fields, text);
    }
    out
}

fn fields(out: &mut String, fields: &Fields, text: &str) {
    let mut say = |name: &str, value: Option<(String, Span)>| {
        if let Some((value, span)) = value {
            writeln!(out, "  {name} {value} {}", place(text, span)).unwrap();
        }
    };
    let words = |field: &Option<Spanned<String>>| {
        field.as_ref().map(|field| (format!("{:?}", field.value), field.span))
    };
    fn plain<T: ToString>(field: &Option<Spanned<T>>) -> Option<(String, Span)> {
        field.as_ref().map(|field| (field.value.to_string(), field.span))
    }
    say("person", words(&fields.person));
    say("on", plain(&fields.on));
    say("word", words(&fields.word));
    say("reference", words(&fields.reference));
    say("kpi", words(&fields.kpi));
    say("number", fields.number.as_ref().map(|field| (number(field.value), field.span)));
    say("due", plain(&fields.due));
    say("parent", words(&fields.parent));
    say("answered", plain(&fields.answered));
    say("closed", plain(&fields.closed));
    say(
        "effort",
        fields.effort.as_ref().map(|field| {
            let effort = field.value;
            (format!("{} to {} {}", effort.low, effort.high, effort.unit), field.span)
        }),
    );
    say("saved", words(&fields.saved));
    say("confidence", plain(&fields.confidence));
    say("n", plain(&fields.n));
    say("because", words(&fields.because));
    say("done-when", words(&fields.done_when));
    say("scope", words(&fields.scope));
    say("counter", words(&fields.counter));
    for class in &fields.classes {
        say("class", Some((format!("{:?}", class.value), class.span)));
    }
}

fn number(number: Number) -> String {
    let percent = if number.is_percent { "%" } else { "" };
    let what = if number.is_signed { "change" } else { "level" };
    format!("{what} {}{percent}", number.value)
}

fn html(fragments: &[Fragment]) -> String {
    let mut out = String::new();
    let mut gate = GateId(0);
    for fragment in fragments {
        if fragment.gate != gate {
            gate = fragment.gate;
            write!(out, "⟨gate {}⟩", gate.0).unwrap();
        }
        segments(&mut out, &fragment.segments);
    }
    out
}

fn segments(out: &mut String, segments: &[Segment]) {
    for segment in segments {
        let hole = match segment {
            Segment::Html(html) => {
                *out += html;
                continue;
            }
            Segment::Hole(hole) => hole,
        };
        let (name, index) = match hole {
            Hole::LinkStart(index) => ("link", index),
            Hole::LinkText(index) => ("title", index),
            Hole::LinkEnd(index) => ("/link", index),
            Hole::Image(index) => ("image", index),
            Hole::Figure(index) => ("figure", index),
            Hole::Chart(index) => ("chart", index),
            Hole::Chips(index) => ("chips", index),
            Hole::Checkbox(index) => ("box", index),
            Hole::Query(index) => ("query", index),
            Hole::Code(index) => ("code", index),
            Hole::Diagram(index) => ("diagram", index),
        };
        write!(out, "⟨{name} {index}⟩").unwrap();
    }
}

fn titles(walked: &Walked) -> String {
    let mut out = String::new();
    for item in &walked.body.items {
        segments(&mut out, &item.title_html.segments);
        out.push('\n');
    }
    out
}

fn bodies(walked: &Walked) -> String {
    let mut out = String::new();
    for item in &walked.body.items {
        let body = walked.body.fragments.get(item.body.0..item.body.1).unwrap_or(&[]);
        for fragment in body {
            segments(&mut out, &fragment.segments);
        }
        writeln!(out, "({} behind {})", item.anchor, item.body_gate.0).unwrap();
    }
    out
}

fn links(walked: &Walked, text: &str) -> String {
    let mut out = String::new();
    for link in &walked.body.links {
        let form = format!("{:?}", link.form).to_lowercase();
        let span = place(text, link.span);
        write!(out, "{form} {:?} {:?} {span}", link.target, link.text).unwrap();
        if !link.title.is_empty() {
            write!(out, " titled {:?}", link.title).unwrap();
        }
        if let Some(item) = link.item {
            write!(out, " item {item}").unwrap();
        }
        if link.gate.0 > 0 {
            write!(out, " gate {}", link.gate.0).unwrap();
        }
        out += " | ";
        for part in &link.sentence {
            match part {
                SentencePart::Text(text) => out += text,
                SentencePart::Link(index) => write!(out, "⟨{index}⟩").unwrap(),
            }
        }
        out.push('\n');
    }
    out
}

fn findings(walked: &Walked, text: &str) -> String {
    let mut out = String::new();
    for finding in &walked.findings {
        let hint = finding.hint.as_deref().unwrap_or("");
        let span = place(text, finding.span);
        writeln!(out, "{} {span} {} ({hint})", finding.code, finding.message).unwrap();
    }
    out
}

fn sections(walked: &Walked, text: &str) -> String {
    let mut out = String::new();
    for section in &walked.body.sections {
        let heading = &walked.body.headings[section.heading].text;
        let kind = section.kind.map_or("-", crate::kind::SectionKind::heading);
        write!(out, "{heading:?} is {kind}, {}", place(text, section.span)).unwrap();
        if section.has_content {
            out += ", content";
        }
        if section.is_placeholder {
            out += ", placeholder";
        }
        if let Some(because) = &section.because {
            write!(out, ", because {:?} {}", because.value, place(text, because.span)).unwrap();
        }
        out.push('\n');
    }
    out
}

fn headings(walked: &Walked, text: &str) -> String {
    let mut out = String::new();
    for heading in &walked.body.headings {
        let pinned = if heading.is_pinned { "!" } else { "" };
        let span = place(text, heading.span);
        write!(out, "{} {:?} #{}{pinned} {span}", heading.level, heading.text, heading.anchor)
            .unwrap();
        if heading.gate.0 > 0 {
            write!(out, " gate {}", heading.gate.0).unwrap();
        }
        out.push('\n');
    }
    out
}

fn gates(walked: &Walked) -> String {
    let mut out = String::new();
    for (index, gate) in walked.body.gates.iter().enumerate().skip(1) {
        write!(out, "{index}").unwrap();
        for audiences in &gate.visible_to {
            write!(out, " [{}]", audiences.join(" or ")).unwrap();
        }
        if let Some(from) = gate.from {
            write!(out, " from {from}").unwrap();
        }
        out.push('\n');
    }
    out
}

fn anchors(walked: &Walked, text: &str) -> String {
    let mut out = String::new();
    for anchor in &walked.body.anchors {
        writeln!(out, "{} {}", anchor.value, place(text, anchor.span)).unwrap();
    }
    out
}
