//! Dates inside running text: `Feb'19`, `March 2019`, `5 December 2018`, `in March`, `Q4 2019`.
//!
//! In comes wording, out come the dates named in it with their places. [`named`] gives only what is beyond doubt: a bare
//! `May 19` may be a day or a year, and is left alone. [`mentions`] gives these too, with as much of them as is certain.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::{Date, date};
use regex::Captures;

use super::pattern::{Pattern, plain};

/// A date named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Where it stands, in bytes.
    pub place: Range<usize>,
    /// Its wording.
    pub raw: String,
    /// The first day it can mean, ISO.
    pub from: String,
    /// The last day it can mean, ISO.
    pub to: String,
}

/// A date, or a part of one, named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands, in bytes.
    pub place: Range<usize>,
    /// The first and the last day it can mean, where that is certain.
    pub days: Option<(Date, Date)>,
    /// What is named of it, in a spelling of its own: two mentions of one date have the same.
    pub spelling: String,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The months, as a pattern.
const MONTH: &str = r"(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?,?";
/// A year behind a month, as a pattern.
const YEAR: &str = r"(?:\s*['’‘`´]\s*(?<short>\d{2})|\s+(?<long>(?:19|20)\d{2}))\b";

static NAMED: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(format!(r"(?i)\b(?:(?<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?{MONTH}{YEAR}")));

/// Forms of dates, the longest first, each with letters without one of which it cannot fit; none where any text may.
static FORMS: LazyLock<Vec<(Form, &[&str], Pattern)>> = LazyLock::new(|| {
    let forms: [(Form, &[&str], String); 10] = [
        (Form::Iso, &["-"], r"\b(?<long>(?:19|20)\d{2})-(?<number>\d{2})(?:-(?<day>\d{2}))?\b".to_owned()),
        (Form::Numbers, &[], r"\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b".to_owned()),
        (Form::Month, &[], format!(r"(?i)\b(?:(?<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?{MONTH}{YEAR}")),
        (Form::Month, &[], format!(r"(?i)\b(?<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}")),
        (Form::Vague, &[], format!(r"\b(?i:{MONTH})\s+\d{{1,2}}(?:st|nd|rd|th)?\b")),
        (Form::Quarter, &["Q"], r"\bQ(?<quarter>[1-4])(?:\s*[/ '’]?\s*(?<long>20\d{2}))?\b".to_owned()),
        (Form::Vague, &[], r"(?i)\b(?:spring|summer|autumn|winter)(?:\s+(?:of\s+)?20\d{2})?\b".to_owned()),
        // `may` and `march` are words of their own; a month without a year has a capital, and `May` a word before it.
        (Form::Month, &[], r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b".to_owned()),
        (Form::Month, &["May"], r"\b(?i:in|by|until|till|of|for|before|after|since|from|to|late|early|mid|end|during)[\s-]+May\b".to_owned()),
        (Form::Year, &["19", "20"], r"\b(?i:in|by|until|of|during|for|since|before|after|end)\s+(?<long>(?:19|20)\d{2})\b".to_owned()),
    ];
    forms.into_iter().map(|(form, needed, pattern)| (form, needed, Pattern::new(pattern))).collect()
});

/// How a date is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Iso,
    Numbers,
    Month,
    Quarter,
    Year,
    Vague,
}

/// Finds the dates in `text` that are beyond doubt, at most `most`.
pub fn named(text: &str, most: usize) -> Vec<Named> {
    let Some(regex) = NAMED.on(text) else { return Vec::new() };
    let found = regex.captures_iter(text).take(most).filter_map(|captures| {
        let whole = captures.get(0)?;
        let (from, to) = days(&captures)?;
        Some(Named { place: whole.range(), raw: whole.as_str().to_owned(), from: from.to_string(), to: to.to_string() })
    });
    found.collect()
}

/// Finds everything in `text` that names a date or a part of one, in order.
pub fn mentions(text: &str) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let plain = plain(text);
    let may_fit = |needed: &[&str]| needed.is_empty() || needed.iter().any(|letters| text.contains(letters));
    let forms = FORMS.iter().filter(|(_, needed, _)| may_fit(needed));
    for (form, regex) in forms.filter_map(|(form, _, pattern)| Some((form, pattern.among(plain)?))) {
        for captures in regex.captures_iter(text) {
            let Some(place) = place(*form, &captures) else { continue };
            // Most months belong to a date that was found in a longer form.
            let apart = |other: &Mention| other.place.end <= place.start || place.end <= other.place.start;
            if found.iter().all(apart) {
                found.extend(mention(*form, &captures, place));
            }
        }
    }
    found.sort_by_key(|mention| mention.place.start);
    found
}

