//! Path patterns: `*` within one part of a path, `**` across parts.

/// Returns whether `path` matches `pattern`: `briefs/*.md`, `briefs/old/**`, `**/index.md`.
///
/// `**` stands alone between slashes and covers any number of parts, none included. There are no
/// further wildcards: a suppression that is hard to read is hard to trust. Runs in the product of both
/// lengths whatever the pattern.
pub fn matches(pattern: &str, path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    // `reached[n]`: the pattern so far covers the first n parts.
    let mut reached = vec![false; parts.len() + 1];
    reached[0] = true;
    for wanted in pattern.split('/') {
        let mut next = vec![false; parts.len() + 1];
        for n in 0..=parts.len() {
            if wanted == "**" {
                next[n] = reached[n] || (n > 0 && next[n - 1]);
            } else if n > 0 && reached[n - 1] {
                next[n] = part_matches(wanted, parts[n - 1]);
            }
        }
        reached = next;
    }
    reached[parts.len()]
}

fn part_matches(wanted: &str, part: &str) -> bool {
    let mut pieces = wanted.split('*');
    let first = pieces.next().unwrap_or("");
    let Some(mut rest) = part.strip_prefix(first) else { return false };
    let Some(last) = pieces.next_back() else { return rest.is_empty() };
    // The leftmost place of each piece leaves the most room for those that follow.
    for piece in pieces {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stays_within_one_part() {
        assert!(matches("briefs/*.md", "briefs/pay.md"));
        assert!(matches("briefs/20*-p*y.md", "briefs/2026-pay.md"));
        assert!(!matches("briefs/*", "briefs/old/pay.md"));
        assert!(!matches("briefs/pay", "briefs/pay.md"));
        assert!(!matches("briefs/a*a", "briefs/a"));
    }

    #[test]
    fn two_stars_cross_any_number_of_parts() {
        assert!(matches("briefs/old/**", "briefs/old/pay.md"));
        assert!(matches("briefs/old/**", "briefs/old/a/b/pay.md"));
        assert!(matches("**/pay.md", "pay.md"));
        assert!(matches("**", "briefs/pay.md"));
        assert!(matches("a/**/c.md", "a/c.md"));
        assert!(!matches("briefs/old/**", "briefs/older/pay.md"));
    }
}
