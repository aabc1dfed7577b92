//! The numbers of a snapshot: what each KPI shows on its day, and what became of promises.

mod beside;
mod withheld;

use std::collections::HashMap;
use std::sync::Arc;

use crate::corpus::{Corpus, Read, ReadWaves};
use crate::doc::{Doc, KpiFields, Own, Target};
use crate::id::{Date, DocId, ItemId, RelPath};
use crate::kind::{ItemKind, Relation};
use crate::kpi::{self, Analysis, Effect, Notes, Outcome, Series, Unit, Variation, Verdicts, Wave};

use super::clock::View;
use super::derived::Computed;
use super::graph::Graph;
use super::node::End;
use super::snapshot::Site;

/// The series and waves of all documents.
pub struct AllSeries {
    /// What each document's file gave, in the order of the graph; `None` where there is none to read.
    by_doc: Vec<Option<Given>>,
    /// The waves of each survey.
    pub(super) waves: HashMap<DocId, Arc<Vec<Option<Wave>>>>,
    /// The days of waves of which not every row could be read.
    pub(super) broken_waves: HashMap<DocId, Vec<Date>>,
    /// Why the numbers of some documents are withheld.
    pub(super) withheld: HashMap<DocId, Arc<str>>,
    /// Of KPIs whose numbers are withheld what could be read, of which nothing is told but how far it goes.
    unread: HashMap<DocId, Arc<Series>>,
}

/// What the file of a KPI gave.
struct Given {
    series: Arc<Series>,
    notes: Arc<Notes>,
    file: String,
}

/// What a KPI shows on a day.
#[derive(Clone, Debug)]
pub struct Measured {
    /// What its document says; the target is that of an objective where the document has none.
    pub fields: KpiFields,
    /// The values whose periods have ended.
    pub series: Series,
    /// Centre, limits and signals.
    pub analysis: Analysis,
    /// Both verdicts.
    pub verdicts: Verdicts,
    /// How its values are written.
    pub unit: Unit,
    /// What the series was computed from; none where it was read.
    pub computed: Option<Computed>,
    /// What stands beside its points, and beside those that are hidden.
    notes: Arc<Notes>,
    /// The name of the file that it was read from.
    pub file: Option<String>,
}

/// What became of an impact.
#[derive(Clone, Debug)]
pub struct Promise {
    /// The impact.
    pub impact: ItemId,
    /// The brief that states it.
    pub brief: DocId,
    /// The KPI that it names, where that is there.
    pub kpi: Option<DocId>,
    /// The promised change in the unit of the KPI, where a number is given.
    pub change: Option<f64>,
    /// By when.
    pub due: Option<Date>,
    /// What the series shows since the brief shipped.
    pub effect: Option<Effect>,
}

impl AllSeries {
    /// Returns the series of every KPI of a graph linked from the same corpus.
    pub fn new(corpus: &Corpus, graph: &Graph) -> AllSeries {
        let given = |read: &Read| Given {
            series: Arc::clone(&read.series),
            notes: Arc::clone(&read.notes),
            file: read.file.file_name().to_owned(),
        };
        let by_doc = graph.docs().map(|(_, doc)| corpus.series.get(&doc.path).map(given));
        let by_doc = by_doc.collect();
        let survey = |(path, read): (&RelPath, &ReadWaves)| {
            Some((doc_at(graph, path)?, Arc::clone(&read.waves)))
        };
        let waves = corpus.waves.iter().filter_map(survey).collect();
        let broken = corpus.waves.iter().filter(|(_, read)| !read.broken.is_empty());
        let broken =
            broken.filter_map(|(path, read)| Some((doc_at(graph, path)?, read.broken.clone())));
        AllSeries {
            by_doc,
            waves,
            broken_waves: broken.collect(),
            withheld: HashMap::new(),
            unread: HashMap::new(),
        }
    }

