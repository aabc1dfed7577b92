//! Reading content.

use std::path::Path;

use throughline::diag::locate;
use throughline::id::{Digest, RelPath, Span};
use throughline::source::{Listing, Skip, content_folder, list, read};

use crate::support::{folder, write};

fn listed(root: &Path) -> Listing {
    let content = content_folder(root);
    let skip = Skip::of(&content, &RelPath::new("public").unwrap());
    list(root, &content, &skip).unwrap()
}

fn paths(listing: &Listing) -> Vec<&str> {
    listing.entries.iter().map(|entry| entry.path.as_str()).collect()
}

#[test]
fn files_come_in_order_of_their_paths() {
    let root = folder(&[("content/b.md", ""), ("content/a/z.md", ""), ("content/a-b.md", "")]);
    // `-` sorts before `/`.
    let listing = listed(root.path());
    assert_eq!(paths(&listing), ["content/a-b.md", "content/a/z.md", "content/b.md"]);
}

#[test]
fn hidden_files_and_packages_are_no_content() {
    let root = folder(&[
        ("content/a.md", ""),
        ("content/.a.md.swp", ""),
        ("content/.git/config", ""),
        ("content/node_modules/x/README.md", ""),
    ]);
    assert_eq!(paths(&listed(root.path())), ["content/a.md"]);
}

#[test]
fn a_root_without_content_folder_holds_the_documents_itself() {
    let root = folder(&[
        ("a.md", ""),
        ("public/a.html", ""),
        ("themes/mine/page.html", ""),
        ("target/b.md", ""),
    ]);
    assert_eq!(paths(&listed(root.path())), ["a.md"]);
}

#[test]
fn a_folder_named_target_below_content_is_content() {
    let root = folder(&[("content/target/audience.md", "")]);
    assert_eq!(paths(&listed(root.path())), ["content/target/audience.md"]);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_site_is_a_finding_and_not_followed() {
    let secret = folder(&[("secret.md", "")]);
    let root = folder(&[("content/a.md", "")]);
    std::os::unix::fs::symlink(secret.path(), root.path().join("content/out")).unwrap();
    let listing = listed(root.path());
    assert_eq!(paths(&listing), ["content/a.md"]);
    assert_eq!(listing.findings[0].message, "the symbolic link `out` leads out of the site");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_above_ends() {
    let root = folder(&[("content/a/a.md", "")]);
    std::os::unix::fs::symlink("..", root.path().join("content/a/up")).unwrap();
    let listing = listed(root.path());
    assert_eq!(paths(&listing), ["content/a/a.md"]);
    assert_eq!(listing.findings[0].message, "the symbolic link `up` leads back to its own folder");
}

#[cfg(unix)]
#[test]
fn a_dangling_link_is_no_file() {
    let root = folder(&[("content/a.md", "")]);
    std::os::unix::fs::symlink("user@host.1", root.path().join("content/.#a.md")).unwrap();
    std::os::unix::fs::symlink("nothing", root.path().join("content/b.md")).unwrap();
    let listing = listed(root.path());
    assert_eq!(paths(&listing), ["content/a.md"]);
    assert_eq!(listing.findings, []);
}

#[cfg(target_os = "linux")]
#[test]
fn names_in_two_unicode_forms_are_one_name() {
    // U+00FC, and u with U+0308.
    let root = folder(&[("content/f\u{fc}r.md", ""), ("content/fu\u{308}r.md", "")]);
    let listing = listed(root.path());
    assert_eq!(paths(&listing), ["content/f\u{fc}r.md"]);
    let finding = &listing.findings[0];
    assert_eq!(finding.code.to_string(), "TL005");
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_differ_in_case_only_are_a_finding_naming_both() {
    let root = folder(&[("content/Pay.md", ""), ("content/pay.md", "")]);
    let listing = listed(root.path());
    let finding = &listing.findings[0];
    assert_eq!(finding.message, "`content/Pay.md` and `content/pay.md` differ only in case");
    assert_eq!(finding.names[0].path, RelPath::new("content/Pay.md").unwrap());
}

#[test]
fn a_byte_that_is_not_utf8_is_found_at_its_place() {
    let root = folder(&[]);
    write(root.path(), "content/a.md", b"# One\nsch\xf6n und \xfcber\n");
    let listing = listed(root.path());
    let source = read(&listing.entries[0]).unwrap().unwrap();
    let damage = source.damage.unwrap();
    assert_eq!(damage.code.to_string(), "TL001");
    assert_eq!(damage.message, "the byte 0xF6 here is not UTF-8");
    let place = locate(&source.text, damage.span).start;
    assert_eq!((place.line, place.column), (2, 4));
}

#[test]
fn a_byte_order_mark_counts_in_spans() {
    let root = folder(&[("content/a.md", "\u{feff}# One\n")]);
    let listing = listed(root.path());
    let source = read(&listing.entries[0]).unwrap().unwrap();
    assert_eq!(Span::new(3, 8).of(&source.text), "# One");
    assert_eq!(source.digest, Digest::of(b"\xef\xbb\xbf# One\n"));
}

#[test]
fn a_file_that_is_gone_by_now_is_nothing() {
    let root = folder(&[("content/a.md", "")]);
    let listing = listed(root.path());
    std::fs::remove_file(&listing.entries[0].real).unwrap();
    assert_eq!(read(&listing.entries[0]).unwrap(), None);
}
