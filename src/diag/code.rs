//! The codes of the rules, with their severity and their one-line meaning.

use std::fmt;

/// How much a finding weighs.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Severity {
    /// Appears only because days passed; never an exit code unless it is asked for.
    Reminder,
    /// Informs.
    Info,
    /// A gap in the chain; fails with `--strict`.
    Warning,
    /// Cannot be read, or would publish something false or secret; fails every check and build.
    Error,
}

impl Severity {
    /// Returns the word as it stands in every output.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Reminder => "reminder",
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// The code of a rule, such as `TL006`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(pub u16);

use Severity::{Error, Info, Reminder, Warning};

/// Every rule: number, severity, one-line title, and the text of `throughline explain`.
///
/// A retired number is never used again.
const RULES: &[(u16, Severity, &str, &str)] = &[
    (1, Error, "front matter unreadable", include_str!("explain/TL001.md")),
    (2, Error, "unknown field", include_str!("explain/TL002.md")),
    (3, Error, "wrong type or value", include_str!("explain/TL003.md")),
    (4, Info, "field that would serve the reader is missing", include_str!("explain/TL004.md")),
    (5, Error, "ambiguous name", include_str!("explain/TL005.md")),
    (6, Error, "link to nothing", include_str!("explain/TL006.md")),
    (7, Error, "link to the wrong kind", include_str!("explain/TL007.md")),
    (8, Error, "cycle", include_str!("explain/TL008.md")),
    (9, Error, "contradiction", include_str!("explain/TL009.md")),
    (10, Warning, "demanded section missing or empty", include_str!("explain/TL010.md")),
    (11, Info, "section holds only the template's text", include_str!("explain/TL011.md")),
    (12, Info, "item that others refer to has no pinned id", include_str!("explain/TL012.md")),
    (13, Warning, "suppression that suppresses nothing", include_str!("explain/TL013.md")),
    (14, Warning, "unsafe link or markup", include_str!("explain/TL014.md")),
    (15, Warning, "content that some readers cannot read", include_str!("explain/TL015.md")),
    (16, Warning, "block that cannot be drawn", include_str!("explain/TL016.md")),
    (17, Error, "theme that cannot be used as it is", include_str!("explain/TL017.md")),
    (
        18,
        Warning,
        "copy of a theme's file whose original changed",
        include_str!("explain/TL018.md"),
    ),
    (101, Warning, "vision without target audience", include_str!("explain/TL101.md")),
    (102, Warning, "objective without KPI", include_str!("explain/TL102.md")),
    (103, Warning, "objective without a live brief", include_str!("explain/TL103.md")),
    (104, Reminder, "objective that nobody mentions", include_str!("explain/TL104.md")),
    (201, Warning, "accepted brief serves no objective", include_str!("explain/TL201.md")),
    (202, Warning, "accepted brief without a user problem", include_str!("explain/TL202.md")),
    (203, Warning, "no KPI impact", include_str!("explain/TL203.md")),
    (204, Warning, "impact without number, sign or date", include_str!("explain/TL204.md")),
    (205, Warning, "impact against its KPI's direction", include_str!("explain/TL205.md")),
    (206, Info, "outcome stated as output", include_str!("explain/TL206.md")),
    (207, Info, "solution named in the problem", include_str!("explain/TL207.md")),
    (208, Warning, "large brief without evidence", include_str!("explain/TL208.md")),
    (301, Warning, "large brief without a deep dive", include_str!("explain/TL301.md")),
    (302, Warning, "deep dive without plain-language summary", include_str!("explain/TL302.md")),
    (303, Info, "acronym neither spelt out nor in the glossary", include_str!("explain/TL303.md")),
    (304, Info, "approach without effort", include_str!("explain/TL304.md")),
    (305, Info, "trade-offs leave out a side", include_str!("explain/TL305.md")),
    (306, Reminder, "question open for long", include_str!("explain/TL306.md")),
    (307, Info, "deep dive without questions", include_str!("explain/TL307.md")),
    (308, Info, "estimate without a range", include_str!("explain/TL308.md")),
    (401, Warning, "engineering input late or missing", include_str!("explain/TL401.md")),
    (402, Warning, "large brief with one option", include_str!("explain/TL402.md")),
    (403, Info, "input without effect", include_str!("explain/TL403.md")),
    (501, Reminder, "shipped brief without retro", include_str!("explain/TL501.md")),
    (502, Warning, "retro without lessons", include_str!("explain/TL502.md")),
    (503, Warning, "lessons that match a brief left unanswered", include_str!("explain/TL503.md")),
    (504, Reminder, "lesson never applied", include_str!("explain/TL504.md")),
    (505, Warning, "action without owner or due date", include_str!("explain/TL505.md")),
    (506, Reminder, "action overdue", include_str!("explain/TL506.md")),
    (507, Info, "action without bounds", include_str!("explain/TL507.md")),
    (508, Info, "person named under what could have been better", include_str!("explain/TL508.md")),
    (509, Info, "lesson repeated", include_str!("explain/TL509.md")),
    (601, Error, "KPI series unreadable", include_str!("explain/TL601.md")),
    (602, Warning, "KPI without target or owner", include_str!("explain/TL602.md")),
    (603, Reminder, "KPI data late", include_str!("explain/TL603.md")),
    (604, Reminder, "impact due and not measured", include_str!("explain/TL604.md")),
    (605, Error, "claim without support", include_str!("explain/TL605.md")),
    (606, Warning, "phase change without a signal", include_str!("explain/TL606.md")),
    (607, Info, "no counter-metric", include_str!("explain/TL607.md")),
    (608, Info, "the four numbers of alignment not all defined", include_str!("explain/TL608.md")),
    (609, Info, "promise too small to be seen by its date", include_str!("explain/TL609.md")),
    (701, Error, "survey cell under the floor", include_str!("explain/TL701.md")),
    (702, Error, "data file with one row per person", include_str!("explain/TL702.md")),
    (703, Info, "response rate under half", include_str!("explain/TL703.md")),
    (801, Reminder, "review overdue", include_str!("explain/TL801.md")),
    (802, Warning, "suspect: what a brief serves changed", include_str!("explain/TL802.md")),
    (803, Warning, "owner unknown or no longer active", include_str!("explain/TL803.md")),
    (804, Info, "orphan page", include_str!("explain/TL804.md")),
    (805, Error, "visible text reveals a hidden title", include_str!("explain/TL805.md")),
    (901, Reminder, "concern unanswered", include_str!("explain/TL901.md")),
    (902, Info, "concerns from one side only", include_str!("explain/TL902.md")),
    (903, Info, "concern settled without a response", include_str!("explain/TL903.md")),
];

impl Code {
    /// Returns every code, in ascending order.
    pub fn all() -> impl Iterator<Item = Code> {
        RULES.iter().map(|rule| Code(rule.0))
    }

    /// Reads `TL006`, in any case.
    pub fn parse(text: &str) -> Option<Code> {
        let digits = text.strip_prefix("TL").or_else(|| text.strip_prefix("tl"))?;
        if digits.len() != 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let code = Code(digits.parse().ok()?);
        code.rule().map(|_| code)
    }

    /// Returns how much a finding of the rule weighs unless the configuration says otherwise.
    pub fn severity(self) -> Severity {
        self.rule().map_or(Severity::Error, |rule| rule.1)
    }

    /// Returns what the rule looks for, in a few words.
    pub fn title(self) -> &'static str {
        self.rule().map_or("", |rule| rule.2)
    }

    /// Returns what the rule means, why it exists and how to mend a finding, as Markdown.
    pub fn explain(self) -> &'static str {
        self.rule().map_or("", |rule| rule.3)
    }

    fn rule(self) -> Option<&'static (u16, Severity, &'static str, &'static str)> {
        let at = RULES.binary_search_by_key(&self.0, |rule| rule.0).ok()?;
        RULES.get(at)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "TL{:03}", self.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}
