//! TL7xx: surveys that ask for what would tell on somebody, and waves that few answered.

use crate::diag::{Code, Diagnostic};
use crate::id::DocId;
use crate::kind::Kind;
use crate::site::Site;

/// TL701: a survey that names a group of which a wave holds too few answers to be shown.
pub(super) fn below_floor(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for survey in site.docs_of(Kind::Survey) {
        let Some(fields) = site.survey(survey) else { continue };
        let floor = fields.floor();
        for group in &fields.groups {
            let waves = site.waves(survey).filter(|(_, wave)| {
                let own = wave.answered_within(&group.value);
                own.is_some_and(|answered| answered < u64::from(floor))
            });
            let days: Vec<String> = waves.map(|(of, _)| of.on.value.to_string()).collect();
            // How many they are exactly would be told to whoever reads this.
            let message = match days.as_slice() {
                [] => continue,
                [day] => format!("`{}` has fewer than {floor} answers in wave {day}", group.value),
                several => format!(
                    "`{}` has fewer than {floor} answers in {} waves, the first of {}",
                    group.value,
                    several.len(),
                    several.iter().min().map_or("", String::as_str)
                ),
            };
            let hint = "leave it out of `groups`, or count it together with another group";
            found.push(Diagnostic::new(code, path(site, survey), group.span, message).hint(hint));
        }
    }
}

/// TL703: a wave that fewer than half of those asked have answered.
pub(super) fn low_response(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for survey in site.docs_of(Kind::Survey) {
        let Some(fields) = site.survey(survey) else { continue };
        for (of, wave) in site.waves(survey) {
            let Some(invited) = &of.invited else { continue };
            let (answered, floor) = (wave.answered(), fields.floor());
            if answered * 2 >= u64::from(invited.value) {
                continue;
            }
            let count = match answered < u64::from(floor) {
                true => format!("fewer than {floor}"),
                false => answered.to_string(),
            };
            let message = format!("wave {}: {count} of {} answered", of.on.value, invited.value);
            let hint = "say on the page what that means, and find out before the next wave why";
            let finding = Diagnostic::new(code, path(site, survey), invited.span, message);
            found.push(finding.hint(hint));
        }
    }
}

fn path(site: &Site, survey: DocId) -> &crate::id::RelPath {
    &site.doc(survey).path
}
