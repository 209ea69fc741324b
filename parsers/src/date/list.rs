//! Whole cells, and dates at the front of running text: expressions with the words around and between them.

use nom::branch::alt;
use nom::{IResult, Parser};

use super::DatePart;
use super::calendar::{self, Found};
use super::wording::{after_word, code, open_ended, qualifiers, recurring, vague};
use crate::mark;
use crate::status::{self, StatusWord};
use crate::words::{fail, longest_of, one_word};

/// Reads the date at the front of running text, with those that are joined to it. `look_ahead` lets a bare month or
/// quarter pass where a status follows it.
pub fn leading(text: &str, look_ahead: bool) -> Option<(DatePart, usize)> {
    let (mut rest, found) = strict(text).ok()?;
    let mut firm = found.firm;
    let mut first = found.parts.into_iter().next()?;
    for _ in 0..4 {
        let Some((after, next)) = joined(rest) else { break };
        // `Jan and Feb 2019`: the year of the last is that of the first.
        if let Some(year) = next.parts.last().and_then(year_of) {
            firm |= next.firm;
            set_year(&mut first, year);
        }
        rest = after;
    }
    let length = text.len() - rest.len();
    // `Meeting 4 notes to be sent` speaks of an occasion, and is no cell of its own.
    firm &= !(matches!(first, DatePart::Code { .. }) && rest.trim_start().starts_with(char::is_lowercase));
    (firm || ends_cell(rest, look_ahead)).then_some((first, length))
}

/// Reads one expression of which running text has few by accident.
fn strict(text: &str) -> IResult<&str, Found> {
    if let Ok((rest, ())) = after_word(text) {
        let (rest, found) = strict_dated(rest)?;
        let inner = found.parts.into_iter().next().map(Box::new);
        return Ok((rest, Found { parts: vec![DatePart::After { inner }], firm: found.firm }));
    }
    let start = qualifiers(text, false);
    if start.len() < text.len()
        && let Ok((rest, year)) = super::lexis::long_year(start)
    {
        return Ok((rest, doubtful(DatePart::Year { year })));
    }
    let (rest, mut found) = strict_dated(start)?;
    if start.len() < text.len() && found.parts.iter().all(|part| year_of(part).is_some()) {
        found.firm = true;
    }
    Ok((rest, found))
}

fn strict_dated(text: &str) -> IResult<&str, Found> {
    let code = |text| code(text).map(|(rest, (parts, firm))| (rest, Found { parts, firm }));
    let vague = |text| {
        let (rest, (part, firm)) = vague(text)?;
        if firm { Ok((rest, Found { parts: vec![part], firm })) } else { fail(text) }
    };
    alt((calendar::expression, code, vague)).parse(text)
}

/// Reads a joining word and the expression behind it: ` and Dec’18`, `/June 2019`.
fn joined(text: &str) -> Option<(&str, Found)> {
    let (after, ()) = joiner(text).ok()?;
    strict_dated(qualifiers(after, true)).ok()
}

/// Tells whether a cell may end before `rest`: nothing follows, or a status does.
fn ends_cell(rest: &str, look_ahead: bool) -> bool {
    let after = rest.trim_start_matches([' ', '.', ',', ';', '\t']);
    after.is_empty() || after.starts_with('\n') || look_ahead && status::leading(after).is_some()
}

/// Reads the whole of a cell, or the dates in it.
pub fn cell(text: &str) -> Vec<DatePart> {
    if is_blank(text) {
        return Vec::new();
    }
    if let Some(parts) = whole(text) {
        return parts;
    }
    let found = dates_within(text);
    if found.is_empty() { vec![DatePart::Unknown] } else { found }
}

/// Tells whether nothing stands in a cell but a dash or other marks.
fn is_blank(text: &str) -> bool {
    mark::redactions(text).is_empty() && !text.chars().any(char::is_alphanumeric)
}

/// Reads `text` as date expressions and what belongs to them, and nothing else.
pub fn whole(text: &str) -> Option<Vec<DatePart>> {
    if is_blank(text) {
        return None;
    }
    if mark::is_redacted(text) {
        return Some(mark::redactions(text).iter().map(|_| DatePart::Redacted).collect());
    }
    let mut parts = Vec::new();
    let mut rest = punctuation(text);
    while !rest.is_empty() {
        let (after, found) = item(rest).ok()?;
        parts.extend(found.parts);
        rest = trailing(after);
        if let Ok((after, ())) = joiner(rest) {
            rest = after;
        }
        rest = punctuation(rest);
    }
    Some(parts)
}

/// Reads one expression where nothing but such is expected.
fn item(text: &str) -> IResult<&str, Found> {
    if let Some(mark) = mark_at_front(text) {
        return Ok((mark, doubtful(DatePart::Redacted)));
    }
    if let Ok(found) = alt((whole_wording, state)).parse(text) {
        return Ok(found);
    }
    if let Ok((rest, ())) = after_word(text) {
        let understood = alt((calendar::in_cell, any_code)).parse(qualifiers(rest, true));
        return match understood {
            Ok((rest, found)) => {
                Ok((rest, doubtful(DatePart::After { inner: found.parts.into_iter().next().map(Box::new) })))
            }
            // `After the recess`, `post-audit`: nobody knows when, but some time after.
            Err(_) if names_something(rest) => {
                let inner = dates_within(rest).into_iter().next().map(Box::new);
                Ok(("", doubtful(DatePart::After { inner })))
            }
            Err(_) => fail(text),
        };
    }
    alt((calendar::in_cell, any_code, whole_wording)).parse(qualifiers(text, true))
}

