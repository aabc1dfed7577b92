//! What holds for each layout.

use proptest::prelude::*;

use super::{Extent, Holder, Item, Layout, Leg, Link, Plan, Spot, Tie, lay_out};

/// Returns the box of an item.
fn area(item: &Item, (across, along): Spot) -> Extent {
    let half = item.along / 2;
    Extent {
        from: (across - item.across.0, along - half),
        to: (across + item.across.1, along - half + item.along),
    }
}

fn meet(one: &Extent, other: &Extent) -> bool {
    one.from.0 < other.to.0
        && other.from.0 < one.to.0
        && one.from.1 < other.to.1
        && other.from.1 < one.to.1
}

fn holds(outer: &Extent, inner: &Extent) -> bool {
    outer.from.0 <= inner.from.0
        && outer.from.1 <= inner.from.1
        && outer.to.0 >= inner.to.0
        && outer.to.1 >= inner.to.1
}

/// Returns places on a part of a way, close to each other.
fn places(leg: &Leg) -> Vec<(f64, f64)> {
    let (Leg::Straight(from, to) | Leg::Curve(from, to)) = *leg;
    let (from, to) = ((from.0 as f64, from.1 as f64), (to.0 as f64, to.1 as f64));
    (0..=60)
        .map(|step| {
            let share = f64::from(step) / 60.0;
            // Both curves and lines go evenly along; a curve is pulled to the sides.
            let across = match leg {
                Leg::Straight(..) => share,
                Leg::Curve(..) => share * share * (3.0 - 2.0 * share),
            };
            (from.0 + (to.0 - from.0) * across, from.1 + (to.1 - from.1) * share)
        })
        .collect()
}

fn is_in(extent: &Extent, (across, along): (f64, f64)) -> bool {
    extent.from.0 as f64 + 0.5 < across
        && across < extent.to.0 as f64 - 0.5
        && extent.from.1 as f64 + 0.5 < along
        && along < extent.to.1 as f64 - 0.5
}

/// Returns everything that is wrong with a layout.
fn faults(plan: &Plan, layout: &Layout) -> Vec<String> {
    let mut faults = Vec::new();
    let areas: Vec<Extent> =
        plan.items.iter().zip(&layout.items).map(|(item, spot)| area(item, *spot)).collect();
    for (at, one) in areas.iter().enumerate() {
        for (other_at, other) in areas.iter().enumerate().skip(at + 1) {
            if meet(one, other) {
                faults.push(format!("items {at} and {other_at} overlap: {one:?} {other:?}"));
            }
        }
        for (cluster, extent) in layout.holders.iter().enumerate() {
            let is_own = plan.above(plan.items[at].cluster).any(|above| above == cluster);
            if is_own && !holds(extent, one) {
                faults.push(format!("cluster {cluster} does not hold its item {at}"));
            }
            if !is_own && meet(extent, one) {
                faults.push(format!("cluster {cluster} touches item {at}, which is not its own"));
            }
        }
    }
    for (at, one) in layout.holders.iter().enumerate() {
        for (other_at, other) in layout.holders.iter().enumerate().skip(at + 1) {
            let is_within = plan.above(Some(other_at)).any(|above| above == at);
            if is_within && !holds(one, other) {
                faults.push(format!("cluster {at} does not hold cluster {other_at}"));
            }
            if !is_within && meet(one, other) {
                faults.push(format!("clusters {at} and {other_at} overlap"));
            }
        }
    }
    let labels: Vec<(usize, Extent)> = plan
        .links
        .iter()
        .zip(&layout.courses)
        .enumerate()
        .filter_map(|(at, (link, course))| {
            let ((wide, long), (across, along)) = (link.label?, course.label?);
            let from = (across - wide / 2, along - long / 2);
            Some((at, Extent { from, to: (from.0 + wide, from.1 + long) }))
        })
        .collect();
    let wanted = plan.links.iter().filter(|link| link.label.is_some()).count();
    if labels.len() != wanted {
        faults.push(format!("{} of {wanted} labels have a place", labels.len()));
    }
    for (at, (link, label)) in labels.iter().enumerate() {
        if let Some(item) = areas.iter().position(|area| meet(area, label)) {
            faults.push(format!("the label of {link} lies on item {item}"));
        }
        if let Some((other, _)) = labels[at + 1..].iter().find(|(_, other)| meet(label, other)) {
            faults.push(format!("the labels of {link} and {other} overlap"));
        }
    }
    for (at, (link, course)) in plan.links.iter().zip(&layout.courses).enumerate() {
        let Some((from, to)) = course.ends else {
            faults.push(format!("link {at} has no ends"));
            continue;
        };
        for (tie, end) in [(link.from, from), (link.to, to), (link.to, from), (link.from, to)]
            .into_iter()
            .skip(if course.is_against { 2 } else { 0 })
            .take(2)
        {
            let is_right = match (tie, end) {
                (Tie::Cluster(cluster), Tie::Item(item)) => {
                    plan.above(plan.items[item].cluster).any(|above| above == cluster)
                }
                (tie, end) => tie == end,
            };
            if !is_right {
                faults.push(format!("link {at} ends at {end:?}, not at {tie:?}"));
            }
        }
        let own = |item: usize| [from, to].contains(&Tie::Item(item));
        for place in course.legs.iter().flat_map(places) {
            if let Some(item) =
                (0..areas.len()).find(|item| !own(*item) && is_in(&areas[*item], place))
            {
                faults.push(format!("link {at} runs through item {item} at {place:?}"));
                break;
            }
            if let Some((label, _)) = labels.iter().find(|(_, label)| is_in(label, place)) {
                faults.push(format!("link {at} runs through the label of {label} at {place:?}"));
                break;
            }
        }
    }
    faults
}

