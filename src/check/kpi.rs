//! TL6xx: definitions of KPIs, and whether their numbers still come.

use crate::diag::{Code, Diagnostic};
use crate::doc::{Direction, Doc, Own};
use crate::id::{DocId, Rhythm, Span};
use crate::kind::{BriefState, Derivation, Kind, ObjectiveState, Relation};
use crate::site::routes::{introduces, kpi_folder};
use crate::site::{End, Measured, Site, State};

use super::place::lacks;

/// TL602: a KPI in use that says neither where it should go nor whom to ask.
pub(super) fn without_target_or_owner(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for kpi in site.docs_of(Kind::Kpi) {
        let doc = site.doc(kpi);
        let Own::Kpi(fields) = &doc.front.own else { continue };
        let direction = fields.direction.as_ref().map(|direction| direction.value);
        let has_target = fields.target.is_some()
            || fields.band.is_some()
            || direction == Some(Direction::Watch)
            || an_objective_says_the_target(site, kpi);
        let parts = [("target", has_target), ("owner", doc.front.owner.is_some())];
        let Some(lacking) = lacks(&parts).filter(|_| is_in_use(site, kpi)) else { continue };
        let message = format!("KPI `{}` has {lacking}", doc.id);
        let hint = match (has_target, doc.front.owner.is_some()) {
            (false, true) => {
                "add target = { value = …, by = … }, or direction = \"watch\" where none is meant"
            }
            (true, _) => "add owner = \"…\": somebody has to notice when it moves",
            (false, false) => "add owner = \"…\" and target = { value = …, by = … }",
        };
        found.push(Diagnostic::new(code, &doc.path, doc.title_span, message).hint(hint));
    }
}

fn an_objective_says_the_target(site: &Site, kpi: DocId) -> bool {
    site.incoming(End::Doc(kpi)).any(|edge| match (edge.relation, edge.from) {
        (Relation::MeasuredBy, End::Item(objective)) => site
            .item(objective)
            .fields
            .number
            .as_ref()
            .is_some_and(|number| !number.value.is_signed),
        _ => false,
    })
}

/// Returns whether a KPI has numbers, a direction, or something that relies on it; before, it is a
/// thought that is left in peace.
fn is_in_use(site: &Site, kpi: DocId) -> bool {
    let Own::Kpi(fields) = &site.doc(kpi).front.own else { return false };
    let relies = |relation| {
        matches!(relation, Relation::MeasuredBy | Relation::ExpectsOf | Relation::Counter)
    };
    fields.direction.is_some()
        || site.kpis[kpi.index()].as_ref().is_some_and(Measured::has_points)
        || site.incoming(End::Doc(kpi)).any(|edge| relies(edge.relation))
}

/// TL603: a KPI whose numbers have stopped coming.
pub(super) fn late(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for kpi in site.docs_of(Kind::Kpi) {
        let doc = site.doc(kpi);
        let Some(measured) = site.kpis[kpi.index()].as_ref() else { continue };
        let Some(last) = measured.series.last() else { continue };
        let rhythm = measured.series.rhythm;
        // Whoever gathers a number needs a while after the period has ended.
        let Some(day) = site.as_of.plus_days(-days_of_grace(rhythm)) else { continue };
        if measured.periods_late(day) == 0 {
            continue;
        }
        let periods = match measured.periods_late(site.as_of) {
            1 => format!("1 {}", rhythm.name()),
            count => format!("{count} {}s", rhythm.name()),
        };
        let message = format!("KPI `{}` ends {}: {periods} late", doc.id, last.period.last);
        let hint = "add the missing values; a gap is better than a guess";
        let Own::Kpi(fields) = &doc.front.own else { continue };
        let source = fields.source.as_ref().map(|source| source.file.span);
        found.push(
            Diagnostic::new(code, &doc.path, source.unwrap_or(doc.title_span), message).hint(hint),
        );
    }
}

/// TL607: a KPI that somebody wants to move, and nothing that would tell at what price.
pub(super) fn without_counter(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for kpi in site.docs_of(Kind::Kpi) {
        let doc = site.doc(kpi);
        let Own::Kpi(fields) = &doc.front.own else { continue };
        let direction = fields.direction.as_ref().map(|direction| direction.value);
        let has_side = matches!(direction, Some(Direction::Up | Direction::Down));
        if !has_side || !fields.counter.is_empty() || !is_pushed(site, kpi) {
            continue;
        }
        let message = format!("KPI `{}` has no counter-metric", doc.id);
        let mut guarded =
            site.incoming(End::Doc(kpi)).filter(|edge| edge.relation == Relation::Counter);
        let finding = Diagnostic::new(code, &doc.path, doc.title_span, message);
        found.push(
            match guarded
                .find_map(|edge| Some(site.doc(edge.doc)).filter(|other| other.kind == Kind::Kpi))
            {
                Some(other) => finding.naming(&other.path).hint(format!(
                    "`{}` is read beside it already: add counter = \"{0}\"",
                    other.id
                )),
                None => finding.hint(
                    "add counter = \"…\": what gets worse if this gets better the wrong way?",
                ),
            },
        );
    }
}

