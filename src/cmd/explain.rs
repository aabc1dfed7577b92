//! `throughline explain`: what a rule means, on the terminal or as pages of a manual.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::Terminal;
use crate::config::Misuse;
use crate::diag::{Code, did_you_mean};

/// What to explain.
#[derive(Clone, Debug)]
pub struct Request {
    /// The code of a rule; all rules where there is none.
    pub code: Option<String>,
    /// How it is written.
    pub form: Form,
    /// The folder that gets a page for each rule, and a list of them.
    pub output: Option<PathBuf>,
}

/// How a rule is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// As text for a terminal.
    Text,
    /// As a document of a handbook.
    Markdown,
}

/// Prints the text of a rule, or the list of all, or writes a page for each.
///
/// # Errors
///
/// Where there is no such rule, or a page cannot be written.
pub fn run(request: &Request, terminal: &Terminal) -> anyhow::Result<u8> {
    let code = request.code.as_deref().map(rule).transpose()?;
    if let Some(folder) = &request.output {
        if request.form == Form::Text || code.is_some() {
            let hint = "write `throughline explain --format markdown -o DIR`, without a code";
            return Err(Misuse::error("a folder gets the pages of all rules, as Markdown", hint));
        }
        write_pages(folder)?;
        return Ok(0);
    }
    let text = match (code, request.form) {
        (Some(code), Form::Text) => text(code),
        (Some(code), Form::Markdown) => page(code),
        (None, Form::Markdown) => index(),
        (None, Form::Text) => Code::all()
            .map(|code| format!("{code}  {:<8}  {}\n", code.severity().name(), code.title()))
            .collect(),
    };
    terminal.data(&text)?;
    Ok(0)
}

fn rule(text: &str) -> anyhow::Result<Code> {
    Code::parse(text).ok_or_else(|| {
        let all: Vec<String> = Code::all().map(|code| code.to_string()).collect();
        let hint = did_you_mean(text, all.iter().map(String::as_str))
            .unwrap_or_else(|| "`throughline explain` without a code lists all rules".to_owned());
        Misuse::error(format!("there is no rule `{text}`"), hint)
    })
}

fn text(code: Code) -> String {
    format!("{code}: {} ({})\n\n{}\n", code.title(), code.severity().name(), body(code))
}

/// Returns what is said of a rule below its title.
fn body(code: Code) -> &'static str {
    code.explain().split_once('\n').map_or("", |(_, body)| body).trim()
}

/// Returns the page of a rule.
fn page(code: Code) -> String {
    let severity = code.severity().name();
    format!(
        "+++\nweight = {}\n+++\n# {code}: {}\n\n{}\n\nIts severity is `{severity}`, unless the \
         configuration of the site sets another.\n",
        code.0,
        code.title(),
        body(code)
    )
}

/// What the rules of each hundred look at.
const HUNDREDS: [&str; 10] = [
    "What is written, and where it leads",
    "Visions and objectives",
    "Briefs",
    "Deep dives",
    "Engineers in the decision",
    "Retros and their lessons",
    "KPIs and promises",
    "Surveys and persons",
    "Upkeep and secrecy",
    "Concerns",
];

/// Returns the page that lists all rules by hundreds, each linked to its own.
fn index() -> String {
    let mut text =
        "+++\ntitle = \"Rules\"\nsummary = \"Every rule: what it looks for, why it is there, \
                    how to mend a finding.\"\nweight = 51\n+++\n"
            .to_owned();
    let mut hundred = None;
    for code in Code::all() {
        let own = usize::from(code.0 / 100);
        if hundred != Some(own) {
            hundred = Some(own);
            let name = HUNDREDS.get(own).copied().unwrap_or("Others");
            // Writing to a string cannot fail.
            let _ =
                write!(text, "\n## {name}\n\n| Rule | Severity | Looks for |\n|:---|:---|:---|\n");
        }
        let (file, severity, title) = (file_name(code), code.severity().name(), code.title());
        let _ = writeln!(text, "| [{code}]({file}) | {severity} | {title} |");
    }
    text
}

fn file_name(code: Code) -> String {
    format!("{}.md", code.to_string().to_lowercase())
}

fn write_pages(folder: &Path) -> anyhow::Result<()> {
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
    };
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for code in Code::all() {
        write(&file_name(code), &page(code))?;
    }
    write("index.md", &index())
}
