//! The traceability matrix, as a page and as CSV.

use crate::doc::Own;
use crate::id::DocId;
use crate::kind::{BriefState, ItemKind, Kind, Relation};
use crate::kpi;
use crate::site::routes::{PAGE, Route};
use crate::site::{ChainLink, End, Site};
use crate::view::Page;
use crate::view::matrix::{Matrix, MatrixCell, MatrixRow};
use crate::view::parts::Link;

use super::here::{Here, counted};

/// How many lessons of one brief are named.
const LESSONS: usize = 3;

/// A brief with what should stand around it.
struct Line {
    brief: DocId,
    objectives: Vec<End>,
    kpis: Vec<End>,
    dives: Vec<End>,
    /// Whether it is accepted and large, so that somebody should have explained what it builds on.
    owes_dive: bool,
    retros: Vec<End>,
    lessons: Vec<End>,
    /// The five nodes of its chain: objective, KPI, brief, outcome, lesson.
    chain: [ChainLink; 5],
}

impl Line {
    fn gaps(&self) -> usize {
        let missing = self.chain.iter().filter(|link| **link == ChainLink::Missing).count();
        missing + usize::from(self.lacks_dive())
    }

    fn lacks_dive(&self) -> bool {
        self.owes_dive && self.dives.is_empty()
    }
}

/// Returns every brief that was proposed and not put aside: the gaps first, then the newest.
fn lines(site: &Site) -> Vec<Line> {
    let is_shown = |brief: &DocId| {
        site.brief_state(*brief).is_some_and(|state| state > BriefState::Idea && !state.is_aside())
    };
    let mut lines: Vec<Line> =
        site.docs_of(Kind::Brief).filter(is_shown).map(|brief| line(site, brief)).collect();
    lines.sort_by_key(|line| {
        std::cmp::Reverse((line.gaps(), crate::site::doc_date(site.doc(line.brief))))
    });
    lines
}

fn line(site: &Site, brief: DocId) -> Line {
    let end = End::Doc(brief);
    let unique = |mut ends: Vec<End>| {
        let mut seen = Vec::new();
        ends.retain(|end| {
            let is_new = !seen.contains(end);
            seen.push(*end);
            is_new
        });
        ends
    };
    let serves = site.outgoing(end).filter(|edge| edge.relation == Relation::Serves);
    let impacts = site.items_of_in(brief, ItemKind::Impact);
    let kpis = impacts
        .filter_map(|impact| site.first_target(End::Item(impact), Relation::ExpectsOf))
        .map(End::Doc);
    let informs = site.incoming(end).filter(|edge| edge.relation == Relation::Informs);
    Line {
        brief,
        objectives: unique(serves.map(|edge| edge.to).collect()),
        kpis: unique(kpis.collect()),
        dives: unique(informs.map(|edge| End::Doc(edge.doc)).collect()),
        owes_dive: owes_dive(site, brief),
        retros: unique(site.retros_of(brief).map(End::Doc).collect()),
        lessons: site.lessons_of(brief).map(End::Item).collect(),
        chain: [0, 1, 2, 3, 4].map(|at| site.chain_of_brief(brief).nodes[at].link),
    }
}

fn owes_dive(site: &Site, brief: DocId) -> bool {
    let Own::Brief(fields) = &site.doc(brief).front.own else { return false };
    site.brief_state(brief).is_some_and(BriefState::is_accepted)
        && fields.appetite.as_ref().is_some_and(|appetite| site.is_large(&appetite.value))
}

/// Returns the matrix; of a long one the rows with a gap.
pub(super) fn page(here: &Here) -> Page {
    let mut lines = lines(here.site);
    let count = lines.len();
    let gaps = lines.iter().filter(|line| line.gaps() > 0).count();
    let is_long = count > PAGE;
    if is_long {
        lines.truncate(gaps.clamp(1, PAGE));
    }
    let summary = match gaps {
        0 => format!("{}, none with a gap.", counted(count, "brief", "briefs")),
        gaps => format!(
            "{}, {gaps} with something missing that is asked for by now.",
            counted(count, "brief", "briefs")
        ),
    };
    Page::Matrix(Matrix {
        title: "Traceability".to_owned(),
        summary: Some(summary),
        cut: is_long.then(|| {
            format!("Shown are {} with a gap; the file below holds all {count}.", lines.len())
        }),
        csv: here
            .href(&Route::MatrixFile)
            .map(|href| Link { text: "CSV".to_owned(), href: Some(href) }),
        rows: lines.iter().map(|line| row(here, line)).collect(),
    })
}

fn row(here: &Here, line: &Line) -> MatrixRow {
    let nodes = here.chain(here.site.chain_of_brief(line.brief)).nodes;
    let is_missing = |at: usize| line.chain[at] == ChainLink::Missing;
    let name = |at: usize| nodes.get(at).map(|node: &crate::view::glyph::Node| node.name.clone());
    let cell = |ends: &[End], at: usize| MatrixCell {
        links: ends.iter().map(|end| here.link(*end)).collect(),
        word: if ends.is_empty() { name(at) } else { None },
        is_missing: ends.is_empty() && is_missing(at),
    };
    let unnamed = line.lessons.len().saturating_sub(LESSONS);
    let mut lessons = cell(&line.lessons[..line.lessons.len() - unnamed], 4);
    if unnamed > 0 {
        lessons.word = Some(format!("and {unnamed} more"));
    }
    let retros = cell(&line.retros, 4);
    if line.retros.is_empty() {
        // One gap is told once: without a retro there are no lessons.
        lessons = MatrixCell::default();
    }
    MatrixRow {
        brief: here.doc_link(line.brief),
        state: here.linked_doc_pill(line.brief),
        objectives: cell(&line.objectives, 0),
        kpis: cell(&line.kpis, 1),
        dives: MatrixCell {
            links: line.dives.iter().map(|end| here.link(*end)).collect(),
            word: line.lacks_dive().then(|| "no deep dive".to_owned()),
            is_missing: line.lacks_dive(),
        },
        outcome: MatrixCell { links: Vec::new(), word: name(3), is_missing: is_missing(3) },
        retros,
        lessons,
    }
}

/// Returns the whole matrix as CSV: a row per brief, references as prose writes them, `missing` where
/// something is asked for by now.
pub(super) fn file(site: &Site) -> String {
    let reference = |end: &End| super::cases::reference(site, *end);
    let mut out = String::from("brief,state,objectives,kpis,deep_dives,outcome,retros,lessons\n");
    for line in lines(site) {
        let at = |ends: &[End], at: usize| match (ends, line.chain[at]) {
            ([], ChainLink::Missing) => "missing".to_owned(),
            (ends, _) => ends.iter().map(reference).collect::<Vec<_>>().join(" "),
        };
        let outcome = match line.chain[3] {
            ChainLink::Present => "observed",
            ChainLink::Missing => "missing",
            ChainLink::Ahead => "",
        };
        let cells = [
            reference(&End::Doc(line.brief)),
            site.doc_state(line.brief).unwrap_or_default().to_owned(),
            at(&line.objectives, 0),
            at(&line.kpis, 1),
            match line.lacks_dive() {
                true => "missing".to_owned(),
                false => line.dives.iter().map(reference).collect::<Vec<_>>().join(" "),
            },
            outcome.to_owned(),
            at(&line.retros, 4),
            line.lessons.iter().map(reference).collect::<Vec<_>>().join(" "),
        ];
        out.push_str(&cells.map(|cell| kpi::csv_cell(&cell).into_owned()).join(","));
        out.push('\n');
    }
    out
}
