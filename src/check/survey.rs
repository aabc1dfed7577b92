//! TL7xx: surveys that ask for what would tell on somebody, and waves that few answered.

use crate::diag::{Code, Diagnostic};
use crate::id::DocId;
use crate::kind::Kind;
use crate::kpi::lineage;
use crate::site::Site;

/// TL701: a survey that names a group that a wave must not show. A small one and one that is hidden for its
/// sake are told alike: a site that could be published with one of them only would tell which it is.
pub(super) fn below_floor(site: &Site, code: Code, found: &mut Vec<Diagnostic>) {
    for survey in site.docs_of(Kind::Survey) {
        let Some(fields) = site.survey(survey).filter(|fields| !fields.groups.is_empty()) else {
            continue;
        };
        let (floor, waves) = (fields.floor(), site.told_waves(survey));
        for group in &fields.groups {
            let name = lineage(&group.value).pop().unwrap_or_default();
            // Newest first.
            let hidden = waves
                .iter()
                .filter(|(of, told)| site.is_sound(survey, of) && told.hidden.contains(&name));
            let days: Vec<String> = hidden.map(|(of, _)| of.on.value.to_string()).collect();
            // How many they are exactly would be told to whoever reads this.
            let waves = match days.as_slice() {
                [] => continue,
                [day] => format!("wave {day}"),
                [.., first] => format!("{} waves, the first of {first}", days.len()),
            };
            let message = format!(
                "`{}` is not shown in {waves}: it is under the floor of {floor}, or beside a group that is",
                group.value
            );
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
            if answered * 2 >= u64::from(invited.value) || !site.is_sound(survey, of) {
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
