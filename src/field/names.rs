//! The names of front matter fields by kind of document.

use crate::kind::Kind;

/// The fields that every document may have.
pub const COMMON: &[&str] = &[
    "title",
    "summary",
    "id",
    "aliases",
    "kind",
    "owner",
    "contributors",
    "reviewers",
    "created",
    "reviewed",
    "review-every",
    "publish-on",
    "expires-on",
    "tags",
    "visible-to",
    "supersedes",
    "see-also",
    "links",
    "draft",
    "weight",
    "anchors",
    "allow",
    "extra",
];

/// Returns the fields that only documents of some kinds have.
pub fn own_names(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Vision => &["horizon", "state"],
        Kind::Brief => &[
            "serves",
            "proposed",
            "accepted",
            "started",
            "shipped",
            "declined",
            "parked",
            "because",
            "state",
            "pinned",
            "appetite",
            "reworks",
            "depends-on",
            "release",
        ],
        Kind::DeepDive => &["informs", "presented", "presenters", "attended", "system"],
        Kind::Retro => &["reviews", "held", "facilitator"],
        Kind::Decision => {
            &["decides", "decided", "deciders", "consulted", "informed", "state", "revisit"]
        }
        Kind::Kpi => &[
            "unit",
            "direction",
            "target",
            "band",
            "range",
            "baseline",
            "period",
            "source",
            "derive",
            "counter",
            "phases",
            "notes",
            "chart",
        ],
        Kind::Survey => &["waves", "questions", "groups", "floor"],
        Kind::Glossary | Kind::Page => &[],
    }
}
