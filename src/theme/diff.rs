//! What two texts differ in, line by line, in the form that patches have.

/// How many equal lines stand around a change.
const AROUND: usize = 1;
/// How many lines of a difference are shown.
const SHOWN: usize = 24;
/// How many characters of a line are shown.
const WIDE: usize = 110;

/// A line of a difference.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line<'a> {
    Same(&'a str),
    Out(&'a str),
    In(&'a str),
}

/// Returns the lines that went out and came in, with the places where they did; of many the first.
///
/// Files of a theme have at most a thousand lines, and are compared only once they differ: a table of all
/// pairs of lines between the first and the last change is small enough.
pub(super) fn difference(before: &str, now: &str) -> String {
    let (before, now): (Vec<&str>, Vec<&str>) = (before.lines().collect(), now.lines().collect());
    let lines = compared(&before, &now);
    let is_near = |at: usize| {
        let from = at.saturating_sub(AROUND);
        lines.iter().skip(from).take(at - from + AROUND + 1).any(|it| !matches!(it, Line::Same(_)))
    };
    let (mut old, mut new, mut told) = (0, 0, Vec::new());
    let mut was_near = false;
    for (at, line) in lines.iter().enumerate() {
        let is_near = is_near(at);
        if is_near && !was_near {
            told.push(format!("@@ -{} +{} @@", old + 1, new + 1));
        }
        was_near = is_near;
        let (sign, text) = match line {
            Line::Same(text) => (' ', text),
            Line::Out(text) => ('-', text),
            Line::In(text) => ('+', text),
        };
        if is_near {
            told.push(format!("{sign}{}", cut(text)));
        }
        old += usize::from(sign != '+');
        new += usize::from(sign != '-');
    }
    let more = told.len().saturating_sub(SHOWN);
    // A single line more takes no more room than the words that it is there.
    if more > 1 {
        told.truncate(SHOWN);
        told.push(format!("… {more} lines more"));
    }
    told.join("\n")
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(WIDE) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// Returns all lines of both texts, the longest common sequence of which is told as the same.
fn compared<'a>(before: &[&'a str], now: &[&'a str]) -> Vec<Line<'a>> {
    let head = before.iter().zip(now).take_while(|(a, b)| a == b).count();
    let (mine, theirs) = (&before[head..], &now[head..]);
    let tail = mine.iter().rev().zip(theirs.iter().rev()).take_while(|(a, b)| a == b).count();
    let (mine, theirs) = (&mine[..mine.len() - tail], &theirs[..theirs.len() - tail]);
    let mut lines: Vec<Line<'a>> = before[..head].iter().map(|line| Line::Same(line)).collect();
    lines.extend(between(mine, theirs));
    lines.extend(before[before.len() - tail..].iter().map(|line| Line::Same(line)));
    lines
}

fn between<'a>(before: &[&'a str], now: &[&'a str]) -> Vec<Line<'a>> {
    // `common[i * wide + j]` is how many lines the rests from `i` and `j` on have in common.
    let wide = now.len() + 1;
    let mut common = vec![0_u32; (before.len() + 1) * wide];
    for i in (0..before.len()).rev() {
        for j in (0..now.len()).rev() {
            common[i * wide + j] = match before[i] == now[j] {
                true => common[(i + 1) * wide + j + 1] + 1,
                false => common[(i + 1) * wide + j].max(common[i * wide + j + 1]),
            };
        }
    }
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while i < before.len() || j < now.len() {
        let both = before.get(i).zip(now.get(j));
        match both {
            Some((line, other)) if line == other => {
                lines.push(Line::Same(line));
                (i, j) = (i + 1, j + 1);
            }
            Some((_, other)) if common[(i + 1) * wide + j] < common[i * wide + j + 1] => {
                lines.push(Line::In(other));
                j += 1;
            }
            _ => match (before.get(i), now.get(j)) {
                (Some(line), _) => {
                    lines.push(Line::Out(line));
                    i += 1;
                }
                (None, Some(other)) => {
                    lines.push(Line::In(other));
                    j += 1;
                }
                (None, None) => {}
            },
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_went_and_came_stand_at_their_places() {
        let before = "a\nb\nc\nd\ne\nf\ng\nh\n";
        let now = "a\nb\nC\nd\ne\nf\ng\nh\ni\n";
        let wanted = "@@ -2 +2 @@\n b\n-c\n+C\n d\n@@ -8 +8 @@\n h\n+i";
        assert_eq!(difference(before, now), wanted);
    }

    #[test]
    fn what_moved_is_told_once_out_and_once_in() {
        assert_eq!(difference("a\nb\nc", "b\nc\na"), "@@ -1 +1 @@\n-a\n b\n c\n+a");
        assert_eq!(difference("", "a"), "@@ -1 +1 @@\n+a");
        assert_eq!(difference("a", ""), "@@ -1 +1 @@\n-a");
    }

    #[test]
    fn a_long_difference_is_cut() {
        let long: String = (0..40).map(|number| format!("{number}\n")).collect();
        let told = difference("", &long);
        assert_eq!(told.lines().count(), SHOWN + 1);
        assert!(told.ends_with("\n+22\n… 17 lines more"), "{told}");
        let wide = "é".repeat(300);
        assert_eq!(difference("", &wide), format!("@@ -1 +1 @@\n+{}…", "é".repeat(WIDE)));
    }
}
