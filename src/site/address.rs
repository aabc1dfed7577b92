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
    // Up to the last slash before the paths part, which both have.
    let mut shared = 0;
    for (at, (byte, other)) in from.bytes().zip(to.bytes()).enumerate() {
        if byte != other {
            break;
        }
        if byte == b'/' {
            shared = at + 1;
        }
    }
    let above = memchr::memchr_iter(b'/', &from.as_bytes()[shared..]).count();
    let mut way = String::with_capacity(3 * above + to.len() - shared);
    for _ in 0..above {
        way.push_str("../");
    }
    encode(&to[shared..], &mut way);
    way
}

/// Which bytes may stand in the path of an address as they are: a page has a hundred addresses.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        plain[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    let signs = b"/-._~!$&'()*+,;=@";
    let mut at = 0;
    while at < signs.len() {
        plain[signs[at] as usize] = true;
        at += 1;
    }
    plain
};

/// Encodes what may not stand in the path of an address; letters of any script may in HTML, but are
/// encoded so that every server and every disk agrees.
fn encode(path: &str, out: &mut String) {
    if path.bytes().all(|byte| PLAIN[usize::from(byte)]) {
        out.push_str(path);
        return;
    }
    for byte in path.bytes() {
        if PLAIN[usize::from(byte)] {
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
