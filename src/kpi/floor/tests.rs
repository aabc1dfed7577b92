//! The rule replayed by a reader who knows it: of all small waves those that look alike are put together,
//! and nothing of a small group may be the same in all of them.

use std::collections::{BTreeSet, HashMap};
use std::ops::RangeInclusive;

use super::*;

/// What is published of a wave of one question with one answer.
type Published = (Option<u64>, Vec<(String, u64)>, Vec<String>, bool);

/// How many of each group answered, in the order of the names.
type Sizes = Vec<u32>;

fn wave(names: &[&str], sizes: &[u32]) -> Wave {
    let tally = Tally {
        question: "q".to_owned(),
        answers: vec!["yes".to_owned()],
        counts: sizes.iter().map(|size| vec![*size]).collect(),
    };
    Wave { groups: names.iter().map(|name| (*name).to_owned()).collect(), questions: vec![tally] }
}

/// Returns every list of sizes, each from a range of its own.
fn every(ranges: &[RangeInclusive<u32>]) -> Vec<Sizes> {
    let mut all = vec![Vec::new()];
    for range in ranges {
        let longer = |sizes: &Sizes| {
            let sizes = sizes.clone();
            range.clone().map(move |size| [&sizes[..], &[size]].concat())
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

/// Returns what follows for a reader who knows the rule, of all waves whose groups have sizes in some
/// ranges: those that look alike are put together.
fn follows(
    names: &[&str],
    named: &[&str],
    ranges: &[RangeInclusive<u32>],
    floor: u32,
) -> Vec<String> {
    let mut classes: HashMap<Published, (Option<Wave>, Vec<Sizes>)> = HashMap::new();
    let mut found = Vec::new();
    for sizes in every(ranges) {
        let wave = wave(names, &sizes);
        let told = told(&wave, floor, named);
        let pooled = pooled(&wave, floor, named);
        let key = (told.answered, told.groups, told.hidden, told.is_cut);
        let class = classes.entry(key).or_insert_with(|| (pooled.clone(), Vec::new()));
        if class.0 != pooled {
            found.push(format!("what is pooled of {sizes:?} tells more than the page"));
        }
        class.1.push(sizes);
    }
    let mut judged = 0;
    // Of a whole below the floor nothing is told.
    for (told, (_, waves)) in classes.into_iter().filter(|(told, _)| told.0.is_some()) {
        let is_shown = |name: &str| told.1.iter().any(|(own, _)| own == name);
        let homes: BTreeSet<&str> = names.iter().map(|name| home(name, &is_shown)).collect();
        for of in homes {
            let is_left = |at: &usize| !is_shown(names[*at]) && home(names[*at], &is_shown) == of;
            let own: Vec<usize> = (0..names.len()).filter(is_left).collect();
            let sizes = |wave: &Sizes| own.iter().map(|at| wave[*at]).collect::<Sizes>();
            let is_small = |size: u32| size > 0 && size < floor;
            if !waves.iter().any(|wave| sizes(wave).into_iter().any(is_small)) {
                continue;
            }
            // Groups of more than the ranges hold may look the same, where nothing that is shown bounds them.
            let is_bounded = told.1.iter().any(|(own, _)| own != of && home(own, &is_shown) == of);
            let is_loose = |at: &usize| !named.is_empty() && !named.contains(&names[*at]);
            let free = own.iter().filter(|at| is_loose(at) || !is_bounded);
            let sum: u32 = sizes(&waves[0]).iter().sum();
            if free.map(|at| *ranges[*at].end()).any(|end| sum > end) {
                continue;
            }
            judged += 1;
            let sorted = |wave: &Sizes| {
                let mut sizes = sizes(wave);
                sizes.sort_unstable();
                sizes
            };
            let lists: BTreeSet<Sizes> = waves.iter().map(sorted).collect();
            let around = |at: &usize| names[*at].split_once('/').map_or("", |(around, _)| around);
            let follows = |part: &dyn Fn(&usize) -> bool| {
                let sum = |wave: &Sizes| own.iter().filter(|at| part(at)).map(|at| wave[*at]).sum();
                let sums: BTreeSet<u32> = waves.iter().map(sum).collect();
                sums.len() == 1 && !sums.contains(&0)
            };
            let is_known = own.iter().any(|own| {
                let name = around(own);
                let is_hidden = !name.is_empty() && !is_shown(name);
                follows(&|at| at == own) || (is_hidden && follows(&|at| around(at) == name))
            });
            if is_known || lists.len() == 1 {
                found.push(format!("{names:?} over {floor}, {told:?} in `{of}`: {waves:?}"));
            }
        }
    }
    assert!(judged > 20, "{judged} classes were looked at");
    found
}

/// Returns the group around a group, where it is shown, or nothing for the whole.
fn home<'a>(name: &'a str, is_shown: &dyn Fn(&str) -> bool) -> &'a str {
    name.split_once('/').map(|(around, _)| around).filter(|around| is_shown(around)).unwrap_or("")
}

fn hold(names: &[&str], named: &[&str], ends: &[u32]) {
    let ranges: Vec<RangeInclusive<u32>> = ends.iter().map(|end| 0..=*end).collect();
    for floor in [4, 5] {
        let found = follows(names, named, &ranges, floor);
        assert!(found.is_empty(), "{}:\n{}", found.len(), found.join("\n"));
    }
}

#[test]
fn of_three_groups_no_size_follows_from_what_is_shown() {
    hold(&["a", "b", "c"], &[], &[15; 3]);
}

#[test]
fn of_four_groups_no_size_follows_from_what_is_shown() {
    hold(&["a", "b", "c", "d"], &[], &[10; 4]);
}

#[test]
fn beside_groups_that_nobody_listed_no_size_follows_from_what_is_shown() {
    hold(&["a", "b", "c"], &["a", "b"], &[9, 9, 20]);
    hold(&["a", "b", "c", "d"], &["a", "b", "c"], &[6, 6, 6, 18]);
    hold(&["a", "b", "c", "d"], &["a", "b"], &[6, 6, 13, 13]);
}

#[test]
fn of_parts_of_groups_no_size_follows_from_what_is_shown() {
    hold(&["m/a", "m/b", "n/c", "n/d"], &[], &[8; 4]);
    hold(&["m/a", "m/b", "m/c", "n"], &[], &[9, 9, 9, 7]);
}

/// Were one of two groups of a size hidden, the size of the small one would follow: it is what is left.
#[test]
fn groups_of_a_size_are_shown_together_or_not_at_all() {
    let shown = |sizes: &[u32]| told(&wave(&["a", "b", "c"], sizes), 5, &[]).groups;
    for sizes in [[9, 9, 4], [9, 4, 9], [4, 9, 9], [9, 10, 4]] {
        assert_eq!(shown(&sizes), [], "{sizes:?}");
    }
    assert_eq!(shown(&[9, 11, 4]), [("b".to_owned(), 11)]);
}
