//! `throughline survey`: answers become counts.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::Terminal;
use super::build::site;
use super::summary::count;
use super::terminal::say;
use crate::config::Misuse;
use crate::diag::{Diagnostic, Lines};
use crate::doc::{LEAST_FLOOR, SurveyFields};
use crate::id::RelPath;
use crate::kpi::{self, Answers, Asked, Wave};
use crate::pipeline::{Options, Pipeline};
use crate::site::address::slugs;

/// What to count.
#[derive(Clone, Debug)]
pub struct Request {
    /// The site of the survey.
    pub options: Options,
    /// The file with a row for each person; `-` is standard input.
    pub raw: PathBuf,
    /// The survey that lists the questions; without one every column of numbers is one.
    pub survey: Option<String>,
    /// The columns that name the group of a person, from the outermost.
    pub groups: Vec<String>,
    /// How many answers a group needs, where that is not what the survey says.
    pub floor: Option<u32>,
    /// The file that is written; standard output where there is none.
    pub output: Option<PathBuf>,
}

/// Counts the answers of single people by group, leaves out what would tell on somebody, and writes the
/// rest as a wave.
///
/// # Errors
///
/// Where the floor is too low, the survey is unknown, or a file cannot be read or written.
pub fn run(mut request: Request, terminal: &Terminal) -> anyhow::Result<u8> {
    let fields = match &request.survey {
        Some(id) => {
            request.options.root = site(&request.options.root)?;
            let snapshot = Pipeline::open(request.options.clone())?.rebuild(None)?;
            snapshot.survey(id).map_err(|unknown| Misuse::error(unknown.message, unknown.hint))?
        }
        None => SurveyFields::default(),
    };
    let floor = floor(request.floor, &fields)?;
    let text = text(&request.raw)?;
    let asked = Asked { questions: &fields.questions, groups: &request.groups };
    let path = RelPath::new("answers.csv").unwrap_or_else(RelPath::root);
    let (mut answers, findings) = kpi::read_answers(&path, &text, &asked);
    if !findings.is_empty() {
        tell(&request.raw, &text, &findings);
        return Ok(1);
    }
    if request.survey.is_none() {
        let questions: Vec<String> =
            answers.wave.questions.iter().map(|tally| tally.question.clone()).collect();
        for (tally, (_, id)) in answers.wave.questions.iter_mut().zip(slugs(questions.iter())) {
            tally.question = id;
        }
    }
    let named: Vec<&str> = fields.groups.iter().map(|group| group.value.as_str()).collect();
    let Some(wave) = kpi::pooled(&answers.wave, floor, &named) else {
        say(&format!("error: fewer than {floor} people answered, so that nothing may be told\n"));
        return Ok(1);
    };
    match &request.output {
        Some(output) => write(output, &request.raw, &wave.csv())?,
        None => terminal.data(&wave.csv())?,
    }
    terminal.note(&summary(&answers, &wave, floor, &named));
    Ok(0)
}

/// Returns the floor that holds: that of the survey, or a higher one.
fn floor(asked: Option<u32>, fields: &SurveyFields) -> anyhow::Result<u32> {
    let own = fields.floor.as_ref().map(|floor| floor.value);
    let least = own.unwrap_or(LEAST_FLOOR);
    match asked {
        Some(asked) if asked < LEAST_FLOOR => {
            let message = format!("a floor of {asked} protects nobody");
            let hint = format!(
                "give at least {LEAST_FLOOR}: among three, two know what the third one answered"
            );
            Err(Misuse::error(message, hint))
        }
        Some(asked) if asked < least => {
            let message = format!("the survey promises a floor of {least}");
            Err(Misuse::error(message, "leave `--floor` out, or give a higher one"))
        }
        asked => Ok(asked.unwrap_or_else(|| fields.floor())),
    }
}

