//! Which letters of a block have which colour.
//!
//! **Architecture invariants.** Runs stand in the order of the text and do not overlap. One table of the kinds
//! of nodes serves all grammars: what none of its words names stays as it is.

use std::ops::Range;

use arborium::tree_sitter::{Node, Parser};

use super::Language;
use super::language::grammar;

/// How many bytes are looked at: what is longer is no example, and a grammar may take long over what it does
/// not understand.
const LONGEST: usize = 64 * 1024;

/// What a run of letters is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Colour {
    Keyword,
    Function,
    Text,
    Comment,
    Type,
    Constant,
    Property,
    Added,
    Removed,
    Prompt,
}

impl Colour {
    /// Returns its class; the theme says what colour that is.
    pub(super) fn class(self) -> &'static str {
        match self {
            Colour::Keyword => "hl-keyword",
            Colour::Function => "hl-function",
            Colour::Text => "hl-string",
            Colour::Comment => "hl-comment",
            Colour::Type => "hl-type",
            Colour::Constant => "hl-constant",
            Colour::Property => "hl-property",
            Colour::Added => "hl-added",
            Colour::Removed => "hl-removed",
            Colour::Prompt => "prompt",
        }
    }
}

/// Returns the coloured runs of a text.
pub(super) fn runs(language: &Language, text: &str) -> Vec<(Range<usize>, Colour)> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    if language.has_prompts() {
        let prompts = prompts(text);
        // What stands between prompts is no program.
        if !prompts.is_empty() {
            return prompts;
        }
    }
    match language.grammar() {
        Some("diff") => difference(text),
        Some(name) => parsed(name, text).unwrap_or_default(),
        None => Vec::new(),
    }
}

/// Returns the runs of a text of a grammar. The queries that come with the grammars are left alone: to load
/// one took 485 million instructions, and a block of twelve lines 2.4 million; a walk over the tree takes
/// 1.3 million with the parsing (`valgrind --tool=callgrind`, Rust). The kinds of nodes say nearly as much.
fn parsed(name: &str, text: &str) -> Option<Vec<(Range<usize>, Colour)>> {
    let mut parser = Parser::new();
    parser.set_language(&grammar(name)?).ok()?;
    let tree = parser.parse(text, None)?;
    let mut cursor = tree.walk();
    let mut runs: Vec<(Range<usize>, Colour)> = Vec::new();
    let mut parent = "";
    // The kinds of the nodes above, since a node finds its parent only from the root on.
    let mut above = Vec::new();
    loop {
        let node = cursor.node();
        let colour = colour(node, parent, || cursor.field_name().unwrap_or(""));
        if let Some(colour) = colour {
            push(&mut runs, node.byte_range(), colour);
        }
        if colour.is_none() && cursor.goto_first_child() {
            above.push(parent);
            parent = node.kind();
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return Some(runs);
            }
            parent = above.pop().unwrap_or("");
        }
    }
}

fn push(runs: &mut Vec<(Range<usize>, Colour)>, range: Range<usize>, colour: Colour) {
    match runs.last_mut() {
        Some((last, known)) if *known == colour && last.end == range.start => last.end = range.end,
        _ if range.is_empty() => {}
        _ => runs.push((range, colour)),
    }
}

/// Returns the colour of a node and all in it; `None` where its parts have their own, or none.
///
/// The field is asked for where it matters, since finding it is a search of its own.
fn colour<'a>(node: Node<'_>, parent: &str, field: impl Fn() -> &'a str) -> Option<Colour> {
    let kind = node.kind();
    if !node.is_named() {
        // Signs have none; a word that is its own kind is one of the language.
        let word = kind.trim_start_matches(['#', '@', '!']);
        return word
            .starts_with(|letter: char| letter.is_ascii_alphabetic())
            .then_some(Colour::Keyword);
    }
    if kind.contains("comment") {
        return Some(Colour::Comment);
    }
    let is_leaf = node.child_count() == 0;
    Some(match kind {
        _ if (is_leaf || matches!(kind, "string" | "flow_node")) && field() == "key" => {
            Colour::Property
        }
        "mutable_specifier" | "self" | "crate" | "super" | "this" | "atx_heading"
        | "setext_heading" | "doctype" => Colour::Keyword,
        "string"
        | "string_literal"
        | "raw_string_literal"
        | "raw_string"
        | "ansii_c_string"
        | "char_literal"
        | "character_literal"
        | "template_string"
        | "heredoc_body"
        | "interpreted_string_literal"
        | "rune_literal"
        | "regex"
        | "system_lib_string"
        | "text_block"
        | "AttValue"
        | "string_value"
        | "quoted_attribute_value"
        | "attribute_value"
        | "double_quote_scalar"
        | "single_quote_scalar"
        | "block_scalar"
        | "string_scalar"
        | "setting_value"
        | "fenced_code_block"
        | "indented_code_block"
        | "double_quoted_string"
        | "link_destination" => Colour::Text,
        "true" | "false" | "null" | "none" | "nil" | "null_literal" | "boolean"
        | "boolean_literal" | "boolean_scalar" | "null_scalar" | "color_value"
        | "escape_sequence" | "local_date" | "local_time" | "local_date_time"
        | "offset_date_time" => Colour::Constant,
        _ if kind.starts_with("list_marker") => Colour::Constant,
        _ if is_leaf && kind.ends_with("_literal") => Colour::Constant,
        _ if kind.contains("integer") || kind.contains("float") || kind.contains("number") => {
            match kind.ends_with("type") {
                true => Colour::Type,
                false => Colour::Constant,
            }
        }
        "type_identifier" | "primitive_type" | "predefined_type" | "tag_name" | "void_type"
        | "integral_type" | "boolean_type" | "class_name" | "id_name" | "html_block" => {
            Colour::Type
        }
        "Name" if matches!(parent, "STag" | "ETag" | "EmptyElemTag") => Colour::Type,
        "Name" if parent == "Attribute" => Colour::Property,
        "property_identifier"
        | "shorthand_property_identifier"
        | "field_identifier"
        | "bare_key"
        | "quoted_key"
        | "dotted_key"
        | "attribute_name"
        | "property_name"
        | "setting_name"
        | "section_name"
        | "plus_metadata"
        | "minus_metadata" => Colour::Property,
        "command_name" | "function_name" => Colour::Function,
        _ if is_leaf && matches!(field(), "function" | "macro") => Colour::Function,
        _ if is_leaf && is_of_function(parent) && field() == "name" => Colour::Function,
        _ => return None,
    })
}

/// Returns whether the name of such a node is that of a function.
fn is_of_function(kind: &str) -> bool {
    ["function", "method", "macro"].iter().any(|word| kind.contains(word))
}

/// Returns the lines of a difference that came and went.
fn difference(text: &str) -> Vec<(Range<usize>, Colour)> {
    let colour = |line: &str| match line.as_bytes().first() {
        Some(b'+') => Some(Colour::Added),
        Some(b'-') => Some(Colour::Removed),
        Some(b'@') => Some(Colour::Property),
        _ => None,
    };
    let mut at = 0;
    let lines = text.split_inclusive('\n').filter_map(|line| {
        let start = at;
        at += line.len();
        Some((start..start + line.trim_end().len(), colour(line)?))
    });
    lines.collect()
}

/// Returns the prompts of the lines of a session.
fn prompts(text: &str) -> Vec<(Range<usize>, Colour)> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').filter_map(|line| {
        let start = at;
        at += line.len();
        line.starts_with("$ ").then_some((start..start + 2, Colour::Prompt))
    });
    lines.collect()
}
