//! A person's answers: `decisions.toml`, a list that grows at its end and is edited by hand.
//!
//! In: the file as it stands, and answers to put at its end. Out: the answers, each with the line it stands at. What
//! stands in the file already is never changed: an answer is more text, and taking it back takes that text away again.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::error::line_of;
use super::{Batch, Store, StoreError, digest, read_text};
use crate::model::decision::{Decision, End};

/// The note at the head of a new file.
const HEAD: &str = "\
# What people answered about pairs of rows: same, different, split (the later is a part of the earlier) or merged (the
# earlier is a part of the later). Every run obeys. Keep this file, and edit it as you like: of two answers about one
# pair the later in the file holds. Only `key` says which row is meant; the rest is for the reader.
";

/// The answers given so far.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    /// The answers, in the order of the file.
    pub noted: Vec<Noted>,
    /// The digest of the file, where there is one.
    pub digest: Option<String>,
}

/// An answer and where it stands.
#[derive(Debug, Clone)]
pub struct Noted {
    /// The line at which it begins, counted from 1.
    pub line: usize,
    /// The answer.
    pub decision: Decision,
}

/// What adding an answer has done to the file, so that it can be undone.
#[derive(Debug, Clone)]
pub struct Appended {
    before: Option<String>,
    after: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    decisions: Vec<Spanned<Decision>>,
}

impl Decisions {
    /// Reads the file at `path`, whose text is `text`.
    pub fn from_toml(text: &str, path: &Path) -> Result<Self, StoreError> {
        let table: Table = toml::from_str(text).map_err(|source| StoreError::damaged(path, text, source))?;
        let noted = table.decisions.into_iter().map(|decision| {
            let line = line_of(text, decision.span().start);
            Noted { line, decision: decision.into_inner() }
        });
        Ok(Self { noted: noted.collect(), digest: Some(digest::sha256(text.as_bytes())) })
    }
}

impl Store {
    /// Returns the answers to be obeyed.
    pub fn decisions(&self) -> Result<Decisions, StoreError> {
        match read_text(&self.decisions)? {
            Some(text) => Decisions::from_toml(&text, &self.decisions),
            None => Ok(Decisions::default()),
        }
    }

    /// Puts `decision` at the end of the answers; all that stands before it stays byte for byte.
    pub fn append_decision(&self, decision: &Decision) -> Result<Appended, StoreError> {
        let before = read_text(&self.decisions)?;
        let mut after = before.clone().unwrap_or_else(|| HEAD.to_owned());
        if !after.is_empty() && !after.ends_with('\n') {
            after.push('\n');
        }
        after.push_str(&block(decision));
        // Where the list is written in another of TOML's ways, nothing can be put at its end like this.
        Decisions::from_toml(&after, &self.decisions)?;
        self.write_decisions(&after)?;
        Ok(Appended { before, after })
    }

    /// Takes the answer back that `appended` tells of. Returns false, and changes nothing, where the file has been changed
    /// since by somebody else.
    pub fn take_back_decision(&self, appended: &Appended) -> Result<bool, StoreError> {
        if read_text(&self.decisions)?.as_ref() != Some(&appended.after) {
            return Ok(false);
        }
        match &appended.before {
            Some(text) => self.write_decisions(text)?,
            None => fs::remove_file(&self.decisions)
                .map_err(|source| StoreError::Write { path: self.decisions.clone(), source })?,
        }
        Ok(true)
    }

    fn write_decisions(&self, text: &str) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.write(self.decisions.clone(), text.as_bytes().to_vec());
        batch.commit(&self.out).map(|_| ())
    }
}

/// Returns the lines of one answer.
fn block(decision: &Decision) -> String {
    let Decision { answer, earlier, later } = decision;
    format!(
        "\n[[decisions]]\nanswer = {}\nearlier = {}\nlater = {}\n",
        quoted(answer.word()),
        inline(earlier),
        inline(later)
    )
}

fn inline(end: &End) -> String {
    let End { key, edition, label, action } = end;
    let [key, edition, label, action] = [key, edition, label, action].map(|text| quoted(text));
    format!("{{ key = {key}, edition = {edition}, label = {label}, action = {action} }}")
}

/// Returns `text` as one line of TOML.
fn quoted(text: &str) -> String {
    let mut line = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => line.extend(['\\', letter]),
            letter if letter.is_control() => line.push_str(&format!("\\u{:04X}", u32::from(letter))),
            letter => line.push(letter),
        }
    }
    line.push('"');
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::decision::Answer;

    fn end(key: &str, action: &str) -> End {
        End {
            key: key.to_owned(),
            edition: "2022-09-12/log".to_owned(),
            label: "7".to_owned(),
            action: action.to_owned(),
        }
    }

    fn store(folder: &tempfile::TempDir) -> Store {
        Store::new(folder.path(), None, None)
    }

    #[test]
    fn answers_are_put_at_the_end_and_taken_back_byte_for_byte() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = store(&folder);
        let odd = "Mend the \"long\" \\ pier\u{7}\nand 'so on' – ünder # way";
        let first = Decision { answer: Answer::Same, earlier: end("a", odd), later: end("b", "") };
        let one = store.append_decision(&first).expect("written");
        let text = fs::read_to_string(&store.decisions).expect("text");
        // By hand, without a newline at the end.
        let mine = format!("# mine\n{}# and this", text.replace("answer = \"same\"", "answer   =   'same' # sure"));
        fs::write(&store.decisions, &mine).expect("written");
        assert!(!store.take_back_decision(&one).expect("read"), "somebody else has changed it");
        let second = Decision { answer: Answer::Merged, ..first.clone() };
        let two = store.append_decision(&second).expect("written");
        let both = fs::read_to_string(&store.decisions).expect("text");
        assert!(both.starts_with(&mine));
        let read = store.decisions().expect("read");
        assert_eq!(read.noted.iter().map(|noted| &noted.decision).collect::<Vec<_>>(), [&first, &second]);
        let lines: Vec<&str> = both.lines().collect();
        assert!(read.noted.iter().all(|noted| lines[noted.line - 1] == "[[decisions]]"), "{read:?}");
        assert!(store.take_back_decision(&two).expect("written"));
        assert_eq!(fs::read_to_string(&store.decisions).expect("text"), mine);
    }

    #[test]
    fn the_first_answer_taken_back_leaves_no_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = store(&folder);
        let answer = Decision { answer: Answer::Different, earlier: end("a", ""), later: end("b", "") };
        let appended = store.append_decision(&answer).expect("written");
        assert!(store.take_back_decision(&appended).expect("removed"));
        assert!(!store.decisions.exists() && store.decisions().expect("none").digest.is_none());
    }

    #[test]
    fn what_is_no_answer_is_refused_with_its_line() {
        let block = "[[decisions]]\nanswer = \"same\"\nearlier = { key = \"a\" }\nlater = { key = \"b\" }\n";
        assert!(Decisions::from_toml(block, Path::new("decisions.toml")).is_ok());
        for (from, to, line) in [
            ("\"same\"", "\"perhaps\"", 4),
            ("later = { key = \"b\" }\n", "", 3),
            ("{ key = \"b\" }", "{ label = \"b\" }", 6),
            ("{ key = \"b\" }", "{ key = \"b\", colour = \"red\" }", 6),
            ("answer =", "verdict =", 4),
            ("decisions", "decision", 3),
        ] {
            let text = format!("# a note\n\n{}", block.replacen(from, to, 1));
            let error = Decisions::from_toml(&text, Path::new("decisions.toml")).expect_err(to).to_string();
            assert_eq!(error, format!("decisions.toml is damaged at line {line}"), "{text}");
        }
    }
}
