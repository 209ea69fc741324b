//! The smallest pieces of dates: names of months and days, numbers of days, years, what parts them.

use nom::branch::alt;
use nom::bytes::complete::{tag_no_case, take_while_m_n};
use nom::character::complete::{char, one_of};
use nom::combinator::{opt, verify};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

use crate::words::{ends_word, fail, letters, space, word_end};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Spellings that are neither the name nor its first three letters.
const MISSPELT: &[(&str, u32)] = &[
    ("sept", 9),
    ("febuary", 2),
    ("feburary", 2),
    ("setember", 9),
    ("septmber", 9),
    ("novemeber", 11),
    ("decemeber", 12),
    ("agust", 8),
];
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const SHORT_DAYS: &[&str] = &["mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"];

/// Reads the name of a month, short or long, with its full stop: `Feb`, `Feb.`, `FEBRUARY`, `Sept`.
pub fn month(text: &str) -> IResult<&str, u32> {
    let (rest, word) = letters(text)?;
    if word.len() > 10 {
        return fail(text);
    }
    let word = word.to_lowercase();
    let named =
        MONTHS.iter().zip(1..).find(|(name, _)| word == **name || (word.len() == 3 && name.starts_with(word.as_str())));
    let found =
        named.map(|(_, month)| month).or_else(|| MISSPELT.iter().find(|(name, _)| *name == word).map(|found| found.1));
    match found {
        Some(month) => Ok((rest.strip_prefix('.').unwrap_or(rest), month)),
        None => fail(text),
    }
}

/// Tells whether `text` begins with a month whose name is also a common word: `May`, `March`.
pub fn is_common_word(text: &str) -> bool {
    letters(text).is_ok_and(|(_, word)| matches!(word.to_lowercase().as_str(), "may" | "march" | "mar"))
}

/// Reads the name of a day of the week, with what follows it: `Wednesday `, `Wed, `.
pub fn weekday(text: &str) -> IResult<&str, ()> {
    let (rest, word) = letters(text)?;
    let word = word.to_lowercase();
    if !DAYS.contains(&word.as_str()) && !SHORT_DAYS.contains(&word.as_str()) {
        return fail(text);
    }
    let (rest, _) = (opt(one_of(".,")), space).parse(rest)?;
    Ok((rest, ()))
}

/// Reads the number of a day, with its ending: `5`, `05`, `5th`, `5th of`. Says whether it had an ending.
pub fn day(text: &str) -> IResult<&str, (u32, bool)> {
    let (rest, day) = verify(digits(1, 2), |day: &u32| (1..=31).contains(day)).parse(text)?;
    let ending =
        (space_or_none, alt((tag_no_case("st"), tag_no_case("nd"), tag_no_case("rd"), tag_no_case("th"))), word_end);
    let (rest, ending) = opt(ending).parse(rest)?;
    let of = preceded((space, tag_no_case("of")), word_end);
    let (rest, _) = opt(of).parse(rest)?;
    Ok((rest, (day, ending.is_some())))
}

fn space_or_none(text: &str) -> IResult<&str, &str> {
    take_while_m_n(0, 1, |c| c == ' ').parse(text)
}

/// Reads a whole number of `least` to `most` digits.
pub fn digits<'a>(least: usize, most: usize) -> impl Parser<&'a str, Output = u32, Error = nom::error::Error<&'a str>> {
    move |text: &'a str| {
        let (rest, found) = take_while_m_n(least, most, |c: char| c.is_ascii_digit()).parse(text)?;
        match found.parse() {
            Ok(number) if !rest.starts_with(|c: char| c.is_ascii_digit()) => Ok((rest, number)),
            _ => fail(text),
        }
    }
}

/// Reads a year of four digits: `2019`.
pub fn long_year(text: &str) -> IResult<&str, i32> {
    let (rest, year) = verify(digits(4, 4), |year: &u32| (1900..2200).contains(year)).parse(text)?;
    if ends_word(rest) && !goes_on(rest) { Ok((rest, i32::try_from(year).unwrap_or(0))) } else { fail(text) }
}

/// Reads a year of two digits behind an apostrophe: `'19`, `‘19`, `’19`, `` `19 ``.
pub fn marked_year(text: &str) -> IResult<&str, i32> {
    let (rest, _) = (apostrophe, space_or_none).parse(text)?;
    alt((short_year, long_year)).parse(rest)
}

/// Reads a year of two digits: `19`. 00–68 are of this century.
pub fn short_year(text: &str) -> IResult<&str, i32> {
    let (rest, year) = digits(2, 2).parse(text)?;
    if !ends_word(rest) || goes_on(rest) {
        return fail(text);
    }
    let year = i32::try_from(year).unwrap_or(0);
    Ok((rest, if year <= 68 { 2000 + year } else { 1900 + year }))
}

/// Reads a year, however it is written.
pub fn any_year(text: &str) -> IResult<&str, i32> {
    alt((long_year, marked_year, short_year)).parse(text)
}

/// Reads the marks that are taken for an apostrophe.
pub fn apostrophe(text: &str) -> IResult<&str, char> {
    one_of("'‘’`´′ʼ‛\"").parse(text)
}

/// Reads a clock time behind a date: ` 00:00`, `T09:30:00Z`, ` 10.30am`.
pub fn clock(text: &str) -> IResult<&str, ()> {
    let minutes = |text| (one_of(":."), digits(2, 2)).parse(text);
    let (rest, _) =
        (one_of(" T"), opt(preceded(tag_no_case("at"), char(' '))), digits(1, 2), minutes, opt(minutes)).parse(text)?;
    let fraction = (char('.'), take_while_m_n(1, 9, |c: char| c.is_ascii_digit()));
    let half = preceded(space_or_none, alt((tag_no_case("am"), tag_no_case("pm"), tag_no_case("z"))));
    let (rest, _) = terminated((opt(fraction), opt(half)), word_end).parse(rest)?;
    Ok((rest, ()))
}

/// Tells whether digits that `rest` follows are part of a longer number: `19:30`, `19.5`, `19%`, `19,500`.
fn goes_on(rest: &str) -> bool {
    let mut next = rest.chars();
    match next.next() {
        Some('%') => true,
        Some(':' | '.' | ',') => next.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    }
}
