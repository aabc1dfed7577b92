//! The score of a row, from the counts of its answers.

use super::super::nps::nps;
use super::cell::{Cell, parse_count};
use super::{Reader, Worth};

impl Reader<'_> {
    /// Returns the net promoter score of counts of promoters, passives and detractors; without a value
    /// where so few answered that there is none, or where no cell holds anything, which is a gap.
    pub(super) fn score(&mut self, cells: &[Cell<'_>; 3]) -> Option<Worth> {
        let mut counts = [None; 3];
        let mut is_sound = true;
        for (count, cell) in counts.iter_mut().zip(cells) {
            match parse_count(cell) {
                Ok(read) => *count = read,
                Err((message, hint)) => {
                    self.sheet.tell(cell.span, message, &hint);
                    is_sound = false;
                }
            }
        }
        if !is_sound {
            return None;
        }
        if counts.iter().all(Option::is_none) {
            return Some(Worth::default());
        }
        for (_, cell) in counts.iter().zip(cells).filter(|(count, _)| count.is_none()) {
            let hint = "write 0 where nobody answered so, or leave all three empty for a gap";
            let message = "a count is missing beside others of its row".to_owned();
            self.sheet.tell(cell.span, message, hint);
        }
        let [Some(promoters), Some(passives), Some(detractors)] = counts else { return None };
        let sum = promoters.checked_add(passives).and_then(|sum| sum.checked_add(detractors));
        let Some(n) = sum else {
            let message = "the counts of this row are too large to add up".to_owned();
            self.sheet.tell(cells[0].span, message, "write how many answered, one by one");
            return None;
        };
        let Some(found) = nps(promoters, passives, detractors) else {
            return Some(Worth { n: Some(n), is_few: true, ..Worth::default() });
        };
        // To four decimals, since what is drawn is downloaded, too; nothing has no sign.
        let rounded = |value: f64| (1e4 * value).round() / 1e4 + 0.0;
        let value = rounded(found.score);
        if !self.limits.holds(value) {
            self.impossible(cells[0].span, &format!("the score {value}"));
            return None;
        }
        let margin = found.margin.map(rounded);
        Some(Worth { value: Some(value), decimals: 1, n: Some(n), margin, ..Worth::default() })
    }
}
