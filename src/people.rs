//! `people.toml`: the people and teams that documents name.
//!
//! Duty: tell who is meant by a name. Inputs: the text of the file. Outputs: [`People`] and findings.
//!
//! **Architecture invariants.** Reading the file is the caller's work. People are named, never counted
//! or ranked; nothing here knows what anybody did.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::field::{Reader, from_toml};
use crate::id::{RelPath, Span, Spanned};

/// The people and teams of a site.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct People {
    /// People by id.
    pub people: BTreeMap<String, Person>,
    /// Teams by id.
    pub teams: BTreeMap<String, Team>,
    /// Whether any name is a person, since no file says who there is.
    pub is_anyone: bool,
    /// Who is meant by an id, an alias or a name in lower case; nobody where two people share a name.
    names: BTreeMap<String, Option<Key>>,
}

/// A person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// The id by which documents name them.
    pub id: String,
    /// The name that pages show.
    pub name: String,
    /// `product`, `engineering`, `design` and so on.
    pub discipline: Option<String>,
    /// The id of their team.
    pub team: Option<String>,
    /// Whether they are still around.
    pub is_active: bool,
    /// Other ids.
    pub aliases: Vec<String>,
    /// Where the id stands in the file.
    pub span: Span,
}

/// A team.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Team {
    /// The id by which documents name it.
    pub id: String,
    /// The name that pages show.
    pub name: String,
    /// Where the id stands in the file.
    pub span: Span,
}

/// Who is meant by a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found<'a> {
    /// A person.
    Person(&'a Person),
    /// A team.
    Team(&'a Team),
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Key {
    Person(String),
    Team(String),
}

impl People {
    /// Returns the people of a site without a file: any name is a person of whom nothing else is known.
    pub fn anyone() -> People {
        People { is_anyone: true, ..People::default() }
    }

    /// Returns who is meant by an id, an alias or a name, in any case, with or without `@`.
    pub fn find(&self, name: &str) -> Option<Found<'_>> {
        let name = name.strip_prefix('@').unwrap_or(name);
        // Most documents name people by ids, which are in lower case already.
        let known = self.names.get(name).or_else(|| self.names.get(&name.to_lowercase()));
        match known?.as_ref()? {
            Key::Person(id) => self.people.get(id).map(Found::Person),
            Key::Team(id) => self.teams.get(id).map(Found::Team),
        }
    }

    /// Returns the id that an id, an alias or a name stands for.
    pub fn id_of(&self, name: &str) -> Option<&str> {
        match self.find(name)? {
            Found::Person(person) => Some(&person.id),
            Found::Team(team) => Some(&team.id),
        }
    }

    /// Returns a person by id.
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.people.get(id)
    }

    /// Returns whether an id is that of a team.
    pub fn is_team(&self, id: &str) -> bool {
        self.teams.contains_key(id)
    }

    /// Returns what pages call a person or team; an unknown id with a capital letter.
    pub fn label(&self, id: &str) -> String {
        let team = self.teams.get(id).map(|team| team.name.clone());
        let known = self.people.get(id).map(|person| person.name.clone()).or(team);
        known.unwrap_or_else(|| {
            let mut letters = id.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters).collect()
        })
    }

    /// Returns whether a name may stand where a person or a team is wanted.
    pub fn knows(&self, name: &str) -> bool {
        self.is_anyone || self.find(name).is_some()
    }

    /// Returns the ids of people and teams, for "did you mean".
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.people.keys().chain(self.teams.keys()).map(String::as_str)
    }
}

/// Reads people and teams from the text of the file at `path`.
pub fn parse(path: &RelPath, text: &str) -> (People, Vec<Diagnostic>) {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (table, mut findings) = from_toml(&text[start..], start, path);
    let mut reader = Reader::new(&table, path, "in the file of people", &mut findings);
    let teams = reader.table("teams", "in [teams]", teams).map(|t| t.value).unwrap_or_default();
    let mut aliases = Vec::new();
    let people = reader
        .table("people", "in [people]", |reader| people(reader, &teams, &mut aliases))
        .map(|people| people.value)
        .unwrap_or_default();
    reader.finish();
    let mut all = People { people, teams, ..People::default() };
    index(&mut all, aliases, path, &mut findings);
    (all, findings)
}

fn teams(reader: &mut Reader<'_, '_>) -> BTreeMap<String, Team> {
    let mut teams = BTreeMap::new();
    for entry in reader.rest() {
        let id = entry.key.value.clone();
        let place = format!("in [teams.{id}]");
        let name = reader.table_at(&id, &entry.value, &place, |reader| reader.text("name"));
        let name = name.and_then(|name| name.value).map_or_else(|| id.clone(), |name| name.value);
        teams.insert(id.clone(), Team { id, name, span: entry.key.span });
    }
    teams
}

/// Reads `[people.*]`, and adds each alias with the id of its person to `aliases`.
fn people(
    reader: &mut Reader<'_, '_>,
    teams: &BTreeMap<String, Team>,
    aliases: &mut Vec<(Spanned<String>, String)>,
) -> BTreeMap<String, Person> {
    let mut people = BTreeMap::new();
    for entry in reader.rest() {
        let id = entry.key.value.clone();
        let place = format!("in [people.{id}]");
        let read = reader.table_at(&id, &entry.value, &place, |reader| {
            let name = reader.text("name").map_or_else(|| id.clone(), |name| name.value);
            let others = reader.texts("aliases");
            let person = Person {
                id: id.clone(),
                name,
                discipline: reader.text("discipline").map(|text| text.value.to_lowercase()),
                team: reader.text("team").and_then(|team| known_team(reader, &team, teams)),
                is_active: reader.bool("active").is_none_or(|active| active.value),
                aliases: others.iter().map(|alias| alias.value.clone()).collect(),
                span: entry.key.span,
            };
            aliases.extend(others.into_iter().map(|alias| (alias, id.clone())));
            person
        });
        if let Some(person) = read {
            people.insert(id, person.value);
        }
    }
    people
}

