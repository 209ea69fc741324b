//! Patterns for wordings: regular expressions that are constants of this crate.
//!
//! A reader of one short document compiles each pattern it meets once, and that is most of its time. Classes of Unicode
//! (`\w`, `\d`, `\W`, `\p{L}`) are large, and the more so the more often they are repeated: patterns here name digits as
//! `[0-9]`, and letters by [`LETTER`].

use regex::Regex;

/// Letters, inside of a class: those of ASCII, and the blocks beyond it that hold letters.
pub const LETTER: &str = r"A-Za-z\u{aa}\u{b5}\u{ba}\u{c0}-\u{d6}\u{d8}-\u{f6}\u{f8}-\u{1fff}\u{2c00}-\u{2dff}\u{3040}-\u{d7ff}\u{f900}-\u{fdff}\u{10000}-\u{1efff}\u{20000}-\u{3ffff}";

/// Compiles a pattern that is a constant of this crate; no input reaches it.
pub fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("constant patterns are tested")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_told_from_marks_and_digits() {
        let letters = pattern(&format!("^[{LETTER}]+$"));
        for word in ["Owner", "Verantwortliche", "Échéance", "Ответственный", "担当者", "Υπεύθυνος"]
        {
            assert!(letters.is_match(word), "{word}");
        }
        for mark in ["1", ":", "–", "…", "•", "’", "×", "“", "\u{a0}", "½", "€"] {
            assert!(!letters.is_match(mark), "{mark}");
        }
    }
}
