//! The clock: the only place that reads the time or the environment for it.

use crate::config::Misuse;
use crate::id::Date;

/// Returns the day of `SOURCE_DATE_EPOCH`, else of the clock in UTC.
///
/// # Errors
///
/// Where the variable holds no number of seconds between the years 1 and 9999.
pub fn today() -> anyhow::Result<Date> {
    let Some(pinned) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Ok(now()) };
    let pinned = pinned.to_string_lossy();
    let day = pinned.parse().ok().and_then(Date::from_unix);
    day.ok_or_else(|| {
        let message = format!("`SOURCE_DATE_EPOCH` is `{pinned}`, which is no time");
        Misuse::error(message, "give whole seconds since 1970, or unset it")
    })
}

fn now() -> Date {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = since.ok().and_then(|since| i64::try_from(since.as_secs()).ok());
    seconds.and_then(Date::from_unix).or(Date::new(1970, 1, 1)).expect("1970 had a first day")
}
