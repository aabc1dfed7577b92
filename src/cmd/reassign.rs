//! `throughline reassign`: hands what a person owns over to another.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail};

use super::Terminal;
use super::build::site;
use super::summary::count;
use crate::config::Misuse;
use crate::diag::did_you_mean;
use crate::id::RelPath;
use crate::pipeline::{Options, Pipeline, Snapshot};
use crate::site::Owned;

/// Who hands over to whom.
#[derive(Clone, Debug)]
pub struct Request {
    /// The site.
    pub options: Options,
    /// Who owns it now: an id, an alias or a name.
    pub from: String,
    /// Who shall own it.
    pub to: String,
    /// Whether nothing is written.
    pub is_rehearsal: bool,
}

/// Writes the new owner wherever the old one owns a document or an open action.
///
/// # Errors
///
/// Where either is unknown, or a document cannot be written.
pub fn run(mut request: Request, terminal: &Terminal) -> anyhow::Result<u8> {
    request.options.root = site(&request.options.root)?;
    let root = request.options.root.clone();
    let snapshot = Pipeline::open(request.options)?.rebuild(None)?;
    let from = person(&snapshot, &request.from)?;
    let to = person(&snapshot, &request.to)?;
    if from == to {
        let message = format!("`{}` and `{}` are the same", request.from, request.to);
        return Err(Misuse::error(message, "name who hands over, then who takes over"));
    }
    let mut files: BTreeMap<RelPath, Vec<Owned>> = BTreeMap::new();
    for owned in snapshot.owned_by(&from) {
        files.entry(owned.path.clone()).or_default().push(owned);
    }
    let total: usize = files.values().map(Vec::len).sum();
    // All are read and changed before the first is written: what cannot be done is not half done.
    let texts: Vec<(&RelPath, String)> = files
        .iter()
        .map(|(path, owned)| Ok((path, handed_over(&root, path, owned, &to)?)))
        .collect::<anyhow::Result<_>>()?;
    for (path, text) in &texts {
        if !request.is_rehearsal {
            let real = root.join(path.as_str());
            std::fs::write(&real, text)
                .with_context(|| format!("cannot write {}", real.display()))?;
        }
        terminal.data(&format!("{path}\n"))?;
    }
    let verb = if request.is_rehearsal { "Would hand over" } else { "Handed over" };
    let (things, files) = (count(total, "thing", "things"), count(texts.len(), "file", "files"));
    terminal.note(&format!("{verb} {things} in {files} from {from} to {to}\n"));
    Ok(0)
}

/// Returns the id of a person or a team.
fn person(snapshot: &Snapshot, name: &str) -> anyhow::Result<String> {
    snapshot.person_id(name).ok_or_else(|| {
        let known = snapshot.people();
        let near = did_you_mean(name, known.iter().map(String::as_str));
        let hint = near.unwrap_or_else(|| "add them to people.toml first".to_owned());
        Misuse::error(format!("nobody is called `{name}`"), hint)
    })
}

/// Returns the text of a file with another owner in the places of the old one.
fn handed_over(root: &Path, path: &RelPath, owned: &[Owned], to: &str) -> anyhow::Result<String> {
    let real = root.join(path.as_str());
    let mut text = std::fs::read_to_string(&real)
        .with_context(|| format!("cannot read {}", real.display()))?;
    let mut places: Vec<&Owned> = owned.iter().collect();
    places.sort_by_key(|owned| std::cmp::Reverse(owned.name.span));
    // From the last to the first, so that the places before stay where they are.
    for Owned { name, .. } in places {
        let (start, end) = (name.span.start as usize, name.span.end as usize);
        let written = text.get(start..end).unwrap_or_default();
        let bare = name.value.strip_prefix('@').unwrap_or(&name.value);
        let Some(at) = written.find(bare).filter(|_| !bare.is_empty()) else {
            bail!("{path} has changed meanwhile; nothing was written");
        };
        text.replace_range(start + at..start + at + bare.len(), to);
    }
    Ok(text)
}