/// Returns where in what was found the date stands: of `by May` only the month is it, of `in 2022` the year.
fn place(form: Form, captures: &Captures<'_>) -> Option<Range<usize>> {
    let whole = captures.get(0)?;
    let last = |raw: &str| raw.rsplit(|c: char| c.is_whitespace() || c == '-').next().map_or(raw.len(), str::len);
    let length = match form {
        Form::Month if captures.name("month").is_none() => last(whole.as_str()),
        Form::Year => 4,
        _ => whole.len(),
    };
    Some(whole.end() - length..whole.end())
}

fn mention(form: Form, captures: &Captures<'_>, place: Range<usize>) -> Option<Mention> {
    let whole = captures.get(0)?;
    let raw = whole.as_str();
    let (days, spelling) = match form {
        Form::Iso | Form::Month => {
            let named = captures.name("month").map(|name| name.as_str());
            let month = match captures.name("number") {
                Some(_) => number(captures, "number")?,
                None => month(named.or_else(|| raw.get(place.start - whole.start()..))?)?,
            };
            let year = year(captures).map_or_else(|| "any".to_owned(), |year| year.to_string());
            let day = number(captures, "day").map_or_else(String::new, |day| format!("-{day:02}"));
            (days(captures), format!("{year}-{month:02}{day}"))
        }
        Form::Quarter => {
            let quarter = number(captures, "quarter")?;
            let first = year(captures).and_then(|year| Date::new(year, quarter * 3 - 2, 1).ok());
            let last = year(captures).and_then(|year| Date::new(year, quarter * 3, 1).ok()).map(Date::last_of_month);
            let year = year(captures).map_or_else(|| "any".to_owned(), |year| year.to_string());
            (first.zip(last), format!("{year}-q{quarter}"))
        }
        Form::Year => {
            let year = year(captures)?;
            (Some((date(year, 1, 1), date(year, 12, 31))), year.to_string())
        }
        Form::Numbers | Form::Vague => (None, raw.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()),
    };
    Some(Mention { place, days, spelling })
}

/// Returns the days that a month with a year means, or a day of it.
fn days(captures: &Captures<'_>) -> Option<(Date, Date)> {
    let month = captures.name("month").and_then(|name| month(name.as_str())).or(number(captures, "number"))?;
    let first = Date::new(year(captures)?, month, 1).ok()?;
    match captures.name("day") {
        Some(_) => {
            let day = Date::new(first.year(), month, number(captures, "day")?).ok()?;
            Some((day, day))
        }
        None => Some((first, first.last_of_month())),
    }
}

fn month(name: &str) -> Option<i8> {
    let start = name.get(..3)?;
    MONTHS.iter().position(|month| month.eq_ignore_ascii_case(start)).map(|index| index as i8 + 1)
}

fn year(captures: &Captures<'_>) -> Option<i16> {
    let short = || Some(2000 + captures.name("short")?.as_str().parse::<i16>().ok()?);
    captures.name("long").and_then(|year| year.as_str().parse().ok()).or_else(short)
}

fn number(captures: &Captures<'_>, name: &str) -> Option<i8> {
    captures.name(name)?.as_str().parse().ok()
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

    #[test]
    fn every_mention_is_found_with_what_is_certain_of_it() {
        let read = |text: &str| {
            let found = mentions(text).into_iter();
            found
                .map(|m| format!("{}={}{}", &text[m.place], m.spelling, if m.days.is_some() { "!" } else { "" }))
                .collect::<Vec<_>>()
        };
        for (text, expected) in [
            ("by Jan 2019, not Feb ’19", vec!["Jan 2019=2019-01!", "Feb ’19=2019-02!"]),
            ("on 09 April or 12/03/2021", vec!["09 April=any-04-09", "12/03/2021=12/03/2021"]),
            ("in May 19 or by May", vec!["May 19=may 19", "May=any-05"]),
            ("They may march in March", vec!["March=any-03"]),
            ("Q4 2019 and Q1, spring 2020", vec!["Q4 2019=2019-q4!", "Q1=any-q1", "spring 2020=spring 2020"]),
            ("by 2021-06-30 or in 2022", vec!["2021-06-30=2021-06-30!", "2022=2022!"]),
            ("31 June 2020, room 2019", vec!["31 June 2020=2020-06-31"]),
            ("Decide on Marine matters", vec![]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
