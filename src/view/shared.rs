//! What many pages have in common, prepared for templates once.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::id::Digest;

/// A value that many pages show: turned into a value of the templates once, and shared from then on.
///
/// The navigation is a long text, and the same on nearly all pages of a folder.
#[derive(Clone)]
pub struct Shared<T> {
    inner: Arc<Inner<T>>,
}

struct Inner<T> {
    value: T,
    /// What templates see.
    ready: tera::Value,
    digest: Digest,
}

impl<T: Serialize> Shared<T> {
    /// Returns a value ready to be shared.
    pub fn new(value: T) -> Self {
        let ready = tera::Value::from_serializable(&value);
        let bytes = postcard::to_stdvec(&value).expect("views are plain data");
        let digest = Digest::of(&bytes);
        Self { inner: Arc::new(Inner { value, ready, digest }) }
    }
}

impl<T: Serialize + Default> Default for Shared<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.value.fmt(formatter)
    }
}

impl<T: Serialize> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Tera takes one of its own values as it is; for digests, what has this one is the same.
        match serializer.is_human_readable() {
            true => self.inner.ready.serialize(serializer),
            false => self.inner.digest.0.serialize(serializer),
        }
    }
}
