//! Patterns with word boundaries, quick also where dashes and curly quotes are printed.
//!
//! In comes a pattern, out comes the regular expression for a text. The engine looks for a word's edge letter by letter as
//! soon as anything but ASCII stands in the text, for that may be a letter. Most often it is a mark: then the edges of ASCII
//! words are all there are, and the text is searched some ten times as quickly. What is found is the same.

use std::sync::OnceLock;

use regex::Regex;

/// A pattern.
#[derive(Debug)]
pub struct Pattern {
    text: String,
    /// For texts that may have any letters.
    any: OnceLock<Option<Regex>>,
    /// For texts that are [`plain`].
    plain: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// Takes a pattern in the syntax of regular expressions.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), any: OnceLock::new(), plain: OnceLock::new() }
    }

    /// Returns the expression to search `text` by; nothing where the pattern is none.
    pub fn on(&self, text: &str) -> Option<&Regex> {
        self.among(plain(text))
    }

    /// Returns the expression to search a text by that is [`plain`], or not.
    pub fn among(&self, plain: bool) -> Option<&Regex> {
        let regex = match plain {
            true => self.plain.get_or_init(|| Regex::new(&self.text.replace(r"\b", r"(?-u:\b)")).ok()),
            false => self.any.get_or_init(|| Regex::new(&self.text).ok()),
        };
        regex.as_ref()
    }

    /// Tells whether the pattern fits anywhere in `text`.
    pub fn is_in(&self, text: &str) -> bool {
        self.on(text).is_some_and(|regex| regex.is_match(text))
    }
}

/// Tells whether nothing in `text` but ASCII can be part of a word.
pub fn plain(text: &str) -> bool {
    text.is_ascii() || text.chars().all(|c| c.is_ascii() || is_mark(c))
}

/// Tells whether `c` is one of the marks that documents print: spaces, dashes, quotes, bullets, ellipses, blacked-out words.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{a0}' | '£' | '§' | '°' | '·' | '\u{2010}'..='\u{2027}' | '€' | '\u{2580}'..='\u{25ff}' | '\u{f0b7}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_mark_is_part_of_a_word() {
        let word = Regex::new(r"^\w$").expect("a pattern");
        let marks: Vec<char> = ('\0'..=char::MAX).filter(|&c| is_mark(c)).collect();
        assert!(marks.len() > 100, "{}", marks.len());
        assert!(!marks.iter().any(|mark| word.is_match(mark.encode_utf8(&mut [0; 4]))));
    }

    #[test]
    fn words_end_where_they_always_did() {
        let pattern = Pattern::new(r"(?i)\bin\s+may\b");
        for (text, is_plain, found) in [
            ("due in May", true, true),
            ("due – in May’s log", true, true),
            ("due – inMay", true, false),
            ("Café: in May", false, true),
            ("in Mayé", false, false),
            ("éin May", false, false),
        ] {
            assert_eq!((plain(text), pattern.is_in(text)), (is_plain, found), "{text}");
        }
    }
}
