//! Numbers that are withheld: why, and how far they go.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::id::{Date, DocId, RelPath};
use crate::kpi::Series;
use crate::site::clock::View;
use crate::site::graph::Graph;
use crate::site::snapshot::Site;

use super::{AllSeries, Promise, doc_at};

impl AllSeries {
    /// Takes away the numbers of some documents, each with why, so that nothing can be made of them.
    pub fn withhold(&mut self, graph: &Graph, documents: &BTreeMap<RelPath, Arc<str>>) {
        for (path, why) in documents {
            let Some(doc) = doc_at(graph, path) else { continue };
            if let Some(given) = self.by_doc[doc.index()].take() {
                self.unread.insert(doc, given.series);
            }
            self.waves.remove(&doc);
            self.withheld.insert(doc, Arc::clone(why));
        }
    }

    /// Returns up to which day the numbers reach that are withheld: what has become measured by then stays
    /// so, whoever mends a cell of the file.
    pub(in crate::site) fn withheld_until(&self, view: &View, as_of: Date) -> HashMap<DocId, Date> {
        let last = |series: &Series| match view.ignores_clock {
            true => series.last().map(|last| last.period.last),
            false => series.until(as_of).last().map(|last| last.period.last),
        };
        self.unread.iter().filter_map(|(doc, series)| Some((*doc, last(series)?))).collect()
    }
}

impl Site {
    /// Returns why the numbers of a KPI or a survey are withheld, where they are.
    pub fn withheld(&self, doc: DocId) -> Option<&str> {
        self.withheld.get(&doc).map(|why| &**why)
    }

    /// Returns whether a promise may have been measured by numbers that are withheld, so far that nobody
    /// can say.
    pub fn is_withheld(&self, promise: &Promise) -> bool {
        promise.kpi.is_some_and(|kpi| self.withheld(kpi).is_some())
    }
}
