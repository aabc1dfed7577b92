//! By which words a column of a data file is known to name people.

/// Headers over people, in lower case with spaces between words and without an `id` at the end.
const HEADERS: [&str; 16] = [
    "person",
    "respondent",
    "participant",
    "employee",
    "colleague",
    "staff member",
    "team member",
    "email",
    "e mail",
    "mail",
    "email address",
    "e mail address",
    "first name",
    "last name",
    "full name",
    "surname",
];

/// Returns whether a header stands over a column that names people.
pub fn is_person(header: &str) -> bool {
    let words: Vec<String> = header
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let words = match words.split_last() {
        Some((last, others)) if last == "id" => others.join(" "),
        _ => words.join(" "),
    };
    HEADERS.contains(&words.as_str())
}
