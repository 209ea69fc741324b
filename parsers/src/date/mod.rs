//! Dates as logs print them. The grammar says what is written; what day that is, is decided later.
//!
//! In: the text of a cell, or text that may begin with a date. Out: [`DatePart`]s, in the order of the text. No calendar
//! is asked: `31/02/2019` is a day like any other here.

mod calendar;
mod lexis;
mod list;
mod phrases;
mod wording;

use serde::{Deserialize, Serialize};

/// One expression in a deadline or "raised" cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum DatePart {
    /// `05/12/2018`, `2018-12-05`, `5th December 2018`, `5 Dec`. Where `ordered`, `first` is the day and `second` the
    /// month; else both stand as written.
    Day {
        /// The day, or the first number as written.
        first: u32,
        /// The month, or the second number as written.
        second: u32,
        /// The year, where one is written.
        year: Option<i32>,
        /// Whether it is certain which number is the day.
        ordered: bool,
    },
    /// `w/c 25th`, `week commencing 4 March 2019`, `w/e 8 March`.
    Week {
        /// The day it begins with, or ends with.
        day: u32,
        /// The month, where one is written.
        month: Option<u32>,
        /// The year, where one is written.
        year: Option<i32>,
        /// Whether the day is the week's last.
        ending: bool,
    },
    /// `Feb'19`, `February 2019`, `March`.
    Month {
        /// The month, 1 to 12.
        month: u32,
        /// The year, where one is written.
        year: Option<i32>,
    },
    /// `Q4 2019`. The quarter of a financial year (`Q4 2019/20`) has no year here: where that begins is not written.
    Quarter {
        /// The quarter, 1 to 4.
        quarter: u32,
        /// The calendar year, where one is written.
        year: Option<i32>,
    },
    /// `2019`.
    Year {
        /// The year.
        year: i32,
    },
    /// `post-March 2019`, `after Easter 2019`: what it is after, if understood.
    After {
        /// What it is after.
        inner: Option<Box<DatePart>>,
    },
    /// `WS4`, `M3`, `Meeting 4`, `Phase 2`, `WS2 Actions`: a code for an occasion.
    Code {
        /// The code, without hyphens and the words around it: `WS4`, `Meeting 4`.
        code: String,
    },
    /// `Monthly`, `Quarterly`, `Every meeting`.
    Recurring,
    /// `Ongoing`, `TBC`, `As required`, `n/a`.
    OpenEnded,
    /// `Complete`, `Closed`: a status word where a date should be.
    StatusWord,
    /// `………`
    Redacted,
    /// Anything else; also `Spring 2019`, `2019/20`, `Next meeting`, which no calendar can place.
    Unknown,
}

/// Reads the date expression at the front of `text`, and how many bytes it takes. No status words, marks or open-ended
/// wording. Where several are joined (`Oct ‘18 and Dec’18`, `WS3 and WS4`), the part is the first and the length that of all.
///
/// This is for text where a date is not bound to stand: `May I ask`, `March to the quay`, `2019 was wet` and `4/5 boats`
/// are none. [`cell`] is less strict.
pub fn leading(text: &str) -> Option<(DatePart, usize)> {
    list::leading(text, true)
}

/// Reads the whole of a deadline cell. Where the wording is more than dates, the dates in it are returned; where nothing
/// of it is understood, one [`DatePart::Unknown`]; nothing for an empty cell or a dash.
pub fn cell(text: &str) -> Vec<DatePart> {
    list::cell(text)
}

/// Tells whether the whole of `text` is something that stands in a date column: dates, codes, `Monthly`, `TBC`, a status
/// word, a redaction; up to eight words, and no running text.
pub fn is_date_like(text: &str) -> bool {
    text.len() <= 160
        && text.split_whitespace().take(9).count() <= 8
        && list::whole(text).is_some_and(|parts| !parts.is_empty())
}

/// Tells whether the whole of `text` says how long something may take: `2 weeks`, `within six months`.
pub fn is_span(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 40 && wording::span(text).is_ok_and(|(rest, ())| rest.trim_matches(['.', ' ']).is_empty())
}

/// Tells whether `text` begins with a date that needs nothing behind it to be known as one.
pub(crate) fn starts_dated(text: &str) -> bool {
    list::leading(text, false).is_some()
}

#[cfg(test)]
mod tests;
