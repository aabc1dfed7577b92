//! The names of rules as a configuration or a suppression writes them.

use crate::diag::{Code, did_you_mean};

/// Returns the rule that `TL301` names; for what names none, perhaps a question that names the nearest.
///
/// # Errors
///
/// Where there is no such rule.
pub fn rule(name: &str) -> Result<Code, Option<String>> {
    Code::parse(name).ok_or_else(|| {
        let codes: Vec<String> = Code::all().map(|code| code.to_string()).collect();
        did_you_mean(&name.to_uppercase(), codes.iter().map(String::as_str))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_known_by_their_number() {
        assert_eq!(rule("TL006"), Ok(Code(6)));
        assert!(rule("TL510").is_err());
        assert!(rule("TL000").is_err());
    }

    #[test]
    fn a_misspelt_rule_is_asked_about() {
        let Err(Some(question)) = rule("TL-006") else { panic!("no question") };
        assert!(question.contains("`TL006`"), "{question}");
    }
}
