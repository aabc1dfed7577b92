//! A built site as its readers meet it: pages parsed by an HTML parser that is not ours, and every byte.
//!
//! The parser is the one of browsers' rules (html5ever), so that what the tests read is what a reader
//! would see, not a string that happens to stand in the source.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use scraper::{ElementRef, Html, Selector};

use throughline::pipeline::{Options, Shows, Snapshot};

use crate::support::{program, run};

/// The files of a built site, by path.
pub(crate) struct Built {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

/// Builds a site by the program; fails where that fails.
pub(crate) fn build(root: &Path, options: &[&str]) -> Built {
    let output = tempfile::tempdir().unwrap();
    let folder = output.path().join("site");
    let mut command = program(root);
    let ran = command.args(["build", "-o"]).arg(&folder).args(options).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    Built { files: files(&folder) }
}

/// Returns every file below a folder, by path.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(here) = folders.pop() {
        for entry in std::fs::read_dir(here).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

impl Built {
    /// Returns a file as text.
    pub(crate) fn text(&self, path: &str) -> &str {
        let file = self.files.get(path);
        let bytes = file.unwrap_or_else(|| panic!("{path} is not among {:?}", self.files.keys()));
        std::str::from_utf8(bytes).unwrap()
    }

    /// Returns a page.
    pub(crate) fn page(&self, path: &str) -> Page {
        Page(Html::parse_document(self.text(path)))
    }

    /// Returns the files in whose names or bytes a text occurs, in whatever case.
    pub(crate) fn holding(&self, text: &str) -> Vec<&str> {
        let text = text.to_lowercase();
        let holds = |(path, bytes): &(&String, &Vec<u8>)| {
            path.to_lowercase().contains(&text)
                || String::from_utf8_lossy(bytes).to_lowercase().contains(&text)
        };
        self.files.iter().filter(holds).map(|(path, _)| path.as_str()).collect()
    }
}

/// A parsed page.
pub(crate) struct Page(Html);

impl Page {
    /// Returns the elements that a selector names.
    pub(crate) fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.0.select(&Selector::parse(selector).unwrap()).collect()
    }

    /// Returns the words of each element that a selector names.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).into_iter().map(words).collect()
    }

    /// Returns the words of the only element that a selector names.
    pub(crate) fn text(&self, selector: &str) -> String {
        let texts = self.texts(selector);
        assert_eq!(texts.len(), 1, "{selector}: {texts:?}");
        texts.into_iter().next().unwrap()
    }

    /// Returns where the links lead that a selector names.
    pub(crate) fn hrefs(&self, selector: &str) -> Vec<String> {
        let links = self.all(selector).into_iter();
        links.map(|element| element.attr("href").unwrap().to_owned()).collect()
    }

    /// Returns where the links lead whose words are these.
    pub(crate) fn ways(&self, within: &str, link: &str) -> Vec<String> {
        let links = self.all(&format!("{within} a[href]")).into_iter();
        links
            .filter(|element| words(*element) == link)
            .map(|element| element.attr("href").unwrap().to_owned())
            .collect()
    }
}

/// Returns the words of an element with single spaces between them.
pub(crate) fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the findings of a site as `check --format json` gives them.
pub(crate) fn findings(root: &Path, options: &[&str]) -> Vec<serde_json::Value> {
    let arguments = [&["check", "--format", "json"], options].concat();
    let checked = run(root, &arguments);
    let lines = checked.stdout();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Returns the findings of a severity that fails a check, as `path:line:column code message`.
pub(crate) fn faults(root: &Path, options: &[&str]) -> Vec<String> {
    let is_fault = |finding: &serde_json::Value| {
        ["error", "warning"].contains(&finding["severity"].as_str().unwrap())
    };
    let line = |finding: &serde_json::Value| {
        let [path, code, message] =
            ["path", "code", "message"].map(|key| finding[key].as_str().unwrap());
        format!("{path}:{}:{} {code} {message}", finding["line"], finding["column"])
    };
    findings(root, options).iter().filter(|finding| is_fault(finding)).map(line).collect()
}

/// Returns what a build of a site in a folder is asked for, with nothing special.
pub(crate) fn options(root: &Path) -> Options {
    Options {
        root: root.canonicalize().unwrap(),
        config: None,
        output: None,
        base_url: None,
        as_of: None,
        drafts: false,
        audience: None,
        shows: Shows::Published,
        live: false,
        keep_going: false,
    }
}

/// Renders every route of a snapshot.
pub(crate) fn render(snapshot: &Snapshot) -> Built {
    let routes = snapshot.routes().par_iter();
    let files =
        routes.map(|route| (route.path.as_str().to_owned(), snapshot.render(route).unwrap().bytes));
    Built { files: files.collect() }
}
