//! Pages that lead elsewhere: start here, not found, redirects.

use serde::Serialize;

use super::parts::{Link, Stop};

/// The path for newcomers.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StartHere {
    /// The title.
    pub title: String,
    /// A sentence about the path.
    pub summary: Option<String>,
    /// The stops in order.
    pub stops: Vec<Stop>,
}

/// The page that answers for pages that are not there.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NotFound {
    /// The title.
    pub title: String,
    /// What to do.
    pub text: String,
    /// The style sheet as the page finds it where it is opened from the disk; none where that is
    /// `frame.assets.style` already.
    pub own_style: Option<String>,
    /// Places to go on from.
    pub links: Vec<Link>,
}

/// The stub at an old address.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Redirect {
    /// The new address, relative to the old.
    pub target: String,
    /// The title of what is there.
    pub title: String,
}
