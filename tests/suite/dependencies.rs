//! What a fresh machine needs: cargo and a C compiler, and no library that a package manager brings.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Bindings that link to nothing but the system's own kernel interface, or to C that they bring and any C
/// compiler builds.
const HARMLESS: [&str; 3] = ["inotify-sys", "libmimalloc-sys", "linux-raw-sys"];

/// What finds or builds foreign libraries; none of it belongs here.
const FINDERS: [&str; 9] = [
    "bindgen",
    "cmake",
    "fontconfig",
    "freetype",
    "freetype-rs",
    "font-kit",
    "native-tls",
    "pkg-config",
    "vcpkg",
];

/// Returns the names of all crates that are built for some kinds of dependencies.
fn crates(kinds: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--prefix", "none", "--format", "{p}"])
        .args(["--edges", kinds])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

/// Returns those that need a library which no C compiler brings.
fn foreign(crates: &BTreeSet<String>) -> Vec<&str> {
    let is_foreign = |name: &&str| {
        let is_binding = name.ends_with("-sys") || name.ends_with("_sys");
        (is_binding && !HARMLESS.contains(name)) || FINDERS.contains(name)
    };
    crates.iter().map(String::as_str).filter(is_foreign).collect()
}

#[test]
fn nothing_links_a_library_that_must_be_installed() {
    let all = crates("normal,build,dev");
    assert!(all.contains("throughline") && all.len() > 100, "only {} crates", all.len());
    assert_eq!(foreign(&all), Vec::<&str>::new());
}

#[test]
fn a_foreign_library_would_be_found() {
    let crates = ["openssl-sys", "freetype", "inotify-sys", "serde"].map(str::to_owned);
    assert_eq!(foreign(&BTreeSet::from(crates)), ["freetype", "openssl-sys"]);
}

#[test]
fn the_program_holds_nothing_of_its_tests() {
    let built = crates("normal,build");
    for name in ["ring", "base64", "proptest", "scraper"] {
        assert!(!built.contains(name), "{name} is part of the program");
    }
}

#[test]
fn every_direct_dependency_says_why_it_is_there() {
    let text =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let (_, rest) = text.split_once("\n[dependencies]\n").unwrap();
    let (dependencies, _) = rest.split_once("\n[").unwrap();
    let lines = dependencies.lines().filter(|line| line.contains(" = "));
    let silent: Vec<&str> = lines.filter(|line| !line.contains(" # ")).collect();
    assert_eq!(silent, Vec::<&str>::new());
}
