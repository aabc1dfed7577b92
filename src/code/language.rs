//! What code can be written in.

use crate::diag::did_you_mean;

/// The languages that have colours: the name of the scan, and what authors call it.
const COLOURED: [(&str, &[&str]); 18] = [
    ("bash", &["bash", "sh", "shell", "zsh"]),
    ("c", &["c", "h"]),
    ("css", &["css"]),
    ("diff", &["diff", "patch"]),
    ("dockerfile", &["dockerfile", "docker", "containerfile"]),
    ("go", &["go", "golang"]),
    ("html", &["html", "htm"]),
    ("ini", &["ini", "properties"]),
    ("java", &["java"]),
    ("javascript", &["javascript", "js", "jsx", "mjs", "cjs"]),
    ("json", &["json", "jsonc"]),
    ("markdown", &["markdown", "md"]),
    ("python", &["python", "py"]),
    ("rust", &["rust", "rs"]),
    ("toml", &["toml"]),
    ("typescript", &["typescript", "ts"]),
    ("xml", &["xml", "svg"]),
    ("yaml", &["yaml", "yml"]),
];

/// What is shown as it is: text of no language, and languages that no scan knows. An author who names one of them made no mistake.
const PLAIN: [&str; 84] = [
    "text",
    "txt",
    "plain",
    "plaintext",
    "none",
    "ascii",
    "csv",
    "tsv",
    "log",
    "output",
    "tree",
    "query",
    "mermaid",
    "http",
    "url",
    "regex",
    "ebnf",
    "bnf",
    "dot",
    "graphviz",
    "plantuml",
    "latex",
    "tex",
    "bibtex",
    "asciidoc",
    "rst",
    "org",
    "sql",
    "psql",
    "mysql",
    "sqlite",
    "plsql",
    "graphql",
    "gql",
    "proto",
    "protobuf",
    "thrift",
    "avro",
    "cpp",
    "c++",
    "objc",
    "csharp",
    "cs",
    "fsharp",
    "vb",
    "kotlin",
    "kt",
    "swift",
    "scala",
    "groovy",
    "gradle",
    "clojure",
    "elixir",
    "erlang",
    "haskell",
    "ocaml",
    "elm",
    "ruby",
    "rb",
    "erb",
    "php",
    "perl",
    "lua",
    "r",
    "julia",
    "dart",
    "zig",
    "nim",
    "powershell",
    "ps1",
    "batch",
    "fish",
    "awk",
    "sed",
    "make",
    "makefile",
    "cmake",
    "nix",
    "hcl",
    "terraform",
    "tf",
    "nginx",
    "vue",
    "svelte",
];

/// What is shown as it is, with the prompts of its lines apart.
const SESSIONS: [&str; 5] = ["console", "terminal", "session", "shell-session", "sh-session"];

/// What a block is written in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Language {
    /// What the author calls it; empty where nothing is said.
    name: String,
    /// Which of the coloured ones it is.
    scan: Option<&'static str>,
}

impl Language {
    /// Returns the language of a name, in any case.
    pub fn of(name: &str) -> Language {
        let known = COLOURED
            .iter()
            .find(|(_, names)| names.iter().any(|known| known.eq_ignore_ascii_case(name)));
        Language { name: name.to_owned(), scan: known.map(|(scan, _)| *scan) }
    }

    /// Returns what the author calls it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Returns the name of its scan.
    pub(super) fn scan(&self) -> Option<&'static str> {
        self.scan
    }

    /// Returns whether its text is more than one run of letters.
    pub(super) fn has_colours(&self) -> bool {
        self.scan.is_some() || self.is_session()
    }

    /// Returns whether it shows what stood on a terminal.
    fn is_session(&self) -> bool {
        is_among(&SESSIONS, &self.name)
    }

    /// Returns whether its lines may begin with a prompt.
    pub(super) fn has_prompts(&self) -> bool {
        self.is_session() || self.scan == Some("bash")
    }

    /// Returns what to do about a language that is none; `None` where it is known.
    pub(super) fn problem(&self) -> Option<String> {
        let is_known = self.name.is_empty() || self.has_colours() || is_among(&PLAIN, &self.name);
        if is_known {
            return None;
        }
        let names = COLOURED.iter().flat_map(|(_, names)| names.iter().copied());
        let all = names.chain(PLAIN).chain(SESSIONS).chain(["math"]);
        let near = did_you_mean(&self.name, all);
        Some(near.unwrap_or_else(|| "for what is shown as it is, write `text`".to_owned()))
    }
}

fn is_among(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}
