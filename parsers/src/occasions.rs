//! Sentences that say when an occasion is: `The fourth meeting (M4) will be held in July 2021`.
//!
//! In: a text and where its words went. Out: codes for occasions with the date that running text or the title names beside
//! them. Only where codes and dates take turns is it clear which belongs to which; everything else is left alone.

use serde::{Deserialize, Serialize};

use crate::cell::Cell;
use crate::date::{self, DatePart};
use crate::ledger::{Class, Ledger};
use crate::lines::Lines;
use crate::span::Span;

/// A code and the date that is named beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occasion {
    /// The code, as dates are read: `M4`, `Meeting 4`.
    pub code: String,
    /// The date's wording.
    pub date: String,
    /// The sentence.
    pub said: Cell,
}

/// A sentence longer than this is none.
const LONGEST: usize = 1_000;
/// More occasions than this are a calendar, and not looked at further.
const MOST: usize = 200;

/// Finds the occasions that the running text of `lines`, and the title, give a date for.
pub fn occasions(lines: &Lines<'_>, ledger: &Ledger, title: Option<&Cell>) -> Vec<Occasion> {
    let mut found: Vec<Occasion> = title.map_or_else(Vec::new, |title| in_sentence(&title.text, &title.spans));
    let mut paragraph: Vec<Span> = Vec::new();
    for index in 0..=lines.len() {
        let is_prose = index < lines.len()
            && lines.words(index).next().is_some_and(|word| ledger.class_of(word) == Some(Class::Prose));
        if is_prose {
            paragraph.push(lines.trimmed(index));
        } else if !paragraph.is_empty() {
            in_paragraph(&std::mem::take(&mut paragraph), lines, &mut found);
        }
        if found.len() > MOST {
            break;
        }
    }
    found.truncate(MOST);
    found
}

fn in_paragraph(spans: &[Span], lines: &Lines<'_>, found: &mut Vec<Occasion>) {
    let cell = Cell::from_spans(spans.to_vec(), lines);
    for sentence in cell.text.split_inclusive(['.', ';', '!', '?']) {
        found.extend(in_sentence(sentence.trim(), spans));
    }
}

fn in_sentence(text: &str, spans: &[Span]) -> Vec<Occasion> {
    let digits = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).count();
    if digits < 2 || text.len() > LONGEST {
        return Vec::new();
    }
    let mut named: Vec<Named<'_>> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let start = at;
        let inside_word = text.get(..start).is_some_and(|before| before.ends_with(char::is_alphanumeric));
        at += rest.chars().next().map_or(1, char::len_utf8);
        if inside_word || !rest.starts_with(char::is_alphanumeric) {
            continue;
        }
        let Some((part, length)) = date::leading(rest) else { continue };
        at = start + length.max(1);
        let raw = rest.get(..length).unwrap_or("").trim_end_matches([',', '.', ')', ' ']);
        match part {
            DatePart::Code { code } => named.push(Named::Code(code)),
            DatePart::Day { .. } | DatePart::Month { .. } | DatePart::Quarter { .. } => named.push(Named::Date(raw)),
            _ => {}
        }
    }
    let said = || Cell { text: text.to_owned(), spans: spans.to_vec() };
    let pair = |pair: &[Named<'_>]| match pair {
        [Named::Code(code), Named::Date(date)] | [Named::Date(date), Named::Code(code)] => {
            Some(Occasion { code: code.clone(), date: (*date).to_owned(), said: said() })
        }
        _ => None,
    };
    let first = named.first().map(|one| matches!(one, Named::Code(_)));
    let take_turns = named
        .iter()
        .enumerate()
        .all(|(at, one)| Some(matches!(one, Named::Code(_))) == first.map(|first| first == (at % 2 == 0)));
    if !take_turns || named.len() % 2 == 1 {
        return Vec::new();
    }
    named.chunks(2).filter_map(pair).collect()
}

enum Named<'a> {
    Code(String),
    Date(&'a str),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_dates_that_take_turns_belong_together() {
        let read = |text: &str| {
            in_sentence(text, &[]).into_iter().map(|one| format!("{} = {}", one.code, one.date)).collect::<Vec<_>>()
        };
        for (text, expected) in [
            (
                "The fourth meeting (M4) will be held in July 2021 and the fifth (M5) in November 2021.",
                vec!["M4 = July 2021", "M5 = November 2021"],
            ),
            ("QUAY FORUM MEETING 4: NOTES OF MONDAY 7TH MARCH 2022", vec!["MEETING 4 = MONDAY 7TH MARCH 2022"]),
            ("On 5 May 2021 (M6) the crews will meet.", vec!["M6 = 5 May 2021"]),
            ("M4 and M5 will be held in July 2021.", vec![]),
            ("At M4 we shall meet.", vec![]),
            ("M4 follows M3, which was in March 2021.", vec!["M3 = March 2021"]),
            ("There were 14 boats in July 2021.", vec![]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
