//! One chain as text: from the vision to the lesson, with what is missing and where it would stand.

use crate::doc::{Own, Text};
use crate::id::{Date, DocId, ItemId, RelPath, Spanned};
use crate::kind::{ItemKind, Kind, Relation};
use crate::site::{Chain, ChainLink, End};

use super::Press;
use super::export::Names;
use super::here::{Here, listed};
use super::list::{Unknown, named};
use super::promise;

/// The nodes of a chain in their order.
const LABELS: [&str; 5] = ["Objective", "KPI", "Brief", "Outcome", "Lesson"];
const LESSON: usize = 4;

impl Press<'_> {
    /// Returns the chain in which a document or item stands.
    ///
    /// # Errors
    ///
    /// Where nothing has the name, several things have it, or what has it stands in no chain.
    pub fn trace(&self, name: &str) -> Result<String, Unknown> {
        let root = RelPath::root();
        let here = Here { site: self.site, path: &root, kept: self.kept };
        let names = Names::of(self.site);
        let end = meant(&here, &names, name)?;
        let chain = chain_of(&here, end).ok_or_else(|| outside(&here, &names, end))?;
        let mut trace = Trace { here: &here, names: &names, text: String::new() };
        // A deep dive stands beside the chain that it informs.
        if let End::Doc(doc) = end
            && self.site.doc(doc).kind == Kind::DeepDive
        {
            let words = format!("{}, which informs what follows", trace.titled(end));
            trace.line('●', "Deep dive", &words);
        }
        trace.chain(&chain);
        Ok(trace.text.replace('\u{a0}', " "))
    }
}

/// Returns what a name means among all that can stand in a chain.
fn meant(here: &Here, names: &Names, name: &str) -> Result<End, Unknown> {
    let site = here.site;
    let is_full = name.contains('#');
    let found = named(site, name, |end| match *end {
        End::Doc(doc) => site.doc(doc).kind != Kind::Page,
        End::Item(item) => {
            is_full || matches!(site.item(item).kind, ItemKind::Objective | ItemKind::Lesson)
        }
    });
    let found = found.map_err(|hint| Unknown { message: format!("there is no `{name}`"), hint })?;
    let mut ends = found.iter();
    match (ends.next(), ends.next()) {
        (Some(end), None) => Ok(*end),
        _ => {
            let spelt: Vec<String> = found
                .iter()
                .map(|end| match end {
                    End::Doc(doc) => format!("`{}`", site.doc(*doc).location),
                    End::Item(_) => format!("`{}`", names.end(*end)),
                })
                .collect();
            let message = format!("`{name}` could mean {} things", spelt.len());
            Err(Unknown { message, hint: format!("write {}", spelt.join(" or ")) })
        }
    }
}

fn chain_of(here: &Here, end: End) -> Option<Chain> {
    match end {
        End::Item(item) if here.site.item(item).kind == ItemKind::Objective => {
            Some(here.site.chain_of_objective(item))
        }
        end => here.site.chain(here.site.graph.doc_of(end)),
    }
}

/// Returns why something stands in no chain, and what would put it there.
fn outside(here: &Here, names: &Names, end: End) -> Unknown {
    let doc = here.site.graph.doc_of(end);
    let name = names.doc(doc);
    let hint = match here.site.doc(doc).kind {
        Kind::Vision => {
            let objectives = here.site.items_of_in(doc, ItemKind::Objective);
            let objectives: Vec<String> =
                objectives.map(|item| format!("`{}`", names.end(End::Item(item)))).collect();
            match objectives.is_empty() {
                true => "write a heading for each objective under `## Business objectives`".into(),
                false => format!("a chain begins at an objective: {}", objectives.join(", ")),
            }
        }
        Kind::DeepDive => "say with `informs` which brief or objective it informs".to_owned(),
        Kind::Retro => "say with `reviews` which brief it looks back at".to_owned(),
        Kind::Kpi => format!("end the heading of an objective with `[[{name}]]`"),
        Kind::Decision => "say with `decides` which brief or question it decides".to_owned(),
        Kind::Brief | Kind::Survey | Kind::Glossary | Kind::Page => {
            "name a brief, an objective, a KPI or a retro".to_owned()
        }
    };
    Unknown { message: format!("`{name}` stands in no chain of its own"), hint }
}

/// The text so far.
struct Trace<'a> {
    here: &'a Here<'a>,
    names: &'a Names<'a>,
    text: String,
}

