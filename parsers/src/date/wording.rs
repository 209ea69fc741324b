//! What stands in a date column and is no date: codes for occasions, `Monthly`, `Ongoing`, `in due course`.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while_m_n};
use nom::character::complete::char;
use nom::combinator::{opt, verify};
use nom::sequence::preceded;
use nom::{IResult, Parser};

use super::DatePart;
use super::lexis::digits;
use super::phrases::{CELL_QUALIFIERS, NO_CODES, OCCASIONS, OPEN_ENDED, QUALIFIERS, RECURRING, VAGUE};
use crate::words::{ends_word, fail, letters, longest_of, one_word, space};

/// Reads codes for occasions: `WS4`, `M3`, `WS-4`, `Meeting 4`, `Workshop #3`, `Phase 2`, `WS2 Actions`, `WS3, 4 and 5`,
/// `Workshops 3/4`. A code is what is left without the hyphens and words around it.
pub fn code(text: &str) -> IResult<&str, (Vec<DatePart>, bool)> {
    let (mut rest, (name, number, firm)) = alt((named_code, lettered_code)).parse(text)?;
    let mut parts = vec![DatePart::Code { code: format!("{name}{number}") }];
    for _ in 0..8 {
        let Ok((after, number)) = further_number(rest) else { break };
        parts.push(DatePart::Code { code: format!("{name}{number}") });
        rest = after;
    }
    let actions = preceded(space, |text| one_word(&["actions", "action"], text));
    let rest = match opt(actions).parse(rest)? {
        (after, Some(_)) if !after.trim_start().starts_with(char::is_lowercase) => after,
        _ => rest,
    };
    Ok((rest, (parts, firm)))
}

/// Reads a number that shares the name of the code before it: `, 4`, ` and 5`, `/4`.
fn further_number(text: &str) -> IResult<&str, u32> {
    let joint = alt((tag(","), tag("/"), tag("&"), tag("and "), tag("–"), tag("-"), tag("to ")));
    let (rest, (_, _, _, _, number)) = (space, joint, space, opt(tag("and ")), digits(1, 2)).parse(text)?;
    let after = rest.trim_start();
    let counts =
        after.starts_with(char::is_alphabetic) && !after.starts_with(char::is_uppercase) && !after.starts_with("and ");
    let dated = after.starts_with(['/', '.']) || super::lexis::month(after).is_ok();
    if ends_word(rest) && !counts && !dated { Ok((rest, number)) } else { fail(text) }
}

fn named_code(text: &str) -> IResult<&str, (String, u32, bool)> {
    let (rest, word) = letters(text)?;
    let one = word.strip_suffix('s').filter(|one| holds(one)).unwrap_or(word);
    if !holds(one) {
        return fail(text);
    }
    let number_mark = opt(alt((preceded(one_word_no, space), char('#').map(|_| ""))));
    let (rest, (_, _, number)) = (space, number_mark, digits(1, 3)).parse(rest)?;
    if ends_word(rest) {
        Ok((rest, (format!("{one} "), number, one.starts_with(char::is_uppercase))))
    } else {
        fail(text)
    }
}

fn holds(word: &str) -> bool {
    OCCASIONS.iter().any(|occasion| occasion.eq_ignore_ascii_case(word))
}

fn one_word_no(text: &str) -> IResult<&str, &str> {
    let (rest, _) = one_word(&["no", "number", "nr"], text)?;
    Ok((rest.strip_prefix('.').unwrap_or(rest), ""))
}

fn lettered_code(text: &str) -> IResult<&str, (String, u32, bool)> {
    let (rest, word) =
        verify(letters, |word: &str| word.len() <= 4 && word.bytes().all(|b| b.is_ascii_uppercase())).parse(text)?;
    let (rest, (gap, number)) = (take_while_m_n(0, 1, |c| matches!(c, ' ' | '-')), digits(1, 3)).parse(rest)?;
    let month = super::lexis::month(word).is_ok();
    if NO_CODES.contains(&word) || month || !ends_word(rest) || rest.starts_with(['-', '/', '.']) && goes_on(rest) {
        return fail(text);
    }
    let firm = gap.is_empty() && (word.len() > 1 || matches!(word, "M" | "W" | "P" | "S"));
    Ok((rest, (word.to_owned(), number, firm)))
}

/// Tells whether a reference goes on: `ACT-19-07`, `WG3.2`, `AP3/2019`; `WS3/4` are two.
fn goes_on(rest: &str) -> bool {
    let digits = rest.chars().skip(1).take(3).take_while(char::is_ascii_digit).count();
    if rest.starts_with('/') { digits > 2 } else { digits > 0 }
}

