//! The chain line: objective, KPI, brief, outcome, lesson as five nodes on a line.
//!
//! Two forms: [`Chain`], at the head of a page, with names and links; and [`line`], the glyph of 62
//! by 10 pixels for lists. The theme's favicon is the same drawing.

use super::Html;

/// The names of the five nodes, in order.
pub const NODES: [&str; 5] = ["objective", "KPI", "brief", "outcome", "lesson"];

/// How far a node of the chain is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NodeState {
    /// It exists: filled.
    Present,
    /// It is demanded by now and missing: hollow, in the colour of bad news.
    Missing,
    /// It is not reached yet: dashed.
    #[default]
    Ahead,
}

impl NodeState {
    /// Returns the name of its class.
    fn name(self) -> &'static str {
        match self {
            NodeState::Present => "present",
            NodeState::Missing => "missing",
            NodeState::Ahead => "ahead",
        }
    }
}

/// The chain line at the head of a page.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    /// The five nodes in order.
    pub nodes: Vec<Node>,
    /// The same as a sentence, for those who do not see the line.
    pub sentence: String,
}

impl Chain {
    /// Returns the line as a list of its nodes.
    pub fn html(&self) -> Html {
        let mut html = Html(String::with_capacity(1536));
        html.0.push_str("<ol class=\"chain\" aria-label=\"The chain from why to what happened. ");
        html.push_text(&self.sentence);
        html.0.push_str("\">\n");
        for node in &self.nodes {
            html.0.push_str("<li class=\"");
            html.0.push_str(node.state.name());
            html.0.push_str(if node.is_here { " here\">\n" } else { "\">\n" });
            html.0.push_str("<span class=\"mark\" aria-hidden=\"true\"></span>\n");
            let end = match &node.href {
                Some(href) if !node.is_here => {
                    html.0.push_str("<a href=\"");
                    html.push_text(href);
                    html.0.push_str("\">");
                    "</a>"
                }
                _ => {
                    let here = if node.is_here { " aria-current=\"page\"" } else { "" };
                    html.0.push_str("<span");
                    html.0.push_str(here);
                    html.0.push('>');
                    "</span>"
                }
            };
            html.0.push_str("<span class=\"over\">");
            html.push_text(&node.label);
            html.0.push_str("</span> <span class=\"name\">");
            html.push_text(&node.name);
            html.0.push_str("</span>");
            html.0.push_str(end);
            html.0.push_str("\n</li>\n");
        }
        html.0.push_str("</ol>");
        html
    }
}

/// One node of the chain line.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// What the node is, such as `Objective`.
    pub label: String,
    /// What stands there, such as a title, `−4.1 observed`, or `retro overdue since 9 Sep`.
    pub name: String,
    /// Where it is.
    pub href: Option<String>,
    /// How far it is.
    pub state: NodeState,
    /// Whether this page is the node.
    pub is_here: bool,
}

/// Returns the chain line as a glyph, a whole `<svg>` with its meaning in words.
pub fn line(states: [NodeState; 5]) -> Html {
    let mut svg = format!(
        r#"<svg class="glyph" viewBox="0 0 62 10" width="62" height="10" role="img" aria-label="{}">"#,
        sentence(states)
    );
    for (class, is_ahead) in [("gl", false), ("gl ahead", true)] {
        let between = (0..4).filter(|at| (states[at + 1] == NodeState::Ahead) == is_ahead);
        let way: String = between.map(|at| format!("M{} 5h5", 9 + 13 * at)).collect();
        if !way.is_empty() {
            svg.push_str(&format!(r#"<path class="{class}" d="{way}"/>"#));
        }
    }
    for (index, state) in states.iter().enumerate() {
        let class = match state {
            NodeState::Present => "gn",
            NodeState::Missing => "gn missing",
            NodeState::Ahead => "gn ahead",
        };
        let x = 5 + 13 * index;
        svg.push_str(&format!(r#"<circle class="{class}" cx="{x}" cy="5" r="3.6"/>"#));
    }
    svg.push_str("</svg>");
    Html(svg)
}

/// Returns the chain line in words, such as `objective, KPI, brief: there; lesson: missing`.
pub fn sentence(states: [NodeState; 5]) -> String {
    let parts: Vec<String> = [
        (NodeState::Present, "there"),
        (NodeState::Missing, "missing"),
        (NodeState::Ahead, "not reached"),
    ]
    .into_iter()
    .filter_map(|(wanted, word)| {
        let names: Vec<&str> = NODES
            .into_iter()
            .zip(states)
            .filter(|(_, state)| *state == wanted)
            .map(|(name, _)| name)
            .collect();
        (!names.is_empty()).then(|| format!("{}: {word}", names.join(", ")))
    })
    .collect();
    parts.join("; ")
}
