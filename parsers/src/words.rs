//! Words and phrases at the front of a text: what the grammars of dates, states and marks are put together from.

use nom::bytes::complete::{take_while, take_while_m_n};
use nom::combinator::verify;
use nom::error::{Error, ErrorKind};
use nom::{Err, IResult, Parser};

/// Reads white space, none included.
pub fn space(text: &str) -> IResult<&str, &str> {
    take_while(char::is_whitespace).parse(text)
}

/// Reads what may part the words of a phrase: nothing, a space, a hyphen, an underscore.
fn gap(text: &str) -> IResult<&str, &str> {
    take_while_m_n(0, 3, |c: char| c.is_whitespace() || matches!(c, '-' | '_' | '\u{2010}'..='\u{2014}')).parse(text)
}

/// Tells whether a word that `rest` follows ends there.
pub fn ends_word(rest: &str) -> bool {
    !rest.starts_with(char::is_alphanumeric)
}

/// Reads the end of a word: nothing, if no letter or digit follows.
pub fn word_end(text: &str) -> IResult<&str, ()> {
    if ends_word(text) { Ok((text, ())) } else { fail(text) }
}

/// Reads `words`, in any case, parted by spaces, hyphens or nothing: `on going` reads `Ongoing`, `On-going`, `ON GOING`.
pub fn phrase<'a>(words: &str, text: &'a str) -> IResult<&'a str, &'a str> {
    // The words of phrases are plain ASCII: what does not begin like them, byte for byte, is passed over quickly.
    let strip = |rest: &'a str, word: &str| {
        let alike = rest.as_bytes().get(..word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word.as_bytes()));
        if alike { rest.get(word.len()..) } else { None }
    };
    let mut rest = text;
    for (index, word) in words.split(' ').enumerate() {
        if index > 0 {
            rest = gap(rest)?.0;
        }
        match strip(rest, word) {
            Some(after) => rest = after,
            None => return fail(text),
        }
    }
    let rest = word_end(rest)?.0;
    Ok((rest, &text[..text.len() - rest.len()]))
}

/// Reads the longest of `phrases` that stands at the front of `text`, and says which it was.
pub fn longest_of<'a, T: Copy>(phrases: &[(T, &str)], text: &'a str) -> IResult<&'a str, T> {
    // Most phrases differ in their first letter: looking at it first spares most of the work.
    let first = text.bytes().next().map(|byte| byte.to_ascii_lowercase());
    let near = phrases.iter().filter(|(_, words)| words.bytes().next() == first);
    let found = near.filter_map(|(value, words)| phrase(words, text).ok().map(|(rest, _)| (rest, *value)));
    found.min_by_key(|(rest, _)| rest.len()).map_or_else(|| fail(text), Ok)
}

/// Reads one of `words`, whole and in any case, and returns its index.
pub fn one_word<'a>(words: &[&str], text: &'a str) -> IResult<&'a str, usize> {
    let (rest, found) = letters(text)?;
    match words.iter().position(|word| word.eq_ignore_ascii_case(found)) {
        Some(index) => Ok((rest, index)),
        None => fail(text),
    }
}

/// Reads a run of letters.
pub fn letters(text: &str) -> IResult<&str, &str> {
    verify(take_while(char::is_alphabetic), |found: &str| !found.is_empty()).parse(text)
}

/// Reads nothing.
pub fn fail<T>(text: &str) -> IResult<&str, T> {
    Err(Err::Error(Error::new(text, ErrorKind::Verify)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_read_in_any_case_and_with_any_gap() {
        for text in ["Ongoing", "On-going", "ON GOING", "on–going"] {
            assert_eq!(phrase("on going", text).map(|(rest, _)| rest), Ok(""), "{text}");
        }
        assert!(phrase("on going", "ongoings").is_err());
        assert!(phrase("on going", "on  the going").is_err());
    }

    #[test]
    fn the_longest_phrase_wins() {
        let phrases = [(1, "complete"), (2, "complete in part")];
        assert_eq!(longest_of(&phrases, "Complete in part, so far"), Ok((", so far", 2)));
        assert_eq!(longest_of(&phrases, "Complete in partnership"), Ok((" in partnership", 1)));
    }
}
