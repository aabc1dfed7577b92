//! What briefs pinned, and what became of it.
//!
//! What makes an objective is its title, its measure (KPI, target and day; what it leaves out its KPI
//! says) and the source of its text, each with single blanks. Its state and its marks of layout make no
//! difference to whoever works for it.

use crate::doc::{BriefFields, Own, Pin};
use crate::id::{Date, Digester, DocId, ItemId, RelPath};
use crate::kind::{BriefState, Kind, Relation};

use super::names::{Names, Unresolved, Wanted};
use super::node::End;
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
        const BRIEF: Wanted =
            Wanted { docs: &[Kind::Brief], items: &[], any_item: false, words: "a brief" };
        let names = Names::new(&self.graph.nodes, &self.graph.items);
        let refuse = |message: String, hint: String| Err(Refusal { message, hint });
        // A name without a document means one in the document that names it, and there is none.
        let found = match name.starts_with('#') {
            true => Err(Unresolved::Nothing(Vec::new())),
            false => names.resolve(name, BRIEF, DocId(0)),
        };
        let brief = match found {
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
        let mut differ = |what, before: String, now: String| {
            if before != now {
                differences.push(Difference { what, words: Some((before, now)) });
            }
        };
        let named = |text: &str| if text.is_empty() { "none".to_owned() } else { text.to_owned() };
        let (old, new) = (Measure::parse(&pin.measure), Measure::parse(&now.measure));
        let measures = self.graph.declared(objective, Relation::MeasuredBy);
        let new_kpi = measures.map(|edge| self.graph.doc_of(edge.to));
        let old_kpi = if old.kpi == new.kpi { new_kpi } else { self.kpi_by_id(old.kpi) };
        let kpis: Vec<DocId> = old_kpi.into_iter().chain(new_kpi).collect();
        if kpis.iter().all(|kpi| self.shows_doc(*kpi)) {
            differ("KPI", named(old.kpi), named(new.kpi));
            differ("target", self.level(old_kpi, old.target), self.level(new_kpi, new.target));
            let day = |day: Option<Date>| day.map_or("none".to_owned(), |day| day.to_string());
            differ("date", day(old.by), day(new.by));
        } else if old != new {
            // Neither the name of a hidden KPI nor its level is for readers.
            differences.push(Difference { what: "measure", words: None });
        }
        // With the title and the measure of then, the digest of then comes out unless the text changed.
        let text = self.doc(self.doc_of_item(objective)).source_below(self.item(objective));
        if digest(&pin.title, &pin.measure, &text) != pin.hash {
            differences.push(Difference { what: "text", words: None });
        }
        Some(Suspect { pin, objective: Some(objective), differences, kpis })
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
        let text = self.doc(self.doc_of_item(objective)).source_below(item);
        Terms { hash: digest(&title, &measure, &text), title, measure }
    }

    /// Returns a target in the unit of its KPI.
    fn level(&self, kpi: Option<DocId>, target: Option<f64>) -> String {
        let Some(target) = target else { return "none".to_owned() };
        let kpi = kpi.and_then(|kpi| self.kpis[kpi.index()].as_ref());
        kpi.map_or_else(|| target.to_string(), |kpi| kpi.unit.chosen(target))
    }

    /// Returns the KPI with an id, whether or not it is shown. Only what changed asks for it.
    fn kpi_by_id(&self, id: &str) -> Option<DocId> {
        let mut kpis = self.graph.docs().filter(|(_, doc)| doc.kind == Kind::Kpi);
        kpis.find(|(_, doc)| doc.id == id).map(|(kpi, _)| kpi)
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
