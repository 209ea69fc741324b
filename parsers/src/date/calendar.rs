//! Expressions that a calendar has: days, weeks, months, quarters, years.

use nom::branch::alt;
use nom::bytes::complete::{tag_no_case, take_while_m_n};
use nom::character::complete::{char, one_of};
use nom::combinator::{opt, verify};
use nom::sequence::preceded;
use nom::{IResult, Parser};

use super::DatePart;
use super::lexis::{any_year, apostrophe, clock, day, digits, long_year, marked_year, month, short_year, weekday};
use crate::words::{ends_word, fail, longest_of, one_word, space, word_end};

/// One or more dates that share a month or year, and how firmly they are recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What is written, in the order of the text.
    pub parts: Vec<DatePart>,
    /// Whether it can be nothing but a date, wherever it stands.
    pub firm: bool,
}

impl Found {
    fn firm(part: DatePart) -> Self {
        Self { parts: vec![part], firm: true }
    }

    fn doubtful(part: DatePart) -> Self {
        Self { parts: vec![part], firm: false }
    }
}

/// Reads any expression of this file, the most exact first.
pub fn expression(text: &str) -> IResult<&str, Found> {
    let (text, _) = opt(preceded((tag_no_case("the"), char(' ')), space)).parse(text)?;
    alt((week, iso, numeric, days, month_day, financial, quarter, month_year, year_month)).parse(text)
}

/// Reads `w/c 25th`, `week commencing 4 March 2019`, `week of 4 March`, `w/e 8 March`.
pub fn week(text: &str) -> IResult<&str, Found> {
    let (rest, ending) = longest_of(
        &[
            (false, "w/c"),
            (false, "wc"),
            (false, "w.c"),
            (false, "w/b"),
            (false, "week commencing"),
            (false, "week beginning"),
            (false, "week starting"),
            (false, "week of"),
            (false, "wk commencing"),
            (true, "w/e"),
            (true, "week ending"),
            (true, "wk ending"),
        ],
        text,
    )?;
    let (rest, _) =
        take_while_m_n(0, 4, |c: char| c.is_whitespace() || matches!(c, '.' | ':' | '-' | '–')).parse(rest)?;
    let (rest, _) = (opt((tag_no_case("the"), space)), opt(weekday)).parse(rest)?;
    let (rest, (day, month, year)) = alt((week_numeric, week_worded)).parse(rest)?;
    Ok((rest, Found::firm(DatePart::Week { day, month, year, ending })))
}

type Date = (u32, Option<u32>, Option<i32>);

fn week_numeric(text: &str) -> IResult<&str, Date> {
    let (rest, found) = alt((iso, numeric, numeric_short)).parse(text)?;
    match found.parts.first() {
        Some(&DatePart::Day { first, second, year, .. }) if second > 12 => Ok((rest, (second, Some(first), year))),
        Some(&DatePart::Day { first, second, year, .. }) => Ok((rest, (first, Some(second), year))),
        _ => fail(text),
    }
}

fn week_worded(text: &str) -> IResult<&str, Date> {
    let with_month = |text| (day, parting, month, opt(day_year)).parse(text);
    let month_first = |text| (month, parting, day, opt(preceded(parting, long_year))).parse(text);
    if let Ok((rest, ((day, _), _, month, year))) = with_month(text) {
        return Ok((rest, (day, Some(month), year)));
    }
    if let Ok((rest, (month, _, (day, _), year))) = month_first(text) {
        return Ok((rest, (day, Some(month), year)));
    }
    let (rest, (day, _)) = day(text)?;
    let (rest, ()) = word_end(rest)?;
    Ok((rest, (day, None, None)))
}

