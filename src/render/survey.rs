//! What a survey found, as far as it may be told: a table for each question.
//!
//! **Architecture invariants.** Every figure comes from [`Told`], never from a wave itself.

use crate::doc::{SurveyFields, SurveyQuestion, SurveyWave};
use crate::id::DocId;
use crate::kpi::{Told, ToldTally};
use crate::view::parts::{Fact, Link, TocEntry};

use super::here::{Here, counted};
use super::inline::text;

/// The anchor of the heading above all results; no heading of an author can have it.
const RESULTS: &str = "tl-results";

/// A question with its heading.
struct Asked<'a> {
    id: &'a str,
    words: &'a str,
}

/// Returns the waves for the fact sheet, newest first: when, and how many of how many answered.
pub(super) fn facts(here: &Here, survey: DocId) -> Vec<Fact> {
    let waves = here.site.told_waves(survey);
    let line = |(of, told): &(&SurveyWave, Told)| {
        let day = of.on.value.long();
        let invited = of.invited.as_ref().map(|invited| u64::from(invited.value));
        let words = match (told.answered, invited) {
            (Some(answered), Some(invited)) => {
                // A share of people, rounded as people would.
                let share = (answered * 200 + invited) / (2 * invited.max(1));
                format!("{day}: {answered} of {invited} answered ({share}\u{a0}%)")
            }
            (Some(answered), None) => format!("{day}: {answered} answered"),
            (None, _) => format!("{day}: {}", not_shown(here, survey)),
        };
        Link { text: words, href: None }
    };
    let values: Vec<Link> = waves.iter().map(line).collect();
    if values.is_empty() {
        return Vec::new();
    }
    let label = if values.len() == 1 { "Wave" } else { "Waves" };
    vec![Fact { label: label.to_owned(), values }]
}

/// Returns the words in the place of a whole that has too few answers.
fn not_shown(here: &Here, survey: DocId) -> String {
    format!("not shown: fewer than {}", floor_words(here, survey))
}

/// Returns the words in the place of a group that is not shown; they do not tell a small one from one
/// that is left out for its sake.
fn group_not_shown(here: &Here, survey: DocId) -> String {
    format!("not shown: fewer than {}, or what would reveal them", floor_words(here, survey))
}

fn floor_words(here: &Here, survey: DocId) -> String {
    let floor = here.site.survey(survey).map_or(0, SurveyFields::floor);
    counted(i64::from(floor), "answer", "answers")
}

/// Returns the questions of which anything stands in a wave, or that the document names.
fn questions<'a>(
    here: &'a Here,
    survey: DocId,
    waves: &'a [(&SurveyWave, Told)],
) -> Vec<Asked<'a>> {
    let named = here.site.survey(survey).map_or(&[][..], |fields| &fields.questions);
    let own = |question: &'a SurveyQuestion| {
        let id = question.id.value.as_str();
        Asked { id, words: question.text.as_ref().map_or(id, |text| &text.value) }
    };
    let mut asked: Vec<Asked> = named.iter().map(own).collect();
    for tally in waves.iter().flat_map(|(_, told)| &told.questions) {
        if asked.iter().all(|asked| asked.id != tally.question) {
            asked.push(Asked { id: &tally.question, words: &tally.question });
        }
    }
    asked
}

/// Returns the entry of the table of contents.
pub(super) fn toc(here: &Here, survey: DocId) -> Option<TocEntry> {
    let waves = here.site.told_waves(survey);
    let asked = questions(here, survey, &waves);
    let link =
        |text: &str, anchor: &str| Link { text: text.to_owned(), href: Some(format!("#{anchor}")) };
    let children = asked.iter().map(|asked| link(asked.words, asked.id)).collect();
    (!asked.is_empty()).then(|| TocEntry { link: link("Questions", RESULTS), children })
}

/// Returns the questions with their tables as HTML.
pub(super) fn results(here: &Here, survey: DocId) -> String {
    let waves = here.site.told_waves(survey);
    let asked = questions(here, survey, &waves);
    if asked.is_empty() {
        return String::new();
    }
    let mut html = format!("<h2 id=\"{RESULTS}\">Questions</h2>\n");
    if waves.iter().any(|(_, told)| told.is_cut) {
        let words = "A group is left out of a wave where it has too few answers, or where another \
                     could be worked out from it.";
        html += &format!("<p class=\"quiet\">{words}</p>\n");
    }
    for asked in &asked {
        let id = text(asked.id);
        let way =
            format!("<a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to this section\">#</a>");
        html += &format!("<h3 id=\"{id}\">{}{way}</h3>\n", text(asked.words));
        let tallies: Vec<(&SurveyWave, &ToldTally)> = waves
            .iter()
            .filter_map(|(of, told)| {
                let tally = told.questions.iter().find(|tally| tally.question == asked.id)?;
                Some((*of, tally))
            })
            .collect();
        html += &match tallies.is_empty() {
            true => "<p class=\"quiet\">Nobody has been asked yet.</p>\n".to_owned(),
            false => table(here, survey, asked, &tallies),
        };
    }
    html
}

/// Returns the table of a question: a row for each wave, and one below it for each of its groups.
fn table(
    here: &Here,
    survey: DocId,
    asked: &Asked,
    tallies: &[(&SurveyWave, &ToldTally)],
) -> String {
    let mut answers: Vec<&str> = Vec::new();
    for (_, tally) in tallies {
        for answer in &tally.answers {
            if !answers.contains(&answer.as_str()) {
                answers.push(answer);
            }
        }
    }
    let mut html = format!(
        "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"{}\"><table>\n<thead><tr>\
         <th>Wave</th><th>Group</th>",
        text(asked.words)
    );
    for answer in &answers {
        html += &format!("<th class=\"al-right\">{}</th>", text(answer));
    }
    html += "<th class=\"al-right\">Answers</th></tr></thead>\n<tbody>\n";
    let blank = [not_shown(here, survey), group_not_shown(here, survey)];
    for (of, tally) in tallies {
        let day = of.on.value.long();
        let whole = ("everyone", &tally.whole);
        let groups = tally.groups.iter().map(|(name, counts)| (name.as_str(), counts));
        for (at, (name, counts)) in std::iter::once(whole).chain(groups).enumerate() {
            let blank = &blank[at.min(1)];
            html += &format!("<tr><td>{day}</td><td>{}</td>", text(name));
            match counts {
                Some(counts) => {
                    for answer in &answers {
                        let at = tally.answers.iter().position(|own| own == answer);
                        let count = at.and_then(|at| counts.get(at)).copied().unwrap_or(0);
                        html += &format!("<td class=\"al-right\">{count}</td>");
                    }
                    let sum: u64 = counts.iter().sum();
                    html += &format!("<td class=\"al-right\">{sum}</td>");
                }
                None => html += &format!("<td colspan=\"{}\">{blank}</td>", answers.len() + 1),
            }
            html += "</tr>\n";
        }
    }
    html + "</tbody></table></div>\n"
}
