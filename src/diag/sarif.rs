//! Findings as SARIF, which code scanners exchange.

use std::borrow::Cow;

use serde::Serialize;

use super::{Code, Diagnostic, Lines, Severity};

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Outcome<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: String,
    short_description: Words<'static>,
    default_configuration: Level,
}

#[derive(Serialize)]
struct Level {
    level: &'static str,
}

#[derive(Serialize)]
struct Words<'a> {
    text: Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: String,
    level: &'static str,
    message: Words<'a>,
    locations: [Location; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

/// The findings of one run on their way into a SARIF log.
#[derive(Default)]
pub struct Sarif<'a> {
    results: Vec<Outcome<'a>>,
}

impl<'a> Sarif<'a> {
    /// Adds a finding in a file with the given lines.
    pub fn add(&mut self, finding: &'a Diagnostic, lines: &Lines<'_>) {
        let place = lines.locate(finding.span);
        let text = match &finding.hint {
            Some(hint) => format!("{}; {hint}", finding.message).into(),
            None => finding.message.as_str().into(),
        };
        let region = Region {
            start_line: place.start.line,
            start_column: place.start.column,
            end_line: place.end.line,
            end_column: place.end.column,
        };
        let uri = encoded(finding.path.as_str());
        let physical_location = Physical { artifact_location: Artifact { uri }, region };
        self.results.push(Outcome {
            rule_id: finding.code.to_string(),
            level: level(finding.severity),
            message: Words { text },
            locations: [Location { physical_location }],
        });
    }

    /// Returns the log, as [SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)
    /// has it.
    pub fn finish(self) -> String {
        let rule = |code: Code| Rule {
            id: code.to_string(),
            short_description: Words { text: code.title().into() },
            default_configuration: Level { level: level(code.severity()) },
        };
        let driver = Driver {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            rules: Code::all().map(rule).collect(),
        };
        let run =
            Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results: self.results };
        let log = Log {
            schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            version: "2.1.0",
            runs: [run],
        };
        serde_json::to_string(&log).expect("strings and numbers always serialise")
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Reminder => "note",
    }
}

/// Returns a path as a relative address: what is neither unreserved nor a slash is percent-encoded.
fn encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::tests::finding;

    #[test]
    fn a_log_holds_every_rule_and_the_findings_at_their_places() {
        let (finding, mut sarif) = (finding(), Sarif::default());
        sarif.add(&finding, &Lines::of("# é\n\nlink it"));
        let log: serde_json::Value = serde_json::from_str(&sarif.finish()).unwrap();
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(rules.len(), Code::all().count());
        assert!(
            rules
                .iter()
                .any(|rule| rule["id"] == "TL006"
                    && rule["defaultConfiguration"]["level"] == "error")
        );
        let found = &run["results"][0];
        assert_eq!((&found["ruleId"], &found["level"]), (&"TL006".into(), &"error".into()));
        let place = &found["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "content/briefs/a%2C%20b.md");
        let region = serde_json::json!({
            "startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 5,
        });
        assert_eq!(place["region"], region);
    }
}
