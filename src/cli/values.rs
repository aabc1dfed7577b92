//! How the values of options are read.

use std::time::Duration;

use crate::cmd::digest::Since;
use crate::diag::did_you_mean;
use crate::id::Date;
use crate::kind::{Kind, Listed};

pub(super) fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write the day as 2026-11-22".to_owned())
}

pub(super) fn since(text: &str) -> Result<Since, String> {
    let days = |count: &str, each: i32| count.parse::<u16>().ok().map(|n| i32::from(n) * each);
    let span = match (text.strip_suffix('d'), text.strip_suffix('w')) {
        (Some(count), _) => days(count, 1),
        (_, Some(count)) => days(count, 7),
        _ => None,
    };
    let since = span.map(Since::Days).or_else(|| Date::parse(text).map(Since::Day));
    since.ok_or_else(|| "write 7d, 2w, or a day such as 2026-11-15".to_owned())
}

pub(super) fn kind(text: &str) -> Result<Kind, String> {
    let name = text.to_lowercase().replace([' ', '_'], "-");
    let singular = name.strip_suffix('s').unwrap_or(&name);
    Kind::parse(&name).or_else(|| Kind::parse(singular)).ok_or_else(|| {
        let names = Kind::ALL.map(Kind::name);
        let near = did_you_mean(text, names);
        near.unwrap_or_else(|| format!("the kinds are {}", names.join(", ")))
    })
}

pub(super) fn listed(text: &str) -> Result<Listed, String> {
    Listed::parse(text).ok_or_else(|| {
        let near = did_you_mean(text, Listed::names());
        let all = || format!("the kinds are {}", Listed::names().collect::<Vec<_>>().join(", "));
        near.unwrap_or_else(all)
    })
}

pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let (number, unit_ms) = match (text.strip_suffix("ms"), text.strip_suffix('s')) {
        (Some(number), _) => (number, 1.0),
        (None, Some(number)) => (number, 1000.0),
        (None, None) => (text, 1.0),
    };
    let ms = number.trim().parse::<f64>().ok().map(|number| number * unit_ms);
    ms.filter(|ms| (1.0..=3_600_000.0).contains(ms))
        .map(|ms| Duration::from_secs_f64(ms / 1000.0))
        .ok_or_else(|| "write the time as 500ms or 2s".to_owned())
}
