//! Counts of what a query finds as bars: by state, or by the month of the day that it is sorted by.

use crate::chart::{self, Bar, Bars, Size};
use crate::doc::query::{Ask, Field, Holds};
use crate::id::Date;
use crate::site::End;
use crate::site::query::{Value, values};
use crate::view::parts::{Column, DataTable};

use super::super::here::{Here, counted};
use super::super::inline::text;
use super::super::table;
use super::{counted_of, heading, name, states};

/// At most so many months are drawn.
const MONTHS: usize = 24;

/// What is drawn, and what is said of it.
struct Counts {
    bars: Vec<Bar>,
    /// What they are counted by: `State`.
    by: String,
    /// How many results are not among them, and why.
    left_out: Option<String>,
}

/// Returns the bars with their finding, the numbers and their table.
pub(super) fn chart(here: &Here, ask: &Ask, found: &[End], id: &str) -> String {
    let sorted = ask.sort.first().map(|key| &key.field).filter(|key| key.holds == Holds::Date);
    let counts = match sorted {
        Some(field) => by_month(here, found, field),
        None => by_state(here, ask, found),
    };
    let finding = finding(ask, &counts, sorted.is_some());
    let title = format!("{} by {}", name(ask), counts.by.to_lowercase());
    let each = counts.bars.iter().map(|bar| format!("{} {}", bar.label, bar.count));
    let desc = format!("{finding}. {}.", each.collect::<Vec<_>>().join(", "));
    let draw = |size: Size, id: &str| {
        chart::bars(&Bars { title: &title, desc: &desc, bars: &counts.bars, size, id })
    };
    let drawn: u64 = counts.bars.iter().map(|bar| bar.count).sum();
    let left_out = counts.left_out.map_or(String::new(), |words| format!("; {words}"));
    let rows = counts.bars.iter().map(|bar| vec![bar.label.clone(), bar.count.to_string()]);
    let rows: Vec<Vec<String>> = rows.collect();
    let column = |text: &str, is_number: bool| Column { text: text.to_owned(), is_number };
    let count = counted(rows.len(), "row", "rows");
    let table = DataTable {
        summary: format!("Data, {count}"),
        columns: vec![column(&counts.by, false), column("Count", true)],
        rows,
        csv: None,
    };
    format!(
        "<figure class=\"chart\"><figcaption class=\"chart-finding\">{}</figcaption>\
         <div class=\"chart-wide\">{}</div><div class=\"chart-narrow\">{}</div>\
         <p class=\"chart-note\">{}, n = {drawn}{}.</p>{}</figure>",
        text(&finding),
        draw(Size::Wide, &format!("{id}-w")),
        draw(Size::Narrow, &format!("{id}-n")),
        text(&title),
        text(&left_out),
        table::details(&table)
    )
}

/// Returns what the bars show, as a headline.
fn finding(ask: &Ask, counts: &Counts, is_months: bool) -> String {
    let all: u64 = counts.bars.iter().map(|bar| bar.count).sum();
    let results = counted_of(ask, usize::try_from(all).unwrap_or(usize::MAX));
    // Of several that are as long, the first.
    let most = counts.bars.iter().rev().max_by_key(|bar| bar.count);
    let (Some(most), Some(first), Some(last)) = (most, counts.bars.first(), counts.bars.last())
    else {
        return format!("{} without a day", name(ask));
    };
    let ties = counts.bars.iter().filter(|bar| bar.count == most.count).count();
    let months = format!("{results} from {} to {}", first.label, last.label);
    match (is_months, counts.bars.len()) {
        (true, 1) => format!("{results} in {}", most.label),
        (true, _) if ties > 1 => format!("{months}, at most {} a month", most.count),
        (true, _) => format!("{months}, most in {} ({})", most.label, most.count),
        (false, 1) if all == 1 => format!("{results} stands at {}", most.label),
        (false, 1) => format!("all {results} stand at {}", most.label),
        (false, _) => format!("{} of {results} at {}", most.count, most.label),
    }
}

fn by_state(here: &Here, ask: &Ask, found: &[End]) -> Counts {
    let mut bars: Vec<Bar> =
        states(ask).into_iter().map(|state| Bar { label: state.to_owned(), count: 0 }).collect();
    let mut without = 0;
    for end in found {
        let state = values(here.site, *end, "state").first().copied();
        let bar = match state {
            Some(Value::Word(word)) => bars.iter_mut().find(|bar| bar.label == word),
            _ => None,
        };
        match bar {
            Some(bar) => bar.count += 1,
            None => without += 1,
        }
    }
    bars.retain(|bar| bar.count > 0);
    let left_out = (without > 0).then(|| format!("{without} without a state are left out"));
    Counts { bars, by: "State".to_owned(), left_out }
}

fn by_month(here: &Here, found: &[End], field: &Field) -> Counts {
    let month = |end: &End| match values(here.site, *end, &field.name).first() {
        Some(Value::Date(date)) => Some(date.month_start()),
        _ => None,
    };
    let mut months: Vec<Date> = found.iter().filter_map(month).collect();
    months.sort_unstable();
    let without = found.len() - months.len();
    let mut bars = Vec::new();
    let mut next = months.last().copied();
    let first = months.first().copied();
    // From the last month back, those in which there is nothing too.
    while let Some(month) = next.filter(|month| first.is_some_and(|first| *month >= first)) {
        if bars.len() == MONTHS {
            break;
        }
        let from = months.partition_point(|own| *own < month);
        let count = months.len() - from;
        months.truncate(from);
        let label = format!("{} {}", month.month_name(), month.year());
        bars.push(Bar { label, count: u64::try_from(count).unwrap_or(u64::MAX) });
        next = month.plus_months(-1);
    }
    bars.reverse();
    let mut words = Vec::new();
    if without > 0 {
        words.push(format!("{without} without a day are left out"));
    }
    if !months.is_empty() {
        words.push(format!("{} before {MONTHS} months are left out", months.len()));
    }
    Counts {
        bars,
        by: format!("Month of {}", heading(&field.name).to_lowercase()),
        left_out: (!words.is_empty()).then(|| words.join(", ")),
    }
}
