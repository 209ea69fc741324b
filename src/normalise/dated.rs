//! Dates inside wording: in titles, headings, lines and file names.

use std::ops::Range;

use throughline_parsers::date::{self, DatePart};

use crate::model::edition::{Precision, Published};

/// How much of a wording is looked at. Titles and headings are shorter; a paragraph says nothing of the edition.
const REACH: usize = 600;

/// A date inside a wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// What is written.
    pub part: DatePart,
    /// Where it stands.
    pub range: Range<usize>,
}

/// Returns the dates in `text`, in order, codes left out.
pub fn dates_in(text: &str) -> Vec<Dated> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty() && at < REACH) {
        if let Some((part, length)) = date::leading(rest)
            && !matches!(part, DatePart::Code { .. })
        {
            found.push(Dated { part, range: at..at + length });
            at += length;
            continue;
        }
        let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let tail = rest.get(word..).unwrap_or("");
        at = text.len() - tail.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    }
    found
}

/// Returns the one bare year in `text`, if there is exactly one: `Action log 2019`.
pub fn only_year(text: &str) -> Option<Dated> {
    let mut found = None;
    let mut at = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let range = at..at + word.len();
        // Every separator is one character; how many bytes it takes is read off the text.
        at = range.end + text.get(range.end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let Some(year) = word.parse().ok().filter(|year| word.len() == 4 && (1990..2100).contains(year)) else {
            continue;
        };
        if found.is_some() {
            return None;
        }
        found = Some(Dated { part: DatePart::Year { year }, range });
    }
    found
}

/// Says what a date means as a date of publication; nothing where it has no year, or is no day, month, quarter or year.
pub fn published(text: &str, dated: &Dated, day_first: bool) -> Option<Published> {
    let precision = match dated.part {
        DatePart::Day { .. } => Precision::Day,
        DatePart::Month { .. } => Precision::Month,
        DatePart::Quarter { .. } => Precision::Quarter,
        DatePart::Year { .. } => Precision::Year,
        _ => return None,
    };
    let (from, to) = super::date::days(&dated.part, day_first)?;
    let raw = text.get(dated.range.clone())?.trim().to_owned();
    Some(Published { raw, from: from.to_string(), to: to.to_string(), precision })
}