    pub(super) fn measured(
        &self,
        graph: &Graph,
        view: &View,
        as_of: Date,
        shown: &[bool],
        targets: &HashMap<DocId, Target>,
    ) -> Vec<Option<Measured>> {
        let kpis = graph.docs().zip(&self.by_doc).zip(shown);
        kpis.map(|(((id, doc), given), is_shown)| {
            let Own::Kpi(fields) = &doc.front.own else { return None };
            if !is_shown {
                return None;
            }
            let target = fields.target.clone().or_else(|| targets.get(&id).cloned());
            let fields = KpiFields { target, ..(**fields).clone() };
            let Some(Given { series, notes, file }) = given else {
                let rhythm = fields.period.as_ref().map(|period| period.value);
                let series = Series::empty(rhythm.unwrap_or(crate::id::Rhythm::Month));
                return Some(Measured::of(fields, series, None));
            };
            let series = match view.ignores_clock {
                true => (**series).clone(),
                false => series.until(as_of),
            };
            let is_ahead = notes.few().last().is_some_and(|few| few.period.last > as_of);
            let notes = match is_ahead && !view.ignores_clock {
                true => Arc::new(notes.until(as_of)),
                false => Arc::clone(notes),
            };
            let file = Some(file.clone());
            Some(Measured { notes, file, ..Measured::of(fields, series, None) })
        })
        .collect()
    }
}

/// Returns the document at a path; the documents of a graph are in the order of their paths.
fn doc_at(graph: &Graph, path: &RelPath) -> Option<DocId> {
    let at = graph.nodes.binary_search_by(|node| node.doc.path.cmp(path)).ok()?;
    Some(DocId(u32::try_from(at).ok()?))
}

impl Measured {
    /// Returns what a series shows.
    pub(super) fn of(fields: KpiFields, series: Series, computed: Option<Computed>) -> Measured {
        let analysis = kpi::analyse(&series, &fields);
        let verdicts = kpi::verdicts(&series, &analysis, &fields);
        let unit = Unit::of(&fields, series.decimals);
        let (notes, file) = (Arc::default(), None);
        Measured { fields, series, analysis, verdicts, unit, computed, notes, file }
    }

    /// Returns how many periods have ended on a day since the last value. A derived series is never
    /// late: a period without a value is one in which there was nothing to count.
    pub fn periods_late(&self, day: Date) -> i32 {
        match self.computed {
            Some(_) => 0,
            None => self.series.periods_late(self.few().last().map(|few| few.period), day),
        }
    }

    /// Returns whether there is any value.
    pub fn has_points(&self) -> bool {
        !self.series.is_empty()
    }

    /// Returns whether the latest points show a signal.
    pub fn shows_signal(&self) -> bool {
        self.verdicts.signal.is_some()
    }

    /// Returns the day on which the present signal was first to be seen.
    pub fn signal_date(&self) -> Option<Date> {
        let signal = self.verdicts.signal?;
        self.series.points.get(signal.fired).map(|point| point.period.last)
    }

    /// Returns what the present signal says: `improving: 8 weeks in a row below 33.2 %`.
    pub fn signal_words(&self) -> Option<String> {
        let signal = self.verdicts.signal?;
        let rhythm = self.series.rhythm.name();
        let words = match signal.rule {
            kpi::Rule::Run => format!("8 {rhythm}s in a row on one side of the centre"),
            kpi::Rule::Outside => "a point outside of the usual range".to_owned(),
            kpi::Rule::NearLimit => "three of four points near a limit".to_owned(),
        };
        Some(match self.verdicts.variation {
            Variation::Improving | Variation::Worsening => {
                format!("{}: {words}", self.verdicts.variation.words())
            }
            _ => words,
        })
    }
}

impl Promise {
    /// Returns whether the series shows what happened since.
    pub fn is_observed(&self) -> bool {
        self.effect.as_ref().is_some_and(|effect| effect.observed.is_some())
    }

    /// Returns what the series shows since: `−4.1 points`.
    pub fn observed_words(&self, site: &Site) -> Option<String> {
        let measured = site.kpis[self.kpi?.index()].as_ref()?;
        Some(measured.unit.change(self.effect.as_ref()?.observed?))
    }

