//! Anchors: the fragments by which a page's headings and items are addressed.
//!
//! Duty: slugs from texts, each used once a page. **Architecture invariants.** The same rule as the
//! code forges use, so that a link works in both places; pinned ids go before made ones wherever they
//! stand.

use std::collections::{HashMap, HashSet};

use unicode_normalization::char::is_combining_mark;

/// Returns the slug of a text: letters of any script in lower case, digits, `-` and `_`; spaces
/// become `-`, everything else is left out.
fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if letter.is_alphanumeric() || is_combining_mark(letter) {
            slug.extend(letter.to_lowercase());
        } else if letter.is_whitespace() {
            slug.push('-');
        } else if matches!(letter, '-' | '_') {
            slug.push(letter);
        }
    }
    slug
}

/// The anchors of one page.
#[derive(Default)]
pub(super) struct Anchors {
    taken: HashSet<String>,
    /// Ids that braces pin somewhere on the page.
    reserved: HashSet<String>,
    /// The last number that was given to a slug.
    numbers: HashMap<String, u32>,
}

impl Anchors {
    /// Keeps an id free for the place that pins it.
    pub(super) fn reserve(&mut self, id: &str) {
        self.reserved.insert(id.to_owned());
    }

    /// Takes a pinned id; returns whether it was free.
    pub(super) fn pin(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_owned())
    }

    /// Returns whether the page has the anchor.
    pub(super) fn has(&self, id: &str) -> bool {
        self.taken.contains(id)
    }

    /// Returns a free anchor made from a text; one of nothing but signs is called `fallback`.
    pub(super) fn make(&mut self, text: &str, fallback: &str) -> String {
        let mut base = slug(text);
        if base.is_empty() {
            fallback.clone_into(&mut base);
        }
        if is_footnote(&base) || is_of_theme(&base) {
            base.insert_str(0, "section-");
        }
        if self.is_free(&base) {
            self.taken.insert(base.clone());
            return base;
        }
        let mut number = self.numbers.get(&base).copied().unwrap_or(0);
        let anchor = loop {
            number += 1;
            let anchor = format!("{base}-{number}");
            if self.is_free(&anchor) {
                break anchor;
            }
        };
        self.numbers.insert(base, number);
        self.taken.insert(anchor.clone());
        anchor
    }

    fn is_free(&self, id: &str) -> bool {
        !self.taken.contains(id) && !self.reserved.contains(id)
    }
}

/// Returns whether the id is of those that only themes give: no content can collide with these.
pub(super) fn is_of_theme(id: &str) -> bool {
    id.starts_with("tl-")
}

/// Returns whether footnotes may want the id: `fn-1`, `fnref-1`.
fn is_footnote(id: &str) -> bool {
    let rest = id.strip_prefix("fn-").or_else(|| id.strip_prefix("fnref-"));
    rest.is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_letters_of_any_script() {
        assert_eq!(slug("User problem"), "user-problem");
        assert_eq!(slug("Q&A"), "qa");
        assert_eq!(slug("Größe, 2. Teil"), "größe-2-teil");
        assert_eq!(slug("なぜ？"), "なぜ");
        assert_eq!(slug("snake_case-and `code`"), "snake_case-and-code");
    }

    #[test]
    fn pinned_ids_are_never_taken_by_made_ones() {
        let mut anchors = Anchors::default();
        anchors.reserve("goal");
        assert_eq!(anchors.make("Goal", "section"), "goal-1");
        assert!(anchors.pin("goal"));
        assert!(!anchors.pin("goal"));
        assert_eq!(anchors.make("Goal", "section"), "goal-2");
        assert_eq!(anchors.make("!", "section"), "section");
        assert_eq!(anchors.make("fn 1", "section"), "section-fn-1");
    }
}
