//! What somebody owns, where it is written.

use crate::doc::Text;
use crate::id::{DocId, RelPath};
use crate::kind::{ActionState, ItemKind};

use super::snapshot::Site;
use super::states::State;

/// A place that names an owner.
#[derive(Clone, PartialEq, Debug)]
pub struct Owned {
    /// The file.
    pub path: RelPath,
    /// The name as it is written there.
    pub name: Text,
}

impl Site {
    /// Returns where a person or a team is named as the owner of a document or of an open action. What is
    /// done stays with whoever did it.
    pub fn owned_by(&self, id: &str) -> Vec<Owned> {
        let is_theirs = |name: &&Text| self.person_id(&name.value) == id;
        let mut owned = Vec::new();
        for doc in self.docs() {
            let names = self.doc(doc).front.owner.iter().chain(self.open_action_owners(doc));
            let path = &self.doc(doc).path;
            let theirs = names.filter(is_theirs);
            owned.extend(theirs.map(|name| Owned { path: path.clone(), name: name.clone() }));
        }
        owned
    }

    fn open_action_owners(&self, doc: DocId) -> impl Iterator<Item = &Text> {
        let is_open = |action: &crate::id::ItemId| {
            self.item_state(*action) == State::Action(ActionState::Open)
        };
        let actions = self.items_of_in(doc, ItemKind::Action).filter(is_open);
        actions.filter_map(|action| self.item(action).fields.person.as_ref())
    }
}
