//! TL605 and TL606: what is said of a KPI that its series does not bear.

use crate::diag::{Code, Diagnostic, Severity};
use crate::doc::{Doc, Item, LinkForm, Own, SentencePart};
use crate::id::{Date, DocId, Span};
use crate::kind::{ItemKind, Kind, Relation};
use crate::kpi::{self, Outcome, Side};
use crate::site::{End, Measured, Site, Target, item_date};

use super::sizes::{self, Quantity, Seen, Size};

/// Words that say a number has moved.
const CLAIMS: [&str; 20] = [
    "improved",
    "worsened",
    "rose",
    "risen",
    "fell",
    "fallen",
    "grew",
    "grown",
    "increased",
    "decreased",
    "dropped",
    "jumped",
    "climbed",
    "doubled",
    "halved",
    "shrank",
    "sank",
    "soared",
    "lowered",
    "raised",
];
/// Words that say it has not, or that it may.
const DOUBTS: [&str; 16] = [
    "no", "not", "nothing", "neither", "nobody", "never", "none", "hardly", "whether", "if",
    "should", "would", "could", "may", "might", "signal",
];

/// TL605: a claimed change that no detection rule bears out: an error where it is recorded as an
/// outcome, a note where the text of any document says it in passing.
pub(super) fn unsupported(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for doc in site.docs().filter(|doc| site.doc(*doc).kind != Kind::Retro) {
        if !site.doc(doc).front.draft {
            prose(site, code, doc, &[], found);
        }
    }
    for retro in site.docs_of(Kind::Retro) {
        let doc = site.doc(retro);
        let Own::Retro(fields) = &doc.front.own else { continue };
        if fields.held.is_none() {
            continue;
        }
        let ships = ships(site, retro);
        // What it reviews is misspelt, or has yet to ship: then something else is to be said first.
        if ships.is_empty() && !fields.reviews.is_empty() {
            continue;
        }
        outcomes(site, code, retro, &ships, found);
        prose(site, code, retro, &ships, found);
    }
}

/// Returns the days on which the briefs that a retro reviews reached users.
fn ships(site: &Site, retro: DocId) -> Vec<Date> {
    let reviews = site.outgoing(End::Doc(retro)).filter(|edge| edge.relation == Relation::Reviews);
    let shipped = reviews.filter_map(|edge| {
        match (edge.to, &site.graph.doc(site.graph.doc_of(edge.to)).front.own) {
            (End::Doc(_), Own::Brief(brief)) => brief.shipped.as_ref().map(|shipped| shipped.value),
            _ => None,
        }
    });
    shipped.collect()
}

fn outcomes(site: &Site, code: Code, retro: DocId, ships: &[Date], found: &mut Vec<Diagnostic>) {
    for outcome in site.items_of_in(retro, ItemKind::Outcome) {
        let item = site.item(outcome);
        let Some(number) = item.fields.number.as_ref().filter(|_| !says_so(item)) else {
            continue;
        };
        let kpi = site.first_target(End::Item(outcome), Relation::ObservedOf);
        let Some(kpi) = kpi.filter(|_| number.value.is_signed && number.value.value != 0.0) else {
            continue;
        };
        let Some(measured) = told(site, kpi) else { continue };
        let side = if number.value.value > 0.0 { Side::Above } else { Side::Below };
        let (kpi, written) = (site.doc(kpi), item_date(site, outcome));
        let Some(because) = refuted(measured, ships, side, written) else {
            let (value, unit) = (number.value, measured.unit.name.as_str());
            let size = Size::By(Quantity::of(value.value, value.is_percent, unit));
            if let Some(seen) = sizes::beyond(measured, ships, size, written) {
                let doc = site.doc(retro);
                found.push(tell_size(code, doc, number.span, kpi, (&size, &seen)));
            }
            continue;
        };
        let message = format!(
            "claims `{}` {}, and {because}",
            kpi.id,
            super::promises::written(number.value)
        );
        let hint =
            "say \"no signal\" in its words, or write the level that was seen, without a sign";
        let finding = Diagnostic::new(code, &site.doc(retro).path, number.span, message);
        found.push(finding.hint(hint).naming(&kpi.path));
    }
}

/// Returns the numbers of a KPI; of what is withheld nobody can say that it refutes anything.
fn told(site: &Site, kpi: DocId) -> Option<&Measured> {
    let measured = site.kpis[kpi.index()].as_ref();
    measured.filter(|_| site.withheld(kpi).is_none())
}

/// Returns whether an outcome says itself that there is no signal: then it claims nothing.
fn says_so(outcome: &Item) -> bool {
    let because = outcome.fields.because.as_ref().map_or("", |because| &because.value);
    [outcome.title.as_str(), because].iter().any(|text| text.to_lowercase().contains("no signal"))
}

/// Returns why a series does not bear a change to one side since any of some ship dates; `None` where
/// it does, by now or by the day on which that was written.
fn refuted(measured: &Measured, ships: &[Date], side: Side, until: Option<Date>) -> Option<String> {
    if !measured.has_points() {
        return Some("there are no numbers".to_owned());
    }
    if ships.is_empty() {
        let is_seen = measured.analysis.signals.iter().any(|signal| signal.side == side);
        return (!is_seen).then(|| "no detection rule fired".to_owned());
    }
    let sign = if side == Side::Above { 1.0 } else { -1.0 };
    let written = until.map(|day| measured.series.until(day));
    let series = || std::iter::once(&measured.series).chain(&written);
    let mut because = None;
    for shipped in ships {
        for series in series() {
            let effect = kpi::effect(series, &measured.fields, *shipped, Some(sign));
            let counts = format!("n = {} before and {} after", effect.n_before, effect.n_after);
            let reason = match effect.outcome {
                Outcome::Consistent | Outcome::Smaller => return None,
                Outcome::Opposite => "the signal is the other way".to_owned(),
                Outcome::NoData | Outcome::TooEarly | Outcome::NoSignal => {
                    format!("no detection rule fired ({counts})")
                }
            };
            because = because.or(Some(reason));
        }
    }
    because
}

