//! Waiting for changes.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use throughline::watch::{Hint, How, Touched, Watch, collect};

use crate::support::{folder, write};

const LONG: Duration = Duration::from_secs(60);

fn path(name: &str) -> Hint {
    Hint::Path(PathBuf::from(name))
}

fn all(_: &Path) -> bool {
    true
}

#[test]
fn a_burst_becomes_one_sorted_set() {
    let (sender, receiver) = mpsc::channel();
    for name in ["b", "a", "b"] {
        sender.send(path(name)).unwrap();
    }
    drop(sender);
    let touched = collect(&receiver, LONG, LONG, all).unwrap();
    assert_eq!(touched, Touched::Paths(vec!["a".into(), "b".into()]));
    assert_eq!(collect(&receiver, LONG, LONG, all), None);
}

#[test]
fn lost_events_mean_that_anything_may_have_changed() {
    let (sender, receiver) = mpsc::channel();
    sender.send(path("a")).unwrap();
    sender.send(Hint::Anything).unwrap();
    drop(sender);
    assert_eq!(collect(&receiver, LONG, LONG, all), Some(Touched::Anything));
}

#[test]
fn a_stream_that_never_rests_is_cut_off() {
    let (sender, receiver) = mpsc::channel();
    let most = Duration::from_millis(20);
    let busy = std::thread::spawn(move || while sender.send(path("a")).is_ok() {});
    let begun = Instant::now();
    assert!(collect(&receiver, LONG, most, all).is_some());
    assert!(begun.elapsed() < LONG);
    drop(receiver);
    busy.join().unwrap();
}

#[test]
fn paths_that_do_not_matter_wake_nobody() {
    let (sender, receiver) = mpsc::channel();
    sender.send(path("public/a.html")).unwrap();
    drop(sender);
    assert_eq!(collect(&receiver, LONG, LONG, |path| !path.starts_with("public")), None);
}

/// Waits for a burst on another thread, for at most half a minute.
fn next(mut watch: Watch) -> Touched {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || sender.send(watch.wait()));
    receiver.recv_timeout(Duration::from_secs(30)).unwrap().unwrap()
}

/// Waits on another thread, for at most half a minute, until a path was touched.
fn until(mut watch: Watch, path: PathBuf) -> Watch {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        while let Some(touched) = watch.wait() {
            if touched.paths().is_none_or(|paths| paths.contains(&path)) {
                break;
            }
        }
        sender.send(watch).map_err(|_| ()).unwrap();
    });
    receiver.recv_timeout(Duration::from_secs(30)).unwrap()
}

fn real(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().canonicalize().unwrap()
}

#[test]
fn a_save_by_rename_touches_the_file() {
    let site = folder(&[("content/a.md", "old")]);
    let content = real(&site).join("content");
    let watch = Watch::start(How::Native, std::slice::from_ref(&content), &[]).unwrap();
    write(&content, "a.md.new", "new");
    std::fs::rename(content.join("a.md.new"), content.join("a.md")).unwrap();
    let touched = next(watch);
    assert!(touched.paths().unwrap().contains(&content.join("a.md")), "{touched:?}");
}

#[test]
fn the_output_and_hidden_files_are_not_watched() {
    let site = folder(&[("a.md", ""), ("public/a.html", "")]);
    let root = real(&site);
    let ignored = [root.join("public")];
    let watch = Watch::start(How::Native, std::slice::from_ref(&root), &ignored).unwrap();
    write(&root, "public/a.html", "new");
    write(&root, ".a.md.swp", "new");
    write(&root, "z.md", "new");
    assert_eq!(next(watch), Touched::Paths(vec![root.join("z.md")]));
}

#[test]
fn a_root_that_comes_later_is_noticed() {
    let site = folder(&[]);
    let theme = real(&site).join("themes").join("mine");
    let watch = Watch::start(How::Native, std::slice::from_ref(&theme), &[]).unwrap();
    std::fs::create_dir_all(&theme).unwrap();
    assert_eq!(next(watch), Touched::Paths(vec![real(&site).join("themes")]));
}

#[test]
fn a_folder_that_was_made_again_is_still_watched() {
    let site = folder(&[("content/a.md", "old")]);
    let content = real(&site).join("content");
    let watch = Watch::start(How::Native, std::slice::from_ref(&content), &[]).unwrap();
    std::fs::remove_dir_all(&content).unwrap();
    write(&content, "a.md", "new");
    let watch = until(watch, content.clone());
    write(&content, "b.md", "new");
    until(watch, content.join("b.md"));
}

#[test]
fn polling_notices_a_change() {
    let site = folder(&[("content/a.md", "old")]);
    let content = real(&site).join("content");
    let how = How::Poll(Duration::from_millis(5));
    let watch = Watch::start(how, std::slice::from_ref(&content), &[]).unwrap();
    write(&content, "b.md", "new");
    let touched = next(watch);
    assert!(touched.paths().unwrap().contains(&content.join("b.md")), "{touched:?}");
}
