//! HTML of several pages on one: anchors that cannot meet, links that stay within.
//!
//! **Architecture invariants.** What is read here was written here: attributes stand in double quotes, and
//! `>` in none of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::view::Html;

/// Where the pages are that one page holds.
#[derive(Default)]
pub(super) struct Within {
    /// By the way to a page: the anchor of its part, and how its own anchors are found there.
    places: BTreeMap<String, Place>,
    /// Every anchor of every part.
    anchors: BTreeSet<String>,
}

struct Place {
    anchor: String,
    /// What stands before the anchors of the page; none where the place is one within a part.
    part: Option<String>,
}

impl Within {
    /// Adds the page that a part holds.
    pub(super) fn add_page(&mut self, way: String, part: &str) {
        let place = Place { anchor: part.to_owned(), part: Some(part.to_owned()) };
        self.places.insert(way, place);
    }

    /// Adds a page of which a part holds an item.
    pub(super) fn add_item(&mut self, way: String, part: &str, anchor: &str) {
        let place = Place { anchor: within(part, anchor), part: None };
        self.places.insert(way, place);
    }

    /// Adds the anchors of some HTML of a part.
    pub(super) fn read(&mut self, html: &Html, part: &str) {
        for (before, value) in values(&html.0) {
            if before == "id" {
                self.anchors.insert(within(part, value));
            }
        }
    }

    /// Returns some HTML of a part as it stands on the page that holds all parts; its headings stand one
    /// level deeper.
    pub(super) fn place(&self, html: &Html, part: &str) -> Html {
        let mut out = String::with_capacity(html.0.len() + html.0.len() / 8);
        let mut rest = html.0.as_str();
        while let Some(start) = rest.find('<') {
            let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
            out.push_str(&rest[..start]);
            self.tag(&mut out, &rest[start..end], part);
            rest = &rest[end..];
        }
        out.push_str(rest);
        Html(out)
    }

    fn tag(&self, out: &mut String, tag: &str, part: &str) {
        let tag = deeper(tag);
        let mut written = 0;
        for (name, value) in values(&tag) {
            let new = match name {
                "id" | "name" | "for" => within(part, value),
                "aria-labelledby" | "aria-describedby" | "aria-controls" | "headers" => {
                    let ids = value.split(' ').map(|id| within(part, id));
                    ids.collect::<Vec<_>>().join(" ")
                }
                "href" => self.way(value, part),
                _ => continue,
            };
            // The value is a slice of the tag.
            let at = value.as_ptr() as usize - tag.as_ptr() as usize;
            out.push_str(&tag[written..at]);
            out.push_str(&new);
            written = at + value.len();
        }
        out.push_str(&tag[written..]);
    }

    /// Returns where a link leads from the page that holds all parts.
    fn way(&self, href: &str, part: &str) -> String {
        let (way, anchor) = match href.split_once('#') {
            Some((way, anchor)) => (way, Some(anchor)),
            None => (href, None),
        };
        if let ("", Some(anchor)) = (way, anchor) {
            return format!("#{}", within(part, anchor));
        }
        let Some(place) = self.places.get(way) else { return href.to_owned() };
        // A place that the part leaves out, such as the list of relations, is the part itself.
        let inner = place.part.as_ref().zip(anchor).map(|(part, anchor)| within(part, anchor));
        let inner = inner.filter(|anchor| self.anchors.contains(anchor));
        format!("#{}", inner.as_ref().unwrap_or(&place.anchor))
    }
}

fn within(part: &str, anchor: &str) -> String {
    format!("{part}-{anchor}")
}

/// Returns a heading's tag as that of the level below.
fn deeper(tag: &str) -> String {
    let (open, name) = match tag.strip_prefix("</") {
        Some(name) => ("</", name),
        None => ("<", tag.strip_prefix('<').unwrap_or(tag)),
    };
    let mut letters = name.chars();
    match (letters.next(), letters.next(), letters.next()) {
        (Some('h'), Some(level @ '1'..='5'), Some(' ' | '>')) => {
            let level = level as u8 - b'0' + 1;
            format!("{open}h{level}{}", &name[2..])
        }
        _ => tag.to_owned(),
    }
}

/// Returns the attributes of tags that have a value, with it.
fn values(html: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let equals = rest.find("=\"")?;
        let name = &rest[..equals];
        let name = &name[name.rfind(|c: char| !is_name(c)).map_or(0, |before| before + 1)..];
        let value = &rest[equals + 2..];
        let end = value.find('"').unwrap_or(value.len());
        rest = value.get(end + 1..).unwrap_or("");
        Some((name, &value[..end]))
    })
}

fn is_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '-' || letter == ':'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_of_a_part_are_its_own_and_links_lead_to_them() {
        let mut all = Within::default();
        let own = Html("<h2 class=\"a\" id=\"why\">Why</h2>".to_owned());
        all.read(&own, "part-1");
        all.add_page("../pay.html".to_owned(), "part-1");
        all.add_item("../objectives/x.html".to_owned(), "part-2", "x");
        assert_eq!(all.place(&own, "part-1").0, "<h3 class=\"a\" id=\"part-1-why\">Why</h3>");
        for (href, wanted) in [
            ("../pay.html", "#part-1"),
            ("../pay.html#why", "#part-1-why"),
            ("../pay.html#gone", "#part-1"),
            ("../objectives/x.html", "#part-2-x"),
            ("#fn-1", "#part-3-fn-1"),
            ("../tea.html#why", "../tea.html#why"),
            ("https://a.example/#why", "https://a.example/#why"),
        ] {
            let link = Html(format!("<a href=\"{href}\">id=\"x\"</a>"));
            assert_eq!(all.place(&link, "part-3").0, format!("<a href=\"{wanted}\">id=\"x\"</a>"));
        }
        let drawing = Html("<svg aria-labelledby=\"c-t c-d\"><title id=\"c-t\">T".to_owned());
        let placed = "<svg aria-labelledby=\"p-c-t p-c-d\"><title id=\"p-c-t\">T";
        assert_eq!(all.place(&drawing, "p").0, placed);
    }
}
