//! What briefs pinned, and what became of it.
//!
//! What makes an objective is its title, its measure (KPI, target and day; what it leaves out its KPI
//! says) and the source of its text, each with single blanks. Its state and its marks of layout make no
//! difference to whoever works for it, nor does how documents and items are called: where one is renamed,
//! what was pinned stands.

use crate::doc::{BriefFields, Doc, Own, Pin, id_at};
use crate::id::{Date, Digester, DocId, ItemId, RelPath, Span};
use crate::kind::{BriefState, Kind, Relation};

use super::edit::verbatim;
use super::names::{Names, Unresolved, Wanted};
use super::node::{End, Target};
use super::snapshot::Site;

/// What a brief pinned and what is no longer as it was.
#[derive(Clone, Debug)]
pub struct Suspect<'a> {
    /// The entry.
    pub pin: &'a Pin,
    /// The objective; `None` where it is gone.
    pub objective: Option<ItemId>,
    /// What differs; empty where the objective is gone.
    pub differences: Vec<Difference>,
    /// The KPIs that measured it then and measure it now, as far as there are any.
    pub kpis: Vec<DocId>,
}

/// One thing that is no longer as it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// What it is: `title`, `KPI`, `target`, `date` or `text`, or `measure` where that is hidden.
    pub what: &'static str,
    /// What it was and what it is, in words; `None` where that would be long, or is hidden.
    pub words: Option<(String, String)>,
}

/// What a brief serves, to be pinned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pinned {
    /// The file of the brief.
    pub path: RelPath,
    /// Each objective: the reference, its title, its measure and the digest of all.
    pub objectives: Vec<(String, Terms)>,
}

/// What makes an objective.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Terms {
    /// Its title.
    pub title: String,
    /// Its measure as one text: `checkout-drop-off 25 by 2026-12-31`.
    pub measure: String,
    /// The digest of all.
    pub hash: String,
}

/// Why a brief cannot be pinned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// What is the case.
    pub message: String,
    /// What to do next.
    pub hint: String,
}

/// A measure, taken apart.
#[derive(Clone, PartialEq, Default)]
struct Measure<'a> {
    kpi: &'a str,
    target: Option<f64>,
    by: Option<Date>,
}

impl Site {
    /// Returns what a brief serves and what it is to be held to.
    ///
    /// # Errors
    ///
    /// Where there is no such brief, or it serves nothing that is there.
    pub fn to_pin(&self, name: &str) -> Result<Pinned, Refusal> {
        let names = Names::new(&self.graph.nodes, &self.graph.items);
        let refuse = |message: String, hint: String| Err(Refusal { message, hint });
        let brief = match names.from_outside(name, Wanted::BRIEF) {
            Ok(End::Doc(doc)) => doc,
            Err(Unresolved::Ambiguous(spelt)) => {
                let hint = format!("write `{}`", spelt.join("` or `"));
                return refuse(format!("`{name}` could mean {} briefs", spelt.len()), hint);
            }
            Err(Unresolved::Nothing(near)) if !near.is_empty() => {
                let hint = format!("did you mean `{}`?", near.join("` or `"));
                return refuse(format!("there is no brief `{name}`"), hint);
            }
            _ => {
                let hint = "`throughline list briefs` names them all".to_owned();
                return refuse(format!("there is no brief `{name}`"), hint);
            }
        };
        let doc = self.doc(brief);
        let Own::Brief(fields) = &doc.front.own else {
            return refuse(format!("`{name}` is no brief"), "name a brief".to_owned());
        };
        let mut objectives = Vec::new();
        for target in fields.serves.iter().filter(|target| target.value != "none") {
            let is_it = |edge: &&super::node::Edge| {
                edge.relation == Relation::Serves && edge.span == target.span
            };
            let Some(End::Item(item)) =
                self.outgoing(End::Doc(brief)).find(is_it).map(|edge| edge.to)
            else {
                let message = format!("`{}` serves `{}`, which is not there", doc.id, target.value);
                return refuse(message, "mend `serves` first".to_owned());
            };
            // An objective that is served twice is pinned once.
            if objectives.iter().all(|(known, _): &(String, Terms)| *known != target.value) {
                objectives.push((target.value.clone(), self.terms(item)));
            }
        }
        if objectives.is_empty() {
            let hint = "add serves = \"…\"; without an objective there is nothing to pin";
            return refuse(format!("brief `{}` serves no objective", doc.id), hint.to_owned());
        }
        Ok(Pinned { path: doc.path.clone(), objectives })
    }

