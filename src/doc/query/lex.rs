//! The words and signs of a query.

use crate::diag::Problem;
use crate::id::Span;

/// One word, text or sign with its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: TokenKind,
    /// Where it stands.
    pub(super) span: Span,
}

/// What a token is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum TokenKind {
    /// A name, number or date.
    Word(String),
    /// What stands between quotes.
    Text(String),
    /// A sign.
    Sign(&'static str),
    /// The end of the query.
    End,
}

/// Every sign; of two that begin alike the longer stands first. The last four are those of other
/// languages, which are told from what nobody means.
const SIGNS: [&str; 14] =
    ["<=", ">=", "!=", "==", "&&", "||", "<>", "=", "<", ">", "~", "(", ")", ","];

/// Returns the tokens of a query, the end being the last of them.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Problem> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = &text[at..];
        if letter.is_whitespace() {
            at += letter.len_utf8();
        } else if letter == '#' {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if letter == '"' {
            let (value, length) = quoted(rest, at)?;
            tokens.push(Token { kind: TokenKind::Text(value), span: Span::new(at, at + length) });
            at += length;
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            let span = Span::new(at, at + sign.len());
            if let Some(meant) = elsewhere(sign) {
                return Err(Problem::new(span, format!("a query has no `{sign}`"), meant));
            }
            tokens.push(Token { kind: TokenKind::Sign(sign), span });
            at += sign.len();
        } else if is_of_word(letter) {
            let length = rest.find(|letter| !is_of_word(letter)).unwrap_or(rest.len());
            tokens.push(Token {
                kind: TokenKind::Word(rest[..length].to_owned()),
                span: Span::new(at, at + length),
            });
            at += length;
        } else {
            let span = Span::new(at, at + letter.len_utf8());
            let hint = match letter {
                '“' | '”' | '„' | '\'' | '‘' | '’' | '`' => {
                    "set texts in straight double quotes"
                }
                '[' | ']' => "write the bare reference, such as `vision-2026#checkout`",
                '*' => "leave `columns` out to see the usual ones",
                _ => "set values with other signs than letters and digits in double quotes",
            };
            return Err(Problem::new(span, format!("a query has no `{letter}`"), hint));
        }
    }
    // What is missing at the end is told of the last word.
    let span = tokens.last().map_or(Span::default(), |token| token.span);
    tokens.push(Token { kind: TokenKind::End, span });
    Ok(tokens)
}

/// Returns what to write instead of a sign of another language.
fn elsewhere(sign: &str) -> Option<&'static str> {
    match sign {
        "==" => Some("write `=`"),
        "&&" => Some("write `and`"),
        "||" => Some("write `or`"),
        "<>" => Some("write `!=`"),
        _ => None,
    }
}

/// Returns the text between the quotes at the start of `rest`, and how many bytes it takes with them.
fn quoted(rest: &str, at: usize) -> Result<(String, usize), Problem> {
    let mut value = String::new();
    let mut letters = rest.char_indices().skip(1);
    while let Some((place, letter)) = letters.next() {
        match letter {
            '"' => return Ok((value, place + 1)),
            '\n' => break,
            '\\' => value.extend(letters.next().map(|(_, letter)| letter)),
            letter => value.push(letter),
        }
    }
    let end = rest.find('\n').unwrap_or(rest.len());
    let span = Span::new(at, at + rest[..end].trim_end().len());
    Err(Problem::new(span, "a text in quotes does not end", "end it with `\"` on the same line"))
}

/// Returns whether a letter may stand in a word: those of ids, references, dates and numbers.
fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || "-_./:#@+%".contains(letter)
}
