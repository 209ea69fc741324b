//! Dates as logs print them. The grammar says what is written; what day that is, is decided later.

use serde::{Deserialize, Serialize};

/// One expression in a deadline or "raised" cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum DatePart {
    /// `05/12/2018`, `2018-12-05`, `5th December 2018`, `5 Dec`: numbers as written; `ordered` where the order day/month is certain.
    Day { first: u32, second: u32, year: Option<i32>, ordered: bool },
    /// `w/c 25th`, `week commencing 4 March 2019`: day, month and year as far as they are written.
    Week { day: u32, month: Option<u32>, year: Option<i32> },
    /// `Feb'19`, `February 2019`, `March`.
    Month { month: u32, year: Option<i32> },
    /// `Q4 2019`.
    Quarter { quarter: u32, year: Option<i32> },
    /// `2019`.
    Year { year: i32 },
    /// `post-March 2019`, `after Easter 2019`: what it is after, if understood.
    After { inner: Option<Box<DatePart>> },
    /// `WS4`, `M3`, `Meeting 4`, `Phase 2`: a code for an occasion.
    Code { code: String },
    /// `Monthly`, `Quarterly`, `Every meeting`.
    Recurring,
    /// `Ongoing`, `TBC`, `As required`.
    OpenEnded,
    /// `Complete`, `Closed`: a status word where a date should be.
    StatusWord,
    /// `………`
    Redacted,
    /// Anything else.
    Unknown,
}
/// Reads the date expression at the front of `text`, and how many bytes it takes. No status words, marks or open-ended wording.
pub fn leading(_text: &str) -> Option<(DatePart, usize)> { None }
/// Reads the whole of a deadline cell; what is not understood is [`DatePart::Unknown`].
pub fn cell(_text: &str) -> Vec<DatePart> { Vec::new() }
/// Tells whether the whole of `text` is something that stands in a date column.
pub fn is_date_like(_text: &str) -> bool { false }
