//! The sample handbook: built once, served, and copied for tests that edit it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// The built sample and a server of it.
pub(crate) struct Sample {
    folder: TempDir,
    server: Server,
}

impl Sample {
    pub(crate) fn build() -> Sample {
        let folder = tempfile::tempdir().unwrap();
        let mut command = program(root());
        let built =
            command.arg("build").arg("-o").arg(folder.path().join("site")).output().unwrap();
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        let server = Server::start(folder.path(), &["--dir", "site"]);
        Sample { folder, server }
    }

    /// Returns the address of a page at the server.
    pub(crate) fn url(&self, path: &str) -> String {
        self.server.url(path)
    }

    /// Returns the address of a page on the disk.
    pub(crate) fn file_url(&self, path: &str) -> String {
        format!("file://{}/{path}", self.output().display())
    }

    fn output(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// Returns the paths of all pages, in order.
    pub(crate) fn pages(&self) -> Vec<String> {
        self.sized().into_iter().map(|(path, _)| path).collect()
    }

    /// Returns the paths of the pages that contain a word.
    pub(crate) fn pages_with(&self, word: &str) -> Vec<String> {
        let mut pages = self.pages();
        pages.retain(|path| {
            std::fs::read_to_string(self.output().join(path)).unwrap().contains(word)
        });
        pages
    }

    /// Returns the paths of the theme's styles and scripts, in order.
    pub(crate) fn styles_and_scripts(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.output().join("assets")).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let is_one = |name: &String| name.ends_with(".css") || name.ends_with(".js");
        let mut paths: Vec<String> =
            names.filter(is_one).map(|name| format!("assets/{name}")).collect();
        paths.sort();
        paths
    }

    fn sized(&self) -> Vec<(String, u64)> {
        let output = self.output();
        let mut pages = Vec::new();
        for entry in walkdir::WalkDir::new(&output).sort_by_file_name() {
            let entry = entry.unwrap();
            if entry.path().extension().is_some_and(|extension| extension == "html") {
                let path = entry.path().strip_prefix(&output).unwrap().to_str().unwrap();
                pages.push((path.to_owned(), entry.metadata().unwrap().len()));
            }
        }
        pages
    }

    /// Returns a page of every type: each at the top, and of each folder its list, its longest and
    /// its shortest page. New types come along by themselves.
    pub(crate) fn page_types(&self) -> Vec<String> {
        let mut chosen = Vec::new();
        let mut folders: BTreeMap<String, Vec<(u64, String)>> = BTreeMap::new();
        for (path, size) in self.sized() {
            match path.rsplit_once('/') {
                Some((folder, name)) if name != "index.html" => {
                    folders.entry(folder.to_owned()).or_default().push((size, path));
                }
                _ => chosen.push(path),
            }
        }
        for mut pages in folders.into_values() {
            pages.sort();
            chosen.push(pages[0].1.clone());
            chosen.push(pages[pages.len() - 1].1.clone());
        }
        chosen.sort();
        chosen.dedup();
        assert!(chosen.len() >= 30, "these are all: {chosen:?}");
        chosen
    }
}

/// A copy of the sample that a test may edit, previewed as a writer does.
pub(crate) struct Draft {
    folder: TempDir,
    server: Server,
}

impl Draft {
    pub(crate) fn serve() -> Draft {
        let folder = tempfile::tempdir().unwrap();
        for name in ["content", "throughline.toml"] {
            copy(&root().join(name), &folder.path().join(name));
        }
        let server = Server::start(folder.path(), &[]);
        Draft { folder, server }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        self.server.url(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(path)).unwrap()
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.folder.path().join(path), text).unwrap();
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).unwrap();
        } else if entry.depth() == 0 {
            std::fs::copy(entry.path(), to).unwrap();
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A preview server that runs as long as this value lives.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start(folder: &Path, arguments: &[&str]) -> Server {
        let mut command = program(folder);
        command.args(["serve", "--port", "0"]).args(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        Server { child, url: line.trim().to_owned() }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the program, to be run in a folder, with nothing of the surroundings that it listens to.
fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_throughline"));
    command.current_dir(folder).stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("THROUGHLINE_") {
            command.env_remove(name);
        }
    }
    command
}
