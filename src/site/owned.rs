//! What somebody owns, where it is written.

use crate::doc::Text;
use crate::id::{DocId, RelPath};
use crate::kind::{ActionState, ItemKind};

use super::edit::{Edit, verbatim};
use super::snapshot::Site;
use super::states::State;

impl Site {
    /// Returns how another takes over the documents and the open actions of a person or a team. What is
    /// done stays with whoever did it.
    ///
    /// # Errors
    ///
    /// The file that writes the owner in a way that cannot be replaced, with escapes.
    pub fn handed_over(&self, id: &str, to: &str) -> Result<Vec<Edit>, RelPath> {
        let is_theirs = |name: &&Text| self.person_id(&name.value) == id;
        let mut edits = Vec::new();
        for id in self.docs() {
            let doc = self.doc(id);
            let names = doc.front.owner.iter().chain(self.open_action_owners(id));
            for name in names.filter(is_theirs) {
                let bare = name.value.strip_prefix('@').unwrap_or(&name.value);
                let span = verbatim(&doc.text, name.span, bare).ok_or_else(|| doc.path.clone())?;
                let (path, old, new) = (doc.path.clone(), bare.to_owned(), to.to_owned());
                edits.push(Edit { path, span, old, new });
            }
        }
        Ok(edits)
    }

    fn open_action_owners(&self, doc: DocId) -> impl Iterator<Item = &Text> {
        let is_open = |action: &crate::id::ItemId| {
            self.item_state(*action) == State::Action(ActionState::Open)
        };
        let actions = self.items_of_in(doc, ItemKind::Action).filter(is_open);
        actions.filter_map(|action| self.item(action).fields.person.as_ref())
    }
}