/// Returns whether an active objective or live work wants to move a KPI, without naming a counter
/// itself.
fn is_pushed(site: &Site, kpi: DocId) -> bool {
    site.incoming(End::Doc(kpi)).any(|edge| match (edge.relation, edge.from) {
        (Relation::MeasuredBy, End::Item(objective)) => {
            site.item_state(objective) == State::Objective(ObjectiveState::Active)
        }
        (Relation::ExpectsOf, End::Item(impact)) => {
            site.brief_state(edge.doc).is_some_and(BriefState::is_live)
                && site.item(impact).fields.counter.is_none()
        }
        _ => false,
    })
}

/// A KPI that the article asks for, with what it is known by.
struct Asked {
    name: &'static str,
    derivations: &'static [Derivation],
    /// Any of them in the id, the title or a tag, as whole words.
    words: &'static [&'static str],
}

const ASKED: [Asked; 4] = [
    Asked { name: "rework", derivations: &[Derivation::Rework], words: &["rework", "reworked"] },
    Asked {
        name: "time to market",
        derivations: &[Derivation::TimeToMarket, Derivation::StageTimes],
        words: &["time to market", "lead time", "cycle time"],
    },
    Asked {
        name: "customer satisfaction",
        derivations: &[],
        words: &["customer satisfaction", "satisfaction", "csat", "nps"],
    },
    Asked { name: "team morale", derivations: &[], words: &["team morale", "morale", "enps"] },
];

/// TL608: a handbook that measures, and leaves out some of the four numbers by which alignment shows.
/// Before a brief has shipped there is nothing that they could tell.
pub(super) fn without_the_four(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    let is_asked = |doc: &DocId| !site.doc(*doc).front.draft;
    let has_shipped = |brief: DocId| site.brief_state(brief).is_some_and(BriefState::is_shipped);
    let mut briefs = site.docs_of(Kind::Brief).filter(is_asked);
    let kpis: Vec<DocId> = site.docs_of(Kind::Kpi).filter(is_asked).collect();
    if kpis.is_empty() || !briefs.any(has_shipped) {
        return;
    }
    let names: Vec<String> = kpis.iter().map(|kpi| words_of(site.doc(*kpi))).collect();
    let is_there = |asked: &&Asked| {
        let is_derived = |kpi: &DocId| match &site.doc(*kpi).front.own {
            Own::Kpi(fields) => {
                fields.derive.as_ref().is_some_and(|it| asked.derivations.contains(&it.value))
            }
            _ => false,
        };
        let is_named =
            |names: &String| asked.words.iter().any(|word| names.contains(&format!(" {word} ")));
        kpis.iter().any(is_derived) || names.iter().any(is_named)
    };
    let missing: Vec<&Asked> = ASKED.iter().filter(|asked| !is_there(asked)).collect();
    let Some(first) = missing.first() else { return };
    let list: Vec<&str> = missing.iter().map(|asked| asked.name).collect();
    let message = format!("no KPI tells of {}", list.join(", "));
    let hint = match first.derivations.first() {
        Some(derivation) => {
            format!("add a KPI with derive = \"{}\": it needs no file", derivation.name())
        }
        None => format!("add a KPI with tags = [\"{}\"], or with that in its title", first.name),
    };
    let folder = kpi_folder(site);
    let index = site.docs().find(|doc| introduces(site, *doc) == Some(folder)).filter(is_asked);
    let (path, span) = match index.map(|index| site.doc(index)) {
        Some(index) => (&index.path, index.title_span),
        None => (&site.config().path, Span::default()),
    };
    found.push(Diagnostic::new(code, path, span, message).hint(hint));
}

/// Returns the words of a KPI's id, title and tags in lower case, each with a space on both sides.
fn words_of(doc: &Doc) -> String {
    let tags = doc.front.tags.iter().map(|tag| tag.value.as_str());
    let mut words = String::from(" ");
    for name in [doc.id.as_str(), doc.title.as_str()].into_iter().chain(tags) {
        for word in name.split(|letter: char| !letter.is_alphanumeric()) {
            if !word.is_empty() {
                words.push_str(&word.to_lowercase());
                words.push(' ');
            }
        }
        // Words of two names are no phrase.
        words.push_str("| ");
    }
    words
}

fn days_of_grace(rhythm: Rhythm) -> i32 {
    match rhythm {
        Rhythm::Day => 1,
        Rhythm::Week => 7,
        Rhythm::Month | Rhythm::Quarter | Rhythm::Year => 14,
    }
}
