//! The history as tables: one layout that every format of tables shares.
//!
//! In: a history. Out: [`TABLES`], each with its columns, keys and rows. A list inside an object becomes a table of its
//! own, whose rows say to what they belong and at which position; nothing of history.json is left out. Rows are made
//! in the order of history.json. Nothing is written here, and nothing is judged.

mod actions;
mod editions;
mod findings;
mod links;
mod observations;

use std::borrow::Cow;

use serde::Serialize;

use super::json::Part;
use crate::model::history::History;

/// A table: what it is called, what stands in it, and how its rows are made.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name, the same in every format.
    pub name: &'static str,
    /// What one row is.
    pub about: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
    /// The columns that tell its rows apart.
    pub key: &'static [&'static str],
    /// Which of its columns name rows of other tables, or of this one.
    pub refers: &'static [Reference],
    /// The part of the history that its rows are made of.
    pub part: Part,
    rows: for<'a> fn(&'a History) -> Rows<'a>,
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// Whether it may be null.
    pub nullable: bool,
    /// What it says.
    pub about: &'static str,
}

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, as it is.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Real,
    /// True or false; 1 or 0 where a format knows no such thing.
    Truth,
    /// A day, ISO where a format knows no such thing.
    Day,
}

/// Columns that together name a row of `table` by its key.
#[derive(Debug, Clone, Copy)]
pub struct Reference {
    /// The columns, in the order of that table's key.
    pub columns: &'static [&'static str],
    /// The table they lead to.
    pub table: &'static str,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// There is none.
    Null,
    /// Text.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// True or false.
    Truth(bool),
    /// A day, ISO.
    Day(&'a str),
}

/// The values of one row, in the order of the columns.
pub type Row<'a> = Vec<Value<'a>>;

/// Rows, made as they are asked for: a long table need not be held as a whole.
pub type Rows<'a> = Box<dyn Iterator<Item = Row<'a>> + 'a>;

/// Every table, so that whatever a row names stands in a table before its own, or in its own.
pub const TABLES: &[Table] = &[
    editions::SERIES,
    editions::SOURCES,
    editions::EDITIONS,
    editions::EDITION_TABLES,
    editions::EDITION_COLUMNS,
    observations::OBSERVATIONS,
    observations::DATES,
    observations::OWNERS,
    observations::PARTS,
    observations::EXTRA,
    observations::PLACES,
    observations::REPAIRS,
    observations::REFERENCES,
    observations::TARGETS,
    actions::ACTIONS,
    actions::LABELS,
    actions::STEPS,
    actions::SEGMENTS,
    actions::EDITS,
    actions::DROPPED,
    actions::TOLD_IN,
    actions::EVENTS,
    actions::CONFLICTS,
    links::LINKS,
    links::EVIDENCE,
    links::RUNNERS_UP,
    links::CODES,
    links::CODE_EVIDENCE,
    findings::FINDINGS,
    findings::OBSERVATIONS,
    findings::ACTIONS,
    findings::EDITIONS,
    findings::QUOTES,
    findings::ARTEFACTS,
    findings::ARTEFACT_OBSERVATIONS,
];

impl Table {
    /// Returns its rows.
    pub fn rows<'a>(&self, history: &'a History) -> Rows<'a> {
        (self.rows)(history)
    }

    /// Returns where the column `name` stands.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

impl Column {
    const fn new(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Self { name, kind, nullable: false, about }
    }

    const fn text(name: &'static str, about: &'static str) -> Self {
        Self::new(name, Kind::Text, about)
    }

    const fn integer(name: &'static str, about: &'static str) -> Self {
        Self::new(name, Kind::Integer, about)
    }

    const fn real(name: &'static str, about: &'static str) -> Self {
        Self::new(name, Kind::Real, about)
    }

    const fn truth(name: &'static str, about: &'static str) -> Self {
        Self::new(name, Kind::Truth, about)
    }

    const fn day(name: &'static str, about: &'static str) -> Self {
        Self::new(name, Kind::Day, about)
    }

    const fn or_null(mut self) -> Self {
        self.nullable = true;
        self
    }
}

impl Reference {
    const fn new(columns: &'static [&'static str], table: &'static str) -> Self {
        Self { columns, table }
    }
}

impl<'a> Value<'a> {
    fn day(day: Option<&'a String>) -> Self {
        day.map_or(Self::Null, |day| Self::Day(day))
    }

    /// Returns the word that history.json has for `value`.
    fn word(value: &impl Serialize) -> Self {
        match serde_json::to_value(value) {
            Ok(serde_json::Value::String(word)) => Self::Text(Cow::Owned(word)),
            _ => Self::Null,
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<i32> for Value<'_> {
    fn from(number: i32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<u64> for Value<'_> {
    /// A number too large for the formats is null; where it is printed, its label has it.
    fn from(number: u64) -> Self {
        i64::try_from(number).map_or(Self::Null, Self::Integer)
    }
}

impl From<usize> for Value<'_> {
    fn from(number: usize) -> Self {
        Self::from(number as u64)
    }
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Self::Real(number)
    }
}

impl From<bool> for Value<'_> {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Makes a row of what can become values.
macro_rules! row {
    ($($value:expr),+ $(,)?) => { vec![$($crate::emit::tables::Value::from($value)),+] };
}
use row;

#[cfg(test)]
pub(in crate::emit) mod tests;
