//! The grammar of queries: from words and signs to conditions and clauses.

use super::DEPTH;
use super::ask::Condition;
use super::lex::{Token, TokenKind, tokens};
use crate::diag::Problem;
use crate::id::{Span, Spanned};

/// A query as it was written, before anything is known of its fields.
#[derive(Debug)]
pub(super) struct Raw {
    pub(super) condition: Option<Condition<RawComparison>>,
    pub(super) sort: Vec<RawKey>,
    pub(super) limit: Option<Spanned<String>>,
    pub(super) form: Option<Spanned<String>>,
    pub(super) columns: Vec<Spanned<String>>,
    /// Where `columns` stands.
    pub(super) columns_at: Span,
}

/// A field by which results are put in order.
#[derive(Debug)]
pub(super) struct RawKey {
    pub(super) field: Spanned<String>,
    pub(super) is_descending: bool,
}

/// A field that is compared.
#[derive(Debug)]
pub(super) struct RawComparison {
    pub(super) field: Spanned<String>,
    pub(super) operator: Spanned<Operator>,
    pub(super) values: Vec<RawValue>,
}

/// How a field is compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Operator {
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
    In,
    Has,
    Contains,
}

/// A value as it was written.
#[derive(Debug)]
pub(super) struct RawValue {
    pub(super) text: String,
    pub(super) span: Span,
    /// Whether it stands in quotes.
    pub(super) is_quoted: bool,
}

/// The words that begin a clause.
const CLAUSES: [&str; 4] = ["sort", "limit", "as", "columns"];

/// Reads a whole query.
pub(super) fn query(text: &str) -> Result<Raw, Problem> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0, depth: 0 };
    let mut raw = Raw {
        condition: None,
        sort: Vec::new(),
        limit: None,
        form: None,
        columns: Vec::new(),
        columns_at: Span::default(),
    };
    if !parser.is_clause() && !parser.is_end() {
        raw.condition = Some(parser.condition()?);
    }
    while !parser.is_end() {
        parser.clause(&mut raw)?;
    }
    Ok(raw)
}

