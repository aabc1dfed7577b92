//! What the fields of a query that refer to something can mean, and which relations they follow.

use crate::kind::{ItemKind, Kind, Relation};

use super::super::names::Wanted;

/// Where what a relation leads to is found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    /// On the other side of a relation that is declared here.
    To,
    /// On the side that declares the relation to this.
    From,
    /// In the document in which the relation to this is declared.
    FromDocument,
}

/// A field that refers to something.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) relations: &'static [Relation],
    pub(super) side: Side,
    pub(super) wanted: Wanted,
}

use Relation as R;
use Side::{From, FromDocument, To};

const ANY: Wanted = Wanted {
    docs: &Kind::ALL,
    items: &[ItemKind::Objective, ItemKind::Lesson, ItemKind::Question],
    any_item: true,
    words: "a document or an item",
};
/// A whole document stands for the items of a kind in it, too.
const OBJECTIVE: Wanted = Wanted {
    docs: &[Kind::Vision],
    items: &[ItemKind::Objective],
    any_item: false,
    words: "an objective or a vision",
};
const INFORMED: Wanted = Wanted {
    docs: &[Kind::Brief, Kind::Vision],
    items: &[ItemKind::Objective],
    any_item: false,
    words: "a brief or an objective",
};
const LESSON: Wanted = Wanted {
    docs: &[Kind::Retro],
    items: &[ItemKind::Lesson],
    any_item: false,
    words: "a lesson or a retro",
};

const BRIEF: Wanted = Wanted::BRIEF;
const KPI: Wanted = Wanted::KPI;
const DECIDED: Wanted = Wanted::DECIDED;
const DOCUMENT: Wanted = Wanted::documents(&Kind::ALL, "a document");
const RETRO: Wanted = Wanted::documents(&[Kind::Retro], "a retro");
const DECISION: Wanted = Wanted::documents(&[Kind::Decision], "a decision");
const DIVE: Wanted = Wanted::documents(&[Kind::DeepDive], "a deep dive");

const fn row(
    name: &'static str,
    relations: &'static [Relation],
    side: Side,
    wanted: Wanted,
) -> Row {
    Row { name, relations, side, wanted }
}

static ROWS: [Row; 29] = [
    row("document", &[], To, DOCUMENT),
    row("see-also", &[R::SeeAlso], To, ANY),
    row("supersedes", &[R::Supersedes], To, DOCUMENT),
    row("superseded-by", &[R::Supersedes], FromDocument, DOCUMENT),
    row("serves", &[R::Serves], To, OBJECTIVE),
    row("served-by", &[R::Serves], FromDocument, BRIEF),
    row("depends-on", &[R::DependsOn], To, BRIEF),
    row("blocks", &[R::DependsOn], FromDocument, BRIEF),
    row("reworks", &[R::Reworks], To, BRIEF),
    row("reworked-by", &[R::Reworks], FromDocument, BRIEF),
    row("informs", &[R::Informs], To, INFORMED),
    row("informed-by", &[R::Informs], FromDocument, DIVE),
    row("decides", &[R::Decides], To, DECIDED),
    row("decided-in", &[R::Decides], FromDocument, DECISION),
    row("reviews", &[R::Reviews], To, BRIEF),
    row("reviewed-in", &[R::Reviews], FromDocument, RETRO),
    row("counter", &[R::Counter], To, KPI),
    row("guards", &[R::Counter], FromDocument, KPI),
    row("kpi", &[R::MeasuredBy, R::ExpectsOf, R::ObservedOf], To, KPI),
    row("measures", &[R::MeasuredBy], From, OBJECTIVE),
    row("expected-from", &[R::ExpectsOf], FromDocument, BRIEF),
    row("parent", &[R::Parent], To, OBJECTIVE),
    row("sub-objectives", &[R::Parent], From, OBJECTIVE),
    row("in", &[R::AnsweredIn], To, ANY),
    row("lesson", &[R::Applies, R::SetsAside], To, LESSON),
    row("repeats", &[R::Repeats], To, LESSON),
    row("repeated-by", &[R::Repeats], From, LESSON),
    row("applied-in", &[R::Applies], FromDocument, BRIEF),
    row("set-aside-in", &[R::SetsAside], FromDocument, BRIEF),
];

/// Returns what a reference may point at that a field is compared with.
pub(in crate::site) fn wanted(field: &str) -> Wanted {
    // A further field of a configuration may refer to anything.
    row_of(field).map_or(Wanted::ANY, |row| row.wanted)
}

/// Returns what is known of a field that refers to something.
pub(super) fn row_of(name: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.name == name)
}