    /// Returns what a brief pinned and what has changed since, as far as it can be told to readers of
    /// this snapshot: of a brief that is live and no draft, and of objectives that are not hidden.
    pub fn suspects(&self, brief: DocId) -> Vec<Suspect<'_>> {
        let doc = self.doc(brief);
        let Own::Brief(fields) = &doc.front.own else { return Vec::new() };
        let is_live = self.brief_state(brief).is_some_and(BriefState::is_live);
        if fields.pinned.is_empty() || !is_live || doc.front.draft {
            return Vec::new();
        }
        let pins = fields.pinned.iter().zip(self.graph.pinned(brief));
        pins.filter(|(pin, _)| self.reached(pin.date.value))
            .filter_map(|(pin, objective)| self.suspect(brief, fields, pin, *objective))
            .collect()
    }

    fn suspect<'a>(
        &'a self,
        brief: DocId,
        fields: &BriefFields,
        pin: &'a Pin,
        objective: Option<ItemId>,
    ) -> Option<Suspect<'a>> {
        let Some(objective) = objective else {
            // A name that `serves` has, too, is told there.
            let is_told = fields.serves.iter().any(|target| target.value == pin.target.value);
            let (differences, kpis) = (Vec::new(), Vec::new());
            return (!is_told).then_some(Suspect { pin, objective: None, differences, kpis });
        };
        let serves = |edge: &&super::node::Edge| {
            edge.relation == Relation::Serves && edge.to == End::Item(objective)
        };
        // What it serves no longer may change as it likes.
        if !self.shows_item(objective) || !self.outgoing(End::Doc(brief)).any(|edge| serves(&edge))
        {
            return None;
        }
        let now = self.terms(objective);
        if now.hash == pin.hash {
            return None;
        }
        let mut differences = Vec::new();
        let quoted = |title: &str| format!("“{}”", shortened(title));
        if pin.title != now.title {
            let words = Some((quoted(&pin.title), quoted(&now.title)));
            differences.push(Difference { what: "title", words });
        }
        let named = |text: &str| if text.is_empty() { "none".to_owned() } else { text.to_owned() };
        let (old, new) = (Measure::parse(&pin.measure), Measure::parse(&now.measure));
        let measures = self.graph.declared(objective, Relation::MeasuredBy);
        let new_kpi = measures.map(|edge| self.graph.doc_of(edge.to));
        let old_kpi = if old.kpi == new.kpi { new_kpi } else { self.kpi_by_id(old.kpi) };
        let kpis: Vec<DocId> = old_kpi.into_iter().chain(new_kpi).collect();
        let levels = (self.level(old_kpi, old.target), self.level(new_kpi, new.target));
        let has_other_kpi = old.kpi != new.kpi && (old_kpi.is_none() || old_kpi != new_kpi);
        // Of a KPI that is gone nobody knows the unit.
        let has_other_unit = old_kpi.is_some() && new_kpi.is_some() && levels.0 != levels.1;
        let has_other_target = old.target != new.target || has_other_unit;
        let mut measure = Vec::new();
        let mut differ = |what, words: (String, String)| {
            measure.push(Difference { what, words: Some(words) });
        };
        if has_other_kpi {
            differ("KPI", (named(old.kpi), named(new.kpi)));
        }
        if has_other_target {
            let exact = |target: Option<f64>| self.level(None, target);
            let is_seen = levels.0 != levels.1;
            differ("target", if is_seen { levels } else { (exact(old.target), exact(new.target)) });
        }
        if old.by != new.by {
            let day = |day: Option<Date>| day.map_or("none".to_owned(), |day| day.to_string());
            differ("date", (day(old.by), day(new.by)));
        }
        match kpis.iter().all(|kpi| self.shows_doc(*kpi)) {
            true => differences.append(&mut measure),
            false if measure.is_empty() => {}
            // Neither the name of a hidden KPI nor its level is for readers.
            false => differences.push(Difference { what: "measure", words: None }),
        }
        // With the title and the measure of then, the digest of then comes out unless the text changed.
        if digest(&pin.title, &pin.measure, &self.text_of(objective)) != pin.hash {
            differences.push(Difference { what: "text", words: None });
        }
        // Where only the KPI has another id, nothing has changed.
        let is_suspect = !differences.is_empty();
        is_suspect.then_some(Suspect { pin, objective: Some(objective), differences, kpis })
    }

    /// Returns what makes an objective.
    fn terms(&self, objective: ItemId) -> Terms {
        let item = self.item(objective);
        let title = blanked(&item.title);
        let kpi = self.graph.declared(objective, Relation::MeasuredBy);
        let kpi = kpi.map(|edge| self.doc(self.graph.doc_of(edge.to)));
        let of_kpi = match kpi.map(|kpi| &kpi.front.own) {
            Some(Own::Kpi(fields)) => fields.target.as_ref(),
            _ => None,
        };
        let fields = &item.fields;
        let own = fields.number.as_ref().map(|number| number.value.value);
        let by = fields.due.as_ref().map(|due| due.value);
        let measure = Measure {
            kpi: match (kpi, &fields.kpi) {
                (Some(kpi), _) => &kpi.id,
                (None, Some(written)) => &written.value,
                (None, None) => "",
            },
            target: own.or(of_kpi.map(|target| target.value.value)),
            by: by.or(of_kpi.and_then(|target| target.by.as_ref()).map(|by| by.value)),
        };
        let measure = measure.written();
        let hash = digest(&title, &measure, &self.text_of(objective));
        Terms { hash, title, measure }
    }

    /// Returns a target in the unit of its KPI.
    fn level(&self, kpi: Option<DocId>, target: Option<f64>) -> String {
        let Some(target) = target else { return "none".to_owned() };
        let kpi = kpi.and_then(|kpi| self.kpis[kpi.index()].as_ref());
        kpi.map_or_else(|| target.to_string(), |kpi| kpi.unit.chosen(target))
    }

    /// Returns the KPI with an id, else the one that had it at an old address, whether or not it is shown.
    /// Only what changed asks for it.
    fn kpi_by_id(&self, id: &str) -> Option<DocId> {
        let kpis = || self.graph.docs().filter(|(_, doc)| doc.kind == Kind::Kpi);
        let had = |doc: &Doc| doc.front.aliases.iter().any(|alias| former_id(&alias.value) == id);
        let own = kpis().find(|(_, doc)| doc.id == id);
        let mut former = kpis().filter(|(_, doc)| had(doc));
        let found = own.or_else(|| former.next().filter(|_| former.next().is_none()));
        found.map(|(kpi, _)| kpi)
    }

    /// Returns the source below the title of an objective, with single blanks. Below a heading that is all
    /// up to the next heading of its level; of an entry of a list the lines that are indented. How its
    /// references are written is left out: they are written anew where what they lead to is renamed.
    ///
    /// HTML would differ from release to release of this program, and each would make all pins suspect.
    fn text_of(&self, objective: ItemId) -> String {
        let (doc, item) = (self.doc_of_item(objective), self.item(objective));
        let part = self.doc(doc).span_below(item);
        part.map_or_else(String::new, |part| blanked(&self.without_references(doc, part)))
    }

    /// Returns a part of a document's source without the references to what this handbook holds.
    fn without_references(&self, doc: DocId, part: Span) -> String {
        let (own, targets) = (self.doc(doc), self.graph.targets(doc));
        let links = own.body.links.iter().zip(targets);
        let links = links.filter(|(_, target)| **target != Target::External);
        let links = links.map(|(link, _)| (link.span, link.target.as_str()));
        let asks = own.body.queries.iter().filter_map(|query| query.ask.as_ref());
        let asked = asks.flat_map(|ask| &ask.references).map(|reference| &reference.name);
        let asked = asked.map(|name| (name.span, name.value.as_str()));
        let is_within = |span: &Span| part.start <= span.start && span.end <= part.end;
        let within = links.chain(asked).filter(|(span, _)| is_within(span));
        let mut places: Vec<Span> =
            within.filter_map(|(span, written)| verbatim(&own.text, span, written)).collect();
        places.sort_unstable();
        let mut text = String::new();
        let mut start = part.start;
        // Links that share a definition are one place.
        for place in places {
            if place.start >= start {
                text.push_str(Span { start, end: place.start }.of(&own.text));
                start = place.end;
            }
        }
        text.push_str(Span { start, end: part.end }.of(&own.text));
        text
    }
}

