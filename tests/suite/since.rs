//! `throughline check --since`: the findings of files that changed, and of no other.

use std::path::Path;

use crate::support::{commit, folder, git, run, write};

const LOST: &str = "# Lost\n\n[[nowhere]]\n";

/// Returns the files of the findings that a check tells.
fn told(site: &Path, revision: &str) -> (i32, Vec<String>) {
    let ran = run(site, &["check", "--format", "json", "--since", revision]);
    let path = |line: &str| {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        (finding["severity"] == "error").then(|| finding["path"].as_str().unwrap().to_owned())
    };
    (ran.code(), ran.stdout().lines().filter_map(path).collect())
}

#[test]
fn only_files_that_changed_since_a_revision_count() {
    let repository = folder(&[
        ("docs/throughline.toml", "title = \"T\"\n"),
        ("docs/content/old.md", LOST),
        ("docs/content/same.md", "# Same\n"),
        ("docs/content/kpis/csat.md", "+++\nunit = \"%\"\n+++\n# Csat\n\n[[nowhere]]\n"),
        ("docs/content/kpis/csat.csv", "date,value\n2026-01-01,3\n"),
        (
            "docs/content/surveys/work.md",
            "+++\nwaves = [{ on = 2026-03-02, file = \"work.csv\" }]\n\
             questions = [{ id = \"stay\", text = \"Will you stay?\" }]\n+++\n# Work\n\n[[nowhere]]\n",
        ),
        ("docs/content/surveys/work.csv", "group,question,answer,count\nall,stay,yes,8\n"),
        ("elsewhere.md", LOST),
    ]);
    let root = repository.path();
    let site = root.join("docs");
    commit(root);
    assert_eq!(told(&site, "main"), (0, Vec::new()));
    assert_eq!(run(&site, &["check"]).code(), 1);

    // What others did on the main branch since is not what changed here.
    git(root, &["checkout", "-q", "-b", "work"]);
    git(root, &["checkout", "-q", "main"]);
    write(root, "docs/content/same.md", "# Same\n\nOn the main branch.\n");
    commit(root);
    git(root, &["checkout", "-q", "work"]);
    assert_eq!(told(&site, "main"), (0, Vec::new()));

    write(root, "docs/content/tëst \"and\" more.md", LOST);
    commit(root);
    write(root, "docs/content/untracked\ttab is refused.md", "# Tab\n");
    write(root, "docs/content/new.md", LOST);
    write(root, "docs/content/same.md", "# Same\n\n[[nowhere]]\n");
    git(root, &["add", "docs/content/same.md"]);
    let (code, files) = told(&site, "main");
    let expected = ["new.md", "same.md", "tëst \"and\" more.md"];
    let expected: Vec<String> = expected.iter().map(|name| format!("content/{name}")).collect();
    let files: Vec<String> = files.into_iter().filter(|path| !path.contains("tab is")).collect();
    assert_eq!((code, files), (1, expected));
    let ran = run(&site, &["check", "--since", "HEAD", "--format", "github"]);
    assert!(ran.stdout().contains("content/new.md"), "{}", ran.stdout());
    assert!(!ran.stdout().contains("more.md"), "{}", ran.stdout());

    // Numbers belong to the document that describes them.
    commit(root);
    assert_eq!(told(&site, "HEAD"), (0, Vec::new()));
    write(root, "docs/content/surveys/work.csv", "group,question,answer,count\nall,stay,yes,9\n");
    assert_eq!(told(&site, "HEAD"), (1, vec!["content/surveys/work.md".to_owned()]));
    commit(root);
    write(root, "docs/content/kpis/csat.csv", "date,value\n2026-01-01,4\n");
    assert_eq!(told(&site, "HEAD"), (1, vec!["content/kpis/csat.md".to_owned()]));
}

#[test]
fn the_summary_says_how_much_is_left_out() {
    let site = folder(&[("content/old.md", LOST), ("throughline.toml", "title = \"T\"\n")]);
    commit(site.path());
    let ran = run(site.path(), &["check", "--since", "HEAD"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    assert!(
        ran.stderr().contains("; no findings (1 finding elsewhere left out); "),
        "{}",
        ran.stderr()
    );
    assert!(!ran.stderr().contains("nowhere"), "{}", ran.stderr());
}

#[test]
fn a_revision_that_cannot_be_compared_with_is_told() {
    let site = folder(&[("content/a.md", "# A\n"), ("throughline.toml", "title = \"T\"\n")]);
    let refused = |revision: &str| {
        let since = format!("--since={revision}");
        let ran = run(site.path(), &["check", "--fix", &since]);
        assert_eq!(ran.code(), 2, "{}", ran.stderr());
        ran.stderr()
    };
    assert!(refused("main").contains("is in no git repository"), "{}", refused("main"));
    commit(site.path());
    for unknown in ["nothing", "--output=x", ""] {
        let told = refused(unknown);
        assert!(told.contains(&format!("there is no revision `{unknown}`")), "{told}");
        assert!(told.contains("\nhelp: name a commit"), "{told}");
    }
    git(site.path(), &["checkout", "-q", "--orphan", "other"]);
    write(site.path(), "content/a.md", "# Another beginning\n");
    commit(site.path());
    assert!(refused("main").contains("no common past"), "{}", refused("main"));
    // Without the program there is nothing to ask.
    let mut alone = crate::support::program(site.path());
    let ran = alone.args(["check", "--since", "main"]).env("PATH", "").output().unwrap();
    assert_eq!(ran.status.code(), Some(2));
    let mut alone = crate::support::program(site.path());
    let ran = alone.args(["check", "--fix"]).env("PATH", "").output().unwrap();
    assert_eq!(ran.status.code(), Some(0));
}
