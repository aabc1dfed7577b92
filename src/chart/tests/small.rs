//! Whatever chance brings is drawn well by each small kind of chart, and leads back to what it stands for.

use proptest::prelude::*;

use super::chance::{config, days, names, starts, units, values};
use super::levelled::assert_released;
use super::plot::{Line, assert_heights, assert_on, circles, is_drawn, lines, plots};
use super::sound::{assert_sound, plain};
use super::traced::{
    assert_bars, assert_counted, assert_diverging, assert_lanes, assert_panels, assert_shares,
    assert_squares, assert_strewn, assert_target, column, day, rank,
};
use crate::chart::{
    Across, AnswerBar, Bar, Bars, Bounds, Diverging, Dot, Group, Lane, Mark, PANELS, Panel,
    Picture, Share, Size, Square, UnitRow, WaveBars, bars, diverging, groups_shown, histogram,
    lanes, multiples, rates, scatter, strip, units as unit_squares,
};
use crate::doc::Target;
use crate::id::Date;
use crate::kind::Cause;
use crate::kpi::{Interval, Unit};

const SIZES: [Size; 2] = [Size::Wide, Size::Narrow];

/// A group, whether its answers may be told, and how often each was given.
type Told = (String, bool, Vec<u64>);

/// What a picture is called and counted in.
fn labels() -> impl Strategy<Value = (String, Unit)> {
    (names(), units(), 0..3_usize)
        .prop_map(|(name, unit, decimals)| (name, Unit { name: unit.to_owned(), decimals }))
}

fn picture<'a>((name, unit): &'a (String, Unit), size: Size) -> Picture<'a> {
    Picture { title: name, desc: name, unit, size, id: "k" }
}

/// Returns a level to reach, near the values or as far off as numbers are.
fn targets() -> impl Strategy<Value = Option<Target>> {
    let value = prop_oneof![
        2 => -120.0..120.0_f64,
        1 => proptest::sample::select(vec![f64::MAX, -1e300, 5e-324, -0.0, 1e12, 2.5]),
    ];
    let target = (value, proptest::option::of(starts())).prop_map(|(value, by)| Target {
        value: super::spanned(value),
        by: by.map(super::spanned),
    });
    proptest::option::of(target)
}

fn of_least(least: Option<f64>, target: &Option<Target>) -> Bounds<'_> {
    Bounds { least, target: target.as_ref() }
}

