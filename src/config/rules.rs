//! The names of rules as a configuration or a suppression writes them.

use crate::diag::{Code, did_you_mean};

/// What the name of a rule stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Rule {
    /// A rule that runs.
    Runs(Code),
    /// A rule that is planned: a configuration may name it already, and nothing comes of it.
    Planned,
    /// No rule; perhaps with a question that names the nearest ones.
    Unknown(Option<String>),
}

/// The last number of each hundred; rules are numbered without gaps from one.
const LAST: [(u16, u16); 10] = [
    (0, 17),
    (100, 4),
    (200, 8),
    (300, 8),
    (400, 3),
    (500, 9),
    (600, 9),
    (700, 3),
    (800, 5),
    (900, 3),
];

/// Returns what `TL301` stands for.
pub fn rule(name: &str) -> Rule {
    if let Some(code) = Code::parse(name) {
        return Rule::Runs(code);
    }
    let number = name.strip_prefix("TL").or_else(|| name.strip_prefix("tl"));
    let number = number.filter(|digits| digits.len() == 3).and_then(|digits| digits.parse().ok());
    let is_planned = |number: u16| {
        LAST.iter().any(|(hundred, last)| (hundred + 1..=hundred + last).contains(&number))
    };
    if number.is_some_and(is_planned) {
        return Rule::Planned;
    }
    let codes: Vec<String> = Code::all().map(|code| code.to_string()).collect();
    let upper = name.to_uppercase();
    Rule::Unknown(did_you_mean(&upper, codes.iter().map(String::as_str)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_run_are_planned_or_unknown() {
        assert_eq!(rule("TL006"), Rule::Runs(Code(6)));
        assert_eq!(rule("TL016"), Rule::Planned);
        assert!(matches!(rule("TL510"), Rule::Unknown(_)));
        assert!(matches!(rule("TL000"), Rule::Unknown(_)));
    }

    #[test]
    fn a_misspelt_rule_is_asked_about() {
        let Rule::Unknown(Some(question)) = rule("TL-006") else { panic!("no question") };
        assert!(question.contains("`TL006`"), "{question}");
    }
}