/// Looks for sentences that link a KPI and say that it has moved.
fn prose(site: &Site, code: Code, id: DocId, ships: &[Date], found: &mut Vec<Diagnostic>) {
    let doc = site.doc(id);
    for (link, target) in doc.body.links.iter().zip(site.graph.targets(id)) {
        let Target::Page { doc: kpi, .. } = target else { continue };
        let is_outcome = link.item.is_some_and(|item| {
            doc.body.items.get(item).is_some_and(|item| item.kind == ItemKind::Outcome)
        });
        let Some(measured) = told(site, *kpi) else { continue };
        if is_outcome || link.form == LinkForm::Chart || !claims(doc, &link.sentence) {
            continue;
        }
        let kpi = site.doc(*kpi);
        let sides = [Side::Above, Side::Below];
        let refuted: Option<Vec<String>> =
            sides.into_iter().map(|side| refuted(measured, ships, side, None)).collect();
        let Some(because) = refuted.and_then(|mut reasons| reasons.pop()) else {
            // Of several numbers in a sentence nobody can say whose size it tells.
            let size = sizes::claimed(&whole(doc, &link.sentence), &measured.unit.name);
            let size = size.filter(|_| names_one(site, id, &link.sentence));
            let seen =
                size.and_then(|size| Some((size, sizes::beyond(measured, ships, size, None)?)));
            if let Some((size, seen)) = seen {
                let finding = tell_size(code, doc, link.span, kpi, (&size, &seen));
                found.push(finding.with_severity(Severity::Info));
            }
            continue;
        };
        found.push(tell_prose(code, doc, link.span, kpi, &because));
    }
}

/// Returns the finding for a change whose size is not what the numbers show.
fn tell_size(
    code: Code,
    doc: &Doc,
    span: Span,
    kpi: &Doc,
    (size, seen): (&Size, &Seen),
) -> Diagnostic {
    let message =
        format!("claims {} of `{}`, and the numbers show {}", size.words(), kpi.id, seen.change);
    let hint = format!("write what they bear: {}", seen.levels);
    Diagnostic::new(code, &doc.path, span, message).naming(&kpi.path).hint(hint)
}

/// Returns a sentence with the texts of its links.
fn whole(doc: &Doc, sentence: &[SentencePart]) -> String {
    let text = |part: &SentencePart| match part {
        SentencePart::Text(text) => text.clone(),
        SentencePart::Link(link) => {
            doc.body.links.get(*link).map_or(String::new(), |link| link.text.clone())
        }
    };
    sentence.iter().map(text).collect()
}

/// Returns whether a sentence links one KPI only.
fn names_one(site: &Site, id: DocId, sentence: &[SentencePart]) -> bool {
    let targets = site.graph.targets(id);
    let is_kpi = |part: &&SentencePart| match part {
        SentencePart::Link(link) => match targets.get(*link) {
            Some(Target::Page { doc, .. }) => site.doc(*doc).kind == Kind::Kpi,
            _ => false,
        },
        SentencePart::Text(_) => false,
    };
    sentence.iter().filter(is_kpi).count() == 1
}

fn tell_prose(code: Code, doc: &Doc, span: Span, kpi: &Doc, because: &str) -> Diagnostic {
    let message = format!("says that `{}` has moved, and {because}", kpi.id);
    Diagnostic::new(code, &doc.path, span, message)
        .with_severity(Severity::Info)
        .naming(&kpi.path)
        .hint("say what was seen, and that there is no signal")
}

/// Returns whether a sentence says that something has moved.
fn claims(doc: &Doc, sentence: &[SentencePart]) -> bool {
    let mut is_claim = false;
    for part in sentence {
        let text = match part {
            SentencePart::Text(text) => text.as_str(),
            SentencePart::Link(link) => doc.body.links.get(*link).map_or("", |link| &link.text),
        };
        for word in text.split(|letter: char| !letter.is_alphanumeric()) {
            let word = word.to_lowercase();
            if DOUBTS.contains(&word.as_str()) {
                return false;
            }
            is_claim |= CLAIMS.contains(&word.as_str());
        }
    }
    is_claim
}

/// TL606: limits that are drawn anew where nothing asks for it.
pub(super) fn phases(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for kpi in site.docs_of(Kind::Kpi) {
        let Some(measured) = &site.kpis[kpi.index()] else { continue };
        for phase in &measured.fields.phases {
            // A method other than the median variant is another way of measuring.
            let method = phase.method.as_ref().map(|method| method.value.as_str());
            if method.is_some_and(|method| method != "median")
                || kpi::shows_phase(&measured.series, &measured.fields, phase) != Some(false)
            {
                continue;
            }
            let doc = site.doc(kpi);
            let message = format!(
                "phase {} on `{}`: no detection rule fires around it",
                phase.from.value, doc.id
            );
            let hint = "take it out until one does, or say with `method` how it is measured since";
            found.push(Diagnostic::new(code, &doc.path, phase.from.span, message).hint(hint));
        }
    }
}
