//! Redaction marks: what stands where a name was blacked out. In: text. Out: byte ranges; what stood there is never guessed.

use std::ops::Range;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while_m_n};
use nom::character::complete::char;
use nom::combinator::{recognize, verify};
use nom::sequence::delimited;
use nom::{IResult, Parser};

use crate::words::{ends_word, letters};

/// Returns the byte ranges of the redaction marks in `text`. A run of dots or blocks is one mark, however long it is.
pub fn redactions(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(start) = next_candidate(text, at) {
        let rest = text.get(start..).unwrap_or("");
        let behind_mark = found.last().is_some_and(|mark| mark.end == start);
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let inside_word = !behind_mark && before.is_some_and(char::is_alphanumeric);
        let read = if inside_word { alt((run, bracketed)).parse(rest) } else { mark(rest) };
        at = match read {
            Ok((after, _)) => {
                let end = text.len() - after.len();
                found.push(start..end);
                end
            }
            // A run too short for a mark is stepped over whole, so that no part of it is looked at again.
            Err(_) => start + rest.chars().next().map_or(1, |next| rest.len() - without_run(rest, next).len()),
        };
    }
    if found.is_empty() && only_word(text).eq_ignore_ascii_case("redacted") {
        let start = text.len() - text.trim_start().len();
        found.push(start..start + text.trim().len());
    }
    found
}

/// Returns the next place, from byte `from` on, at which a mark may begin: few do, and most of a text is passed over so.
fn next_candidate(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    let may_begin = |(&first, next): (&u8, Option<&u8>)| match (first, next) {
        (b'[' | b'(' | b'<', _) | (b'.', Some(b'.')) | (b'R', Some(b'E')) | (b'X', Some(b'X')) => true,
        // Dots and blocks that are no ASCII begin so, and one may stand behind a full stop.
        (b'.', Some(0xe2)) | (0xe2, Some(0x80 | 0x8b | 0x96 | 0xac)) => true,
        _ => false,
    };
    let nexts = bytes.iter().skip(1).map(Some).chain([None]);
    bytes.iter().zip(nexts).position(may_begin).map(|at| from + at)
}

/// Returns `text` without the run of `first` at its front; without one character where that is no dot or block.
fn without_run(text: &str, first: char) -> &str {
    if is_dot(first) || is_block(first) {
        text.trim_start_matches(first)
    } else {
        text.get(first.len_utf8()..).unwrap_or("")
    }
}

/// Tells whether `text` holds redaction marks and nothing else but joining words: `………and ………`.
pub fn is_redacted(text: &str) -> bool {
    let marks = redactions(text);
    if marks.is_empty() {
        return false;
    }
    let mut start = 0;
    let mut between = Vec::new();
    for mark in &marks {
        between.push(text.get(start..mark.start).unwrap_or(""));
        start = mark.end;
    }
    between.push(text.get(start..).unwrap_or(""));
    between.iter().all(|piece| joins_only(piece))
}

/// Reads one mark: a run, `[redacted]`, `(name removed)`, `REDACTED`, `XXXX`.
fn mark(text: &str) -> IResult<&str, &str> {
    alt((run, bracketed, capitals, crosses)).parse(text)
}

/// Reads a run of dots or blocks: `………`, `.......`, `████`.
fn run(text: &str) -> IResult<&str, &str> {
    let dots = verify(take_while(is_dot), |run: &str| {
        let weight: usize = run.chars().map(|c| if c == '…' { 3 } else { 1 }).sum();
        weight >= 5
    });
    let blocks = verify(take_while(is_block), |run: &str| run.chars().nth(1).is_some());
    alt((dots, blocks)).parse(text)
}

