//! What open pages are told.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, KeepAliveStream, Sse};
use serde::Serialize;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::stage::{Scene, Viewer};
use crate::id::RelPath;

type Events = ReceiverStream<Result<Event, Infallible>>;

/// One message.
#[derive(Serialize)]
struct Message<'a> {
    generation: u64,
    kind: &'static str,
    changed: Vec<&'a str>,
    html: &'a str,
}

/// How far a page has been told.
struct Told {
    generation: u64,
    /// What it shows of findings, where that is known: a page that comes back may show old ones.
    findings: Option<Arc<str>>,
}

/// Answers with the events after the generation `since`; from now on where a page knows of none.
pub(super) fn stream(viewer: &Viewer, since: Option<u64>) -> Sse<KeepAliveStream<Events>> {
    let (sender, receiver) = mpsc::channel(16);
    let mut slot = viewer.slot.clone();
    tokio::spawn(async move {
        let generation = since.unwrap_or_else(|| slot.borrow().generation);
        let findings = since.is_none().then(|| "".into());
        let mut told = Told { generation, findings };
        loop {
            let scene = slot.borrow_and_update().clone();
            for event in news(&scene, &mut told) {
                if sender.send(Ok(event)).await.is_err() {
                    return;
                }
            }
            let next = tokio::select! {
                next = slot.changed() => next,
                () = sender.closed() => return,
            };
            if next.is_err() {
                return;
            }
        }
    });
    let alive = KeepAlive::new().interval(Duration::from_secs(15));
    Sse::new(ReceiverStream::new(receiver)).keep_alive(alive)
}

/// Returns what a page has not been told yet.
fn news(scene: &Scene, told: &mut Told) -> Vec<Event> {
    let mut events = Vec::new();
    if told.findings.as_ref() != Some(&scene.findings) {
        events.push(event(scene, "findings", Vec::new()));
        told.findings = Some(Arc::clone(&scene.findings));
    }
    if told.generation != scene.generation {
        match missed(scene, told.generation) {
            Missed::Nothing => {}
            Missed::Everything => events.push(event(scene, "reload", Vec::new())),
            Missed::Paths(paths) => {
                let is_style = paths.iter().all(|path| path.extension() == "css");
                let kind = if is_style { "css" } else { "reload" };
                let paths = paths.iter().map(|path| path.as_str()).collect();
                events.push(event(scene, kind, paths));
            }
        }
        told.generation = scene.generation;
    }
    events
}

enum Missed<'a> {
    Nothing,
    Paths(BTreeSet<&'a RelPath>),
    Everything,
}

/// Returns what changed since a generation: everything where that is out of memory, or where the
/// page comes from a server that ran before this one.
fn missed(scene: &Scene, since: u64) -> Missed<'_> {
    if since > scene.generation || since < scene.forgotten {
        return Missed::Everything;
    }
    let later = || scene.changes.iter().filter(|change| change.generation > since);
    if later().any(|change| change.paths.is_empty()) {
        return Missed::Everything;
    }
    let paths: BTreeSet<&RelPath> = later().flat_map(|change| change.paths.iter()).collect();
    if paths.is_empty() { Missed::Nothing } else { Missed::Paths(paths) }
}

fn event(scene: &Scene, kind: &'static str, changed: Vec<&str>) -> Event {
    let html = &*scene.findings;
    let message = Message { generation: scene.generation, kind, changed, html };
    let data = serde_json::to_string(&message).expect("strings and numbers always serialise");
    Event::default().id(scene.generation.to_string()).data(data)
}
