//! What stands in a date column and is no date: codes for occasions, `Monthly`, `Ongoing`, `in due course`.

use nom::branch::alt;
use nom::bytes::complete::{take_while, take_while_m_n};
use nom::character::complete::char;
use nom::combinator::{opt, verify};
use nom::sequence::preceded;
use nom::{IResult, Parser};

use super::DatePart;
use super::lexis::digits;
use crate::words::{ends_word, fail, letters, longest_of, one_word, space};

/// Occasions that are counted.
const OCCASIONS: &[&str] = &[
    "workshop",
    "meeting",
    "phase",
    "session",
    "round",
    "sprint",
    "board",
    "stage",
    "milestone",
    "tranche",
    "wave",
    "release",
    "drop",
    "iteration",
    "step",
    "panel",
    "seminar",
    "forum",
    "conference",
    "committee",
    "gateway",
    "gate",
    "week",
    "mtg",
];

/// Letters that make no code with the number behind them: paper sizes, groups of states, halves and quarters of years.
const NO_CODES: &[&str] = &["A", "G", "H", "Q", "FY", "COP", "UN", "EU", "UK", "NO"];

/// Reads a code for an occasion: `WS4`, `M3`, `WS-4`, `Meeting 4`, `Workshop #3`, `Phase 2`, `WS2 Actions`. The code is
/// what is left without the spaces, hyphens and words around it.
pub fn code(text: &str) -> IResult<&str, (DatePart, bool)> {
    let (rest, (code, firm)) = alt((named_code, lettered_code)).parse(text)?;
    let actions = preceded(space, |text| one_word(&["actions", "action"], text));
    let rest = match opt(actions).parse(rest)? {
        (after, Some(_)) if !after.trim_start().starts_with(char::is_lowercase) => after,
        _ => rest,
    };
    Ok((rest, (DatePart::Code { code }, firm)))
}

fn named_code(text: &str) -> IResult<&str, (String, bool)> {
    let (rest, index) = one_word(OCCASIONS, text)?;
    let word = text.get(..text.len() - rest.len()).unwrap_or("");
    let number_mark = opt(alt((preceded(one_word_no, space), char('#').map(|_| ""))));
    let (rest, (_, _, number)) = (space, number_mark, digits(1, 3)).parse(rest)?;
    let shown = OCCASIONS.get(index).is_some() && word.starts_with(char::is_uppercase);
    if ends_word(rest) { Ok((rest, (format!("{word} {number}"), shown))) } else { fail(text) }
}

fn one_word_no(text: &str) -> IResult<&str, &str> {
    let (rest, _) = one_word(&["no", "number", "nr"], text)?;
    Ok((rest.strip_prefix('.').unwrap_or(rest), ""))
}

fn lettered_code(text: &str) -> IResult<&str, (String, bool)> {
    let (rest, word) =
        verify(letters, |word: &str| word.len() <= 4 && word.bytes().all(|b| b.is_ascii_uppercase())).parse(text)?;
    let (rest, (gap, number)) = (take_while_m_n(0, 1, |c| matches!(c, ' ' | '-')), digits(1, 3)).parse(rest)?;
    let month = super::lexis::month(word).is_ok();
    if NO_CODES.contains(&word) || month || !ends_word(rest) || rest.starts_with(['-', '/', '.']) && goes_on(rest) {
        return fail(text);
    }
    let firm = gap.is_empty() && (word.len() > 1 || matches!(word, "M" | "W" | "P" | "S"));
    Ok((rest, (format!("{word}{number}"), firm)))
}

/// Tells whether a reference goes on: `ACT-2019-07`, `WG3.2`.
fn goes_on(rest: &str) -> bool {
    rest.get(1..).is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()))
}

const RECURRING: &[((), &str)] = &[
    ((), "monthly"),
    ((), "quarterly"),
    ((), "annually"),
    ((), "annual"),
    ((), "yearly"),
    ((), "half yearly"),
    ((), "six monthly"),
    ((), "weekly"),
    ((), "fortnightly"),
    ((), "daily"),
    ((), "termly"),
    ((), "biannually"),
    ((), "bi annually"),
    ((), "biannual"),
    ((), "biennially"),
    ((), "biennial"),
    ((), "bi monthly"),
    ((), "bi weekly"),
    ((), "regular"),
    ((), "regularly"),
    ((), "recurring"),
    ((), "periodic"),
    ((), "periodically"),
    ((), "standing item"),
    ((), "standing agenda item"),
    ((), "once a month"),
    ((), "once a year"),
    ((), "once a quarter"),
    ((), "twice a month"),
    ((), "twice a year"),
    ((), "twice yearly"),
    ((), "per meeting"),
    ((), "all meetings"),
    ((), "all workshops"),
];

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