fn known_team(
    reader: &mut Reader<'_, '_>,
    team: &Spanned<String>,
    teams: &BTreeMap<String, Team>,
) -> Option<String> {
    if teams.contains_key(&team.value) {
        return Some(team.value.clone());
    }
    let message = format!("team `{}`: no such team", team.value);
    let question = did_you_mean(&team.value, teams.keys().map(String::as_str));
    let hint = question.unwrap_or_else(|| format!("add [teams.{}] to this file", team.value));
    reader.tell(Diagnostic::new(Code(6), reader.path(), team.span, message).hint(hint));
    None
}

/// Fills the names: ids first, then aliases, then names, so that a name never hides an id.
fn index(
    all: &mut People,
    aliases: Vec<(Spanned<String>, String)>,
    path: &RelPath,
    findings: &mut Vec<Diagnostic>,
) {
    let mut names: BTreeMap<String, Option<Key>> = BTreeMap::new();
    let ids = all.people.values().map(|person| (person.span, Key::Person(person.id.clone())));
    let ids = ids.chain(all.teams.values().map(|team| (team.span, Key::Team(team.id.clone()))));
    let ids = ids.map(|(span, key)| match &key {
        Key::Person(id) | Key::Team(id) => (Spanned::new(id.clone(), span), key),
    });
    let aliases = aliases.into_iter().map(|(alias, id)| (alias, Key::Person(id)));
    for (name, key) in ids.chain(aliases) {
        let taken = names.get(&name.value.to_lowercase());
        if taken.is_some_and(|other| *other != Some(key.clone())) {
            let message = format!("`{}` is taken already, by {}", name.value, owner(taken));
            let finding = Diagnostic::new(Code(5), path, name.span, message);
            findings.push(finding.hint("give each person and team an id of their own"));
            continue;
        }
        names.insert(name.value.to_lowercase(), Some(key));
    }
    let mut shown: BTreeMap<String, Option<Key>> = BTreeMap::new();
    for person in all.people.values() {
        let key = Key::Person(person.id.clone());
        let name = person.name.to_lowercase();
        shown.entry(name).and_modify(|both| *both = None).or_insert(Some(key));
    }
    for team in all.teams.values() {
        let key = Key::Team(team.id.clone());
        shown.entry(team.name.to_lowercase()).or_insert(Some(key));
    }
    for (name, key) in shown {
        names.entry(name).or_insert(key);
    }
    all.names = names;
}

fn owner(taken: Option<&Option<Key>>) -> String {
    match taken {
        Some(Some(Key::Person(id))) => format!("person `{id}`"),
        Some(Some(Key::Team(id))) => format!("team `{id}`"),
        _ => "two people".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOP: &str = "[people.mina]\nname = \"Mina\"\ndiscipline = \"product\"\n\
        team = \"checkout\"\n[people.ravi]\nname = \"Ravi K\"\nactive = false\n\
        aliases = [\"ravi-k\"]\n[teams.checkout]\nname = \"Checkout\"\n";

    fn read(text: &str) -> (People, Vec<String>) {
        let path = RelPath::new("people.toml").unwrap();
        let (people, mut findings) = parse(&path, text);
        crate::diag::sort(&mut findings);
        let told = |f: &Diagnostic| format!("{} {:?} {}", f.code, f.span.of(text), f.message);
        (people, findings.iter().map(told).collect())
    }

    #[test]
    fn people_and_teams_are_found_by_id_alias_and_name_in_any_case() {
        let (people, told) = read(SHOP);
        assert_eq!(told, Vec::<String>::new());
        for name in ["ravi", "Ravi-K", "@ravi", "ravi k"] {
            let Some(Found::Person(person)) = people.find(name) else { panic!("{name}") };
            assert_eq!(person.id, "ravi");
            assert!(!person.is_active);
        }
        assert!(matches!(people.find("Checkout"), Some(Found::Team(_))));
        assert_eq!(people.find("nobody"), None);
        assert!(!people.knows("nobody"));
    }

    #[test]
    fn without_a_file_any_name_is_a_person() {
        assert!(People::anyone().knows("nobody in particular"));
    }

    #[test]
    fn a_team_that_is_not_there_is_told_at_its_name() {
        let text = SHOP.replace("team = \"checkout\"", "team = \"chekout\"");
        let (people, told) = read(&text);
        assert_eq!(told, ["TL006 \"\\\"chekout\\\"\" team `chekout`: no such team"]);
        assert_eq!(people.people["mina"].team, None);
    }

    #[test]
    fn an_alias_that_is_taken_is_told() {
        let text = SHOP.replace("ravi-k", "MINA");
        let told = read(&text).1;
        assert_eq!(told, ["TL005 \"\\\"MINA\\\"\" `MINA` is taken already, by person `mina`"]);
    }

    #[test]
    fn a_name_that_two_people_share_means_neither() {
        let (people, told) = read("[people.a]\nname = \"Jo\"\n[people.b]\nname = \"Jo\"\n");
        assert_eq!(told, Vec::<String>::new());
        assert_eq!(people.find("jo"), None);
    }

    #[test]
    fn unknown_fields_of_people_are_told() {
        let told = read("[people.a]\nnam = \"A\"\n[team.b]\nname = \"B\"\n").1;
        assert_eq!(
            told,
            [
                "TL002 \"nam\" unknown field `nam` in [people.a]",
                "TL002 \"team\" unknown field `team` in the file of people",
            ]
        );
    }
}
