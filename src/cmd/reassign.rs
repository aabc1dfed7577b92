//! `throughline reassign`: hands what a person owns over to another.

use super::build::site;
use super::summary::count;
use super::{Terminal, rewrite};
use crate::config::Misuse;
use crate::diag::did_you_mean;
use crate::pipeline::{Options, Pipeline, Snapshot};

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
    let mut pipeline = Pipeline::open(request.options)?;
    let snapshot = pipeline.rebuild(None)?;
    let from = person(&snapshot, &request.from)?;
    let to = person(&snapshot, &request.to)?;
    if from == to {
        let message = format!("`{}` and `{}` are the same", request.from, request.to);
        return Err(Misuse::error(message, "name who hands over, then who takes over"));
    }
    let is_fit = |letter: char| letter.is_alphanumeric() || "-_.".contains(letter);
    if !to.chars().all(is_fit) || !to.ends_with(char::is_alphanumeric) {
        let message = format!("`{}` is no name that a mark can hold", request.to);
        let hint = "write letters, digits and -_. only, as in `@ana-ito`, without the @";
        return Err(Misuse::error(message, hint));
    }
    let edits = snapshot.handed_over(&from, &to).map_err(|path| {
        let message = format!("{path} writes the name of its owner with escapes");
        Misuse::error(message, "write the name as it is; nothing was written")
    })?;
    let files = rewrite::all(&pipeline, &edits)?;
    for file in &files {
        if !request.is_rehearsal {
            file.write()?;
        }
        terminal.data(&format!("{}\n", file.path))?;
    }
    let verb = if request.is_rehearsal { "Would hand over" } else { "Handed over" };
    let (things, files) =
        (count(edits.len(), "thing", "things"), count(files.len(), "file", "files"));
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
