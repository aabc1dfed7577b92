//! Slips of the pen in the head of a column.

/// Returns whether a header may be the name of a question with a slip in it. One with another number or
/// another word in the place of one is the name of another question.
pub(super) fn is_slip(head: &str, name: &str) -> bool {
    const LONG: usize = 10;
    let words = |text: &str| -> Vec<String> {
        let lower = text.to_lowercase();
        let words = lower.split(|letter: char| !letter.is_alphanumeric());
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (head, name) = (words(head), words(name));
    if head.concat() == name.concat() {
        return true;
    }
    let edits = head.iter().zip(&name).map(|(own, word)| edits(own, word)).sum::<Option<usize>>();
    let most = if name.concat().chars().count() < LONG { 1 } else { 2 };
    head.len() == name.len() && edits.is_some_and(|edits| edits <= most)
}

/// Returns how many slips of the pen make one word of another; `None` where it is a word of its own.
fn edits(word: &str, of: &str) -> Option<usize> {
    const SHORT: usize = 3;
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let edits = strsim::damerau_levenshtein(word, of);
    let length = of.chars().count();
    // A single letter makes `now` of `not`.
    let is_near = edits * SHORT <= length && (length > SHORT || sorted(word) == sorted(of));
    (edits == 0 || (is_near && digits(word) == digits(of))).then_some(edits)
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn a_slip_is_told_from_the_name_of_another_question() {
        for (head, name) in [
            ("Will yuo stay?", "Will you stay?"),
            ("will you stay", "Will you stay?"),
            ("Will youstay?", "Will you stay?"),
            ("Do you trust your taem?", "Do you trust your team?"),
            ("Did you understnad why we bulid this?", "Did you understand why we build this?"),
            ("recomend", "recommend"),
            ("item-12", "item12"),
        ] {
            assert!(is_slip(head, name), "{head}");
        }
        for (head, name) in [
            ("item11", "item12"),
            ("item1", "item12"),
            ("Do you trust your team?", "Do you trust your lead?"),
            ("I can not say what is wrong.", "I can now say what is wrong."),
            ("I was asked in 2025.", "I was asked in 2026."),
            ("Will you stay here?", "Will you stay?"),
            ("Remarks", "heard"),
        ] {
            assert!(!is_slip(head, name), "{head}");
            assert!(!is_slip(name, head), "{name}");
        }
    }
}
