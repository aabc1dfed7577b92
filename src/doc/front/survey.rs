//! The own fields of a survey.

use super::Text;
use crate::diag::{Code, Diagnostic};
use crate::field::Reader;
use crate::id::{Date, Span, Spanned};

/// The own fields of a survey.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SurveyFields {
    /// When it was asked, each time with its counts.
    pub waves: Vec<SurveyWave>,
    /// What was asked, in the order of the page.
    pub questions: Vec<SurveyQuestion>,
    /// The groups that are shown by themselves; all that may be where none is named.
    pub groups: Vec<Text>,
    /// How many answers a group must have to be shown, where that is not five.
    pub floor: Option<Spanned<u32>>,
}

/// One time at which a survey was asked.
#[derive(Clone, PartialEq, Debug)]
pub struct SurveyWave {
    /// The day.
    pub on: Spanned<Date>,
    /// The file of counts, relative to the document.
    pub file: Text,
    /// How many were asked.
    pub invited: Option<Spanned<u32>>,
    /// How many of a group were asked, where that is known.
    pub invited_by: Vec<(Text, Spanned<u32>)>,
}

/// A question of a survey.
#[derive(Clone, PartialEq, Debug)]
pub struct SurveyQuestion {
    /// The id, as the files of counts and references write it.
    pub id: Text,
    /// What was asked, in its words.
    pub text: Option<Text>,
    /// The answers that can be given, in their order.
    pub scale: Vec<Text>,
}

impl SurveyFields {
    /// How many answers a group must have unless a survey asks for more, or for one less.
    const FLOOR: u32 = 5;

    /// Returns how many answers a group must have to be shown.
    pub fn floor(&self) -> u32 {
        self.floor.as_ref().map_or(SurveyFields::FLOOR, |floor| floor.value)
    }
}

/// A floor below this one protects nobody.
pub const LEAST_FLOOR: u32 = 4;

/// Reads the own fields of a survey.
pub(super) fn read(reader: &mut Reader<'_, '_>) -> SurveyFields {
    let waves: Vec<SurveyWave> = reader.tables("waves", "in waves", wave);
    for (at, wave) in waves.iter().enumerate() {
        if waves[..at].iter().any(|earlier| earlier.on.value == wave.on.value) {
            let message = format!("two waves are of {}", wave.on.value);
            let finding = Diagnostic::new(Code(9), reader.path(), wave.on.span, message);
            reader.tell(finding.hint("make them one, or correct a date"));
        }
    }
    let questions: Vec<SurveyQuestion> = reader.tables("questions", "in questions", question);
    let mut known: Vec<SurveyQuestion> = Vec::with_capacity(questions.len());
    for question in questions {
        if known.iter().any(|earlier| earlier.id.value == question.id.value) {
            let message = format!("two questions have the id `{}`", question.id.value);
            let finding = Diagnostic::new(Code(5), reader.path(), question.id.span, message);
            reader.tell(finding.hint("give one of them another id"));
        } else {
            known.push(question);
        }
    }
    SurveyFields {
        waves,
        questions: known,
        groups: reader.texts("groups"),
        floor: reader.count("floor", LEAST_FLOOR),
    }
}

fn wave(reader: &mut Reader<'_, '_>, span: Span) -> Option<SurveyWave> {
    let missing = ["on", "file"].into_iter().find(|key| !reader.has(key));
    let (on, file) = (reader.date("on"), reader.text("file"));
    let invited = reader.count("invited", 1);
    let invited_by = reader.table("invited-by", "in invited-by", by_group);
    let invited_by = invited_by.map_or_else(Vec::new, |table| table.value);
    if let Some(missing) = missing {
        let hint = "write { on = 2026-03-02, file = \"….csv\", invited = 26 }";
        reader.wrong(span, format!("a wave has no `{missing}`"), Some(hint));
    }
    Some(SurveyWave { on: on?, file: file?, invited, invited_by })
}

/// Reads how many of each group were asked.
fn by_group(reader: &mut Reader<'_, '_>) -> Vec<(Text, Spanned<u32>)> {
    let mut groups = Vec::new();
    for entry in reader.rest() {
        let count = reader.count_at(&entry.key.value, &entry.value, 1);
        groups.extend(count.map(|count| (entry.key.clone(), count)));
    }
    groups
}

fn question(reader: &mut Reader<'_, '_>, span: Span) -> Option<SurveyQuestion> {
    let has_id = reader.has("id");
    let (id, text, scale) = (reader.text("id"), reader.text("text"), reader.texts("scale"));
    if !has_id {
        let hint = "write { id = \"recommend\", text = \"…\", scale = [\"yes\", \"no\"] }";
        reader.wrong(span, "a question has no `id`", Some(hint));
    }
    let id = id.filter(|id| super::read::is_id(reader, id))?;
    if id.value.starts_with("tl-") {
        let hint = "ids that begin with `tl-` are the theme's; choose another one";
        reader.wrong(id.span, format!("id `{}` is reserved", id.value), Some(hint));
        return None;
    }
    Some(SurveyQuestion { id, text, scale })
}
