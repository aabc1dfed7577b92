//! How long a save takes until the browser is told, and until the page is right.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::corpus;
use crate::process::{Running, peak, program};

/// How many saves are timed of each kind.
const SAVES: usize = 15;

/// What was seen of a preview.
pub(crate) struct Seen {
    /// From the start until the server answers.
    pub(crate) ready: Duration,
    /// Saves that change the text of a paragraph.
    pub(crate) bodies: Saves,
    /// Saves that change a title.
    pub(crate) titles: Saves,
    /// The highest amount of memory, in KiB.
    pub(crate) peak_kib: u64,
}

/// What was seen of some saves, each list in ascending order.
pub(crate) struct Saves {
    /// Until the browser was told.
    pub(crate) told: Vec<Duration>,
    /// Until the page was there with the new words.
    pub(crate) right: Vec<Duration>,
    /// How many routes a save changed; nothing where any page may have, and each open one asks.
    pub(crate) changed: Vec<Option<usize>>,
}

/// Serves a generated handbook and saves documents in it.
pub(crate) fn run(root: &Path, briefs: usize) -> Seen {
    let started = Instant::now();
    let mut command = program();
    command.args(["serve", "-p", "0"]).arg(root);
    let mut child = Running(command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(child.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("http://").unwrap().trim_end_matches('/').to_owned();
    get(&address, "/");
    let ready = started.elapsed();
    let mut events = Events::open(&address);
    let mut saves = |kind: fn(&str, usize) -> (String, String)| {
        let mut saves = Saves { told: Vec::new(), right: Vec::new(), changed: Vec::new() };
        for at in 0..SAVES {
            let brief = corpus::brief((at * 97 + 5) % briefs);
            let file = root.join(format!("content/{brief}.md"));
            let text = std::fs::read_to_string(&file).unwrap();
            let (text, words) = kind(&text, at);
            let page = format!("{brief}.html");
            let saved = Instant::now();
            std::fs::write(&file, text).unwrap();
            let changed = events.until(&page);
            saves.told.push(saved.elapsed());
            let shown = get(&address, &format!("/{page}"));
            saves.right.push(saved.elapsed());
            assert!(shown.contains(&words), "{page} is told, but not right");
            saves.changed.push(changed);
        }
        saves.told.sort_unstable();
        saves.right.sort_unstable();
        saves.changed.sort_unstable();
        saves
    };
    let bodies = saves(|text, at| {
        let (head, tail) = text.split_once("## Evidence\n\n").unwrap();
        let (_, tail) = tail.split_once(' ').unwrap();
        let words = format!("Saved{at}");
        (format!("{head}## Evidence\n\n{words} {tail}"), words)
    });
    let titles = saves(|text, at| {
        let (head, tail) = text.split_once("\n# Brief").unwrap();
        let words = format!("Retitled {at}");
        (format!("{head}\n# Brief {words}{tail}"), words)
    });
    let peak_kib = peak(child.0.id()).unwrap();
    Seen { ready, bodies, titles, peak_kib }
}

/// The stream of events that an open page listens to.
struct Events(BufReader<TcpStream>);

impl Events {
    fn open(address: &str) -> Events {
        let mut stream = connect(address);
        let request = format!("GET /_throughline/events HTTP/1.1\r\nHost: {address}\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut events = Events(BufReader::new(stream));
        while events.line() != "" {}
        events
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Waits until a page is told to have changed; returns how many changed with it, or nothing where
    /// any page may have.
    fn until(&mut self, page: &str) -> Option<usize> {
        loop {
            let line = self.line();
            let Some(data) = line.strip_prefix("data: ") else { continue };
            let message: serde_json::Value = serde_json::from_str(data).unwrap();
            assert_eq!(message["html"], "", "the save has broken something");
            let changed = message["changed"].as_array().unwrap();
            if changed.is_empty() && message["kind"] == "reload" {
                return None;
            }
            if changed.iter().any(|path| path == page) {
                return Some(changed.len());
            }
        }
    }
}

fn connect(address: &str) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

fn get(address: &str, path: &str) -> String {
    let mut stream = connect(address);
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    assert!(
        text.starts_with("HTTP/1.1 200"),
        "{path}: {}",
        text.lines().next().unwrap_or_default()
    );
    text
}