    /// Returns whether its day has come.
    pub fn is_due(&self, site: &Site) -> bool {
        self.due.is_some_and(|due| due <= site.as_of)
    }

    /// Returns what the series shows, as far as it shows anything.
    pub fn outcome(&self) -> Option<Outcome> {
        self.effect.as_ref().map(|effect| effect.outcome)
    }
}

impl Site {
    /// Returns the promises of a brief, in the order of its impacts.
    ///
    /// Each brief's are computed when they are first asked for; several parts of a page ask.
    pub fn promises(&self, brief: DocId) -> &[Promise] {
        self.promises[brief.index()].get_or_init(|| {
            let impacts = self.items_of_in(brief, ItemKind::Impact);
            impacts.map(|impact| self.promise(brief, impact)).collect()
        })
    }

    fn promise(&self, brief: DocId, impact: ItemId) -> Promise {
        let kpi = self.first_target(End::Item(impact), Relation::ExpectsOf);
        let fields = &self.item(impact).fields;
        let shipped = match &self.doc(brief).front.own {
            Own::Brief(brief) => brief.shipped.as_ref().map(|shipped| shipped.value),
            _ => None,
        };
        let shipped = shipped.filter(|shipped| self.reached(*shipped));
        let measured = kpi.and_then(|kpi| self.kpis[kpi.index()].as_ref());
        let number = fields.number.as_ref().map(|number| number.value);
        let change = match (number, measured) {
            (None, _) => None,
            (Some(number), Some(measured)) if number.is_percent && measured.unit.name != "%" => {
                // A relative change is one of the mean before; before it ships, of all there is.
                let day = shipped.unwrap_or(self.as_of);
                mean_before(&measured.series, day).map(|mean| mean * number.value / 100.0)
            }
            (Some(number), _) => Some(number.value),
        };
        let mut effect = match (shipped, measured, kpi) {
            (Some(shipped), Some(measured), Some(kpi)) => self
                .kpi_fields(kpi)
                .map(|fields| kpi::effect(&measured.series, fields, shipped, change)),
            _ => None,
        };
        if let (Some(effect), Some(why)) = (&mut effect, kpi.and_then(|kpi| self.withheld(kpi))) {
            effect.sentence = format!("The numbers are withheld: {why}.");
        }
        let due = fields.due.as_ref().map(|due| due.value);
        Promise { impact, brief, kpi, change, due, effect }
    }

    /// Returns whether the numbers that an item has of a KPI may be told: of a KPI that is not there no
    /// value is, wherever it is written.
    pub fn tells_numbers(&self, item: ItemId) -> bool {
        let measures = [Relation::MeasuredBy, Relation::ExpectsOf, Relation::ObservedOf];
        let mut edges = self.outgoing(End::Item(item));
        self.item(item).fields.kpi.is_none() || edges.any(|edge| measures.contains(&edge.relation))
    }

    /// Returns what the document of a KPI says, with its target.
    pub fn kpi_fields(&self, kpi: DocId) -> Option<&KpiFields> {
        self.kpis[kpi.index()].as_ref().map(|measured| &measured.fields)
    }

    /// Returns whether the series or an outcome of a retro covers the date of each impact.
    pub(super) fn is_measured(&self, brief: DocId) -> bool {
        let mut impacts = self.items_of_in(brief, ItemKind::Impact).peekable();
        if impacts.peek().is_none() {
            return false;
        }
        impacts.all(|impact| {
            let due = self.item(impact).fields.due.as_ref().map(|due| due.value);
            let kpi = self.first_target(End::Item(impact), Relation::ExpectsOf);
            due.zip(kpi).is_some_and(|(due, kpi)| self.covers_day(brief, kpi, due))
        })
    }

    /// Returns whether the series or an outcome of a retro covers the date of a promise of a brief that
    /// has shipped.
    pub fn covers(&self, promise: &Promise) -> bool {
        let due = promise.due.zip(promise.kpi).filter(|_| promise.effect.is_some());
        due.is_some_and(|(due, kpi)| self.covers_day(promise.brief, kpi, due))
    }

