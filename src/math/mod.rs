//! Formulas as MathML.
//!
//! Duty: the mathematics of TeX, in elements that browsers draw without a script or a font. Inputs: the
//! text of a formula. Outputs: MathML, or a [`Problem`] with its place in the text.
//!
//! **Architecture invariants.** No page carries a style, so those that the library writes become classes,
//! and colours are refused. What nests so deep that reading it would take all of a thread's stack is not
//! read.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

use crate::diag::{Problem, nearest};

/// Where a formula stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// In a line of text.
    Line,
    /// In a block of its own.
    Block,
}

/// How long a formula may be, and how many commands and open braces it may hold: the library goes as deep as
/// these nest. With 500 commands within each other two MiB of stack suffice, with 1,000 they do not.
const LONGEST: usize = 8_000;
const MOST_COMMANDS: usize = 250;
const DEEPEST: usize = 250;

/// Commands that are often meant; the library keeps its own list to itself.
const COMMANDS: [&str; 74] = [
    "frac",
    "dfrac",
    "tfrac",
    "binom",
    "sqrt",
    "sum",
    "prod",
    "int",
    "lim",
    "log",
    "ln",
    "exp",
    "min",
    "max",
    "sin",
    "cos",
    "tan",
    "text",
    "mathrm",
    "mathbf",
    "mathbb",
    "mathcal",
    "overline",
    "underline",
    "bar",
    "hat",
    "tilde",
    "vec",
    "dot",
    "left",
    "right",
    "begin",
    "end",
    "cdot",
    "times",
    "div",
    "pm",
    "mp",
    "leq",
    "geq",
    "neq",
    "approx",
    "equiv",
    "sim",
    "propto",
    "infty",
    "partial",
    "nabla",
    "forall",
    "exists",
    "in",
    "notin",
    "subset",
    "cup",
    "cap",
    "to",
    "rightarrow",
    "Rightarrow",
    "alpha",
    "beta",
    "gamma",
    "delta",
    "Delta",
    "epsilon",
    "lambda",
    "mu",
    "sigma",
    "theta",
    "pi",
    "phi",
    "omega",
    "quad",
    "ldots",
    "operatorname",
];

/// Returns the MathML of a formula.
///
/// # Errors
///
/// Where the formula cannot be read.
pub fn mathml(tex: &str, place: Place) -> Result<String, Problem> {
    check_size(tex)?;
    check_colours(tex)?;
    let display = match place {
        Place::Line => MathDisplay::Inline,
        Place::Block => MathDisplay::Block,
    };
    // Without macros of its own, nothing of a configuration can be wrong.
    let Ok(reader) = LatexToMathML::new(MathCoreConfig::default()) else {
        return Err(unreadable(0..tex.len()));
    };
    let read = |tex: &str| {
        // In builds with debug assertions the library panics over some rows that end too early.
        let read = AssertUnwindSafe(|| reader.convert_with_local_counter(tex, display));
        match catch_unwind(read) {
            Ok(Ok(html)) => Ok(html),
            Ok(Err(error)) => Err(problem(tex, error.0.clone(), &error.error_message())),
            Err(_) => Err(unreadable(0..tex.len())),
        }
    };
    // In the same builds it panics where an exponent stands before a word that it does not know. Such words
    // are found in a text of the same length without exponents.
    if tex.contains(['^', '_']) {
        read(&without_scripts(tex))?;
    }
    read(tex).map(|html| classed(&html))
}

fn without_scripts(tex: &str) -> String {
    let mut before = ' ';
    let flat = |letter: char| {
        let is_script = matches!(letter, '^' | '_') && before != '\\';
        before = letter;
        if is_script { ' ' } else { letter }
    };
    tex.chars().map(flat).collect()
}

fn unreadable(range: Range<usize>) -> Problem {
    let message = "the formula cannot be read".to_owned();
    let hint = "write it in other words; until then its source is shown".to_owned();
    Problem::new(range, message, hint)
}

