//! Dates inside running text: `Feb'19`, `March 2019`, `5 December 2018`.
//!
//! In comes wording, out come the dates named in it with their places. Only what is beyond doubt: a bare `May 19` may be a
//! day or a year, and is left alone.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use regex::Regex;

/// A date named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Where it stands, in bytes.
    pub place: std::ops::Range<usize>,
    /// Its wording.
    pub raw: String,
    /// The first day it can mean, ISO.
    pub from: String,
    /// The last day it can mean, ISO.
    pub to: String,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)\b (?:(?<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?
        (?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)
        \.?,? (?: \s*['’‘`´]\s*(?<short>\d{2}) | \s+(?<long>(?:19|20)\d{2}) ) \b",
    )
    .ok()
});

/// Finds the dates in `text`, at most `most`.
pub fn named(text: &str, most: usize) -> Vec<Named> {
    let Some(regex) = NAMED.as_ref() else { return Vec::new() };
    let found = regex.captures_iter(text).take(most).filter_map(|captures| {
        let whole = captures.get(0)?;
        let month: String = captures.name("month")?.as_str().to_lowercase().chars().take(3).collect();
        let month = MONTHS.iter().position(|name| *name == month)? as i8 + 1;
        let year: i16 = match (captures.name("short"), captures.name("long")) {
            (Some(short), _) => 2000 + short.as_str().parse::<i16>().ok()?,
            (None, long) => long?.as_str().parse().ok()?,
        };
        let first = date(year, month, 1);
        let (from, to): (Date, Date) = match captures.name("day") {
            Some(day) => {
                let day = Date::new(year, month, day.as_str().parse().ok()?).ok()?;
                (day, day)
            }
            None => (first, first.last_of_month()),
        };
        Some(Named { place: whole.range(), raw: whole.as_str().to_owned(), from: from.to_string(), to: to.to_string() })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_days_are_read_and_doubtful_ones_are_not() {
        let read = |text| named(text, 9).into_iter().map(|n| (n.from, n.to)).collect::<Vec<_>>();
        let day = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(read("due Feb ’20 or later"), [day("2020-02-01", "2020-02-29")]);
        assert_eq!(read("on 3rd of March 2021."), [day("2021-03-03", "2021-03-03")]);
        assert_eq!(read("in May 19, maybe 2020, 31 June 2020"), []);
    }
}
