//! The protocol by which a browser is driven, over a pair of pipes: commands go in, answers and events
//! come out, each a JSON text that a zero byte ends. What is described by the protocol itself stays
//! JSON here: a typed copy of it would be a hundred times as long as what the tests ask for.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything may take before the test fails.
pub(crate) const DEADLINE: Duration = Duration::from_secs(60);

/// A running browser and the two ends of its pipes.
pub(crate) struct Link {
    browser: Child,
    commands: ChildStdin,
    messages: mpsc::Receiver<Value>,
    /// What was heard of each session and not yet asked for.
    events: HashMap<String, Vec<Value>>,
    sent: u64,
}

impl Drop for Link {
    fn drop(&mut self) {
        // One that has ended by itself needs no ending.
        drop(self.browser.kill());
        drop(self.browser.wait());
    }
}

impl Link {
    /// Starts a browser with a profile in a folder.
    pub(crate) fn start(program: &Path, flags: &[&str], profile: &Path) -> Link {
        // The browser listens on descriptor 3 and answers on 4, which a shell can hand over.
        let mut browser = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 0</dev/null 1>/dev/null"])
            .arg(program)
            .args(["--headless", "--remote-debugging-pipe"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .args(flags)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut answers = BufReader::new(browser.stdout.take().unwrap());
        let (hear, messages) = mpsc::channel();
        std::thread::spawn(move || {
            let mut text = Vec::new();
            while answers.read_until(0, &mut text).is_ok_and(|read| read > 0) {
                text.pop();
                let Ok(message) = serde_json::from_slice(&text) else { return };
                if hear.send(message).is_err() {
                    return;
                }
                text.clear();
            }
        });
        let commands = browser.stdin.take().unwrap();
        Link { browser, commands, messages, events: HashMap::new(), sent: 0 }
    }

    /// Sends a command, to a page where a session is named, and returns what is answered.
    pub(crate) fn call(
        &mut self,
        session: Option<&str>,
        method: &str,
        parameters: Value,
    ) -> Result<Value, String> {
        self.sent += 1;
        let id = self.sent;
        let mut command = json!({ "id": id, "method": method });
        command["params"] = parameters;
        if let Some(session) = session {
            command["sessionId"] = session.into();
        }
        let mut text = serde_json::to_vec(&command).unwrap();
        text.push(0);
        self.commands.write_all(&text).unwrap();
        let end = Instant::now() + DEADLINE;
        loop {
            let mut message = self.hear(end).ok_or_else(|| format!("{method}: no answer"))?;
            if message["id"] != id {
                self.keep(message);
                continue;
            }
            return match message["error"]["message"].as_str() {
                Some(error) => Err(format!("{method}: {error}")),
                None => Ok(message["result"].take()),
            };
        }
    }

    /// Returns the oldest event of a session with a name, waiting for it until a moment.
    pub(crate) fn event(&mut self, session: &str, name: &str, end: Instant) -> Option<Value> {
        loop {
            let events = self.events.entry(session.to_owned()).or_default();
            if let Some(at) = events.iter().position(|event| event["method"] == name) {
                return Some(events.remove(at));
            }
            let message = self.hear(end)?;
            self.keep(message);
        }
    }

    /// Returns all events of a session but those with a name, and forgets them.
    pub(crate) fn events_but(&mut self, session: &str, name: &str) -> Vec<Value> {
        let events = self.events.entry(session.to_owned()).or_default();
        let (kept, taken) = events.drain(..).partition(|event| event["method"] == name);
        *events = kept;
        taken
    }

    fn hear(&self, end: Instant) -> Option<Value> {
        let left = end.saturating_duration_since(Instant::now());
        self.messages.recv_timeout(left).ok()
    }

    fn keep(&mut self, event: Value) {
        if let Some(session) = event["sessionId"].as_str() {
            self.events.entry(session.to_owned()).or_default().push(event);
        }
    }
}