/// Reads `2018-12-05`, `2018/12/05`, `2018.12.05`, `20181205`, with a time behind it or not.
pub fn iso(text: &str) -> IResult<&str, Found> {
    let parted = |text| {
        let (rest, year) = digits(4, 4).parse(text)?;
        let (rest, mark) = one_of("-/.–").parse(rest)?;
        let (rest, (month, _, day)) = (digits(1, 2), char(mark), digits(1, 2)).parse(rest)?;
        Ok((rest, (year, month, day)))
    };
    let compact = |text| {
        let (rest, all) = digits(8, 8).parse(text)?;
        Ok((rest, (all / 10_000, all / 100 % 100, all % 100)))
    };
    let (rest, (year, month, day)) = alt((parted, compact)).parse(text)?;
    let plausible = (1900..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let (rest, _) = opt(clock).parse(rest)?;
    if !plausible || !ends_word(rest) {
        return fail(text);
    }
    let year = i32::try_from(year).ok();
    Ok((rest, Found::firm(DatePart::Day { first: day, second: month, year, ordered: true })))
}

/// Reads `05/12/2018`, `5.12.18`, `5-12-2018`, with a time behind it or not.
fn numeric(text: &str) -> IResult<&str, Found> {
    let (text, _) = opt(weekday).parse(text)?;
    let (rest, first) = digits(1, 2).parse(text)?;
    let (rest, mark) = one_of("/.-–").parse(rest)?;
    let (rest, (second, _)) = (digits(1, 2), char(mark)).parse(rest)?;
    let (rest, year) = alt((long_year, short_year)).parse(rest)?;
    let (rest, _) = opt(clock).parse(rest)?;
    match numeric_day(first, second, Some(year)) {
        Some(part) => Ok((rest, Found::firm(part))),
        None => fail(text),
    }
}

/// Reads `5/12`: a day and a month, where nothing but a date is expected.
fn numeric_short(text: &str) -> IResult<&str, Found> {
    let (rest, (first, _, second)) = (digits(1, 2), char('/'), digits(1, 2)).parse(text)?;
    match numeric_day(first, second, None) {
        Some(part) if ends_word(rest) && !rest.starts_with('/') => Ok((rest, Found::doubtful(part))),
        _ => fail(text),
    }
}

fn numeric_day(first: u32, second: u32, year: Option<i32>) -> Option<DatePart> {
    let plausible = (1..=31).contains(&first) && (1..=31).contains(&second) && (first <= 12 || second <= 12);
    let ordered = first > 12;
    plausible.then_some(DatePart::Day { first, second, year, ordered })
}

/// Reads `5 Dec 2018`, `Wednesday 5th December 2018`, `5-Dec-18`, `5 Dec`, `5–6 December 2018`, `4th, 5th and 6th March`.
fn days(text: &str) -> IResult<&str, Found> {
    let (start, weekday_stood) = opt(weekday).parse(text)?;
    let (mut rest, (first, mut ending)) = day(start)?;
    let mut found = vec![first];
    for _ in 0..6 {
        let Ok((after, (another, also))) = preceded(day_joiner, day).parse(rest) else { break };
        found.push(another);
        ending |= also;
        rest = after;
    }
    let (rest, _) = parting(rest)?;
    let common = super::lexis::is_common_word(rest);
    let (rest, month) = month(rest)?;
    let (rest, year) = opt(day_year).parse(rest)?;
    if !ends_word(rest) {
        return fail(text);
    }
    let firm = year.is_some() || ending || weekday_stood.is_some() || !common;
    let parts = found.into_iter().map(|day| DatePart::Day { first: day, second: month, year, ordered: true }).collect();
    Ok((rest, Found { parts, firm }))
}

/// Reads what joins days of one month: `–`, `and`, `to`, `/`, `,`, `&`.
fn day_joiner(text: &str) -> IResult<&str, ()> {
    let (rest, _) = space(text)?;
    let mark = one_of("-–—/,&+");
    let (rest, marked) = opt(mark).parse(rest)?;
    let (rest, (_, worded, _, named)) =
        (space, opt(|text| one_word(&["and", "to", "or"], text)), space, opt(weekday)).parse(rest)?;
    // `Part 1 26 January`: figures with nothing between them are no list of days.
    if marked.is_none() && worded.is_none() && named.is_none() { fail(text) } else { Ok((rest, ())) }
}

/// Reads a year behind a day and month: ` 2018`, `-18`, `'18`, `, 2018`, ` 18`.
fn day_year(text: &str) -> IResult<&str, i32> {
    let bare =
        preceded(take_while_m_n(1, 2, |c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.' | '–')), short_year);
    alt((preceded(parting, alt((long_year, marked_year))), bare)).parse(text)
}

/// Reads `December 5, 2018`, `Dec 5th 2018`, `Dec 25th`, `Wednesday, December 5, 2018`.
fn month_day(text: &str) -> IResult<&str, Found> {
    let (start, weekday_stood) = opt(weekday).parse(text)?;
    let common = super::lexis::is_common_word(start);
    let (rest, (month, _, (day, ending))) = (month, parting, day).parse(start)?;
    let (rest, year) = opt(preceded(parting, alt((long_year, marked_year)))).parse(rest)?;
    let single =
        start.get(..start.len() - rest.len()).is_some_and(|read| read.bytes().filter(u8::is_ascii_digit).count() == 1);
    // Two digits behind a month are its year, unless something says otherwise: `Dec 18`.
    if !ends_word(rest) || !(year.is_some() || ending || weekday_stood.is_some() || single) {
        return fail(text);
    }
    let firm = year.is_some() || weekday_stood.is_some() || (ending && !common);
    Ok((rest, Found { parts: vec![DatePart::Day { first: day, second: month, year, ordered: true }], firm }))
}

/// Reads `2019/20`, `2019-20`, `FY 2019/20`, `FY20`: a financial year, whose ends are not said.
fn financial(text: &str) -> IResult<&str, Found> {
    let (rest, _) = alt((financial_years, financial_short)).parse(text)?;
    Ok((rest, Found::firm(DatePart::Unknown)))
}

fn financial_years(text: &str) -> IResult<&str, ()> {
    let (rest, _) = opt((tag_no_case("fy"), space)).parse(text)?;
    let (rest, first) = alt((digits(4, 4), digits(2, 2))).parse(rest)?;
    let (rest, _) = one_of("/-–").parse(rest)?;
    let (rest, second) = alt((digits(4, 4), digits(2, 2))).parse(rest)?;
    let long =
        (1900..2200).contains(&first) || rest.len() + 5 < text.len() && text.to_ascii_lowercase().starts_with("fy");
    if long && (first + 1) % 100 == second % 100 && ends_word(rest) && !rest.starts_with(['/', '-']) {
        Ok((rest, ()))
    } else {
        fail(text)
    }
}

fn financial_short(text: &str) -> IResult<&str, ()> {
    let (rest, _) = (alt((tag_no_case("fy"), tag_no_case("financial year"))), space, any_year).parse(text)?;
    Ok((rest, ()))
}

/// Reads `Q4 2019`, `Q4 '19`, `2019 Q4`, `4Q19`, `Quarter 4 of 2019`, `fourth quarter 2019`, `Q4`. A quarter of a financial
/// year (`Q4 2019/20`) is left without a year: who counts so does not say where the year begins.
fn quarter(text: &str) -> IResult<&str, Found> {
    alt((year_quarter, quarter_year)).parse(text)
}

fn year_quarter(text: &str) -> IResult<&str, Found> {
    let (rest, (year, _, quarter)) = (long_year_then, parting, quarter_number).parse(text)?;
    if !ends_word(rest) {
        return fail(text);
    }
    Ok((rest, Found::firm(DatePart::Quarter { quarter, year: Some(year) })))
}

/// Reads four digits of a year with letters right behind them or not: `2019Q4`.
fn long_year_then(text: &str) -> IResult<&str, i32> {
    let (rest, year) = verify(digits(4, 4), |year: &u32| (1900..2200).contains(year)).parse(text)?;
    Ok((rest, i32::try_from(year).unwrap_or(0)))
}

fn quarter_year(text: &str) -> IResult<&str, Found> {
    let (rest, quarter) = quarter_number(text)?;
    let (start, _) = (parting, opt(preceded((space, tag_no_case("of")), space))).parse(rest)?;
    if let Ok((rest, ())) = alt((financial_years, financial_short)).parse(start) {
        return Ok((rest, Found::firm(DatePart::Quarter { quarter, year: None })));
    }
    match any_year(start) {
        Ok((rest, year)) => Ok((rest, Found::firm(DatePart::Quarter { quarter, year: Some(year) }))),
        Err(_) if ends_word(rest) => Ok((rest, Found::doubtful(DatePart::Quarter { quarter, year: None }))),
        Err(_) => fail(text),
    }
}

fn quarter_number(text: &str) -> IResult<&str, u32> {
    let number = |text| verify(digits(1, 1), |n: &u32| (1..=4).contains(n)).parse(text);
    let short = preceded((tag_no_case("q"), opt(one_of(" -"))), number);
    let turned = |text| {
        let (rest, (quarter, _)) = (number, tag_no_case("q")).parse(text)?;
        if rest.starts_with(char::is_alphabetic) { fail(text) } else { Ok((rest, quarter)) }
    };
    let long = preceded((tag_no_case("quarter"), space), number);
    let named = |text| {
        longest_of(
            &[
                (1, "first quarter"),
                (1, "1st quarter"),
                (2, "second quarter"),
                (2, "2nd quarter"),
                (3, "third quarter"),
                (3, "3rd quarter"),
                (4, "fourth quarter"),
                (4, "4th quarter"),
                (4, "last quarter"),
            ],
            text,
        )
    };
    alt((short, turned, long, named)).parse(text)
}

/// Reads `Feb'19`, `Feb ‘19`, `Feb. 19`, `Feb-19`, `February 2019`, `FEB 19`, `Feb19`, `February of 2019`, `March`.
fn month_year(text: &str) -> IResult<&str, Found> {
    let (rest, found) = month(text)?;
    let of = opt(preceded((space, tag_no_case("of")), space));
    let mut sure = (parting, of, alt((long_year, marked_year)));
    if let Ok((rest, (.., year))) = sure.parse(rest) {
        let (rest, _) = opt(apostrophe_left).parse(rest)?;
        return Ok((rest, Found::firm(DatePart::Month { month: found, year: Some(year) })));
    }
    if let Ok((rest, year)) = preceded(parting, short_year).parse(rest) {
        return Ok((
            rest,
            Found { parts: vec![DatePart::Month { month: found, year: Some(year) }], firm: !continues(rest) },
        ));
    }
    if ends_word(rest) { Ok((rest, Found::doubtful(DatePart::Month { month: found, year: None }))) } else { fail(text) }
}

/// Reads a closing quote that was meant for nothing: `‘Feb 2019’`.
fn apostrophe_left(text: &str) -> IResult<&str, char> {
    let (rest, mark) = apostrophe(text)?;
    if ends_word(rest) { Ok((rest, mark)) } else { fail(text) }
}

/// Tells whether running text goes on: `May 19 workshop`.
fn continues(rest: &str) -> bool {
    rest.trim_start().starts_with(char::is_lowercase) && one_word(&["and", "or", "to"], rest.trim_start()).is_err()
}

/// Reads `12/2018`, `2018-12`, `2018 December`.
fn year_month(text: &str) -> IResult<&str, Found> {
    let (rest, (month, year)) = alt((
        |text| {
            let (rest, (month, _, year)) = (digits(1, 2), one_of("/-."), long_year).parse(text)?;
            Ok((rest, (month, year)))
        },
        |text| {
            let (rest, (year, _, month)) = (long_year, one_of("/-"), digits(2, 2)).parse(text)?;
            Ok((rest, (month, year)))
        },
        |text| {
            let (rest, (year, _, month)) = (long_year, parting, month).parse(text)?;
            Ok((rest, (month, year)))
        },
    ))
    .parse(text)?;
    if !(1..=12).contains(&month) || !ends_word(rest) || rest.starts_with(['/', '-', '–']) {
        return fail(text);
    }
    Ok((rest, Found::firm(DatePart::Month { month, year: Some(year) })))
}

/// Reads a date where nothing but a date is expected: all of the above, and `5/12`, `2019`.
pub fn in_cell(text: &str) -> IResult<&str, Found> {
    let bare_year = |text| long_year(text).map(|(rest, year)| (rest, Found::doubtful(DatePart::Year { year })));
    let marked = |text| marked_year(text).map(|(rest, year)| (rest, Found::doubtful(DatePart::Year { year })));
    alt((expression, numeric_short, bare_year, marked)).parse(text)
}

/// Reads what may stand between day, month and year: nothing, spaces, `-`, `.`, `,`, `/`.
fn parting(text: &str) -> IResult<&str, &str> {
    take_while_m_n(0, 3, |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '.' | ',' | '/')).parse(text)
}
