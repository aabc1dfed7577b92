//! How references are written.

use crate::id::RelPath;

/// Returns the way from a document to a file in the manner of `before`: from the content folder where
/// that began with a slash, with a leading `./` where that had one.
pub(super) fn way(from: &RelPath, to: &RelPath, content: &RelPath, before: &str) -> String {
    if before.starts_with('/') {
        return format!("/{}", to.within(content).unwrap_or(to.as_str()));
    }
    let way = plain_way(from, to);
    if before.starts_with("./") && !way.starts_with("../") { format!("./{way}") } else { way }
}

/// Returns the way from one file to another, as both are called.
fn plain_way(from: &RelPath, to: &RelPath) -> String {
    let (folder, to) = (from.parent(), to.as_str());
    let folders: Vec<&str> = folder.as_str().split('/').filter(|part| !part.is_empty()).collect();
    let parts: Vec<&str> = to.split('/').collect();
    let names = parts.len() - 1;
    let shared =
        folders.iter().zip(&parts[..names]).take_while(|(folder, part)| folder == part).count();
    let up = std::iter::repeat_n("..", folders.len() - shared);
    up.chain(parts[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}

/// Returns a path or an anchor as a link writes it: letters of any script stay, since authors read them;
/// what could end a link, a cell or an attribute is percent-encoded.
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut buffer = [0; 4];
    for letter in text.chars() {
        if letter.is_alphanumeric() || "/-._~!$*+,;=@".contains(letter) {
            out.push(letter);
        } else {
            for byte in letter.encode_utf8(&mut buffer).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    out
}

/// Returns whether a reference means the same between quotes, brackets and braces, and without them, but
/// for the signs of `before`, which stood there.
pub(super) fn is_plain(text: &str, before: &str) -> bool {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_./#:+".contains(letter);
    text.chars().all(|letter| is_plain(letter) || before.contains(letter))
}
