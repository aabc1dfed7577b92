//! What introduces a list that is made here.

use crate::view::Html;

use super::here::Here;
use super::{body, document};

/// What a document says that introduces a folder whose list is made here.
pub(super) struct Intro {
    /// Its title, or that of the list.
    pub(super) title: String,
    /// The anchor of the title.
    pub(super) anchor: Option<String>,
    /// Its summary.
    pub(super) summary: Option<String>,
    /// Its body.
    pub(super) body: Html,
}

/// Returns what introduces a folder; the title alone where nothing does.
pub(super) fn of(here: &Here, folder: &str, title: &str) -> Intro {
    let Some(doc) = here.site.outline.introduction(folder) else {
        return Intro {
            title: title.to_owned(),
            anchor: None,
            summary: None,
            body: Html::default(),
        };
    };
    let document = here.site.doc(doc);
    Intro {
        title: document.title.clone(),
        anchor: document.title_anchor.clone(),
        summary: document::lede(document),
        body: body::after_summary(here, doc),
    }
}
