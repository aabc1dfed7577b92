//! The rules over a linked site, and what the configuration makes of their findings.
//!
//! Duty: judge what only the whole site can tell; set levels, apply suppressions, and say which
//! findings readers may see. Inputs: the author's [`Site`], and the findings of those who parsed and
//! linked. Outputs: [`Diagnostic`]s, [`Judged`].
//!
//! **Architecture invariants.** Demand comes from above: a rule looks for what should be there, not
//! only at the links that are. Drafts and ideas are left in peace: a rule about a state fires only from
//! that state on. Time is not a mistake: a warning or an error takes each written date as reached, as
//! the author's site does; only a reminder asks for the clock. One cause, one finding: what another
//! rule tells already is not told again. People are never counted.
//!
//! A new rule is a row in [`RULES`], a row in the table of codes and a function in the file of its
//! hundred.

mod allow;
mod brief;
mod charts;
mod claims;
mod concerns;
mod contradictions;
mod dive;
mod input;
mod judged;
mod kpi;
mod lessons;
mod levels;
mod names;
mod place;
mod promises;
mod publish;
mod retro;
mod secrets;
mod sizes;
mod survey;
mod upkeep;
mod vision;
mod withheld;

pub use judged::{Judged, Suppressed};
pub use levels::judge;
pub use publish::publishable;
pub use withheld::{is_withheld, withheld};

use rayon::prelude::*;

use crate::diag::{Code, Diagnostic};
use crate::site::Site;

/// A rule: its code, and the function that adds what it finds.
struct Rule {
    code: Code,
    run: fn(&Site, Code, &mut Vec<Diagnostic>),
}

/// The rules over the whole site, by code. The others speak where files are parsed and linked.
const RULES: &[Rule] = &[
    Rule { code: Code(4), run: names::missing_fields },
    Rule { code: Code(5), run: names::collisions },
    Rule { code: Code(9), run: contradictions::all },
    Rule { code: Code(10), run: names::missing_sections },
    Rule { code: Code(12), run: names::unpinned },
    Rule { code: Code(16), run: charts::beyond_data },
    Rule { code: Code(101), run: vision::without_audience },
    Rule { code: Code(102), run: vision::without_kpi },
    Rule { code: Code(103), run: vision::without_brief },
    Rule { code: Code(104), run: vision::forgotten },
    Rule { code: Code(201), run: brief::without_objective },
    Rule { code: Code(202), run: brief::without_problem },
    Rule { code: Code(203), run: brief::without_impact },
    Rule { code: Code(204), run: brief::vague_impacts },
    Rule { code: Code(205), run: brief::against_direction },
    Rule { code: Code(206), run: brief::output_as_outcome },
    Rule { code: Code(207), run: brief::solution_as_problem },
    Rule { code: Code(208), run: brief::without_evidence },
    Rule { code: Code(301), run: dive::missing },
    Rule { code: Code(302), run: dive::without_plain_language },
    Rule { code: Code(303), run: dive::unexplained },
    Rule { code: Code(304), run: dive::without_effort },
    Rule { code: Code(305), run: dive::one_sided_trade_offs },
    Rule { code: Code(306), run: dive::open_questions },
    Rule { code: Code(307), run: dive::without_questions },
    Rule { code: Code(308), run: dive::single_estimates },
    Rule { code: Code(401), run: input::late },
    Rule { code: Code(402), run: input::without_choice },
    Rule { code: Code(403), run: input::without_effect },
    Rule { code: Code(501), run: retro::missing },
    Rule { code: Code(502), run: retro::without_lessons },
    Rule { code: Code(503), run: lessons::unanswered },
    Rule { code: Code(504), run: lessons::never_applied },
    Rule { code: Code(505), run: retro::loose_actions },
    Rule { code: Code(506), run: retro::overdue_actions },
    Rule { code: Code(507), run: retro::unbounded },
    Rule { code: Code(508), run: retro::blamed },
    Rule { code: Code(509), run: lessons::repeated },
    Rule { code: Code(602), run: kpi::without_target_or_owner },
    Rule { code: Code(603), run: kpi::late },
    Rule { code: Code(604), run: promises::unmeasured },
    Rule { code: Code(605), run: claims::unsupported },
    Rule { code: Code(606), run: claims::phases },
    Rule { code: Code(607), run: kpi::without_counter },
    Rule { code: Code(608), run: kpi::without_the_four },
    Rule { code: Code(609), run: promises::invisible },
    Rule { code: Code(701), run: survey::below_floor },
    Rule { code: Code(703), run: survey::low_response },
    Rule { code: Code(801), run: upkeep::reviews },
    Rule { code: Code(802), run: upkeep::suspects },
    Rule { code: Code(803), run: upkeep::owners },
    Rule { code: Code(804), run: upkeep::orphans },
    Rule { code: Code(805), run: secrets::told },
    Rule { code: Code(901), run: concerns::unanswered },
    Rule { code: Code(902), run: concerns::one_sided },
    Rule { code: Code(903), run: concerns::without_response },
];

/// Runs every rule over the author's site; the findings are in no order, and carry the severity that
/// their rule has by default.
pub fn run(author: &Site) -> Vec<Diagnostic> {
    // Each rule by itself, so on all cores: it is what a save waits for.
    let found = RULES.par_iter().map(|rule| {
        let mut findings = Vec::new();
        (rule.run)(author, rule.code, &mut findings);
        findings
    });
    found.flatten_iter().collect()
}