/// Reads `Monthly`, `Quarterly`, `Every meeting`, `At each workshop`, `Every two weeks`.
pub fn recurring(text: &str) -> IResult<&str, DatePart> {
    let every = |text| {
        let (rest, _) =
            (opt((|text| one_word(&["at", "in", "before"], text), space)), |text| one_word(&["each", "every"], text))
                .parse(text)?;
        let (rest, _) = (space, opt((alt((number_word, digits(1, 2).map(|_| 0))), space)), letters).parse(rest)?;
        Ok((rest, ()))
    };
    let (rest, ()) = alt((|text| longest_of(RECURRING, text), every)).parse(text)?;
    Ok((rest, DatePart::Recurring))
}

fn number_word(text: &str) -> IResult<&str, usize> {
    one_word(&["two", "three", "four", "six", "other", "second", "third", "single"], text)
}

/// Reads `Ongoing`, `TBC`, `As required`, `No date`, `n/a`.
pub fn open_ended(text: &str) -> IResult<&str, DatePart> {
    let (rest, ()) = longest_of(OPEN_ENDED, text)?;
    if rest.starts_with('-') && !ends_word(rest.get(1..).unwrap_or("")) {
        return fail(text);
    }
    Ok((rest, DatePart::OpenEnded))
}

/// Reads what tells a time that no calendar has: `Spring 2019`, `H1 2020`, `Next meeting`, `ASAP`. Says whether it is
/// certain to be that, wherever it stands.
pub fn vague(text: &str) -> IResult<&str, (DatePart, bool)> {
    let season = |text| {
        let (rest, _) = one_word(&["spring", "summer", "autumn", "fall", "winter", "easter", "christmas"], text)?;
        let (rest, year) = opt(preceded(space, super::lexis::any_year)).parse(rest)?;
        Ok((rest, year.is_some()))
    };
    let half = |text| {
        let (rest, _) =
            alt((|text| longest_of(&[((), "h1"), ((), "h2"), ((), "first half of"), ((), "second half of")], text),))
                .parse(text)?;
        let (rest, _) = preceded(take_while(|c| matches!(c, ' ' | '-' | '/')), super::lexis::any_year).parse(rest)?;
        Ok((rest, true))
    };
    let wording = |text| longest_of(VAGUE, text).map(|(rest, ())| (rest, false));
    let span = |text| span(text).map(|(rest, ())| (rest, false));
    let (rest, firm) = alt((season, half, wording, span)).parse(text)?;
    Ok((rest, (DatePart::Unknown, firm)))
}

/// Reads how long something may take, from a day that is not said: `2 weeks`, `within six months`, `3-4 weeks`.
pub fn span(text: &str) -> IResult<&str, ()> {
    const NUMBERS: &[&str] =
        &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "a", "an"];
    const UNITS: &[&str] = &["day", "days", "week", "weeks", "wk", "wks", "month", "months", "mths", "year", "years"];
    let number =
        |text| alt((digits(1, 2).map(|_| ()), |text| one_word(NUMBERS, text).map(|(rest, _)| (rest, ())))).parse(text);
    let (rest, _) = opt((|text| longest_of(&[((), "within"), ((), "in")], text), space)).parse(text)?;
    let (rest, ()) = number(rest)?;
    let (rest, _) = opt((alt((tag("-"), tag("–"), tag(" to "), tag("/"))), number)).parse(rest)?;
    let (rest, _) = take_while_m_n(0, 1, |c: char| c == ' ' || c == '-').parse(rest)?;
    let (rest, _) = opt((|text| one_word(&["working", "calendar"], text), space)).parse(rest)?;
    let (rest, _) = one_word(UNITS, rest)?;
    let (rest, _) = opt((space, |text| one_word(&["time"], text))).parse(rest)?;
    if ends_word(rest) { Ok((rest, ())) } else { fail(text) }
}

/// Reads up to four qualifying words, with the marks behind them. Of running text (`cell` false) only such as begin a cell.
pub fn qualifiers(text: &str, cell: bool) -> &str {
    if !cell && !text.starts_with(char::is_uppercase) {
        return text;
    }
    let mut rest = text;
    for _ in 0..4 {
        let found = longest_of(QUALIFIERS, rest)
            .or_else(|found| if cell { longest_of(CELL_QUALIFIERS, rest) } else { Err(found) });
        let Ok((after, ())) = found else { break };
        rest = after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '/' | '.' | '~'));
    }
    rest
}

/// Reads `after`, `post-`, `following`, and tells whether it is certain to lead on to a date.
pub fn after_word(text: &str) -> IResult<&str, ()> {
    let (rest, ()) = longest_of(
        &[((), "after"), ((), "post"), ((), "following"), ((), "not before"), ((), "no earlier than"), ((), "beyond")],
        text,
    )?;
    let (rest, _) = take_while_m_n(1, 2, |c: char| c.is_whitespace() || matches!(c, '-' | '–')).parse(rest)?;
    Ok((rest, ()))
}
