//! The clock: the only place that reads the time or the environment for it.

use crate::id::Date;

/// Returns the day of `SOURCE_DATE_EPOCH`, else of the clock in UTC.
pub fn today() -> Date {
    let pinned = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let now = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok();
    let seconds = pinned.or_else(|| i64::try_from(now()?.as_secs()).ok()).unwrap_or_default();
    Date::from_unix(seconds).or(Date::new(1970, 1, 1)).expect("1970 had a first day")
}
