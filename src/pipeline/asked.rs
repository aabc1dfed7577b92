//! What commands ask of a snapshot beside its pages: lists, chains, names, and what a mending writes.

use crate::diag::did_you_mean;
use crate::doc::SurveyFields;
use crate::id::{Date, RelPath};
use crate::kind::{ItemKind, Kind};
use crate::render::{DigestForm, Noise, Query, Suggestion, Unknown};
use crate::site::{Edit, Pinned, Refusal};

use super::Snapshot;

impl Snapshot {
    /// Returns documents or items of a kind, as text.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the conditions.
    pub fn list(&self, query: &Query) -> Result<String, Vec<Unknown>> {
        self.press().list(query)
    }

    /// Returns the chain in which a document or item stands, as text.
    ///
    /// # Errors
    ///
    /// Where nothing that stands in a chain has the name.
    pub fn trace(&self, name: &str) -> Result<String, Unknown> {
        self.press().trace(name)
    }

    /// Returns what happened from a day on and what waits for whom, as text.
    pub fn digest(&self, since: Date, form: DigestForm) -> String {
        self.press().digest(since, form)
    }

    /// Returns the references by which briefs may name an objective, in order.
    pub fn objectives(&self) -> Vec<String> {
        let objectives = self.site.items_of(ItemKind::Objective);
        let mut names: Vec<String> = objectives
            .map(|item| {
                let vision = self.site.doc(self.site.doc_of_item(item));
                format!("{}#{}", vision.id, self.site.item(item).anchor)
            })
            .collect();
        names.sort_unstable();
        names
    }

    /// Returns the lessons that a brief on some objectives would match best if it began today.
    ///
    /// # Errors
    ///
    /// Where an objective is unknown.
    pub fn lessons_for(&self, objectives: &[String]) -> Result<Vec<Suggestion>, Unknown> {
        self.press().lessons_for(objectives)
    }

    /// Returns how large a change would have to be to show, for each KPI that measures some objectives.
    pub fn noise(&self, objectives: &[String]) -> Vec<Noise> {
        self.press().noise(objectives)
    }

    /// Returns what the document of a survey says.
    ///
    /// # Errors
    ///
    /// Where no survey, or more than one, has the id.
    pub fn survey(&self, id: &str) -> Result<SurveyFields, Unknown> {
        let surveys = || self.site.docs_of(Kind::Survey).map(|doc| (self.site.doc(doc), doc));
        let mut found = surveys().filter(|(doc, _)| doc.id == id);
        match (found.next(), found.next()) {
            (Some((_, doc)), None) => Ok(self.site.survey(doc).cloned().unwrap_or_default()),
            (Some(_), Some(_)) => {
                let message = format!("several surveys have the id `{id}`");
                Err(Unknown { message, hint: "give each an id of its own".to_owned() })
            }
            (None, _) => {
                let ids: Vec<&str> = surveys().map(|(doc, _)| doc.id.as_str()).collect();
                let near = did_you_mean(id, ids.iter().copied());
                let hint = near.unwrap_or_else(|| match ids.as_slice() {
                    [] => "make one: `throughline new survey TITLE`".to_owned(),
                    ids => format!("the surveys are {}", ids.join(", ")),
                });
                Err(Unknown { message: format!("there is no survey `{id}`"), hint })
            }
        }
    }

    /// Returns the ids of all documents, in order.
    pub fn document_ids(&self) -> Vec<String> {
        let mut ids: Vec<String> = self.site.graph.docs().map(|(_, doc)| doc.id.clone()).collect();
        ids.sort_unstable();
        ids
    }

    /// Returns the id of the person or the team that a name means, where it is known; without a file of
    /// people, any name is known.
    pub fn person_id(&self, name: &str) -> Option<String> {
        let people = &self.site.graph.people;
        people.knows(name).then(|| people.id_of(name).unwrap_or(name).to_owned())
    }

    /// Returns the ids of all people and teams.
    pub fn people(&self) -> Vec<String> {
        self.site.graph.people.ids().map(str::to_owned).collect()
    }

    /// Returns how another takes over the documents and the open actions of a person or a team.
    ///
    /// # Errors
    ///
    /// The file that writes the owner in a way that cannot be replaced.
    pub fn handed_over(&self, from: &str, to: &str) -> Result<Vec<Edit>, RelPath> {
        self.site.handed_over(from, to)
    }

    /// Returns what a brief serves, to be pinned.
    ///
    /// # Errors
    ///
    /// Where there is no such brief, or it serves nothing that is there.
    pub fn to_pin(&self, brief: &str) -> Result<Pinned, Refusal> {
        self.site.to_pin(brief)
    }
}