/// Reads wording in brackets that says something was taken out: `[redacted]`, `[name removed]`, `(REDACTED)`.
fn bracketed(text: &str) -> IResult<&str, &str> {
    let inside = |close: char| {
        verify(
            take_while_m_n(1, 40, move |c: char| c != close && !matches!(c, '[' | '(' | '<' | '\n')),
            move |words: &str| says_removed(words, close == ']'),
        )
    };
    recognize(alt((
        delimited(char('['), inside(']'), char(']')),
        delimited(char('('), inside(')'), char(')')),
        delimited(char('<'), inside('>'), char('>')),
    )))
    .parse(text)
}

/// Reads `REDACTED` in capitals.
fn capitals(text: &str) -> IResult<&str, &str> {
    let (rest, found) = tag("REDACTED").parse(text)?;
    if ends_word(rest) { Ok((rest, found)) } else { crate::words::fail(text) }
}

/// Reads four or more X that stand alone: `XXXX`.
fn crosses(text: &str) -> IResult<&str, &str> {
    let (rest, found) = verify(letters, |run: &str| run.len() >= 4 && run.bytes().all(|b| b == b'X')).parse(text)?;
    if ends_word(rest) { Ok((rest, found)) } else { crate::words::fail(text) }
}

fn says_removed(words: &str, square: bool) -> bool {
    let words = words.to_lowercase();
    let says = |key: &str| words.contains(key);
    let taken_out = says("removed") || says("withheld") || says("anonymised") || says("anonymized") || says("deleted");
    says("redact")
        || says("blacked out")
        || (taken_out && (says("name") || says("personal") || says("identit")))
        || (square
            && matches!(words.trim(), "removed" | "withheld" | "name" | "names" | "name(s)" | "xxx" | "xx" | "xxxx"))
}

fn only_word(text: &str) -> &str {
    text.trim().trim_end_matches(['.', ','])
}

fn joins_only(piece: &str) -> bool {
    piece
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '&' | '+' | '.' | '-' | '–' | '(' | ')'))
        .all(|word| word.is_empty() || matches!(word.to_lowercase().as_str(), "and" | "or"))
}

fn is_dot(c: char) -> bool {
    matches!(c, '…' | '.' | '․' | '⋯')
}

fn is_block(c: char) -> bool {
    matches!(c, '\u{2580}'..='\u{259F}' | '■' | '▬' | '▮' | '⬛')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Vec<&str> {
        redactions(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn a_run_is_one_mark() {
        assert_eq!(marks("ask ………painter who knows ………, ……… to ring"), ["………", "………", "………"]);
        assert_eq!(marks("………and ………"), ["………", "………"]);
        assert_eq!(marks("name: ......... (ring first)"), ["........."]);
        assert_eq!(marks("██████ and ■■■"), ["██████", "■■■"]);
        let wordings = "Ann[redacted], [Name Removed] (REDACTED) REDACTED XXXX";
        assert_eq!(marks(wordings), ["[redacted]", "[Name Removed]", "(REDACTED)", "REDACTED", "XXXX"]);
    }

    #[test]
    fn marks_of_every_kind_are_found_wherever_they_begin() {
        assert_eq!(marks("end.………next aXXXX XXXXX (name withheld)"), [".………", "XXXXX", "(name withheld)"]);
        assert_eq!(marks("․․․․․ or ⋯⋯⋯⋯⋯ ⋯⋯ ▮▮ ⬛⬛é……"), ["․․․․․", "⋯⋯⋯⋯⋯", "▮▮", "⬛⬛", "……"]);
    }

    #[test]
    fn ordinary_punctuation_is_none() {
        for text in
            ["and so on… then", "wait ... for it", "■ a bullet", "XXX", "the part removed (later)", "unredacted", ""]
        {
            assert_eq!(marks(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn only_marks_and_joining_words_are_redacted() {
        for text in ["………", "………and ………", "………& ………", "………, ……… / ………", "[redacted]", "Redacted"]
        {
            assert!(is_redacted(text), "{text}");
        }
        for text in ["", "and", "………painter", "Ann and ………"] {
            assert!(!is_redacted(text), "{text}");
        }
    }
}
