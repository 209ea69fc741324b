//! What the user sets: dates by hand, how PDFs are read, and headings of columns added by a layout file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Deserialize;
use throughline_parsers::{Field, Vocabulary};

use super::PipelineError;
use super::passwords::Password;
use super::worker::Walls;
use crate::model::edition::{Precision, Published};
use crate::store::digest;
use crate::store::error::line_of;

/// A date of publication set by hand for one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandDate {
    /// What was given, whole.
    pub given: String,
    /// The path of the file, or its end.
    pub file: String,
    /// The date as given; nothing takes back a date set before.
    pub date: Option<String>,
}

/// How PDFs are to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfReading {
    /// How far reading one may go.
    pub walls: Walls,
    /// Whether the second reader is asked which words it sees that the first one does not.
    pub witness: bool,
    /// Passwords given by hand.
    pub passwords: Vec<Password>,
}

impl Default for PdfReading {
    fn default() -> Self {
        Self { walls: Walls::default(), witness: true, passwords: Vec::new() }
    }
}

/// Headings of columns added by the user, by field.
pub type Columns = BTreeMap<String, Vec<String>>;

/// Reads `FILE=2019-04-18`.
pub fn hand_date(given: &str) -> Result<HandDate, PipelineError> {
    let wrong = |what: &str| PipelineError::Date { given: given.to_owned(), what: what.to_owned() };
    let (file, date) = given.rsplit_once('=').ok_or_else(|| wrong("a file and a date are wanted, parted by ="))?;
    let (file, date) = (file.trim(), date.trim());
    if file.is_empty() {
        return Err(wrong("no file is named"));
    }
    if !date.is_empty() && published(date).is_none() {
        return Err(wrong("that is no date"));
    }
    let date = (!date.is_empty()).then(|| date.to_owned());
    Ok(HandDate { given: given.to_owned(), file: file.to_owned(), date })
}

/// Reads `2019-04-18`, `2019-04`, `2019-Q2` or `2019` as a date of publication.
pub fn published(text: &str) -> Option<Published> {
    let mut parts = text.split('-');
    let year: i16 = digits(parts.next()?, 4)?;
    let (second, third) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let quarter = second.and_then(|part| part.strip_prefix(['Q', 'q']));
    let (first, last, precision) = match (quarter, second, third) {
        (Some(quarter), _, None) => {
            let quarter: i8 = digits(quarter, 1).filter(|quarter| (1..=4).contains(quarter))?;
            (month(year, quarter * 3 - 2)?, month(year, quarter * 3)?.last_of_month(), Precision::Quarter)
        }
        (None, None, None) => (month(year, 1)?, month(year, 12)?.last_of_month(), Precision::Year),
        (None, Some(second), None) => {
            let first = month(year, digits(second, 2)?)?;
            (first, first.last_of_month(), Precision::Month)
        }
        (None, Some(second), Some(third)) => {
            let day = Date::new(year, digits(second, 2)?, digits(third, 2)?).ok()?;
            (day, day, Precision::Day)
        }
        (Some(_), _, Some(_)) | (None, None, Some(_)) => return None,
    };
    Some(Published { raw: text.to_owned(), from: first.to_string(), to: last.to_string(), precision })
}

/// Reads layout files and puts their headings together.
pub fn read_layouts(paths: &[PathBuf]) -> Result<Columns, PipelineError> {
    let mut columns = Columns::new();
    for path in paths {
        let text =
            fs::read_to_string(path).map_err(|source| PipelineError::LayoutUnread { path: path.clone(), source })?;
        for (field, headings) in layout(path, &text)?.columns.into_fields() {
            let known = columns.entry(field.to_owned()).or_default();
            known.extend(headings);
            // Sorted, so that the order of the options does not matter.
            known.sort();
            known.dedup();
        }
    }
    columns.retain(|_, headings| !headings.is_empty());
    Ok(columns)
}

/// Returns what headings mean, those of `columns` first.
pub fn vocabulary(columns: &Columns) -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    for (name, headings) in columns {
        if let Some((_, field)) = FIELDS.iter().find(|(known, _)| known == name) {
            for heading in headings {
                vocabulary.add(*field, heading);
            }
        }
    }
    vocabulary
}

/// Returns the digest of `columns`, where there are any.
pub fn digest_of(columns: &Columns) -> Option<String> {
    let json = serde_json::to_vec(columns).ok()?;
    (!columns.is_empty()).then(|| digest::sha256(&json))
}

/// The fields as a layout file names them.
const FIELDS: [(&str, Field); 7] = [
    ("number", Field::Number),
    ("action", Field::Action),
    ("deadline", Field::Deadline),
    ("status", Field::Status),
    ("raised", Field::Raised),
    ("owner", Field::Owner),
    ("extra", Field::Extra),
];

/// A layout file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LayoutFile {
    columns: LayoutColumns,
}

/// The headings of a layout file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LayoutColumns {
    number: Vec<String>,
    action: Vec<String>,
    deadline: Vec<String>,
    status: Vec<String>,
    raised: Vec<String>,
    owner: Vec<String>,
    extra: Vec<String>,
}

impl LayoutColumns {
    fn into_fields(self) -> [(&'static str, Vec<String>); 7] {
        [
            ("number", self.number),
            ("action", self.action),
            ("deadline", self.deadline),
            ("status", self.status),
            ("raised", self.raised),
            ("owner", self.owner),
            ("extra", self.extra),
        ]
    }
}

fn layout(path: &Path, text: &str) -> Result<LayoutFile, PipelineError> {
    toml::from_str(text).map_err(|error: toml::de::Error| PipelineError::Layout {
        path: path.to_path_buf(),
        line: line_of(text, error.span().map_or(0, |span| span.start)),
        what: error.message().to_owned(),
    })
}

fn month(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok()
}

/// Reads `text` as a number of exactly `length` digits.
fn digits<T: std::str::FromStr>(text: &str, length: usize) -> Option<T> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_exact_as_they_are_given() {
        for (text, from, to, precision) in [
            ("2019-04-18", "2019-04-18", "2019-04-18", Precision::Day),
            ("2020-02", "2020-02-01", "2020-02-29", Precision::Month),
            ("2018-Q4", "2018-10-01", "2018-12-31", Precision::Quarter),
            ("2019", "2019-01-01", "2019-12-31", Precision::Year),
        ] {
            let read = published(text).expect(text);
            assert_eq!((read.from.as_str(), read.to.as_str(), read.precision), (from, to, precision), "{text}");
        }
        for text in ["", "19", "2019-13", "2019-02-30", "2019-4-1", "18/04/2019", "2019-Q5", "2019-04-18-1", "+019"] {
            assert_eq!(published(text), None, "{text}");
        }
    }

    #[test]
    fn the_file_of_a_date_may_hold_an_equals_sign() {
        let date = hand_date("a=b.txt=2019-04").expect("a date");
        assert_eq!((date.file.as_str(), date.date.as_deref()), ("a=b.txt", Some("2019-04")));
        assert!(hand_date("2019-04").is_err() && hand_date("=2019").is_err() && hand_date("a.txt=soon").is_err());
    }

    #[test]
    fn a_mistake_in_a_layout_file_is_told_with_its_line() {
        let wrong = layout(Path::new("x.toml"), "[columns]\naction = [\"Undertaking\"]\ncolour = [\"Hue\"]\n");
        let Err(PipelineError::Layout { line, what, .. }) = wrong else { panic!("an unknown key was taken") };
        assert_eq!(line, 3);
        assert!(what.contains("colour"), "{what}");
    }
}