fn of_day((on, value): &(Date, f64), name: &str) -> Dot {
    Dot { on: *on, value: *value, label: name.to_owned() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_cases_are_scattered(
        of in days(), labels in labels(), least in proptest::option::of(Just(0.0)), target in targets(),
        shipped in proptest::collection::vec(any::<u16>(), 0..9),
    ) {
        let dots: Vec<Dot> = of.iter().map(|it| of_day(it, &labels.0)).collect();
        let mark = |(number, at): (u32, u16)| {
            let date = of.get(usize::from(at) % (of.len() + 1)).map_or(super::day("2026-02-01"), |it| it.0);
            Mark { number, date: date.plus_days(i32::from(at % 50)).unwrap_or(date) }
        };
        let marks: Vec<Mark> = (1..).zip(shipped).map(mark).collect();
        let known: Vec<&Dot> = dots.iter().filter(|dot| is_drawn(&dot.value)).collect();
        for size in SIZES {
            let svg = scatter(&picture(&labels, size), &dots, &marks, of_least(least, &target));
            let tags = assert_sound(&svg);
            let drawn = circles(&svg, "dot");
            let shown = &known[known.len().saturating_sub(400)..];
            let plot = plots(&tags, &labels.1.name).into_iter().next();
            prop_assert_eq!(plot.is_none(), shown.is_empty());
            if let Some(plot) = &plot {
                let ends = (day(shown[0].on), day(shown[shown.len() - 1].on));
                let days: Vec<f64> = shown.iter().map(|it| day(it.on)).collect();
                let across = Line::of_days(plot, ends.0, ends.1);
                assert_on(across, &column(&drawn, 0), &days);
                assert_released(&svg, &tags, &marks, (across, plot.right), size);
            }
            let own: Vec<f64> = shown.iter().map(|it| it.value).collect();
            assert_heights(&column(&drawn, 1), &own, plot.and_then(|plot| plot.heights));
            assert_target(&tags, &target, &labels.1.name);
            let all: Vec<f64> = known.iter().map(|it| it.value).collect();
            for (class, percent, least) in [("c", 50.0, 5), ("lim", 85.0, 10)] {
                let levels = lines(&tags, class);
                assert_eq!(levels.len(), usize::from(all.len() >= least), "{svg}");
                let heights = plots(&tags, &labels.1.name).first().and_then(|plot| plot.heights);
                for ([_, y, ..], heights) in levels.iter().zip(heights) {
                    assert!(heights.holds(rank(&all, percent), *y), "P{percent} at {y}: {svg}");
                }
            }
        }
    }

    #[test]
    fn any_values_are_counted(values in values(), labels in labels(), target in targets()) {
        for size in SIZES {
            let svg = histogram(&picture(&labels, size), &values, target.as_ref());
            let tags = assert_sound(&svg);
            assert_counted(&svg, &tags, &values, &labels.1, &target);
        }
    }

    #[test]
    fn any_groups_are_strewn(values in values(), labels in labels(), every in 1..60_usize, least in proptest::option::of(Just(0.0)), target in targets()) {
        let group = |values: &[f64]| Group {
            label: labels.0.clone(),
            values: values.iter().map(|value| (*value, labels.0.clone())).collect(),
        };
        let groups: Vec<Group> = values.chunks(every).map(group).collect();
        for size in SIZES {
            let svg = strip(&picture(&labels, size), &groups, of_least(least, &target));
            let tags = assert_sound(&svg);
            assert_strewn(&svg, &tags, &groups[groups.len().saturating_sub(groups_shown(size))..], &labels.1.name);
            assert_target(&tags, &target, &labels.1.name);
        }
    }

    #[test]
    fn any_panels_share_their_scales(
        of in days(), labels in labels(), every in 1..60_usize, is_year in any::<bool>(),
        least in proptest::option::of(Just(0.0)), target in targets(),
    ) {
        let (first, last) = match (of.first(), of.last()) {
            (Some(first), Some(last)) => (first.0, last.0),
            _ => (super::day("2026-01-01"), super::day("2026-12-31")),
        };
        let across = if is_year { Across::Year } else { Across::Days(first, last) };
        let point = |(on, value): &(Date, f64)| {
            let x = if is_year { f64::from((on.number() - first.number()) % 400) } else { day(*on) };
            (x, *value, labels.0.clone())
        };
        let panel = |(at, of): (usize, &[(Date, f64)])| Panel {
            name: labels.0.clone(),
            points: of.iter().map(point).collect(),
            is_line: at % 2 == 1,
        };
        let panels: Vec<Panel> = of.chunks(every).enumerate().map(panel).collect();
        for size in SIZES {
            let svg = multiples(&picture(&labels, size), &panels, across, of_least(least, &target));
            let tags = assert_sound(&svg);
            assert_panels(&svg, &tags, &panels[panels.len().saturating_sub(PANELS)..], across, &labels.1.name);
            assert_target(&tags, &target, &labels.1.name);
        }
    }

    #[test]
    fn any_cohorts_are_squares(
        rows in proptest::collection::vec((names(), (members(), any::<u32>()), any::<bool>()), 0..20),
        labels in labels(),
    ) {
        let square = |at: u64| Square { again: Cause::ALL.get(((at % 7).pow(2) % 7) as usize).copied(), label: labels.0.clone() };
        let row = |(label, (count, seed), is_open): &(String, (u64, u32), bool)| UnitRow {
            label: label.clone(), squares: (0..*count).map(|at| square(at + u64::from(*seed))).collect(), is_open: *is_open,
        };
        let rows: Vec<UnitRow> = rows.iter().map(row).collect();
        for size in SIZES {
            let svg = unit_squares(&picture(&labels, size), &rows);
            let tags = assert_sound(&svg);
            assert_squares(&tags, &rows[rows.len().saturating_sub(16)..]);
        }
    }

    #[test]
    fn any_shares_have_intervals(
        of in days(), reach in proptest::collection::vec((0.0..1.0_f64, 0.0..1.0_f64), 8), labels in labels(),
    ) {
        let share = |((on, value), (low, high)): (&(Date, f64), &(f64, f64))| Share {
            on: *on,
            percent: *value,
            interval: Interval { low: value - value.abs() * low, high: value + (100.0 - value).abs() * high },
            label: labels.0.clone(),
        };
        let shares: Vec<Share> = of.iter().zip(reach.iter().cycle()).map(share).collect();
        for size in SIZES {
            let svg = rates(&picture(&labels, size), &shares);
            let tags = assert_sound(&svg);
            assert_shares(&svg, &tags, &shares, &labels.1.name);
        }
    }

    #[test]
    fn any_ages_are_lanes(values in values(), levels in values(), labels in labels()) {
        let lane = |age: &f64| Lane { name: labels.0.clone(), age: *age };
        let under_way: Vec<Lane> = values.iter().map(lane).collect();
        let levels: Vec<(f64, String)> =
            levels.iter().take(2).map(|level| (*level, format!("P50 {level}"))).collect();
        for size in SIZES {
            let svg = lanes(&picture(&labels, size), &under_way, &levels);
            let tags = assert_sound(&svg);
            let is_age = |age: &&f64| is_drawn(age) && **age >= 0.0;
            let ages: Vec<f64> = values.iter().filter(is_age).take(16).copied().collect();
            let levels: Vec<f64> =
                levels.iter().map(|(level, _)| level).filter(is_age).copied().collect();
            assert_lanes(&tags, &ages, &levels, &svg);
        }
    }

    #[test]
    fn any_counts_are_bars(counts in proptest::collection::vec((names(), counts()), 0..12), name in names()) {
        let all: Vec<Bar> =
            counts.into_iter().map(|(label, count)| Bar { label, count }).collect();
        for size in SIZES {
            let svg = bars(&Bars { title: &name, desc: &name, bars: &all, size, id: "k" });
            let tags = assert_sound(&svg);
            assert_bars(&tags, &all.iter().map(|bar| bar.count).collect::<Vec<_>>());
            let told = tags.iter().filter(|tag| tag.class() == "strong").map(|tag| plain(tag.text));
            assert_eq!(told.collect::<Vec<_>>(), all.iter().map(|bar| crate::kpi::count(bar.count)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn any_answers_diverge(
        waves in proptest::collection::vec(
            (names(), proptest::collection::vec((names(), any::<bool>(), proptest::collection::vec(counts(), 5)), 0..5)), 0..5),
        answers in proptest::collection::vec(names(), 2..6),
    ) {
        let count = answers.len();
        let bar = |(label, is_told, counts): &Told| AnswerBar {
            label: label.clone(),
            counts: if *is_told { Ok(counts[..count].to_vec()) } else { Err(label.clone()) },
        };
        let panel = |(label, bars): &(String, Vec<Told>)| WaveBars {
            label: label.clone(), bars: bars.iter().map(bar).collect(),
        };
        let panels: Vec<WaveBars> = waves.iter().map(panel).collect();
        for size in SIZES {
            let spec = Diverging { title: &answers[0], desc: &answers[0], answers: &answers, panels: &panels, size, id: "k" };
            let svg = diverging(&spec);
            assert_diverging(&assert_sound(&svg), &panels, size);
        }
    }
}

fn counts() -> impl Strategy<Value = u64> {
    prop_oneof![4 => 0..50_u64, 2 => Just(0), 1 => 0..1_000_000_u64, 1 => Just(u64::MAX), 1 => any::<u64>()]
}

/// Returns how many there are in a cohort: now and then more than a row has room for.
fn members() -> impl Strategy<Value = u64> {
    prop_oneof![5 => 0..12_u64, 1 => 50..70_u64]
}
