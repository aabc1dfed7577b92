//! How files of the output are named, and how pages refer to each other.

use std::collections::HashMap;

use crate::config::Urls;
use crate::id::{Digest, RelPath};

/// Returns the output path of a page by its name without extension.
pub fn page_path(name: &str, urls: Urls) -> String {
    let is_index = name == "index" || name.ends_with("/index");
    match urls {
        Urls::Files => format!("{name}.html"),
        Urls::Directories if is_index => format!("{name}.html"),
        Urls::Directories => format!("{name}/index.html"),
    }
}

/// Returns how a page at one output path refers to another.
pub fn href(from: &RelPath, to: &RelPath, urls: Urls) -> String {
    let way = relative(from.as_str(), to.as_str());
    match urls {
        Urls::Files => way,
        Urls::Directories => match way.strip_suffix("index.html") {
            Some("") => "./".to_owned(),
            Some(folder) if folder.ends_with('/') => folder.to_owned(),
            _ => way,
        },
    }
}

/// Returns the way from one file to another, percent-encoded where an address needs it.
pub fn relative(from: &str, to: &str) -> String {
    let same = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    // Up to the last slash before the paths part, which both have.
    let shared = from.as_bytes()[..same].iter().rposition(|byte| *byte == b'/');
    let shared = shared.map_or(0, |slash| slash + 1);
    let above = from.as_bytes()[shared..].iter().filter(|byte| **byte == b'/').count();
    let mut way = String::with_capacity(3 * above + to.len() - shared);
    for _ in 0..above {
        way.push_str("../");
    }
    encode(&to[shared..], &mut way);
    way
}

/// Encodes what may not stand in the path of an address; letters of any script may in HTML, but are
/// encoded so that every server and every disk agrees.
fn encode(path: &str, out: &mut String) {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=@".contains(&byte);
    if path.bytes().all(is_plain) {
        out.push_str(path);
        return;
    }
    for byte in path.bytes() {
        if is_plain(byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
}

/// Returns a word fit for a file name: lower case, letters and digits of any script, hyphens between.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "x".to_owned() } else { slug }
}

/// Returns names with words fit for file names, no two the same: where names differ only by what a file
/// name cannot hold, as `C++` and `C#` do, a digest tells them apart.
pub fn slugs<'a>(names: impl Iterator<Item = &'a String>) -> Vec<(&'a str, String)> {
    let named: Vec<(&str, String)> = names.map(|name| (name.as_str(), slug(name))).collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for (_, slug) in &named {
        *times.entry(slug).or_default() += 1;
    }
    let unique = |(name, slug): &(&'a str, String)| {
        let is_taken = slug == "index" || times.get(slug.as_str()) != Some(&1);
        let name = *name;
        match is_taken {
            true => (name, format!("{slug}-{}", Digest::of(name.as_bytes()).short())),
            false => (name, slug.clone()),
        }
    };
    named.iter().map(unique).collect()
}