/// Tells `the recess` and `Easter` from `up on the boats`: something in up to six words, that has a name or an article.
fn names_something(text: &str) -> bool {
    let article = one_word(&["the", "next", "this"], text).is_ok() || text.starts_with(char::is_uppercase);
    article && text.split_whitespace().take(7).count() <= 6
}

fn any_code(text: &str) -> IResult<&str, Found> {
    code(text).map(|(rest, (parts, _))| (rest, Found { parts, firm: false }))
}

fn whole_wording(text: &str) -> IResult<&str, Found> {
    let vague = |text| vague(text).map(|(rest, (part, _))| (rest, part));
    alt((recurring, open_ended, vague)).parse(text).map(|(rest, part)| (rest, doubtful(part)))
}

/// Reads a status word: `Complete`, `Closed:`. One that says the action goes on is open-ended.
fn state(text: &str) -> IResult<&str, Found> {
    match status::leading(text) {
        Some((word, length)) if text.starts_with(char::is_alphanumeric) => {
            let part = if word == StatusWord::Ongoing { DatePart::OpenEnded } else { DatePart::StatusWord };
            Ok((text.get(length..).unwrap_or(""), doubtful(part)))
        }
        _ => fail(text),
    }
}

fn doubtful(part: DatePart) -> Found {
    Found { parts: vec![part], firm: false }
}

fn mark_at_front(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    if first.is_alphanumeric() {
        return None;
    }
    // A mark in brackets is at most 42 characters long; a run is as long as it is.
    let run = text.len() - text.trim_start_matches(first).len();
    let near: String = text.chars().take(run.max(44)).collect();
    let mark = mark::redactions(&near).into_iter().next().filter(|mark| mark.start == 0)?;
    text.get(mark.end..)
}

/// Collects the dates and codes that stand in running text.
fn dates_within(text: &str) -> Vec<DatePart> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let dates = if may_begin_date(rest) { strict(rest) } else { fail(rest) };
        match dates {
            Ok((after, dates)) if dates.firm => {
                found.extend(dates.parts);
                rest = after;
            }
            _ => {
                let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
                let after = rest.get(word..).unwrap_or("");
                rest = after.trim_start_matches(|c: char| !c.is_alphanumeric());
            }
        }
    }
    found
}

/// Tells at a glance whether a date can begin here; most words of running text cannot.
fn may_begin_date(text: &str) -> bool {
    const LOWER: &[&str] = &[
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "w/", "week", "after",
        "post", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    ];
    let plain = !text.starts_with(char::is_lowercase);
    plain || LOWER.iter().any(|word| text.starts_with(word))
}

/// Reads what joins two expressions: `and`, `&`, `/`, `,`, `to`, `–`, `or`.
fn joiner(text: &str) -> IResult<&str, ()> {
    let rest = text.trim_start();
    let marks = rest.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '&' | '/' | ',' | ';' | '–' | '—' | '-' | '+' | '|')
    });
    let rest = if let Ok((after, _)) = one_word(&["and", "or", "to", "until", "then"], marks) { after } else { marks };
    if rest.len() == text.trim_start().len() { fail(text) } else { Ok((rest.trim_start(), ())) }
}

/// Steps over words behind an expression that leave it what it is: `Mar 2019 (TBC)`, `WS4 meeting`, `May 2019 at the latest`.
fn trailing(text: &str) -> &str {
    const WORDS: &[((), &str)] = &[
        ((), "tbc"),
        ((), "to be confirmed"),
        ((), "provisional"),
        ((), "provisionally"),
        ((), "est"),
        ((), "estimated"),
        ((), "estimate"),
        ((), "approx"),
        ((), "revised"),
        ((), "latest"),
        ((), "at the latest"),
        ((), "at latest"),
        ((), "onwards"),
        ((), "on wards"),
        ((), "or earlier"),
        ((), "or sooner"),
        ((), "if possible"),
        ((), "meeting"),
        ((), "meetings"),
        ((), "workshop"),
        ((), "workshops"),
        ((), "session"),
        ((), "board"),
        ((), "committee"),
        ((), "actions"),
        ((), "deadline"),
        ((), "target"),
    ];
    let mut rest = text;
    for _ in 0..3 {
        let Ok((after, ())) = longest_of(WORDS, punctuation(rest)) else { break };
        rest = after;
    }
    rest
}

/// Steps over white space and punctuation that says nothing.
fn punctuation(text: &str) -> &str {
    text.trim_start_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '.' | ',' | ';' | ':' | '(' | ')' | '[' | ']' | '?' | '*' | '!' | '~' | '|' | '–' | '-' | '•'
            )
    })
}

/// Returns the year that `part` names.
fn year_of(part: &DatePart) -> Option<i32> {
    match part {
        DatePart::Day { year, .. }
        | DatePart::Week { year, .. }
        | DatePart::Month { year, .. }
        | DatePart::Quarter { year, .. } => *year,
        DatePart::Year { year } => Some(*year),
        DatePart::After { inner } => inner.as_deref().and_then(year_of),
        _ => None,
    }
}

fn set_year(part: &mut DatePart, with: i32) {
    if let DatePart::Day { year, .. }
    | DatePart::Week { year, .. }
    | DatePart::Month { year, .. }
    | DatePart::Quarter { year, .. } = part
    {
        year.get_or_insert(with);
    }
}
