//! What is to be rewritten where files move.
//!
//! Duty: keep every reference leading to where it led, and every old address alive. Inputs: a corpus, its
//! graph, and the new place of each file that moves. Outputs: [`Edit`]s in the files as they are before
//! the move, or why it is refused.
//!
//! **Architecture invariants.** A reference that still leads where it led is not touched. What a document
//! is called and which kind it is after the move is asked of the parser.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::{self, Corpus, data_file};
use crate::diag::Code;
use crate::doc::{self, Doc, LinkForm, ParseOptions};
use crate::id::{DocId, RelPath};

use super::address::page_path;
use super::alias;
use super::edit::{Edit, of_patterns, settled, verbatim};
use super::graph::Graph;
use super::names::Names;
use super::node::{End, Target};
use super::prose;
use super::reference::{By, Parts, Reference, references};
use super::routes::redirect_path;
use super::spelling::{encoded, way};

/// Why nothing is moved, and what to do next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// What is the case.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// Files on their way to another place.
pub struct Moving<'a> {
    corpus: &'a Corpus,
    graph: &'a Graph,
    names: Names<'a>,
    /// Where each file that moves will be.
    files: BTreeMap<RelPath, RelPath>,
    /// What the documents that move will be.
    docs: BTreeMap<DocId, Doc>,
}

