//! What can be listed: documents of a kind, or items of a kind.

use super::{BriefState, DecisionState, ItemKind, Kind};

/// The kind of a document or of an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Listed {
    /// Documents.
    Documents(Kind),
    /// Items.
    Items(ItemKind),
}

impl Listed {
    /// Reads a name, in the singular or the plural.
    pub fn parse(text: &str) -> Option<Listed> {
        let name = text.to_lowercase().replace([' ', '_'], "-");
        let singular = name.strip_suffix('s').unwrap_or(&name);
        let item = || ItemKind::ALL.into_iter().find(|kind| kind.name() == singular);
        Kind::parse(singular).map(Listed::Documents).or_else(|| item().map(Listed::Items))
    }

    /// Returns every name, those of documents first.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Kind::ALL.into_iter().map(Kind::name).chain(ItemKind::ALL.into_iter().map(ItemKind::name))
    }

    /// Returns the name, in the singular.
    pub fn name(self) -> &'static str {
        match self {
            Listed::Documents(kind) => kind.name(),
            Listed::Items(kind) => kind.name(),
        }
    }

    /// Returns what one of them is called in a sentence: `deep dive`.
    pub fn words(self) -> &'static str {
        match self {
            Listed::Documents(kind) => kind.words(),
            Listed::Items(kind) => kind.name(),
        }
    }

    /// Returns what several of them are called in a sentence: `deep dives`.
    pub fn plural(self) -> String {
        match self {
            Listed::Documents(Kind::Glossary) => "glossaries".to_owned(),
            listed => format!("{}s", listed.words()),
        }
    }

    /// Returns the states that there are.
    pub fn states(self) -> Vec<&'static str> {
        match self {
            Listed::Documents(Kind::Brief) => BriefState::ALL.map(BriefState::name).to_vec(),
            Listed::Documents(Kind::Vision) => vec!["active", "superseded"],
            Listed::Documents(Kind::Decision) => {
                let declared = DecisionState::DECLARED.into_iter();
                declared.chain([DecisionState::Superseded]).map(DecisionState::name).collect()
            }
            Listed::Documents(_) => Vec::new(),
            Listed::Items(kind) => kind.states().to_vec(),
        }
    }
}
