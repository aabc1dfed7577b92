//! `throughline.toml`, checked.
//!
//! Duty: the configuration as typed values with a default for each key. Inputs: the text of the file.
//! Outputs: a [`Config`] and findings; a wrong key leaves its default in place, so that everything
//! else is still checked.
//!
//! **Architecture invariants.** Reading the file is the caller's work; nothing here touches the disk
//! or the environment.

mod checks;
mod color;
mod glob;
mod kinds;
mod misuse;
mod parse;
mod rules;
#[cfg(test)]
mod tests;
mod theme;

pub use color::Color;
pub use glob::matches;
pub use parse::{check_base_url, parse};
pub use rules::rule;
pub use theme::not_there;

use std::collections::BTreeMap;

pub use misuse::Misuse;

use crate::diag::{Code, Severity};
use crate::id::{Date, Digest, RelPath, Span, Spanned};
use crate::kind::{Kind, SectionKind};

/// The configuration of a site.
#[derive(Clone, PartialEq, Debug)]
pub struct Config {
    /// The file that it was read from.
    pub path: RelPath,
    /// The name of the handbook.
    pub title: String,
    /// Where the site is published, with a trailing slash; feeds, sitemap, canonical links and
    /// `404.html` need it.
    pub base_url: Option<String>,
    /// Whether search engines are asked to list no page.
    pub is_hidden: bool,
    /// The language of the content as a BCP 47 tag.
    pub language: String,
    /// The folder of documents, relative to the root; the root itself where there is no `content/`.
    pub content: RelPath,
    /// The output folder, relative to the root.
    pub output: RelPath,
    /// How pages are named.
    pub urls: Urls,
    /// What `new` writes.
    pub front_matter: FrontMatter,
    /// The file of people and teams.
    pub people: RelPath,
    /// The address that edits a file, with `{path}` and `{line}`.
    pub edit_url: Option<String>,
    /// The address that makes a file, with `{path}` and `{template}`.
    pub new_url: Option<String>,
    /// The clock, where the configuration pins it.
    pub as_of: Option<Date>,
    /// The appetite in days above which a brief is large.
    pub large_days: u32,
    /// What pages of people show.
    pub people_pages: PeoplePages,
    /// Whether each whole chain has a page.
    pub chain_pages: bool,
    /// The edition of the rules that may fail.
    pub rules: u32,
    /// The theme.
    pub theme: ThemeConfig,
    /// Severities and suppressions.
    pub checks: ChecksConfig,
    /// What the site says about each kind.
    pub kinds: BTreeMap<Kind, KindConfig>,
    /// The names that `visible-to` may use, with their labels.
    pub audiences: BTreeMap<String, String>,
    /// The digest of the file.
    pub digest: Digest,
}

/// How pages are named in the output.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Urls {
    /// `briefs/pay.html`.
    #[default]
    Files,
    /// `briefs/pay/index.html`.
    Directories,
}

/// The form of front matter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum FrontMatter {
    /// Between `+++` lines.
    #[default]
    Toml,
    /// Between `---` lines.
    Yaml,
}

/// What pages of people show.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PeoplePages {
    /// There are none.
    Off,
    /// What waits for whom.
    #[default]
    Waiting,
    /// What someone owns, too.
    Full,
}

/// Which theme is used.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ThemeConfig {
    /// The folder below `themes/`; `default` is embedded.
    pub name: String,
    /// The accent in light and in dark.
    pub accent: Option<(Color, Color)>,
    /// The family of fonts for text.
    pub text_font: Option<String>,
    /// The family of fonts for code.
    pub code_font: Option<String>,
    /// A picture beside the title, as a file of the theme's folder.
    pub logo: Option<Spanned<String>>,
    /// Further style sheets, as files of the theme's folder.
    pub extra_css: Vec<Spanned<String>>,
    /// Further scripts, as files of the theme's folder.
    pub extra_js: Vec<Spanned<String>>,
}

/// What the configuration says about checks.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ChecksConfig {
    /// A severity for a rule everywhere; `None` turns it off.
    pub levels: BTreeMap<Code, Option<Severity>>,
    /// Documents created before this day are checked for syntax and links only.
    pub since: Option<Date>,
    /// A severity for a rule in a kind or path; later entries win.
    pub set: Vec<SetLevel>,
    /// Suppressions.
    pub allow: Vec<AllowPath>,
}

/// A severity for a rule in a kind or path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SetLevel {
    /// The rule.
    pub rule: Code,
    /// Only documents of this kind.
    pub kind: Option<Kind>,
    /// Only documents whose path below the content folder matches (`*` within a part, `**` across).
    pub path: Option<Spanned<String>>,
    /// The severity; `None` turns the rule off there.
    pub severity: Option<Severity>,
}

/// A suppression with its reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AllowPath {
    /// The rule.
    pub rule: Code,
    /// Which documents, as a path below the content folder with `*` and `**`; all where left out.
    pub path: Option<Spanned<String>>,
    /// Why.
    pub reason: String,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Where the suppression stands.
    pub span: Span,
}

/// What the configuration says about a kind.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct KindConfig {
    /// The folder of its documents.
    pub folder: Option<String>,
    /// What it is called on the site.
    pub label: Option<String>,
    /// What several of it are called.
    pub plural: Option<String>,
    /// Further names of its sections.
    pub sections: Vec<(SectionKind, Vec<String>)>,
    /// Further front matter fields by name, with the type of their value.
    pub fields: BTreeMap<String, FieldType>,
}

/// The type of a further front matter field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FieldType {
    /// Text.
    String,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A day.
    Date,
    /// Texts.
    List,
    /// A person or a team.
    Person,
    /// A document or an item.
    Reference,
}

impl Default for Config {
    fn default() -> Config {
        let path = |text: &str| RelPath::new(text).expect("constant paths stay inside the root");
        Config {
            path: path("throughline.toml"),
            title: "Handbook".to_owned(),
            base_url: None,
            is_hidden: false,
            language: "en".to_owned(),
            content: path("content"),
            output: path("public"),
            urls: Urls::default(),
            front_matter: FrontMatter::default(),
            people: path("content/people.toml"),
            edit_url: None,
            new_url: None,
            as_of: None,
            large_days: 28,
            people_pages: PeoplePages::default(),
            chain_pages: false,
            rules: 1,
            theme: ThemeConfig { name: "default".to_owned(), ..ThemeConfig::default() },
            checks: ChecksConfig::default(),
            kinds: BTreeMap::new(),
            audiences: BTreeMap::new(),
            digest: Digest::default(),
        }
    }
}