const OPEN_ENDED: &[((), &str)] = &[
    ((), "on going"),
    ((), "ongoing action"),
    ((), "tbc"),
    ((), "tba"),
    ((), "tbd"),
    ((), "t.b.c"),
    ((), "t.b.a"),
    ((), "t.b.d"),
    ((), "to be confirmed"),
    ((), "to be agreed"),
    ((), "to be determined"),
    ((), "to be decided"),
    ((), "to be advised"),
    ((), "to be announced"),
    ((), "to be arranged"),
    ((), "to be scheduled"),
    ((), "to be set"),
    ((), "date tbc"),
    ((), "date to be confirmed"),
    ((), "date to be agreed"),
    ((), "as required"),
    ((), "as needed"),
    ((), "as necessary"),
    ((), "as appropriate"),
    ((), "as and when"),
    ((), "as and when required"),
    ((), "as and when needed"),
    ((), "when required"),
    ((), "when needed"),
    ((), "when available"),
    ((), "when ready"),
    ((), "if required"),
    ((), "continuous"),
    ((), "continual"),
    ((), "continuing"),
    ((), "no date"),
    ((), "no date set"),
    ((), "no deadline"),
    ((), "no deadline set"),
    ((), "no fixed date"),
    ((), "none"),
    ((), "none set"),
    ((), "not set"),
    ((), "not yet set"),
    ((), "not specified"),
    ((), "unspecified"),
    ((), "not applicable"),
    ((), "n/a"),
    ((), "open"),
    ((), "open ended"),
    ((), "rolling"),
    ((), "rolling programme"),
    ((), "long term"),
    ((), "indefinite"),
    ((), "indefinitely"),
    ((), "permanent"),
    ((), "bau"),
    ((), "business as usual"),
    ((), "until further notice"),
];

/// Reads `Ongoing`, `TBC`, `As required`, `No date`, `n/a`.
pub fn open_ended(text: &str) -> IResult<&str, DatePart> {
    let (rest, ()) = longest_of(OPEN_ENDED, text)?;
    if rest.starts_with('-') && !ends_word(rest.get(1..).unwrap_or("")) {
        return fail(text);
    }
    Ok((rest, DatePart::OpenEnded))
}

const VAGUE: &[((), &str)] = &[
    ((), "asap"),
    ((), "as soon as possible"),
    ((), "as soon as practicable"),
    ((), "immediate"),
    ((), "immediately"),
    ((), "urgent"),
    ((), "in due course"),
    ((), "short term"),
    ((), "medium term"),
    ((), "next meeting"),
    ((), "next workshop"),
    ((), "next session"),
    ((), "next board"),
    ((), "next month"),
    ((), "next week"),
    ((), "next year"),
    ((), "next quarter"),
    ((), "this month"),
    ((), "this week"),
    ((), "this year"),
    ((), "various"),
    ((), "unknown"),
    ((), "overdue"),
    ((), "easter"),
    ((), "christmas"),
    ((), "new year"),
    ((), "year end"),
    ((), "month end"),
];

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
    let (rest, firm) = alt((season, half, wording)).parse(text)?;
    Ok((rest, (DatePart::Unknown, firm)))
}

/// Words before a date that leave it what it is: `End of March 2019`, `By 5 May`, `Expected June 2019`.
const QUALIFIERS: &[((), &str)] = &[
    ((), "by"),
    ((), "before"),
    ((), "prior to"),
    ((), "ahead of"),
    ((), "in time for"),
    ((), "no later than"),
    ((), "not later than"),
    ((), "end"),
    ((), "end of"),
    ((), "the end of"),
    ((), "early"),
    ((), "early in"),
    ((), "mid"),
    ((), "middle of"),
    ((), "late"),
    ((), "late in"),
    ((), "beginning of"),
    ((), "start of"),
    ((), "until"),
    ((), "till"),
    ((), "up to"),
    ((), "around"),
    ((), "circa"),
    ((), "approx"),
    ((), "approximately"),
    ((), "expected"),
    ((), "provisionally"),
    ((), "provisional"),
    ((), "likely"),
    ((), "target"),
    ((), "revised"),
    ((), "due"),
    ((), "from"),
    ((), "between"),
];

/// Words that qualify a date only where nothing but a date is expected.
const CELL_QUALIFIERS: &[((), &str)] = &[
    ((), "in"),
    ((), "on"),
    ((), "at"),
    ((), "for"),
    ((), "during"),
    ((), "since"),
    ((), "the"),
    ((), "date"),
    ((), "deadline"),
    ((), "due date"),
    ((), "target date"),
    ((), "now"),
    ((), "was"),
    ((), "moved to"),
    ((), "extended to"),
    ((), "originally"),
    ((), "original"),
    ((), "new date"),
    ((), "complete by"),
    ((), "to complete by"),
    ((), "completed by"),
    ((), "to be completed by"),
    ((), "completion by"),
    ((), "completion"),
    ((), "review"),
    ((), "review in"),
    ((), "review at"),
    ((), "next review"),
    ((), "next update"),
    ((), "update"),
    ((), "update at"),
    ((), "update in"),
    ((), "est"),
    ((), "estimated"),
    ((), "c"),
];

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