prop_compose! {
    fn item(clusters: usize)(
        before in 10_i64..90, after in 10_i64..90, along in 6_i64..60, ports in 0_i64..30,
        cluster in 0..=clusters,
    ) -> Item {
        let cluster = cluster.checked_sub(1);
        Item { across: (before.max(ports), after.max(ports)), along: along * 2, ports, cluster }
    }
}

prop_compose! {
    fn plan()(clusters in 0_usize..5, count in 1_usize..18)(
        items in prop::collection::vec(item(clusters), count),
        parents in prop::collection::vec(0_usize..6, clusters),
        links in prop::collection::vec((0..count + 2, 0..count + 2, 0_i64..3, 1_usize..3), 0..26),
        least in prop::collection::vec((0_i64..200, 0_i64..200), clusters),
    ) -> Plan {
        let count = items.len();
        let mut plan = Plan { items, beside: 32, between: 50, ..Plan::default() };
        for (at, (parent, least)) in parents.into_iter().zip(least).enumerate() {
            plan.holders.push(Holder {
                parent: parent.checked_sub(1).filter(|parent| *parent < at),
                across: (18, 18),
                along: (36, 16),
                least,
            });
        }
        // A cluster that holds nothing is none.
        for cluster in 0..plan.holders.len() {
            let item = cluster % plan.items.len();
            let is_held = |it: &Item| plan.above(it.cluster).any(|at| at == cluster);
            if !plan.items.iter().any(is_held) {
                let mut held = plan.items[item].clone();
                held.cluster = Some(cluster);
                plan.items.push(held);
            }
        }
        let tie = |end: usize| match end.checked_sub(count) {
            Some(cluster) if cluster < plan.holders.len() => Tie::Cluster(cluster),
            _ => Tie::Item(end % count),
        };
        let holds = |one: Tie, other: Tie| match (one, other) {
            (Tie::Cluster(cluster), Tie::Item(item)) => {
                plan.above(plan.items[item].cluster).any(|above| above == cluster)
            }
            (Tie::Cluster(cluster), Tie::Cluster(inner)) => {
                plan.above(Some(inner)).any(|above| above == cluster)
            }
            _ => one == other,
        };
        let mut tied = Vec::new();
        for (from, to, label, length) in links {
            let (from, to) = (tie(from), tie(to));
            if !holds(from, to) && !holds(to, from) {
                let label = (label > 0).then_some((label * 40, 24));
                tied.push(Link { from, to, label, length });
            }
        }
        plan.links = tied;
        plan
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn everything_has_a_place_of_its_own(plan in plan()) {
        let layout = lay_out(&plan);
        let faults = faults(&plan, &layout);
        prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

/// Returns a chain of so many items, with edges over some of them.
fn chain(count: usize) -> Plan {
    let item = Item { across: (40, 40), along: 40, ports: 20, cluster: None };
    let link = |from: usize, to: usize| Link {
        from: Tie::Item(from),
        to: Tie::Item(to),
        label: None,
        length: 1,
    };
    let mut plan = Plan { items: vec![item; count], beside: 32, between: 50, ..Plan::default() };
    for at in 1..count {
        plan.links.push(link(at - 1, at));
        plan.links.push(link(at * 7 % (count / 2), count / 2 + at * 5 % (count / 2)));
    }
    plan
}

#[test]
fn long_edges_are_laid_out_without_a_fault() {
    let plan = chain(60);
    let faults = faults(&plan, &lay_out(&plan));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
