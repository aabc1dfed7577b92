//! What holds for any input: no panic, balanced HTML, sound indices, work in proportion.

use proptest::prelude::*;

use super::read;
use crate::doc::markdown::Walked;
use crate::doc::{GateId, Hole, Segment};
use crate::kind::Kind;

/// Pieces that mean something, so that random documents reach every path.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    " ",
    "text ",
    "# ",
    "## ",
    "### ",
    "#### ",
    "## Options\n",
    "## Questions\n",
    "## KPI impact\n",
    "## Lessons applied\n",
    "## Engineering input\n",
    "- ",
    "- [x] ",
    "1. ",
    "  ",
    "    ",
    "> ",
    "> [!NOTE]- T\n",
    "> [!TIP]\n",
    "| a | by |\n|---|:-:|\n",
    "| x | @y |\n",
    "|",
    "`",
    "```\n",
    "*",
    "**",
    "~~",
    "[",
    "]",
    "(",
    ")",
    "[a](b.md)",
    "[[x]]",
    "[[x\\|y]]",
    "![](kpi:x)",
    "![a](b.png)",
    "[](c.md)",
    "[^1]",
    "[^1]: note ",
    "@mina ",
    "2026-01-27 ",
    "(adopted) ",
    "(open)",
    "[[kpi]] -6 by 2026-06-30",
    "{#id}",
    "{visible-to=a}",
    "{answered=2026-02-01}",
    "{on=2026-02-01 .adopted}",
    "{",
    "}",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<details>",
    "</details>",
    "<summary>",
    "<a href=\"x.md\">",
    "</a>",
    "<img src=x>",
    "<script>",
    "</script>",
    "<!-- ",
    " -->",
    "<br>",
    "<p>",
    "</p>",
    "<span id=\"s\">",
    "\\",
    "&amp;",
    "é",
    "日本",
    "\u{feff}",
    "\t",
    "\r\n",
    ": ",
    "term\n: def\n",
    "---\n",
    "===\n",
    "[r]: x.md 't'\n",
    "[r]",
    "javascript:",
    "[j](javascript:x)",
    "{#id} {#id}",
    "\0",
    "Because ",
    "> [!TAB] x\n",
    "```rust tab=a {1}\n",
    "$`x`$",
    "$$\n",
    ":tada:",
    "[!NOTE]- t\n",
];

/// Asserts that tags nest in what a reader sees who passes only the gates that `passes` names.
fn assert_balanced(input: &str, walked: &Walked, passes: impl Fn(GateId) -> bool) {
    let mut html = String::new();
    for fragment in walked.body.fragments.iter().filter(|fragment| passes(fragment.gate)) {
        for segment in &fragment.segments {
            match segment {
                Segment::Html(part) => html += part,
                Segment::Hole(Hole::LinkStart(_)) => html += "<a>",
                Segment::Hole(Hole::LinkEnd(_)) => html += "</a>",
                Segment::Hole(_) => {}
            }
        }
    }
    let mut open: Vec<&str> = Vec::new();
    for part in html.split('<').skip(1) {
        let (tag, _) = part.split_once('>').unwrap_or_else(|| panic!("{input:?}\n{html}"));
        let name_of = |tag: &'_ str| tag.find([' ', '\n']).unwrap_or(tag.len());
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{input:?}\n{html}"),
            None => {
                let name = &tag[..name_of(tag)];
                if !["br", "hr", "img", "input", "col", "wbr"].contains(&name) {
                    open.push(name);
                }
            }
        }
    }
    assert!(open.is_empty(), "{open:?} stay open\n{input:?}\n{html}");
}

fn assert_sound(input: &str) {
    for kind in Kind::ALL {
        let walked = read(kind, input);
        let body = &walked.body;
        assert_balanced(input, &walked, |_| true);
        for shown in 0..body.gates.len() {
            assert_balanced(input, &walked, |gate| usize::from(gate.0) == shown || gate.0 == 0);
        }
        for item in &body.items {
            assert!(item.body.0 <= item.body.1 && item.body.1 <= body.fragments.len(), "{input:?}");
            assert!(item.section < body.sections.len(), "{input:?}");
            assert!(usize::from(item.body_gate.0) < body.gates.len(), "{input:?}");
        }
        for section in &body.sections {
            assert!(section.heading < body.headings.len(), "{input:?}");
        }
        let mut spans: Vec<_> = body.links.iter().map(|link| link.span).collect();
        spans.extend(walked.findings.iter().map(|finding| finding.span));
        spans.extend(body.items.iter().map(|item| item.span));
        for span in spans {
            assert!(input.get(span.range()).is_some(), "{span:?} in {input:?}");
        }
        let mut anchors: Vec<_> = body.anchors.iter().map(|anchor| &anchor.value).collect();
        anchors.sort_unstable();
        let count = anchors.len();
        anchors.dedup();
        assert_eq!(anchors.len(), count, "{input:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_of_markdown_is_sound(pieces in prop::collection::vec(0..PIECES.len(), 0..40)) {
        let input: String = pieces.into_iter().map(|piece| PIECES[piece]).collect();
        assert_sound(&input);
    }

    #[test]
    fn any_text_is_sound(input in "\\PC{0,80}") {
        assert_sound(&input);
    }
}

/// Returns how much a walk yields, as a measure of its work.
fn amount(walked: &Walked) -> usize {
    let body = &walked.body;
    let html: usize = body
        .fragments
        .iter()
        .flat_map(|fragment| &fragment.segments)
        .map(|segment| match segment {
            Segment::Html(html) => html.len(),
            Segment::Hole(_) => 8,
        })
        .sum();
    let sentences: usize = body.links.iter().map(|link| 1 + link.sentence.len()).sum();
    html + sentences * 8 + walked.findings.len() * 8 + body.gates.len()
}

#[test]
fn output_grows_with_the_input_and_no_faster() {
    for piece in PIECES {
        let half = amount(&read(Kind::Brief, &format!("## Options\n\n{}", piece.repeat(1000))));
        let whole = amount(&read(Kind::Brief, &format!("## Options\n\n{}", piece.repeat(2000))));
        assert!(whole < half * 3 + 1000, "{piece:?}: {half} then {whole}");
    }
}