impl Trace<'_> {
    fn chain(&mut self, chain: &Chain) {
        let brief = match chain.nodes[2].end {
            Some(End::Doc(brief)) => Some(brief),
            _ => None,
        };
        for (at, node) in chain.nodes.iter().enumerate() {
            match (at, node.end, brief) {
                (3, Some(_), Some(brief)) => self.outcomes(brief),
                (LESSON, Some(_), Some(brief)) => self.lessons(brief),
                (_, Some(end), _) => self.present(LABELS[at], end),
                (_, None, _) => self.absent(at, node.link, chain, brief),
            }
        }
    }

    fn line(&mut self, mark: char, label: &str, words: &str) {
        let words = words.replace(char::is_control, " ");
        self.text.push_str(&format!("{mark} {label:<9}  {words}\n"));
    }

    fn note(&mut self, words: &str) {
        let words = words.replace(char::is_control, " ");
        self.text.push_str(&format!("{:13}{words}\n", ""));
    }

    /// Returns `Pay without an account (pay), shipped`.
    fn titled(&self, end: End) -> String {
        let site = self.here.site;
        let state = match end {
            End::Doc(doc) => site.doc_state(doc),
            End::Item(item) => site.item_state(item).name(),
        };
        let state = state.map_or(String::new(), |state| format!(", {state}"));
        format!("{} ({}){state}", self.here.title(end), self.names.end(end))
    }

    fn present(&mut self, label: &str, end: End) {
        let site = self.here.site;
        match end {
            End::Item(item) => {
                let vision = self.titled(End::Doc(site.doc_of_item(item)));
                self.line('●', "Vision", &vision);
                self.line('●', label, &self.titled(end));
                if let Some(level) = promise::level_words(self.here, item) {
                    self.note(&level);
                }
            }
            End::Doc(doc) => {
                self.line('●', label, &self.titled(end));
                if site.withheld(doc).is_some() {
                    self.note("data withheld: they cannot be read");
                } else if let Some(measured) = &site.kpis[doc.index()] {
                    let verdicts = &measured.verdicts;
                    let (variation, target) = (verdicts.variation, verdicts.target_words());
                    self.note(&format!("{}; {target}", variation.words()));
                }
                let days = days(self.here, doc);
                if !days.is_empty() {
                    self.note(&days.join(", "));
                }
            }
        }
    }

    fn outcomes(&mut self, brief: DocId) {
        let here = self.here;
        for promise in here.site.promises(brief) {
            let mut words = here.site.item(promise.impact).title.clone();
            if let Some(kpi) = promise.kpi {
                let measure =
                    promise::measure_words(here.site, kpi, here.site.item(promise.impact));
                words = format!("{}: promised {measure}", here.site.doc(kpi).title);
            }
            if let Some(observed) = promise.observed_words(here.site) {
                words.push_str(&format!(", observed {observed}"));
            }
            if let Some(verdict) = promise::outcome(promise) {
                words.push_str(&format!(" ({})", verdict.word));
            }
            self.line('●', LABELS[3], &words);
        }
    }

    fn lessons(&mut self, brief: DocId) {
        let site = self.here.site;
        for retro in site.retros_of(brief) {
            let mut words = self.titled(End::Doc(retro));
            for day in days(self.here, retro) {
                words.push_str(&format!(", {day}"));
            }
            self.line('●', "Retro", &words);
            for lesson in site.items_of_in(retro, ItemKind::Lesson) {
                self.lesson(lesson);
            }
        }
    }

    fn lesson(&mut self, lesson: ItemId) {
        self.line('●', LABELS[LESSON], &self.titled(End::Item(lesson)));
        let uses = [(Relation::Applies, "applied in"), (Relation::SetsAside, "set aside in")];
        for (relation, words) in uses {
            let docs = self.here.site.uses_of(lesson, relation).into_iter();
            let docs: Vec<String> = docs.map(|doc| self.names.doc(doc).to_owned()).collect();
            if !docs.is_empty() {
                self.note(&format!("{words} {}", listed(&docs)));
            }
        }
    }

    /// Tells that nothing stands at a node: what is demanded with the place where it would stand.
    fn absent(&mut self, at: usize, link: ChainLink, chain: &Chain, brief: Option<DocId>) {
        let words = self.here.absent(at, link, brief);
        if link != ChainLink::Missing {
            return self.line('·', LABELS[at], &words);
        }
        self.line('○', LABELS[at], &format!("missing: {words}"));
        let source = |end: End| {
            let doc = self.here.site.graph.doc_of(end);
            self.here.site.doc(doc).path.to_string()
        };
        let place = match (at, brief, chain.nodes[0].end) {
            (0, Some(brief), _) => Some(format!("`serves` in {}", source(End::Doc(brief)))),
            (1, _, Some(objective @ End::Item(item))) if brief.is_none() => Some(format!(
                "a `[[kpi]]` at the end of \"{}\" in {}",
                self.here.site.item(item).title,
                source(objective)
            )),
            (1, Some(brief), _) => Some(format!("`## KPI impact` in {}", source(End::Doc(brief)))),
            (2, _, Some(objective)) => {
                Some(format!("a brief with serves = \"{}\"", self.names.end(objective)))
            }
            (3, Some(_), _) => {
                Some("values of the KPI after the ship date, or `## Outcomes` in a retro".into())
            }
            (LESSON, Some(brief), _) => Some(format!(
                "`## Lessons` in a retro with reviews = \"{}\"",
                self.names.doc(brief)
            )),
            _ => None,
        };
        if let Some(place) = place {
            self.note(&format!("would stand here: {place}"));
        }
    }
}

/// Returns the days of a document that have come: `proposed 19 Jan 2026`.
fn days(here: &Here, doc: DocId) -> Vec<String> {
    let front = &here.site.doc(doc).front;
    let dates: Vec<(&str, &Option<Spanned<Date>>)> = match &front.own {
        Own::Brief(brief) => vec![
            ("proposed", &brief.proposed),
            ("accepted", &brief.accepted),
            ("started", &brief.started),
            ("shipped", &brief.shipped),
            ("declined", &brief.declined),
            ("parked", &brief.parked),
        ],
        Own::Retro(retro) => vec![("held", &retro.held)],
        _ => Vec::new(),
    };
    let owner = front.owner.as_ref().map(|owner: &Text| here.person(&owner.value).text);
    let reached = dates.into_iter().filter_map(|(word, date)| Some((word, date.as_ref()?.value)));
    let reached = reached.filter(|(_, date)| here.site.reached(*date));
    let days = reached.map(|(word, date)| format!("{word} {}", date.long()));
    days.chain(owner.map(|owner| format!("owner {owner}"))).collect()
}