impl<'a> Moving<'a> {
    /// Looks at files that are to move, each given with its new place.
    ///
    /// # Errors
    ///
    /// Where a document would change its kind, or cannot be read.
    pub fn of(
        corpus: &'a Corpus,
        graph: &'a Graph,
        files: BTreeMap<RelPath, RelPath>,
    ) -> Result<Moving<'a>, Refused> {
        let config = &corpus.config;
        let people = &config.people;
        if files.contains_key(people) {
            let message = format!("the configuration names `{people}` as `people`");
            let hint = "move that file by itself first, and change `people`".to_owned();
            return Err(Refused { message, hint });
        }
        let options = ParseOptions::of(config);
        let taken: BTreeSet<&RelPath> = files.values().collect();
        let is_there = |path: &RelPath| {
            taken.contains(path) || (corpus.has_text(path) && !files.contains_key(path))
        };
        let mut docs = BTreeMap::new();
        for (id, old) in graph.docs() {
            let Some(path) = files.get(&old.path) else { continue };
            if let Some(finding) = old.findings.iter().find(|finding| finding.code == Code(1)) {
                let message = format!("{} cannot be read: {}", old.path, finding.message);
                return Err(Refused { message, hint: "mend it first".to_owned() });
            }
            let Some(location) = corpus::location(path, &config.content, is_there) else {
                continue;
            };
            let new = doc::parse(path, &old.text, old.digest, &location, &options);
            if new.kind != old.kind {
                let message = format!(
                    "{} is a {}, and would be a {} at {path}",
                    old.path,
                    old.kind.words(),
                    new.kind.words()
                );
                let hint = format!(
                    "write `kind` into its front matter first: \"{}\" if it is to stay one, \"{}\" if not",
                    old.kind.name(),
                    new.kind.name()
                );
                return Err(Refused { message, hint });
            }
            docs.insert(id, new);
        }
        let names = Names::new(&graph.nodes, &graph.items);
        Ok(Moving { corpus, graph, names, files, docs })
    }

    /// Returns what to write where; the places are those before the move.
    ///
    /// # Errors
    ///
    /// Where the front matter of a document takes no alias.
    pub fn edits(&self) -> Result<Vec<Edit>, Refused> {
        let mut edits = Vec::new();
        let mut refused = None;
        for (from, doc) in self.graph.docs() {
            references(self.graph, from, |reference| {
                let Some(new) = self.rewritten(&reference, doc) else { return };
                if !reference.holds(doc, &new) {
                    refused = refused.take().or(Some((doc, new)));
                    return;
                }
                let (path, old) = (doc.path.clone(), reference.written.to_owned());
                edits.push(Edit { path, span: reference.span, old, new });
            });
        }
        if let Some((doc, new)) = refused {
            let message = format!("{} refers to it in a way that cannot hold `{new}`", doc.path);
            let hint = "choose a name of letters, digits, `-`, `_` and `.`".to_owned();
            return Err(Refused { message, hint });
        }
        for (id, new) in &self.docs {
            edits.extend(self.aliases(self.graph.doc(*id), new)?);
        }
        edits.extend(self.patterns());
        Ok(settled(edits))
    }

    /// Returns how a reference has to be written after the move, where not as it is.
    fn rewritten(&self, reference: &Reference<'a>, doc: &Doc) -> Option<String> {
        let from = &doc.path;
        let parts = reference.parts();
        if parts.name.is_empty() {
            return None;
        }
        if matches!(reference.by, By::Data) {
            let old =
                data_file(doc, &self.corpus.config.content, |file| self.corpus.has_text(file))?;
            return self.way(reference, from, &old, &parts);
        }
        let to = self.leads_to(reference);
        if reference.is_path() {
            if matches!(reference.by, By::Link(_, Target::External | Target::Broken)) {
                return None;
            }
            let path = reference.target_path(self.corpus, from, parts.name)?;
            let is_file = self.corpus.has_text(&path) || self.corpus.assets.contains(&path);
            if is_file || prose::document(&self.names, &path).is_some() {
                return self.way(reference, from, &path, &parts);
            }
            return self.renamed(reference, to?, &parts);
        }
        let to = to?;
        if !self.names.documents(parts.kind, parts.name).is_empty() {
            return self.renamed(reference, to, &parts);
        }
        // What is left are bare ids of items, which stay, and paths in wiki links.
        let is_path = parts.name.contains('/') || parts.name.ends_with(".md");
        let is_wiki = matches!(reference.by, By::Link(link, _) if link.form == LinkForm::Wiki);
        let path = &self.graph.doc(to).path;
        (is_path && is_wiki).then(|| self.way(reference, from, path, &parts)).flatten()
    }

    /// Returns the document to which a reference leads today.
    fn leads_to(&self, reference: &Reference<'a>) -> Option<DocId> {
        match reference.by {
            By::Field(wanted) => {
                let end = self.names.resolve(reference.written, wanted, reference.from).ok()?;
                Some(match end {
                    End::Doc(doc) => doc,
                    End::Item(item) => self.graph.items[item.index()].doc,
                })
            }
            By::Link(_, target) => match target {
                Target::Page { doc, .. } | Target::Chart(doc, _) | Target::Download(doc) => {
                    Some(*doc)
                }
                Target::External | Target::Asset(_) | Target::Broken => None,
            },
            By::Data => None,
        }
    }

    /// Returns a reference by path with the way from the new place of its document to the new place of
    /// its target, where the old way does not lead there any more.
    fn way(
        &self,
        reference: &Reference<'a>,
        from: &RelPath,
        target: &RelPath,
        parts: &Parts<'a>,
    ) -> Option<String> {
        let content = &self.corpus.config.content;
        let from = self.files.get(from).unwrap_or(from);
        let target = self.new_place(target);
        let has_extension = parts.name.ends_with(&format!(".{}", target.extension()));
        let is_short = !reference.is_path() && !has_extension && target.extension() == "md";
        let now = reference.target_path(self.corpus, from, parts.name);
        let leads_there = now.is_some_and(|now| {
            now == target
                || (is_short && RelPath::new(&format!("{now}.md")).as_ref() == Some(&target))
        });
        if leads_there {
            return None;
        }
        let mut way = way(from, &target, content, parts.name);
        if is_short {
            way.truncate(way.len() - ".md".len());
        }
        if parts.name.ends_with('/') {
            way.push('/');
        }
        let way = if reference.is_path() { encoded(&way) } else { way };
        Some(parts.with(Some(&way), None))
    }

    /// Returns the new place of a file, or of a folder that a document introduces.
    fn new_place(&self, path: &RelPath) -> RelPath {
        if let Some(new) = self.files.get(path) {
            return new.clone();
        }
        let doc = prose::document(&self.names, path);
        match doc.and_then(|doc| self.docs.get(&doc)) {
            Some(new) if new.is_index => new.path.parent(),
            Some(new) => new.path.clone(),
            None => path.clone(),
        }
    }

    /// Returns a reference by name with the new name of its document, where that has another one, or
    /// where another document will have the one that is written.
    fn renamed(&self, reference: &Reference<'a>, to: DocId, parts: &Parts<'a>) -> Option<String> {
        let old = self.graph.doc(to);
        let new = self.docs.get(&to).unwrap_or(old);
        let bare = parts.name.strip_suffix(".md").unwrap_or(parts.name);
        let may_mean = |other: &Doc| match reference.by {
            By::Field(wanted) => parts.raw_anchor.is_some() || wanted.docs.contains(&other.kind),
            By::Link(..) | By::Data => true,
        };
        let is_taken = || {
            self.graph.docs().any(|(id, other)| {
                let other = self.docs.get(&id).unwrap_or(other);
                id != to
                    && other.id == new.id
                    && may_mean(other)
                    && parts.kind.is_none_or(|kind| kind == other.kind)
            })
        };
        let name = if parts.name == old.id {
            let is_new = new.id != old.id;
            // Only a document that moves can take a name.
            let is_taken = (is_new || self.takes(&old.id)) && is_taken();
            match (is_taken, is_new) {
                (true, _) => new.location.to_string(),
                (false, true) => new.id.clone(),
                (false, false) => return None,
            }
        } else if bare == old.location.as_str() {
            let extension = &parts.name[bare.len()..];
            format!("{}{extension}", new.location)
        } else {
            // An alias stays one.
            return None;
        };
        (name != parts.name).then(|| parts.with(Some(&name), None))
    }

    /// Returns whether a document gets an id that it did not have.
    fn takes(&self, id: &str) -> bool {
        self.docs.iter().any(|(doc, new)| new.id == id && self.graph.doc(*doc).id != id)
    }

    /// Returns the edits by which the old addresses of a document lead to its new one.
    fn aliases(&self, old: &Doc, new: &Doc) -> Result<Vec<Edit>, Refused> {
        let urls = self.corpus.config.urls;
        let written = |location: &str| match location.contains('/') {
            true => location.to_owned(),
            // A bare name would redirect from beside the new place.
            false => page_path(location, urls),
        };
        let is_generated = match old.location.as_str() {
            "index" | "404" | "start-here" => true,
            _ => old.is_index && self.has_list(&old.location.parent()),
        };
        let here = page_path(new.location.as_str(), urls);
        let address = page_path(old.location.as_str(), urls);
        let mut wanted: Vec<(String, String)> = Vec::new();
        if !is_generated && address != here {
            wanted.push((address, written(old.location.as_str())));
        }
        let mut edits = Vec::new();
        let mut kept: BTreeSet<String> = BTreeSet::new();
        for alias in &old.front.aliases {
            let was = redirect_path(&alias.value, &old.location, urls);
            let is = redirect_path(&alias.value, &new.location, urls);
            // What redirects from the new place would be in its own way: it makes room for the old one.
            if is == here {
                let (address, name) = match wanted.is_empty() {
                    true => continue,
                    false => wanted.remove(0),
                };
                if let Some(span) = verbatim(&old.text, alias.span, &alias.value) {
                    let (path, old) = (old.path.clone(), alias.value.clone());
                    edits.push(Edit { path, span, old, new: name });
                    kept.insert(address);
                }
                continue;
            }
            if was != is {
                let sibling = old.location.parent().join(&alias.value);
                wanted.extend(sibling.map(|path| (was, written(path.as_str()))));
            }
            kept.insert(is);
        }
        let missing = wanted.into_iter().filter(|(address, _)| !kept.contains(address));
        let missing: Vec<String> = missing.map(|(_, name)| name).collect();
        match alias::added(old, &missing, self.corpus.config.front_matter) {
            Some(added) => edits.extend(added),
            None => {
                let message = format!("the front matter of {} takes no alias as it is", old.path);
                let names: Vec<String> = missing.iter().map(|name| doc::quoted(name)).collect();
                let hint = format!("add {} to its `aliases` first", names.join(" and "));
                return Err(Refused { message, hint });
            }
        }
        Ok(edits)
    }

    /// Returns whether a folder at the top will still hold documents, and so have a list at its address.
    fn has_list(&self, folder: &RelPath) -> bool {
        let mut docs = self.graph.docs().map(|(id, doc)| self.docs.get(&id).unwrap_or(doc));
        folder.parent().is_root()
            && docs.any(|doc| doc.location.within(folder).is_some_and(|below| !below.is_empty()))
    }

    /// Returns the edits of paths in the configuration that name exactly what moves.
    fn patterns(&self) -> Vec<Edit> {
        let below = |path: &RelPath| path.within(&self.corpus.config.content).map(str::to_owned);
        of_patterns(self.corpus, |pattern| {
            let is_named = |old: &RelPath| below(old).as_deref() == Some(pattern);
            below(self.files.iter().find(|(old, _)| is_named(old))?.1)
        })
    }
}
