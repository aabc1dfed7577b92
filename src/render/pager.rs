//! The years of a list that is too long for one page.

use crate::site::routes::Route;
use crate::view::parts::{Link, Pager, Tab};

use super::here::Here;

/// Returns the years of a list, newest first; `route` gives the page of one, and the newest is that of
/// none.
pub(super) fn by_year(
    here: &Here,
    years: &[i16],
    shown: Option<i16>,
    route: impl Fn(Option<i16>) -> Route,
) -> Pager {
    let tab = |at: usize| {
        let year = *years.get(at)?;
        here.tab(year.to_string(), &route((at > 0).then_some(year)))
    };
    let link = |at: usize| tab(at).map(|Tab { text, href }| Link { text, href });
    let own = years.iter().position(|year| Some(*year) == shown).unwrap_or(0);
    Pager {
        pages: (0..years.len()).filter_map(tab).collect(),
        previous: link(own + 1),
        next: own.checked_sub(1).and_then(link),
    }
}