fn text(raw: &Path) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    if raw == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes).context("cannot read standard input")?;
    } else {
        bytes = std::fs::read(raw).with_context(|| format!("cannot read {}", raw.display()))?;
    }
    String::from_utf8(bytes).map_err(|_| {
        let message = format!("`{}` is not UTF-8", raw.display());
        Misuse::error(message, "export it as CSV in UTF-8")
    })
}

/// Tells what is wrong without the lines on which it stands: they are what somebody answered.
fn tell(raw: &Path, text: &str, findings: &[Diagnostic]) {
    let lines = Lines::of(text);
    for finding in findings {
        let at = lines.locate(finding.span).start;
        let place = format!("{}:{}:{}", raw.display(), at.line, at.column);
        let hint = finding.hint.as_deref().unwrap_or_default();
        say(&format!("error: {}\n --> {place}\n  = help: {hint}\n\n", finding.message));
    }
    say(&format!("Nothing was written: {}\n", count(findings.len(), "error", "errors")));
}

fn write(output: &Path, raw: &Path, text: &str) -> anyhow::Result<()> {
    let real = |path: &Path| path.canonicalize().ok();
    if real(output).is_some_and(|output| Some(output) == real(raw)) {
        let message = format!("`{}` holds the answers", output.display());
        return Err(Misuse::error(message, "name another file for the counts"));
    }
    std::fs::write(output, text).with_context(|| format!("cannot write {}", output.display()))
}

/// Returns what was counted and what was not, in lines.
fn summary(answers: &Answers, wave: &Wave, floor: u32, named: &[&str]) -> String {
    let shown = wave.groups.iter().filter(|group| !group.is_empty()).count();
    let mut text = format!(
        "Counted the answers of {} people, {} by {}\n",
        wave.answered(),
        count(shown, "group", "groups"),
        if shown == 1 { "itself" } else { "themselves" }
    );
    let list = |names: &[String]| {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        names.join(", ")
    };
    let named: Vec<String> = named.iter().filter_map(|name| kpi::lineage(name).pop()).collect();
    let is_pooled = |group: &String| !group.is_empty() && !wave.groups.contains(group);
    let pooled = answers.wave.groups.iter().filter(|group| is_pooled(group)).cloned();
    // A name that nobody wrote into the document may be what a person typed.
    let (mut listed, others): (Vec<String>, Vec<String>) =
        pooled.partition(|group| named.contains(group));
    listed.sort_unstable();
    let (few, unlisted) = if named.is_empty() { (&others, 0) } else { (&listed, others.len()) };
    let counted = |many: usize| match many {
        1 => "1 group counts in what holds it".to_owned(),
        _ => format!("{many} groups count in what holds them"),
    };
    if !few.is_empty() {
        let each = if few.len() == 1 { "it has" } else { "each has" };
        let names = if listed.is_empty() { String::new() } else { format!(": {}", list(&listed)) };
        text.push_str(&format!(
            "{}, since {each} fewer than {floor} answers, or would reveal one that has{names}\n",
            counted(few.len())
        ));
    }
    if unlisted > 0 {
        let them = if unlisted == 1 { "it" } else { "them" };
        text.push_str(&format!(
            "{}, since `groups` of the survey does not list {them}\n",
            counted(unlisted)
        ));
    }
    if !answers.left_out.is_empty() {
        text.push_str(&format!("Left out the columns {}\n", list(&answers.left_out)));
    }
    let is_kept = |id: &&String| wave.questions.iter().any(|tally| tally.question == **id);
    let asked = answers.wave.questions.iter().map(|tally| &tally.question);
    let unasked = &answers.unasked;
    if !unasked.is_empty() {
        text.push_str(&format!("No column answers {}\n", list(unasked)));
    }
    let few: Vec<String> = asked.filter(|id| !is_kept(id)).cloned().collect();
    if !few.is_empty() {
        text.push_str(&format!("Fewer than {floor} people answered {}\n", list(&few)));
    }
    text
}
