//! The fields that documents and items have for a query, and what each of them holds.

use std::collections::BTreeMap;

use crate::config::{FieldType, KindConfig};
use crate::kind::{ItemKind, Kind, Listed, Mark};

/// What a field holds, which says how it can be compared.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Holds {
    /// One of the words that there are.
    Word,
    /// Text in the author's words.
    Text,
    /// A person or a team.
    Person,
    /// A tag.
    Tag,
    /// A day.
    Date,
    /// A length of time.
    Days,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// Documents or items.
    Reference,
}

/// A field that can be asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub holds: Holds,
}

use Holds::{Date, Days, Number, Person, Reference, Tag, Text, Word};

type Row = (&'static str, Holds);

const COMMON: &[Row] = &[("kind", Word), ("document", Reference), ("title", Text), ("tag", Tag)];

const OF_DOCUMENTS: &[Row] = &[
    ("summary", Text),
    ("owner", Person),
    ("team", Person),
    ("contributors", Person),
    ("reviewers", Person),
    ("date", Date),
    ("created", Date),
    ("reviewed", Date),
    ("see-also", Reference),
    ("supersedes", Reference),
    ("superseded-by", Reference),
];

/// How a KPI can vary, as its numbers tell.
pub const VARIATIONS: [&str; 5] = ["improving", "worsening", "changed", "no-signal", "too-few"];

/// How a KPI can stand to its target, as its numbers tell.
pub const TARGETS: [&str; 4] = ["met", "missed", "comes-and-goes", "too-few"];

/// Returns the fields of one kind of document beside those that all documents have.
fn own(kind: Kind) -> &'static [Row] {
    match kind {
        Kind::Vision => &[("state", Word), ("horizon", Text)],
        Kind::Brief => &[
            ("state", Word),
            ("serves", Reference),
            ("proposed", Date),
            ("accepted", Date),
            ("started", Date),
            ("shipped", Date),
            ("declined", Date),
            ("parked", Date),
            ("appetite", Days),
            ("release", Text),
            ("depends-on", Reference),
            ("blocks", Reference),
            ("reworks", Reference),
            ("reworked-by", Reference),
            ("informed-by", Reference),
            ("decided-in", Reference),
            ("reviewed-in", Reference),
        ],
        Kind::DeepDive => {
            &[("informs", Reference), ("presented", Date), ("presenters", Person), ("system", Text)]
        }
        Kind::Retro => &[("reviews", Reference), ("held", Date), ("facilitator", Person)],
        Kind::Decision => &[
            ("state", Word),
            ("decides", Reference),
            ("decided", Date),
            ("deciders", Person),
            ("consulted", Person),
            ("informed", Person),
            ("revisit", Date),
        ],
        Kind::Kpi => &[
            ("unit", Text),
            ("direction", Word),
            ("period", Word),
            ("variation", Word),
            ("target", Word),
            ("counter", Reference),
            ("guards", Reference),
            ("measures", Reference),
            ("expected-from", Reference),
        ],
        Kind::Survey | Kind::Glossary | Kind::Page => &[],
    }
}

/// Returns the fields of one kind of item beside those that follow from its states and marks.
fn own_of_item(kind: ItemKind) -> &'static [Row] {
    match kind {
        ItemKind::Objective => &[
            ("kpi", Reference),
            ("target", Number),
            ("due", Date),
            ("closed", Date),
            ("parent", Reference),
            ("sub-objectives", Reference),
            ("served-by", Reference),
            ("informed-by", Reference),
            ("confidence", Number),
        ],
        ItemKind::Impact => {
            &[("kpi", Reference), ("expect", Number), ("due", Date), ("confidence", Number)]
        }
        ItemKind::Choice => &[("scope", Text), ("confidence", Number)],
        ItemKind::Input => &[("on", Date), ("saved", Text)],
        ItemKind::Question => {
            &[("on", Date), ("answered", Date), ("in", Reference), ("decided-in", Reference)]
        }
        ItemKind::Concern => &[("on", Date), ("answered", Date), ("closed", Date)],
        ItemKind::Lesson => &[
            ("on", Date),
            ("scope", Text),
            ("applied-in", Reference),
            ("set-aside-in", Reference),
            ("repeats", Reference),
            ("repeated-by", Reference),
        ],
        ItemKind::Application => &[("on", Date), ("lesson", Reference)],
        ItemKind::Action => {
            &[("due", Date), ("closed", Date), ("done-when", Text), ("scope", Text)]
        }
        ItemKind::Outcome => {
            &[("kpi", Reference), ("observed", Number), ("on", Date), ("n", Number)]
        }
        ItemKind::Update => &[("on", Date)],
    }
}

/// Returns the fields of what is listed; the further ones that a configuration gives a kind stand last.
pub fn fields(of: Listed, kinds: &BTreeMap<Kind, KindConfig>) -> Vec<Field> {
    let mut rows: Vec<Row> = COMMON.to_vec();
    let mut further = Vec::new();
    match of {
        Listed::Documents(kind) => {
            rows.extend(OF_DOCUMENTS);
            rows.extend(own(kind));
            let own = kinds.get(&kind).map(|kind| &kind.fields);
            let own = own.into_iter().flatten();
            further.extend(own.map(|(name, holds)| (name.clone(), held(*holds))));
        }
        Listed::Items(kind) => {
            rows.extend([("item", Word), ("date", Date)]);
            rows.extend((!kind.states().is_empty()).then_some(("state", Word)));
            rows.extend((!kind.words().is_empty()).then_some(("word", Word)));
            rows.extend(kind.marks().contains(&Mark::Person).then_some(("owner", Person)));
            rows.extend(own_of_item(kind));
            rows.push(("because", Text));
        }
    }
    let rows = rows.into_iter().map(|(name, holds)| (name.to_owned(), holds));
    rows.chain(further).map(|(name, holds)| Field { name, holds }).collect()
}

fn held(field: FieldType) -> Holds {
    match field {
        FieldType::String | FieldType::List => Text,
        FieldType::Number => Number,
        FieldType::Boolean => Holds::Boolean,
        FieldType::Date => Date,
        FieldType::Person => Person,
        FieldType::Reference => Reference,
    }
}

/// Returns the name under which a field is asked for that its author writes by another one.
pub(super) fn meant(name: &str, of: Listed) -> Option<&'static str> {
    let is_item = matches!(of, Listed::Items(_));
    Some(match name {
        "tags" => "tag",
        "asked" if is_item => "on",
        "by" if matches!(of, Listed::Items(ItemKind::Objective | ItemKind::Impact)) => "due",
        "by" if is_item => "owner",
        "measured-by" => "kpi",
        "id" => "document",
        _ => return None,
    })
}
