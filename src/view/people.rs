//! People and teams: what they own and what waits for them. No counts, no rankings.

use serde::Serialize;

use super::Html;
use super::entry::Group;
use super::parts::{Link, Notice};

/// The index of people.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PeopleIndex {
    /// The title.
    pub title: String,
    /// The anchor of the title; none where nothing introduces the page.
    pub anchor: Option<String>,
    /// A sentence about them.
    pub summary: Option<String>,
    /// What the `index.md` of the folder says.
    pub body: Html,
    /// The teams in order; people without a team stand in one without a name.
    pub teams: Vec<Team>,
}

/// A team and its people.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Team {
    /// Its name.
    pub link: Link,
    /// Its anchor, unique on the page.
    pub id: String,
    /// Its people in alphabetical order.
    pub people: Vec<PersonLine>,
}

/// A person in the index.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PersonLine {
    /// The name.
    pub link: Link,
    /// The discipline, such as `engineering`.
    pub discipline: Option<String>,
}

/// The page of a person or a team.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Person {
    /// What it is: `Person` or `Team`.
    pub label: String,
    /// The name.
    pub name: String,
    /// Discipline, team, members.
    pub facts: Html,
    /// What waits for them.
    pub waiting: Vec<Notice>,
    /// What they own, by kind.
    pub owns: Vec<Group>,
    /// The decisions in which they had a part; what they asked, gave and raised, by kind.
    pub gave: Vec<Group>,
}
