//! Tables whose keys are names.

use crate::field::{Reader, Shape};

use super::Text;

/// Returns every key of a table with its text.
pub(super) fn named_texts(reader: &mut Reader<'_, '_>) -> Vec<(String, Text)> {
    reader.shape_of_rest(|| Shape::Text);
    let mut named = Vec::new();
    for entry in reader.rest() {
        let key = entry.key.value.as_str();
        named.extend(reader.text_at(key, &entry.value).map(|text| (key.to_owned(), text)));
    }
    named
}