    fn covers_day(&self, brief: DocId, kpi: DocId, due: Date) -> bool {
        let series = self.kpis[kpi.index()].as_ref().and_then(|kpi| kpi.series.last());
        let until = series.map(|last| last.period.last);
        let until = until.or_else(|| self.withheld_until.get(&kpi).copied());
        let is_covered = until.is_some_and(|until| until >= due);
        is_covered || self.outcomes(brief, kpi).any(|(_, on)| on.is_some_and(|on| on >= due))
    }

    /// Returns what retros of a brief have recorded of a KPI, each with its day, as far as that has come.
    pub fn outcomes(
        &self,
        brief: DocId,
        kpi: DocId,
    ) -> impl Iterator<Item = (ItemId, Option<Date>)> {
        self.retros_of(brief).flat_map(move |retro| {
            let held = doc_date(self.doc(retro));
            self.items_of_in(retro, ItemKind::Outcome)
                .filter(move |outcome| {
                    self.first_target(End::Item(*outcome), Relation::ObservedOf) == Some(kpi)
                })
                .map(move |outcome| {
                    let on = self.item(outcome).fields.on.as_ref().map(|on| on.value).or(held);
                    (outcome, on)
                })
                .filter(|(_, on)| on.is_none_or(|on| self.reached(on)))
        })
    }

    /// Returns the briefs that named a KPI and have shipped, with their dates, oldest first.
    pub fn shipped_for(&self, kpi: DocId) -> &[(Date, DocId)] {
        &self.shipped_for[kpi.index()]
    }

    /// Finds the ship dates for each KPI; every brief that promised to move it asks for them.
    pub(super) fn find_shipped(&self) -> Vec<Vec<(Date, DocId)>> {
        let of_kpi = |kpi: DocId| {
            let mut shipped: Vec<(Date, DocId)> = self
                .incoming(End::Doc(kpi))
                .filter(|edge| edge.relation == Relation::ExpectsOf)
                .filter_map(|edge| {
                    let Own::Brief(brief) = &self.doc(edge.doc).front.own else { return None };
                    let shipped = brief.shipped.as_ref()?.value;
                    self.reached(shipped).then_some((shipped, edge.doc))
                })
                .collect();
            // Documents are in the order of their paths, so that their indices are, too.
            shipped.sort_unstable();
            shipped.dedup();
            shipped
        };
        let is_kpi = |kpi: DocId| self.kpis[kpi.index()].is_some();
        (0..)
            .map(DocId)
            .take(self.kpis.len())
            .map(|doc| if is_kpi(doc) { of_kpi(doc) } else { Vec::new() })
            .collect()
    }
}

/// Returns the mean of up to twenty points before a day.
fn mean_before(series: &Series, day: Date) -> Option<f64> {
    let end = series.points.partition_point(|point| point.period.last < day);
    let before = &series.points[end.saturating_sub(20)..end];
    (!before.is_empty())
        .then(|| before.iter().map(|point| point.value).sum::<f64>() / before.len() as f64)
}

/// Returns the day by which a document is placed among its kind: the one that started it.
pub fn doc_date(doc: &Doc) -> Option<Date> {
    let day = |date: &Option<crate::id::Spanned<Date>>| date.as_ref().map(|date| date.value);
    match &doc.front.own {
        Own::Brief(brief) => day(&brief.proposed)
            .or(day(&brief.accepted))
            .or(day(&brief.started))
            .or(day(&brief.shipped)),
        Own::DeepDive(dive) => day(&dive.presented),
        Own::Retro(retro) => day(&retro.held),
        // It may have been written down long before it was decided.
        Own::Decision(decision) => day(&doc.front.created).or(day(&decision.decided)),
        Own::Vision(_) | Own::Kpi(_) | Own::Survey(_) | Own::Page => None,
    }
    .or(day(&doc.front.created))
}

/// Returns the day of an item: its own, else that of its document.
pub fn item_date(site: &Site, item: ItemId) -> Option<Date> {
    let own = site.item(item).fields.on.as_ref().map(|on| on.value);
    own.or_else(|| doc_date(site.doc(site.doc_of_item(item))))
}