fn check_size(tex: &str) -> Result<(), Problem> {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in tex.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    let commands = tex.bytes().filter(|byte| *byte == b'\\').count();
    if tex.len() <= LONGEST && commands <= MOST_COMMANDS && deepest <= DEEPEST {
        return Ok(());
    }
    let message = "the formula is too long to be read".to_owned();
    let range = 0..tex.lines().next().unwrap_or("").len();
    Err(Problem::new(range, message, "write it as several formulas"))
}

fn check_colours(tex: &str) -> Result<(), Problem> {
    let found = ["\\color", "\\textcolor"].into_iter().find_map(|command| {
        let at = tex.find(command)?;
        Some(at..at + command.len())
    });
    match found {
        None => Ok(()),
        Some(range) => Err(Problem::new(
            range,
            "a formula has no colours",
            "say in words what the colour should tell",
        )),
    }
}

/// Returns what the library says as a finding of ours.
fn problem(tex: &str, range: Range<usize>, said: &str) -> Problem {
    if said.starts_with("Internal") {
        return unreadable(range);
    }
    let mut message = said.trim_end_matches('.').replace('"', "`");
    if let Some(first) = message.get(..1).map(str::to_lowercase) {
        message.replace_range(..1, &first);
    }
    let command = said.strip_prefix("Unknown command").and(tex.get(range.clone()));
    let near = command.map(|command| nearest(command.trim_start_matches('\\'), COMMANDS));
    let hint = match near.as_deref() {
        Some([name, ..]) => format!("did you mean `\\{name}`?"),
        Some([]) => "leave it out, or write `\\text{…}` for words".to_owned(),
        None => "mend it there; until then the page shows the source".to_owned(),
    };
    // What is missing at the end is told at the last letter.
    let end = tex.trim_end().len();
    let range = match range.start >= end {
        true => {
            tex.char_indices().map(|(at, _)| at).take_while(|at| *at < end).last().unwrap_or(0)..end
        }
        false => range,
    };
    Problem::new(range, message, hint)
}

/// What the library declares, and the class that says it.
const STYLES: [(&str, &str); 10] = [
    ("text-align: left", "math-left"),
    ("text-align: right", "math-right"),
    ("padding-left: 0", "math-tight-left"),
    ("padding-right: 0", "math-tight-right"),
    ("padding-left:1em", "math-apart"),
    ("padding-top: 0", "math-flat"),
    ("width: 100%", "math-wide"),
    ("width: 50%", "math-half"),
    ("width: 7.5%", "math-edge"),
    ("font-variant-caps: small-caps", "math-caps"),
];

/// Returns MathML with classes in place of styles; what has no class here is left out.
fn classed(html: &str) -> String {
    const STYLE: &str = " style=\"";
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(STYLE) {
        out.push_str(&rest[..at]);
        let value = &rest[at + STYLE.len()..];
        // Words of a formula may look like one; in them, `<` is an entity.
        if out.rfind(['<', '>']).is_some_and(|at| out[at..].starts_with('>')) {
            out.push_str(STYLE);
            rest = value;
            continue;
        }
        let end = value.find('"').unwrap_or(value.len());
        let classes: Vec<&str> = value[..end].split(';').filter_map(class).collect();
        if !classes.is_empty() {
            out.push_str(" class=\"");
            out.push_str(&classes.join(" "));
            out.push('"');
        }
        rest = value.get(end + 1..).unwrap_or("");
    }
    out.push_str(rest);
    out
}

fn class(declared: &str) -> Option<&'static str> {
    let declared = declared.trim();
    let border = |side: &str, dashed, solid| {
        let line = declared.strip_prefix(side)?;
        Some(if line.contains("dashed") { dashed } else { solid })
    };
    let own = STYLES.iter().find(|(style, _)| *style == declared).map(|(_, class)| *class);
    own.or_else(|| border("border-left", "math-line-left-dashed", "math-line-left"))
        .or_else(|| border("border-right", "math-line-right-dashed", "math-line-right"))
}

#[cfg(test)]
mod tests;