impl Suspect<'_> {
    /// Returns what changed, in words: `target changed 35 % → 30 % and text changed`.
    pub fn words(&self) -> String {
        let words: Vec<String> = self
            .differences
            .iter()
            .map(|difference| match &difference.words {
                Some((before, now)) => format!("{} changed {before} → {now}", difference.what),
                None => format!("{} changed", difference.what),
            })
            .collect();
        match words.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [before @ .., last] => format!("{} and {last}", before.join(", ")),
        }
    }
}

impl<'a> Measure<'a> {
    /// Reads a measure as [`Measure::written`] writes it.
    fn parse(text: &'a str) -> Measure<'a> {
        let (rest, by) =
            match text.rsplit_once(" by ").or(text.strip_prefix("by ").map(|by| ("", by))) {
                Some((rest, by)) if Date::parse(by).is_some() => (rest, Date::parse(by)),
                _ => (text, None),
            };
        let number = |text: &str| text.parse().ok().filter(|number: &f64| number.is_finite());
        match rest.rsplit_once(' ') {
            Some((kpi, target)) if number(target).is_some() => {
                Measure { kpi, target: number(target), by }
            }
            _ => Measure { kpi: rest, target: None, by },
        }
    }

    fn written(&self) -> String {
        let target = self.target.map(|target| format!(" {target}"));
        let by = self.by.map(|by| format!(" by {by}"));
        let text = [self.kpi, &target.unwrap_or_default(), &by.unwrap_or_default()].concat();
        text.trim_start().to_owned()
    }
}

/// Returns the first digits of the digest of a title, a measure and a text.
fn digest(title: &str, measure: &str, text: &str) -> String {
    let mut digester = Digester::new();
    digester.add(title.as_bytes()).add(measure.as_bytes()).add(text.as_bytes());
    digester.finish().short()
}

/// Returns the id that a document had at an old address.
fn former_id(alias: &str) -> &str {
    let old = alias.strip_suffix(".md").or(alias.strip_suffix(".html")).unwrap_or(alias);
    let old = old.strip_suffix("/index").unwrap_or(old);
    id_at(old.trim_end_matches('/'))
}

/// Returns a title cut to what a line has room for.
fn shortened(title: &str) -> String {
    const LETTERS: usize = 40;
    match title.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", title[..end].trim_end()),
        None => title.to_owned(),
    }
}

fn blanked(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
