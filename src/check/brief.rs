//! TL2xx: the why of accepted briefs.

use crate::diag::{Code, Diagnostic};
use crate::doc::{Body, Direction, Doc, Item, Number, Own};
use crate::id::{Date, DocId, Span};
use crate::kind::{ItemKind, Kind, Relation, SectionKind, Sign};
use crate::kpi::possible;
use crate::site::{End, Site, Target};

use super::place::{accepted, heading_of, is_wanted, lacks, large};

/// TL201: accepted without an objective, or against all objectives without a reason.
pub(super) fn without_objective(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for brief in accepted(site) {
        let doc = site.doc(brief.doc);
        let none = brief.fields.serves.iter().find(|serves| serves.value == "none");
        let finding = match none {
            Some(none) if brief.fields.because.is_none() => {
                let message =
                    format!("brief `{}` serves no objective and does not say why", doc.id);
                Diagnostic::new(code, &doc.path, none.span, message)
                    .hint("add because = \"…\", or name the objective that it serves")
            }
            None if brief.fields.serves.is_empty() => {
                let message = format!("brief `{}` was accepted without an objective", doc.id);
                Diagnostic::new(code, &doc.path, brief.place, message)
                    .hint("add serves = \"…\", or serves = \"none\" with because = \"…\"")
            }
            _ => continue,
        };
        found.push(finding);
    }
}

/// TL202: accepted without saying whose problem it is.
pub(super) fn without_problem(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for brief in accepted(site) {
        let doc = site.doc(brief.doc);
        if doc.says(SectionKind::UserProblem) {
            continue;
        }
        let heading = heading_of(doc, SectionKind::UserProblem);
        let message = match heading {
            Some(_) => format!("brief `{}` is accepted and its user problem is empty", doc.id),
            None => format!("brief `{}` is accepted and has no user problem", doc.id),
        };
        let hint = "say under `## User problem` what users cannot do today, and how you know";
        let span = heading.unwrap_or(brief.place);
        found.push(Diagnostic::new(code, &doc.path, span, message).hint(hint));
    }
}

/// TL203: accepted without saying which KPI should move, nor why none should.
pub(super) fn without_impact(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for brief in accepted(site) {
        let doc = site.doc(brief.doc);
        // One that cannot be read is told as such.
        let promises = impacts(site, brief.doc).any(|impact| {
            impact.fields.kpi.is_some() || unread(site, brief.doc, impact, code).is_some()
        });
        if promises || site.gives_reason(brief.doc, SectionKind::KpiImpact) {
            continue;
        }
        let span = heading_of(doc, SectionKind::KpiImpact).unwrap_or(brief.place);
        let message = format!("brief `{}` states no KPI impact", doc.id);
        let hint = format!(
            "under `## KPI impact` write `- What moves [[kpi]] {}`, or why none should: `None: …`",
            promise(site, None, None, None)
        );
        found.push(Diagnostic::new(code, &doc.path, span, message).hint(hint));
    }
}

/// TL204: a promise that leaves out what it would be held to.
pub(super) fn vague_impacts(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for brief in accepted(site) {
        for id in site.items_of_in(brief.doc, ItemKind::Impact) {
            let fields = &site.item(id).fields;
            let Some(kpi) = &fields.kpi else {
                found.extend(unread(site, brief.doc, site.item(id), code));
                continue;
            };
            let has_sign = fields.number.as_ref().is_none_or(|number| number.value.is_signed);
            let parts = [
                ("number", fields.number.is_some()),
                ("sign", has_sign),
                ("date", fields.due.is_some() || fields.has_broken_date),
            ];
            let Some(lacking) = lacks(&parts) else { continue };
            let message = format!("impact on `{}` has {lacking}", kpi.value);
            let hint = if has_sign {
                let of = site.first_target(End::Item(id), Relation::ExpectsOf);
                let due = fields.due.as_ref().map(|due| due.value);
                let whole = promise(site, of, fields.number.as_ref().map(|own| own.value), due);
                format!("write `[[{}]] {whole}`; else it can never be called wrong", kpi.value)
            } else {
                "an impact is a change: write + or - before the number".to_owned()
            };
            let span = fields.number.as_ref().map_or(kpi.span, |number| number.span);
            let span = if has_sign { kpi.span } else { span };
            found.push(Diagnostic::new(code, &site.doc(brief.doc).path, span, message).hint(hint));
        }
    }
}

/// TL205: a promise by which its KPI gets worse, and no word on why.
pub(super) fn against_direction(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for brief in accepted(site) {
        if site.gives_reason(brief.doc, SectionKind::KpiImpact) {
            continue;
        }
        let doc = site.doc(brief.doc);
        for id in site.items_of_in(brief.doc, ItemKind::Impact) {
            let fields = &site.item(id).fields;
            let Some(number) = fields.number.as_ref().filter(|number| number.value.is_signed)
            else {
                continue;
            };
            let kpi = site.first_target(End::Item(id), Relation::ExpectsOf);
            let Some(kpi) = kpi.filter(|_| fields.because.is_none()).map(|kpi| site.doc(kpi))
            else {
                continue;
            };
            let Own::Kpi(definition) = &kpi.front.own else { continue };
            let value = number.value.value;
            let better = match definition.direction.as_ref().map(|direction| direction.value) {
                Some(Direction::Up) if value < 0.0 => "higher",
                Some(Direction::Down) if value > 0.0 => "lower",
                _ => continue,
            };
            let percent = if number.value.is_percent { "%" } else { "" };
            let message = format!(
                "`{}` expects {value:+}{percent} of `{}`, where {better} is better",
                doc.id, kpi.id
            );
            let hint = "turn the sign; or name the trade-off in a paragraph `Because …`, or on the \
                        line with {because=\"…\"}";
            let finding = Diagnostic::new(code, &doc.path, number.span, message);
            found.push(finding.naming(&kpi.path).hint(hint));
        }
    }
}

