//! Writing the output.

use std::collections::BTreeMap;
use std::path::Path;

use tempfile::TempDir;
use throughline::config::Misuse;
use throughline::id::{Digest, RelPath};
use throughline::output::{Output, Planned, Report, Way};

use crate::support::{folder, read, write};

/// A site whose output is `public`, which does not exist yet.
fn site() -> TempDir {
    folder(&[("content/a.md", "")])
}

fn plan(files: &[(&str, &str)]) -> Vec<Planned> {
    let planned = |(path, text): &(&str, &str)| Planned {
        path: RelPath::new(path).unwrap(),
        key: Some(Digest::of(text.as_bytes())),
    };
    files.iter().map(planned).collect()
}

/// Returns a file's key and bytes, as rendering gives them.
fn rendered(text: &str) -> (Digest, Vec<u8>) {
    (Digest::of(text.as_bytes()), text.as_bytes().to_vec())
}

fn publish(root: &Path, files: &[(&str, &str)]) -> anyhow::Result<Report> {
    let output = Output::open(&root.join("public"), root)?;
    output.publish(&plan(files), &|at| Ok(rendered(files[at].1)))
}

/// Returns every file below a folder with its text, but the marker.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    fn fill(top: &Path, folder: &Path, tree: &mut BTreeMap<String, String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                fill(top, &path, tree);
            } else if path.file_name().unwrap() != ".throughline" {
                let name = path.strip_prefix(top).unwrap().to_str().unwrap().to_owned();
                tree.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut tree = BTreeMap::new();
    fill(folder, folder, &mut tree);
    tree
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn misuse(error: &anyhow::Error) -> &Misuse {
    error.downcast_ref::<Misuse>().unwrap()
}

#[cfg(unix)]
fn inode(root: &Path, path: &str) -> u64 {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(root.join(path)).unwrap().ino()
}

#[test]
fn the_first_build_makes_the_folder_and_leaves_nothing_beside_it() {
    let site = site();
    let report = publish(site.path(), &[("index.html", "home"), ("a/b/c.html", "deep")]).unwrap();
    assert_eq!((report.written, report.unchanged, report.way), (2, 0, Way::AtOnce));
    let tree = tree(&site.path().join("public"));
    assert_eq!(tree["index.html"], "home");
    assert_eq!(tree["a/b/c.html"], "deep");
    assert_eq!(names(site.path()), ["content", "public"]);
}

#[cfg(unix)]
#[test]
fn a_second_build_with_nothing_changed_rewrites_nothing() {
    let site = site();
    let files = [("index.html", "home"), ("a.html", "a")];
    publish(site.path(), &files).unwrap();
    let before = (inode(site.path(), "public"), inode(site.path(), "public/a.html"));
    let marker = std::fs::metadata(site.path().join("public/.throughline")).unwrap().modified();
    let report = publish(site.path(), &files).unwrap();
    assert_eq!((report.written, report.unchanged, report.way), (0, 2, Way::Untouched));
    assert_eq!((inode(site.path(), "public"), inode(site.path(), "public/a.html")), before);
    let after = std::fs::metadata(site.path().join("public/.throughline")).unwrap().modified();
    assert_eq!(after.unwrap(), marker.unwrap());
}

#[cfg(unix)]
#[test]
fn unchanged_files_stay_the_same_files_when_others_change() {
    let site = site();
    publish(site.path(), &[("a.html", "a"), ("b.html", "b"), ("old/c.html", "c")]).unwrap();
    let (a, b) = (inode(site.path(), "public/a.html"), inode(site.path(), "public/b.html"));
    let report = publish(site.path(), &[("a.html", "a"), ("b.html", "new")]).unwrap();
    assert_eq!((report.written, report.unchanged, report.removed), (1, 1, 1));
    assert_eq!(inode(site.path(), "public/a.html"), a);
    assert_ne!(inode(site.path(), "public/b.html"), b);
    assert_eq!(names(&site.path().join("public")), [".throughline", "a.html", "b.html"]);
}

#[test]
fn a_file_that_someone_changed_is_made_anew() {
    let site = site();
    publish(site.path(), &[("a.html", "aaa")]).unwrap();
    let marked = std::fs::metadata(site.path().join("public/.throughline")).unwrap();
    write(site.path(), "public/a.html", "AAA");
    let later = marked.modified().unwrap() + std::time::Duration::from_secs(1);
    let file = std::fs::File::options().append(true).open(site.path().join("public/a.html"));
    file.unwrap().set_modified(later).unwrap();
    let report = publish(site.path(), &[("a.html", "aaa")]).unwrap();
    assert_eq!(report.written, 1);
    assert_eq!(read(site.path(), "public/a.html"), "aaa");
}

#[test]
fn a_failed_build_leaves_the_output_as_it_was() {
    let site = site();
    publish(site.path(), &[("a.html", "a"), ("b.html", "b")]).unwrap();
    let before = tree(&site.path().join("public"));
    let output = Output::open(&site.path().join("public"), site.path()).unwrap();
    let files = [("a.html", "new"), ("b.html", "new")];
    let failed = output.publish(&plan(&files), &|at| match at {
        0 => Ok(rendered("new")),
        _ => anyhow::bail!("a template is wrong"),
    });
    assert_eq!(failed.unwrap_err().to_string(), "a template is wrong");
    assert_eq!(tree(&site.path().join("public")), before);
    assert_eq!(names(site.path()), ["content", "public"]);
}

#[test]
fn what_a_killed_build_left_is_swept_and_its_repository_brought_back() {
    let site = site();
    publish(site.path(), &[("a.html", "a")]).unwrap();
    write(site.path(), ".public.stage-1/a.html", "half");
    write(site.path(), ".public.stage-1/.git/HEAD", "ref: refs/heads/pages");
    let report = publish(site.path(), &[("a.html", "a")]).unwrap();
    assert_eq!(report.way, Way::Untouched);
    assert_eq!(names(site.path()), ["content", "public"]);
    assert_eq!(read(site.path(), "public/.git/HEAD"), "ref: refs/heads/pages");
}

#[test]
fn a_folder_that_was_not_made_here_is_refused() {
    let site = site();
    write(site.path(), "public/thesis.txt", "years of work");
    let error = publish(site.path(), &[("a.html", "a")]).unwrap_err();
    assert!(misuse(&error).message.ends_with("was not made by throughline: it holds `thesis.txt`"));
    assert_eq!(names(&site.path().join("public")), ["thesis.txt"]);
}

#[test]
fn a_foreign_file_in_a_folder_made_here_is_refused() {
    let site = site();
    publish(site.path(), &[("a.html", "a")]).unwrap();
    write(site.path(), "public/notes/today.txt", "mine");
    let error = publish(site.path(), &[("a.html", "b")]).unwrap_err();
    assert!(misuse(&error).message.contains("`notes/today.txt`"), "{error}");
    assert_eq!(read(site.path(), "public/a.html"), "a");
}

#[test]
fn an_empty_folder_and_one_with_a_repository_only_are_taken() {
    let site = site();
    write(site.path(), "public/.git/HEAD", "ref");
    write(site.path(), "public/CNAME", "handbook.example");
    publish(site.path(), &[("a.html", "a")]).unwrap();
    publish(site.path(), &[("a.html", "b")]).unwrap();
    let names = names(&site.path().join("public"));
    assert_eq!(names, [".git", ".throughline", "CNAME", "a.html"]);
}

#[test]
fn the_folder_of_the_site_is_no_output() {
    let site = site();
    let error = Output::open(site.path(), site.path()).unwrap_err();
    assert!(misuse(&error).message.ends_with("holds the site itself"));
    let error = Output::open(site.path().parent().unwrap(), site.path()).unwrap_err();
    assert!(misuse(&error).message.ends_with("holds the site itself"));
}

#[cfg(unix)]
#[test]
fn two_builds_at_once_are_told_apart() {
    let site = site();
    publish(site.path(), &[("a.html", "a")]).unwrap();
    let first = Output::open(&site.path().join("public"), site.path()).unwrap();
    let error = Output::open(&site.path().join("public"), site.path()).unwrap_err();
    assert!(misuse(&error).message.starts_with("another build is at work in"));
    drop(first);
    assert!(Output::open(&site.path().join("public"), site.path()).is_ok());
}

#[test]
fn two_files_for_one_place_are_refused() {
    let site = site();
    for files in [
        [("a.html", "1"), ("a.html", "2")],
        [("a.html", "1"), ("A.html", "2")],
        [("a", "1"), ("a/b.html", "2")],
        [("a.html", "1"), (".throughline", "2")],
        [("a.html", "1"), (".git/config", "2")],
    ] {
        let error = publish(site.path(), &files).unwrap_err();
        misuse(&error);
    }
    assert_eq!(names(site.path()), ["content"]);
}

#[test]
fn an_update_writes_only_what_changed_and_agrees_with_a_clean_build() {
    let site = site();
    let root = site.path();
    let mut output = Output::open(&root.join("public"), root).unwrap();
    let mut update = |files: &[(&str, &str)]| {
        output.update(&plan(files), &|at| Ok(rendered(files[at].1))).unwrap()
    };
    update(&[("a.html", "a"), ("b/b.html", "b"), ("c/c.html", "c")]);
    let report = update(&[("a.html", "a"), ("b/b.html", "new"), ("d.html", "d")]);
    assert_eq!((report.written, report.unchanged, report.removed), (2, 1, 1));
    drop(output);
    let other = folder(&[("content/a.md", "")]);
    publish(other.path(), &[("a.html", "a"), ("b/b.html", "new"), ("d.html", "d")]).unwrap();
    assert_eq!(tree(&root.join("public")), tree(&other.path().join("public")));
    assert_eq!(read(root, "public/.throughline"), read(other.path(), "public/.throughline"));
    assert_eq!(names(&root.join("public")), [".throughline", "a.html", "b", "d.html"]);
}

#[test]
fn an_update_that_was_killed_does_not_turn_its_files_foreign() {
    let site = site();
    let root = site.path();
    let mut output = Output::open(&root.join("public"), root).unwrap();
    let files = [("a.css", "a"), ("b.html", "b")];
    let failed = output.update(&plan(&files), &|at| match at {
        0 => Ok(rendered("a")),
        _ => anyhow::bail!("killed"),
    });
    failed.unwrap_err();
    drop(output);
    write(root, "public/.throughline-0.tmp", "half a file");
    publish(root, &files).unwrap();
    assert_eq!(names(&root.join("public")), [".throughline", "a.css", "b.html"]);
}

#[test]
fn cleaning_removes_what_was_made_here_and_nothing_else() {
    let site = site();
    write(site.path(), "public/CNAME", "handbook.example");
    publish(site.path(), &[("a.html", "a"), ("b/c.html", "c")]).unwrap();
    let output = Output::open(&site.path().join("public"), site.path()).unwrap();
    assert_eq!(output.clean().unwrap(), 2);
    assert_eq!(names(&site.path().join("public")), ["CNAME"]);
}
