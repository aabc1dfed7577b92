//! `throughline pin`: notes in briefs what the objectives that they serve are today.

use anyhow::Context;

use super::Terminal;
use super::build::site;
use super::rewrite::replace;
use super::summary::count;
use crate::config::Misuse;
use crate::doc::{Row, Written, with_rows};
use crate::id::Date;
use crate::pipeline::{Options, Pipeline};
use crate::site::Pinned;

/// What to pin.
#[derive(Clone, Debug)]
pub struct Request {
    /// The site.
    pub options: Options,
    /// The briefs, as references name them.
    pub briefs: Vec<String>,
}

/// Writes into the front matter of briefs what they serve, in the place of what was pinned before.
///
/// # Errors
///
/// Where a brief is unknown or serves nothing, or its file cannot be written.
pub fn run(mut request: Request, terminal: &Terminal) -> anyhow::Result<u8> {
    request.options.root = site(&request.options.root)?;
    let mut pipeline = Pipeline::open(request.options)?;
    let snapshot = pipeline.rebuild(None)?;
    let mut pinned: Vec<Pinned> = Vec::new();
    for name in &request.briefs {
        let brief = snapshot.to_pin(name);
        let brief = brief.map_err(|refusal| Misuse::error(refusal.message, refusal.hint))?;
        if !pinned.contains(&brief) {
            pinned.push(brief);
        }
    }
    // All are read and changed before the first is written: what cannot be done is not half done.
    let mut texts = Vec::new();
    for brief in &pinned {
        let real = pipeline.real(&brief.path);
        let real = real.with_context(|| format!("{} is no file of the site", brief.path))?;
        let text = std::fs::read_to_string(&real)
            .with_context(|| format!("cannot read {}", real.display()))?;
        let rows = rows(brief, snapshot.as_of());
        let new = with_rows(&brief.path, &text, "pinned", "serves", &rows).ok_or_else(|| {
            let message = format!("the front matter of {} leaves no room for `pinned`", brief.path);
            Misuse::error(
                message,
                "write `serves` on a line of its own, take `pinned` out, and pin again",
            )
        })?;
        texts.push((real, new));
    }
    for ((real, text), brief) in texts.iter().zip(&pinned) {
        replace(real, text)?;
        terminal.data(&format!("{}\n", brief.path))?;
    }
    let objectives = pinned.iter().map(|brief| brief.objectives.len()).sum();
    let objectives = count(objectives, "objective", "objectives");
    let briefs = count(pinned.len(), "brief", "briefs");
    terminal.note(&format!("Pinned {objectives} in {briefs}\n"));
    Ok(0)
}

/// Returns the entries of `pinned`; what an objective does not have is left out.
fn rows(brief: &Pinned, day: Date) -> Vec<Row> {
    let row = |(target, terms): &(String, crate::site::Terms)| {
        let text = |key, text: &String| (key, Written::Text(text.clone()));
        let mut row = vec![text("target", target), ("date", Written::Date(day))];
        let words = [("title", &terms.title), ("measure", &terms.measure)];
        row.extend(
            words.into_iter().filter(|(_, text)| !text.is_empty()).map(|(key, of)| text(key, of)),
        );
        row.push(text("hash", &terms.hash));
        row
    };
    brief.objectives.iter().map(row).collect()
}
