//! What a link asks of the chart that it places: `?chart=bars&from=2026-01&to=2026-06`.

use crate::diag::did_you_mean;
use crate::id::{Date, Period};
use crate::kind::ChartKind;

/// What a link asks of a chart.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Placing {
    /// The kind; without it, the one that the KPI asks for.
    pub chart: Option<ChartKind>,
    /// The first day that is shown.
    pub from: Option<Date>,
    /// The last day that is shown.
    pub to: Option<Date>,
}

/// Why an option is none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub hint: String,
}

const KEYS: [&str; 3] = ["chart", "from", "to"];

impl Placing {
    /// Reads what stands behind the question mark of a link to a chart.
    pub fn parse(query: &str) -> Result<Placing, Refused> {
        let mut placing = Placing::default();
        for option in query.split('&') {
            let (key, value) = option.split_once('=').unwrap_or((option, ""));
            let is_new = match key {
                "chart" => placing.chart.replace(kind(option, value)?).is_none(),
                "from" => placing.from.replace(period(key, value)?.start).is_none(),
                "to" => placing.to.replace(period(key, value)?.last).is_none(),
                _ => return Err(unknown(option, key)),
            };
            if !is_new {
                let message = format!("a chart has the option `{key}` twice");
                return Err(Refused { message, hint: "keep one of them".to_owned() });
            }
        }
        if let (Some(from), Some(to)) = (placing.from, placing.to)
            && from > to
        {
            let message = format!("a chart from {from} to {to} shows nothing");
            return Err(Refused { message, hint: "write the earlier period as `from`".to_owned() });
        }
        Ok(placing)
    }

    /// Returns whether a day is shown.
    pub fn shows(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Returns whether part of the series is left out.
    pub fn is_cut(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }
}

fn kind(option: &str, value: &str) -> Result<ChartKind, Refused> {
    let known = ChartKind::ALL.into_iter().find(|kind| kind.name() == value);
    known.ok_or_else(|| {
        let names = ChartKind::ALL.map(ChartKind::name);
        let all = names.join(", ");
        let hint = match did_you_mean(value, names) {
            Some(question) => format!("{question} ({all})"),
            None => format!("write one of: {all}"),
        };
        Refused { message: format!("a chart has no option `{option}`"), hint }
    })
}

fn period(key: &str, value: &str) -> Result<Period, Refused> {
    Period::parse(value).ok_or_else(|| Refused {
        message: format!("`{key}` of a chart is no period: `{value}`"),
        hint: format!("write `{key}=2026-03-02`, `2026-03`, `2026-Q1`, `2026-W10` or `2026`"),
    })
}

fn unknown(option: &str, key: &str) -> Refused {
    let hint = did_you_mean(key, KEYS);
    let hint =
        hint.unwrap_or_else(|| "write `chart=bars`, `from=2026-01` or `to=2026-06`".to_owned());
    Refused { message: format!("a chart has no option `{option}`"), hint }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Date> {
        Date::parse(text)
    }

    #[test]
    fn options_say_kind_and_days() {
        let read = Placing::parse("chart=bars&from=2026-01&to=2026-Q2").unwrap();
        let (from, to) = (day("2026-01-01"), day("2026-06-30"));
        assert_eq!(read, Placing { chart: Some(ChartKind::Bars), from, to });
        assert!(read.shows(day("2026-06-30").unwrap()) && !read.shows(day("2026-07-01").unwrap()));
        for kind in ChartKind::ALL {
            let read = Placing::parse(&format!("chart={}", kind.name())).unwrap();
            assert_eq!(read.chart, Some(kind));
        }
    }

    #[test]
    fn what_is_no_option_is_refused_with_a_way_out() {
        let hint = |query: &str| Placing::parse(query).unwrap_err().hint;
        assert!(hint("chart=sprak").starts_with("did you mean `spark`"));
        assert!(hint("form=2026").starts_with("did you mean `from`"));
        for query in [
            "",
            "chart",
            "chart=",
            "last=12",
            "from=soon",
            "to=2026-13",
            "chart=run&",
            "from=2026&from=2025",
            "from=2026-02&to=2026-01",
            "chart=run&chart=run",
        ] {
            assert!(!hint(query).is_empty(), "{query}");
        }
    }
}
