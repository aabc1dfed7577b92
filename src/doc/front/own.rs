//! The fields that belong to one kind of document.

use super::{
    BriefFields, DecisionFields, DeepDiveFields, Own, RetroFields, Rework, VisionFields, kpi, pin,
    survey,
};
use crate::diag::{Code, Diagnostic};
use crate::field::{Reader, Shape, Shapes, Value};
use crate::id::{Span, Spanned};
use crate::kind::{BriefState, Cause, DecisionState, Kind};

/// Reads the own fields of a kind.
pub(super) fn read(reader: &mut Reader<'_, '_>, kind: Kind) -> Own {
    match kind {
        Kind::Vision => Own::Vision(vision(reader)),
        Kind::Brief => Own::Brief(Box::new(brief(reader))),
        Kind::DeepDive => Own::DeepDive(deep_dive(reader)),
        Kind::Retro => Own::Retro(retro(reader)),
        Kind::Decision => Own::Decision(decision(reader)),
        Kind::Kpi => Own::Kpi(Box::new(kpi::read(reader))),
        Kind::Survey => Own::Survey(Box::new(survey::read(reader))),
        Kind::Glossary | Kind::Page => Own::Page,
    }
}

fn vision(reader: &mut Reader<'_, '_>) -> VisionFields {
    let states = [("active", "active"), ("superseded", "superseded")];
    VisionFields {
        horizon: reader.text("horizon"),
        state: reader
            .choice("state", "a vision state", &states)
            .map(|state| state.map(str::to_owned)),
    }
}

fn brief(reader: &mut Reader<'_, '_>) -> BriefFields {
    let has_because = reader.has("because");
    let brief = BriefFields {
        serves: reader.texts("serves"),
        proposed: reader.date("proposed"),
        accepted: reader.date("accepted"),
        started: reader.date("started"),
        shipped: reader.date("shipped"),
        declined: reader.date("declined"),
        parked: reader.date("parked"),
        because: reader.text("because"),
        state: brief_state(reader),
        pinned: pin::read(reader),
        appetite: reader.appetite("appetite"),
        reworks: reworks(reader),
        depends_on: reader.texts("depends-on"),
        release: reader.text("release"),
    };
    if !has_because {
        because(reader, &brief);
    }
    brief
}

/// Reads `state`; the last two states come from elsewhere, and a message says from where.
fn brief_state(reader: &mut Reader<'_, '_>) -> Option<Spanned<BriefState>> {
    let states = BriefState::ALL
        .into_iter()
        .filter(|state| !matches!(state, BriefState::Measured | BriefState::Superseded));
    let written: Vec<_> = states.map(|state| (state.name(), state)).collect();
    let names = || written.iter().map(|(name, _)| (*name).to_owned()).collect();
    reader.shape("state", || Shape::Choice(names()));
    let text = reader.text("state")?;
    let hint = match BriefState::parse(&text.value) {
        Some(BriefState::Measured) => "leave it out: a shipped brief is measured once data are in",
        Some(BriefState::Superseded) => "write `supersedes` in the newer brief instead",
        _ => return reader.choose("state", "a brief state", &text, &written),
    };
    reader.wrong(text.span, format!("state `{}` cannot be declared", text.value), Some(hint));
    None
}

fn because(reader: &mut Reader<'_, '_>, brief: &BriefFields) {
    let aside = [("declined", &brief.declined), ("parked", &brief.parked)];
    let mut place =
        aside.iter().find_map(|(name, date)| date.as_ref().map(|date| (*name, date.span)));
    if let Some(state) = &brief.state
        && matches!(state.value, BriefState::Declined | BriefState::Parked)
    {
        place = place.or(Some((state.value.name(), state.span)));
    }
    if let Some((name, span)) = place {
        let message = format!("the brief is {name} and does not say why");
        let finding = Diagnostic::new(Code(4), reader.path(), span, message);
        reader.tell(finding.hint("add because = \"…\" for whoever proposes it next"));
    }
}

