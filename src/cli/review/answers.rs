//! What a person types: single keys on a terminal, lines else.

use std::io::{self, IsTerminal as _};

use ::console::{Key, Term};

use crate::model::decision::Answer;

/// What is to be done with the pair that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Write down an answer.
    Answer(Answer),
    /// Go on without one.
    Skip,
    /// Take the last answer back.
    Undo,
    /// End.
    Quit,
}

/// The answers, for the screen.
pub const KEYS: [&str; 2] = [
    "s same, d different, p split (the later is a part of the earlier),",
    "m merged (the earlier is a part of the later), n next, u undo, q quit",
];

/// Where wishes come from.
pub enum Wishes {
    /// A terminal, key by key.
    Keys(Term),
    /// Standard input, line by line.
    Lines(io::Lines<io::StdinLock<'static>>),
}

impl Wishes {
    /// Returns the keys of the terminal, or lines where there is none or `plain` asks for them.
    pub fn new(plain: bool) -> Self {
        if !plain && io::stdin().is_terminal() && io::stdout().is_terminal() {
            Self::Keys(Term::stdout())
        } else {
            Self::Lines(io::stdin().lines())
        }
    }

    /// Waits for the next wish; `Err` is what was typed where it is none.
    pub fn next(&mut self) -> io::Result<Result<Wish, String>> {
        match self {
            Self::Keys(term) => match term.read_key() {
                Ok(Key::Char(letter)) => Ok(wish(&letter.to_string()).ok_or_else(|| letter.to_string())),
                Ok(Key::Escape) => Ok(Ok(Wish::Quit)),
                Ok(_) => Ok(Err("that key".to_owned())),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(Ok(Wish::Quit)),
                Err(error) => Err(error),
            },
            Self::Lines(lines) => match lines.next() {
                None => Ok(Ok(Wish::Quit)),
                Some(Ok(line)) => Ok(wish(&line).ok_or(line)),
                Some(Err(error)) if error.kind() == io::ErrorKind::InvalidData => Ok(Err("what is no text".to_owned())),
                Some(Err(error)) => Err(error),
            },
        }
    }
}

/// Reads a letter or a word.
fn wish(typed: &str) -> Option<Wish> {
    Some(match typed.trim().to_lowercase().as_str() {
        "s" | "same" => Wish::Answer(Answer::Same),
        "d" | "different" => Wish::Answer(Answer::Different),
        "p" | "split" | "part" => Wish::Answer(Answer::Split),
        "m" | "merged" | "merge" => Wish::Answer(Answer::Merged),
        "" | "n" | "next" | "skip" => Wish::Skip,
        "u" | "undo" => Wish::Undo,
        "q" | "quit" => Wish::Quit,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_words_are_understood() {
        for (typed, expected) in [
            ("s", Some(Wish::Answer(Answer::Same))),
            (" Different ", Some(Wish::Answer(Answer::Different))),
            ("p", Some(Wish::Answer(Answer::Split))),
            ("merged", Some(Wish::Answer(Answer::Merged))),
            (" ", Some(Wish::Skip)),
            ("U", Some(Wish::Undo)),
            ("quit", Some(Wish::Quit)),
            ("yes", None),
        ] {
            assert_eq!(wish(typed), expected, "{typed}");
        }
    }
}
