//! How large pictures are, from the head of their files.
//!
//! Duty: width and height, so that a page keeps room for a picture before it is there. PNG, JPEG, GIF, WebP
//! and SVG; of anything else, and of what is damaged, nothing is known.

use std::io::Read;
use std::path::Path;

use crate::id::RelPath;

/// The size of a picture in pixels, as it is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Size {
    /// From side to side.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

/// How much of a file is read: cameras put a small picture and a profile of colours before the size.
const HEAD: u64 = 256 * 1024;

/// Returns whether a file holds a picture of a kind that is read here, by its name.
pub fn is_picture(path: &RelPath) -> bool {
    let extension = path.extension().to_ascii_lowercase();
    matches!(extension.as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg")
}

/// Returns the size of the picture at `real`; nothing where it cannot be told.
pub fn picture_size(real: &Path) -> Option<Size> {
    let mut head = Vec::new();
    // A file that cannot be read is told when it is copied.
    std::fs::File::open(real).ok()?.take(HEAD).read_to_end(&mut head).ok()?;
    size_of(&head)
}

fn size_of(head: &[u8]) -> Option<Size> {
    let (width, height) = match head {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => {
            (big(head, 16, 4)?, big(head, 20, 4)?)
        }
        [b'G', b'I', b'F', b'8', ..] => (little(head, 6, 2)?, little(head, 8, 2)?),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp(head)?,
        [0xff, 0xd8, ..] => jpeg(head)?,
        _ => svg(std::str::from_utf8(head).ok()?)?,
    };
    (width > 0 && height > 0).then_some(Size { width, height })
}

/// Returns the number of the bytes at a place, the highest first.
fn big(bytes: &[u8], at: usize, count: usize) -> Option<u32> {
    let digits = bytes.get(at..at.checked_add(count)?)?;
    Some(digits.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

/// Returns the number of the bytes at a place, the lowest first.
fn little(bytes: &[u8], at: usize, count: usize) -> Option<u32> {
    let digits = bytes.get(at..at.checked_add(count)?)?;
    Some(digits.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

fn webp(head: &[u8]) -> Option<(u32, u32)> {
    match head.get(12..16)? {
        b"VP8 " => Some((little(head, 26, 2)? & 0x3fff, little(head, 28, 2)? & 0x3fff)),
        b"VP8L" => {
            let bits = little(head, 21, 4)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => Some((little(head, 24, 3)? + 1, little(head, 27, 3)? + 1)),
        _ => None,
    }
}

fn jpeg(head: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    let mut is_turned = false;
    loop {
        while *head.get(at)? != 0xff || *head.get(at + 1)? == 0xff {
            at += 1;
        }
        let marker = *head.get(at + 1)?;
        at += 2;
        match marker {
            // These have no content.
            0x00 | 0x01 | 0xd0..=0xd8 => continue,
            0xd9 | 0xda => return None,
            // A frame; the three are tables.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let (height, width) = (big(head, at + 3, 2)?, big(head, at + 5, 2)?);
                return Some(if is_turned { (height, width) } else { (width, height) });
            }
            0xe1 => is_turned |= head.get(at + 2..).and_then(turned).unwrap_or(false),
            _ => {}
        }
        at += usize::try_from(big(head, at, 2)?).ok()?.max(2);
    }
}

/// Returns whether a camera was held upright: browsers turn such a picture.
fn turned(exif: &[u8]) -> Option<bool> {
    let tiff = exif.strip_prefix(b"Exif\0\0")?;
    let number = match tiff.get(..2)? {
        b"II" => little,
        _ => big,
    };
    let table = usize::try_from(number(tiff, 4, 4)?).ok()?;
    let count = usize::try_from(number(tiff, table, 2)?).ok()?;
    let entries = (0..count).map(|entry| table + 2 + 12 * entry);
    for entry in entries {
        if number(tiff, entry, 2)? == 0x0112 {
            return Some(matches!(number(tiff, entry + 8, 2)?, 5..=8));
        }
    }
    None
}

fn svg(text: &str) -> Option<(u32, u32)> {
    let at = text.match_indices("<svg").map(|(at, _)| at).find(|at| {
        let is_commented =
            text[..*at].rfind("<!--").is_some_and(|open| !text[open..*at].contains("-->"));
        !is_commented
    })?;
    let tag = &text[at + "<svg".len()..];
    let tag = &tag[..tag.find('>')?];
    let pixels = |name: &str| {
        let value = attribute(tag, name)?;
        let number: f64 = value.strip_suffix("px").unwrap_or(value).trim().parse().ok()?;
        rounded(number)
    };
    if let (Some(width), Some(height)) = (pixels("width"), pixels("height")) {
        return Some((width, height));
    }
    let drawn = attribute(tag, "viewBox")?;
    let is_gap = |letter: char| letter.is_whitespace() || letter == ',';
    let mut numbers = drawn.split(is_gap).filter(|word| !word.is_empty()).skip(2);
    let mut next = || rounded(numbers.next()?.parse().ok()?);
    Some((next()?, next()?))
}

fn rounded(number: f64) -> Option<u32> {
    // Nothing larger is a picture.
    (number.is_finite() && (0.5..100_000.0).contains(&number)).then_some(number.round() as u32)
}

/// Returns the value of an attribute of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let places = tag.match_indices(name);
    places.map(|(at, _)| at).find_map(|at| {
        let is_whole = tag[..at].ends_with(char::is_whitespace);
        let value = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|letter| matches!(letter, '"' | '\''))?;
        let inside = &value[1..];
        is_whole.then_some(&inside[..inside.find(quote)?])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the size as the head of a file says it, from pieces of the formats' definitions.
    fn size(pieces: &[&[u8]]) -> Option<(u32, u32)> {
        size_of(&pieces.concat()).map(|size| (size.width, size.height))
    }

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    const EXIF: &[u8] =
        b"\xff\xe1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";

    #[test]
    fn each_format_says_how_large_it_is() {
        assert_eq!(size(&[PNG, b"\0\0\x02\x80\0\0\x01\xe0\x08\x06"]), Some((640, 480)));
        assert_eq!(size(&[b"GIF89a\x80\x02\xe0\x01\0"]), Some((640, 480)));
        let frame: &[u8] = b"\xff\xc0\0\x11\x08\x01\xe0\x02\x80\x03";
        assert_eq!(size(&[b"\xff\xd8\xff\xe0\0\x04JF\xff\xc4\0\x03\0", frame]), Some((640, 480)));
        assert_eq!(size(&[b"\xff\xd8", EXIF, frame]), Some((480, 640)));
        let riff: &[u8] = b"RIFF\0\0\0\0WEBP";
        let lossy: &[u8] = b"VP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x80\x02\xe0\x01";
        assert_eq!(size(&[riff, lossy]), Some((640, 480)));
        // 639 in the low 14 bits, 479 in the next.
        assert_eq!(size(&[riff, b"VP8L\0\0\0\0\x2f\x7f\xc2\x77\0"]), Some((640, 480)));
        assert_eq!(size(&[riff, b"VP8X\0\0\0\0\0\0\0\0\x7f\x02\0\xdf\x01\0"]), Some((640, 480)));
        assert_eq!(size(&[b"<svg width='640px' height=\"480\">"]), Some((640, 480)));
        let drawn: &[u8] = b"<?xml version='1.0'?><!-- <svg width='1' height='1'> -->\n<svg\n viewBox='0 0,640 479.6' width='100%'>";
        assert_eq!(size(&[drawn]), Some((640, 480)));
    }

    #[test]
    fn what_is_damaged_or_unknown_has_no_size() {
        let all: [&[u8]; 8] = [
            b"",
            PNG,
            b"GIF89a\x80",
            b"\xff\xd8\xff",
            b"\xff\xd8\xff\xd9",
            b"RIFF\0\0\0\0WEBPVP8?",
            b"<svg viewBox='0 0 none'>",
            b"<svg stroke-width='1' height='0'>",
        ];
        for head in all {
            assert_eq!(size_of(head), None, "{head:?}");
        }
        for cut in 0..EXIF.len() {
            assert_eq!(size_of(&[b"\xff\xd8", &EXIF[..cut]].concat()), None, "{cut}");
        }
    }
}
