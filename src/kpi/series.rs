//! A series: values of periods in time order.

use crate::id::{Date, Period, Rhythm};

/// One value of a series.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Point {
    /// The days that it speaks of.
    pub period: Period,
    /// The value, in the unit of the KPI; finite.
    pub value: f64,
    /// How many observations stand behind it.
    pub n: Option<u64>,
}

/// Values in strictly ascending periods of one rhythm; a missing period is a gap.
#[derive(Clone, PartialEq, Debug)]
pub struct Series {
    /// How often there should be a value.
    pub rhythm: Rhythm,
    /// The values.
    pub points: Vec<Point>,
    /// How many decimals the values were written with, at most two.
    pub decimals: usize,
}

impl Series {
    /// Returns a series without points.
    pub fn empty(rhythm: Rhythm) -> Series {
        Series { rhythm, points: Vec::new(), decimals: 0 }
    }

    /// Returns the values whose periods have ended on a day.
    pub fn until(&self, day: Date) -> Series {
        let count = self.points.partition_point(|point| point.period.last <= day);
        Series { points: self.points[..count].to_vec(), ..*self }
    }

    /// Returns whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// Returns how many values there are.
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Returns the last value.
    pub fn last(&self) -> Option<&Point> {
        self.points.last()
    }

    /// Returns whether a period is missing just before the point at an index.
    pub fn has_gap_before(&self, index: usize) -> bool {
        let Some((before, at)) = index
            .checked_sub(1)
            .and_then(|before| Some((self.points.get(before)?, self.points.get(index)?)))
        else {
            return false;
        };
        before.period.last.plus_days(1) != Some(at.period.start)
    }

    /// Returns how many whole periods have ended on a day since the last value, or since a later period
    /// that was asked of in vain.
    pub fn periods_late(&self, asked: Option<Period>, day: Date) -> i32 {
        let last = self.last().map(|last| last.period.last);
        let Some(last) = last.max(asked.map(|asked| asked.last)) else { return 0 };
        let mut late = 0;
        let mut next = last.plus_days(1).map(|start| self.rhythm.period(start));
        while let Some(period) = next.filter(|period| period.last <= day && late < 1000) {
            late += 1;
            next = period.last.plus_days(1).map(|start| self.rhythm.period(start));
        }
        late
    }
}