/// TL206: desired outcomes that tell what will be built.
pub(super) fn output_as_outcome(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for (doc, span) in signed(site, SectionKind::DesiredOutcomes, Sign::Work) {
        let message = format!("the desired outcomes of `{}` say what is built", doc.id);
        let hint = "say what users can do afterwards that they cannot do today";
        found.push(Diagnostic::new(code, &doc.path, span, message).hint(hint));
    }
}

/// TL207: a problem that is the lack of what was chosen to solve it.
pub(super) fn solution_as_problem(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for (doc, span) in signed(site, SectionKind::UserProblem, Sign::Solution) {
        let message = format!("the user problem of `{}` names the option that was chosen", doc.id);
        let hint = "say what happens to users today; the option has a section of its own";
        found.push(Diagnostic::new(code, &doc.path, span, message).hint(hint));
    }
}

/// Returns the briefs that were proposed, and not put aside since, in which a section holds a sign, with
/// its place.
fn signed(site: &Site, kind: SectionKind, sign: Sign) -> impl Iterator<Item = (&Doc, Span)> {
    let briefs = site.docs_of(Kind::Brief).filter(|brief| is_wanted(site, *brief));
    briefs.filter_map(move |brief| {
        let doc = site.doc(brief);
        let sections = doc.body.sections.iter().filter(|section| section.kind == Some(kind));
        let mut signs = sections.flat_map(|section| &section.signs);
        let found = signs.find(|found| found.value == sign)?;
        Some((doc, found.span))
    })
}

/// TL208: a large piece of work for a problem of which nothing shows that it is one.
pub(super) fn without_evidence(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for (brief, appetite) in large(site) {
        let doc = site.doc(brief.doc);
        if shows_evidence(&doc.body) {
            continue;
        }
        let message = if doc.says(SectionKind::Evidence) {
            format!("the evidence of large brief `{}` holds no source, quote or number", doc.id)
        } else {
            let size = &appetite.value.text;
            format!("brief `{}` is large ({size}) and shows no evidence", doc.id)
        };
        let hint = "write under `## Evidence` how you know of the problem: a source, a quote or \
                    a number";
        let span = heading_of(doc, SectionKind::Evidence).unwrap_or(brief.place);
        found.push(Diagnostic::new(code, &doc.path, span, message).hint(hint));
    }
}

/// Returns whether a section of evidence holds a number, a quote or a link to a source.
fn shows_evidence(body: &Body) -> bool {
    let mut sections =
        body.sections.iter().filter(|section| section.kind == Some(SectionKind::Evidence));
    sections.any(|section| {
        let within = |span: Span| section.span.start <= span.start && span.end <= section.span.end;
        section.signs.iter().any(|sign| sign.value == Sign::Evidence)
            || body.links.iter().any(|link| within(link.span))
    })
}

/// Returns the finding for an impact that links a KPI, and goes on in words that are no marks.
fn unread(site: &Site, doc: DocId, impact: &Item, code: Code) -> Option<Diagnostic> {
    let document = site.doc(doc);
    let at = document.body.items.iter().position(|item| item.span == impact.span)?;
    let kpi = |target: &Target| match target {
        Target::Page { doc, .. } => Some(*doc).filter(|doc| site.doc(*doc).kind == Kind::Kpi),
        _ => None,
    };
    let links = document.body.links.iter().zip(site.graph.targets(doc));
    let (link, kpi) = links
        .filter(|(link, _)| {
            impact.span.start <= link.span.start && link.span.end <= impact.span.end
        })
        .filter(|(link, _)| link.item == Some(at))
        .find_map(|(link, target)| Some((link, kpi(target)?)))?;
    let message = format!("what follows `{}` is neither number nor date", link.target);
    let finding = Diagnostic::new(code, &document.path, link.span, message);
    let whole = promise(site, Some(kpi), None, None);
    Some(finding.hint(format!("end the line with `[[{}]] {whole}`", link.target)))
}

/// Returns what a promise lacks as an author could write it: what is given stays; a number goes the way
/// that is better, and a day is one that is to come.
fn promise(site: &Site, kpi: Option<DocId>, number: Option<Number>, due: Option<Date>) -> String {
    let direction = kpi.and_then(|kpi| site.kpi_fields(kpi)?.direction.as_ref());
    let change = match (number, direction.map(|direction| direction.value)) {
        (Some(number), _) => {
            let percent = if number.is_percent { "%" } else { "" };
            format!("{:+}{percent}", number.value)
        }
        (None, Some(Direction::Up)) => format!("+{}", some_move(site, kpi)),
        (None, _) => format!("-{}", some_move(site, kpi)),
    };
    // Half a year on, at the end of a month; beyond the calendar the day itself.
    let later = site.as_of.month_start().plus_months(7).and_then(|start| start.plus_days(-1));
    let due = due.or(later).unwrap_or(site.as_of);
    format!("{change} by {due}")
}

/// Returns a move that a KPI can make at all: one of six on a scale from 1 to 5 would leave it.
fn some_move(site: &Site, kpi: Option<DocId>) -> &'static str {
    let range = kpi.and_then(|kpi| site.kpi_fields(kpi)).map(possible);
    match range.and_then(|range| Some(range.high? - range.low?)) {
        Some(width) if width <= 2.0 => "0.1",
        Some(width) if width <= 12.0 => "1",
        _ => "6",
    }
}

fn impacts(site: &Site, brief: DocId) -> impl Iterator<Item = &Item> {
    site.items_of_in(brief, ItemKind::Impact).map(|impact| site.item(impact))
}