fn reworks(reader: &mut Reader<'_, '_>) -> Vec<Rework> {
    let causes = Cause::ALL.map(|cause| (cause.name(), cause));
    reader.shape("reworks", || {
        let words = Cause::ALL.map(|cause| cause.name().to_owned()).to_vec();
        let brief = ("brief".to_owned(), Shape::Text);
        let fields = vec![brief, ("cause".to_owned(), Shape::Choice(words))];
        let table = Shape::Table(Shapes { fields, rest: None });
        Shape::Several(Box::new(Shape::Either(Box::new(Shape::Text), Box::new(table))))
    });
    let Some(entry) = reader.take("reworks") else { return Vec::new() };
    let one = std::slice::from_ref(&entry.value);
    let items = if let Value::List(list) = &entry.value.value { list } else { one };
    let mut reworks = Vec::new();
    for item in items {
        // A bare reference stands for a table of which nothing else is known.
        if matches!(item.value, Value::Text(_) | Value::Plain(_)) {
            let brief = reader.text_at("reworks", item);
            reworks.extend(brief.map(|brief| Rework { brief, cause: None }));
            continue;
        }
        let rework = reader.table_at("reworks", item, "in reworks", |reader| {
            let cause = reader.choice("cause", "a cause of rework", &causes);
            needed_brief(reader, item.span).map(|brief| Rework { brief, cause })
        });
        reworks.extend(rework.and_then(|rework| rework.value));
    }
    reworks
}

fn needed_brief(reader: &mut Reader<'_, '_>, span: Span) -> Option<Spanned<String>> {
    let is_given = reader.has("brief");
    let brief = reader.text("brief");
    if !is_given {
        let hint = "write { brief = \"…\", cause = \"…\" }";
        reader.wrong(span, "`reworks` does not say which brief", Some(hint));
    }
    brief
}

fn deep_dive(reader: &mut Reader<'_, '_>) -> DeepDiveFields {
    DeepDiveFields {
        informs: reader.texts("informs"),
        presented: reader.date("presented"),
        presenters: reader.texts("presenters"),
        attended: reader
            .table("attended", "in attended", attended)
            .map(|attended| attended.value)
            .unwrap_or_default(),
        system: reader.text("system"),
    }
}

fn attended(reader: &mut Reader<'_, '_>) -> Vec<(String, u32)> {
    reader.shape_of_rest(|| Shape::Count(0));
    let mut attended = Vec::new();
    for entry in reader.rest() {
        let count = reader.count_at(&entry.key.value, &entry.value, 0);
        attended.extend(count.map(|count| (entry.key.value.clone(), count.value)));
    }
    attended
}

fn retro(reader: &mut Reader<'_, '_>) -> RetroFields {
    RetroFields {
        reviews: reader.texts("reviews"),
        held: reader.date("held"),
        facilitator: reader.text("facilitator"),
    }
}

fn decision(reader: &mut Reader<'_, '_>) -> DecisionFields {
    DecisionFields {
        decides: reader.texts("decides"),
        decided: reader.date("decided"),
        deciders: reader.texts("deciders"),
        consulted: reader.texts("consulted"),
        informed: reader.texts("informed"),
        state: decision_state(reader),
        revisit: reader.date("revisit"),
    }
}

/// Reads `state`; that a decision is superseded comes from the one that takes its place.
fn decision_state(reader: &mut Reader<'_, '_>) -> Option<Spanned<DecisionState>> {
    let text = reader.text("state")?;
    if text.value == DecisionState::Superseded.name() {
        let hint = "write `supersedes` in the newer decision instead";
        reader.wrong(text.span, "state `superseded` cannot be declared", Some(hint));
        return None;
    }
    let states = DecisionState::DECLARED.map(|state| (state.name(), state));
    reader.choose("state", "a decision state", &text, &states)
}