/// Reads a condition that nothing follows.
pub(super) fn condition(text: &str) -> Result<Condition<RawComparison>, Problem> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0, depth: 0 };
    let condition = parser.condition()?;
    if parser.is_end() { Ok(condition) } else { Err(parser.unexpected("`and` or `or`")) }
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self, ahead: usize) -> &Token {
        // The end is the last token, and nothing goes past it.
        self.tokens.get(self.at + ahead).unwrap_or(&self.tokens[self.tokens.len() - 1])
    }

    fn next(&mut self) -> Token {
        let token = self.peek(0).clone();
        self.at += 1;
        token
    }

    fn is_end(&self) -> bool {
        self.peek(0).kind == TokenKind::End
    }

    fn is_word(&self, ahead: usize, word: &str) -> bool {
        matches!(&self.peek(ahead).kind, TokenKind::Word(own) if own.eq_ignore_ascii_case(word))
    }

    fn is_clause(&self) -> bool {
        CLAUSES.iter().any(|clause| self.is_word(0, clause)) && self.operator(1).is_none()
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let is_there = self.is_word(0, word);
        self.at += usize::from(is_there);
        is_there
    }

    fn takes_sign(&mut self, sign: &str) -> bool {
        let is_there = matches!(self.peek(0).kind, TokenKind::Sign(own) if own == sign);
        self.at += usize::from(is_there);
        is_there
    }

    fn unexpected(&self, wanted: &str) -> Problem {
        let token = self.peek(0);
        let message = match &token.kind {
            TokenKind::End => "the query ends too early".to_owned(),
            TokenKind::Word(word) | TokenKind::Text(word) => format!("`{word}` cannot stand here"),
            TokenKind::Sign(sign) => format!("`{sign}` cannot stand here"),
        };
        Problem::new(token.span, message, format!("write {wanted}"))
    }

    fn condition(&mut self) -> Result<Condition<RawComparison>, Problem> {
        let mut any = vec![self.conjunction()?];
        while self.takes_word("or") {
            any.push(self.conjunction()?);
        }
        Ok(if any.len() == 1 { any.remove(0) } else { Condition::Any(any) })
    }

    fn conjunction(&mut self) -> Result<Condition<RawComparison>, Problem> {
        let mut all = vec![self.negation()?];
        while self.takes_word("and") {
            all.push(self.negation()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Condition::All(all) })
    }

    fn negation(&mut self) -> Result<Condition<RawComparison>, Problem> {
        if self.depth == DEPTH {
            let span = self.peek(0).span;
            let message = format!("conditions stand in each other more than {DEPTH} deep");
            return Err(Problem::new(span, message, "make two queries of it"));
        }
        self.depth += 1;
        let condition = if self.is_word(0, "not") && self.operator(1).is_none() {
            self.at += 1;
            Condition::Not(Box::new(self.negation()?))
        } else if self.takes_sign("(") {
            let condition = self.condition()?;
            if !self.takes_sign(")") {
                return Err(self.unexpected("`)`, `and` or `or`"));
            }
            condition
        } else {
            Condition::Holds(self.comparison()?)
        };
        self.depth -= 1;
        Ok(condition)
    }

    fn comparison(&mut self) -> Result<RawComparison, Problem> {
        if self.is_word(0, "has") && self.operator(1).is_none() {
            let span = self.next().span;
            let field = self.field()?;
            let operator = Spanned::new(Operator::Has, span);
            return Ok(RawComparison { field, operator, values: Vec::new() });
        }
        let field = self.field()?;
        let Some(operator) = self.operator(0) else {
            return Err(match self.is_end() {
                true => {
                    let message = format!("`{}` is compared with nothing", field.value);
                    let hint = "write a field and a value: `state = open`";
                    Problem::new(field.span, message, hint)
                }
                false if self.is_word(0, "in") => self.unexpected("the values as `in (a, b)`"),
                false => self.unexpected("`=`, `!=`, `<`, `<=`, `>`, `>=`, `in` or `~`"),
            });
        };
        self.at += 1;
        let values = match operator.value {
            Operator::In => self.values()?,
            _ => vec![self.value()?],
        };
        Ok(RawComparison { field, operator, values })
    }

    fn operator(&self, ahead: usize) -> Option<Spanned<Operator>> {
        let token = self.peek(ahead);
        let operator = match &token.kind {
            TokenKind::Sign("=") => Operator::Equal,
            TokenKind::Sign("!=") => Operator::Unequal,
            TokenKind::Sign("<") => Operator::Less,
            TokenKind::Sign("<=") => Operator::AtMost,
            TokenKind::Sign(">") => Operator::More,
            TokenKind::Sign(">=") => Operator::AtLeast,
            TokenKind::Sign("~") => Operator::Contains,
            TokenKind::Word(word)
                if word.eq_ignore_ascii_case("in")
                    && self.peek(ahead + 1).kind == TokenKind::Sign("(") =>
            {
                Operator::In
            }
            _ => return None,
        };
        Some(Spanned::new(operator, token.span))
    }

    fn field(&mut self) -> Result<Spanned<String>, Problem> {
        match &self.peek(0).kind {
            TokenKind::Word(name) => {
                let name = name.to_lowercase();
                Ok(Spanned::new(name, self.next().span))
            }
            _ => Err(self.unexpected("the name of a field, such as `state`")),
        }
    }

    fn values(&mut self) -> Result<Vec<RawValue>, Problem> {
        // An operator `in` has its parenthesis.
        self.at += 1;
        let mut values = vec![self.value()?];
        while self.takes_sign(",") {
            values.push(self.value()?);
        }
        if self.takes_sign(")") { Ok(values) } else { Err(self.unexpected("`,` or `)`")) }
    }

    fn value(&mut self) -> Result<RawValue, Problem> {
        let token = self.peek(0).clone();
        let (text, is_quoted) = match token.kind {
            TokenKind::Word(text) => (text, false),
            TokenKind::Text(text) => (text, true),
            _ => return Err(self.unexpected("a value, such as `open` or `\"two words\"`")),
        };
        self.at += 1;
        let mut value = RawValue { text, span: token.span, is_quoted };
        // `today - 90d` is one value, with and without white space.
        if !is_quoted && value.text.eq_ignore_ascii_case("today") {
            self.distance(&mut value)?;
        }
        Ok(value)
    }

    fn distance(&mut self, value: &mut RawValue) -> Result<(), Problem> {
        let TokenKind::Word(sign) = &self.peek(0).kind else { return Ok(()) };
        if !sign.starts_with(['-', '+']) {
            return Ok(());
        }
        let is_alone = sign.len() == 1;
        value.text.push_str(sign);
        value.span.end = self.next().span.end;
        if is_alone {
            match &self.peek(0).kind {
                TokenKind::Word(days) => value.text.push_str(days),
                _ => return Err(self.unexpected("a number of days, such as `90d`")),
            }
            value.span.end = self.next().span.end;
        }
        Ok(())
    }

    fn clause(&mut self, raw: &mut Raw) -> Result<(), Problem> {
        let token = self.next();
        let TokenKind::Word(word) = &token.kind else {
            self.at -= 1;
            return Err(self.unexpected(NEXT));
        };
        let word = word.to_lowercase();
        let is_there = match word.as_str() {
            "sort" => !raw.sort.is_empty(),
            "limit" => raw.limit.is_some(),
            "as" => raw.form.is_some(),
            "columns" => !raw.columns.is_empty(),
            _ => {
                self.at -= 1;
                return Err(self.unexpected(NEXT));
            }
        };
        if is_there {
            let message = format!("`{word}` stands twice");
            return Err(Problem::new(token.span, message, "leave one of them out"));
        }
        match word.as_str() {
            "sort" => {
                raw.sort.push(self.key()?);
                while self.takes_sign(",") {
                    raw.sort.push(self.key()?);
                }
            }
            "columns" => {
                raw.columns_at = token.span;
                raw.columns.push(self.field()?);
                while self.takes_sign(",") {
                    raw.columns.push(self.field()?);
                }
            }
            "limit" => raw.limit = Some(self.word("a number, such as `10`")?),
            _ => raw.form = Some(self.word("how it is drawn, such as `table`")?),
        }
        Ok(())
    }

    fn word(&mut self, wanted: &str) -> Result<Spanned<String>, Problem> {
        match &self.peek(0).kind {
            TokenKind::Word(word) => {
                let word = word.to_lowercase();
                Ok(Spanned::new(word, self.next().span))
            }
            _ => Err(self.unexpected(wanted)),
        }
    }

    fn key(&mut self) -> Result<RawKey, Problem> {
        let field = self.field()?;
        let is_descending = self.takes_word("desc");
        if !is_descending {
            self.takes_word("asc");
        }
        Ok(RawKey { field, is_descending })
    }
}

/// What may follow a condition or a clause.
const NEXT: &str = "`and`, `or`, `sort`, `limit`, `as` or `columns`";
