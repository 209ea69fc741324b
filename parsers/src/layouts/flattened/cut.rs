//! Parts the words of one piece of a row into the row's columns: the best way to do so, over all ways.
//!
//! Columns come in the order of the header. Dates and owners are short and look like what they are; wording may be long.
//! A new cell mostly begins on a new line or after a blank one. Every way of cutting is scored, and the best is found in
//! one pass over the words (Viterbi), so that time grows with the length of the text only.

use std::collections::BTreeSet;

use super::evidence::{self, Dates};
use crate::row::Field;
use crate::span::Span;

/// How many words a date or owner has at the most.
const MOST_SHORT: usize = 7;
const NEVER: i32 = i32::MIN / 4;

/// What stands before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// A space.
    Space,
    /// A line end.
    Line,
    /// A blank line.
    Blank,
}

/// One word of a row.
#[derive(Debug, Clone)]
pub struct Word<'a> {
    /// The word.
    pub text: &'a str,
    /// Its place.
    pub span: Span,
    /// What stands before it.
    pub before: Break,
    /// The rest of its line, from the word on.
    pub line_rest: &'a str,
    /// How long its line is, in characters.
    pub width: usize,
    /// What it may be the beginning of.
    pub look: Look,
}

/// What a word may be the beginning of: found once, for all the ways of cutting that are tried.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// A status word.
    pub status: bool,
    /// A further paragraph of a status.
    pub update: bool,
    /// The middle of a sentence.
    pub inside: bool,
    /// A list item.
    pub list_mark: bool,
    /// The dates that begin here.
    pub dates: Vec<DateFit>,
}

/// A run of words that fits a date column.
#[derive(Debug, Clone)]
pub struct DateFit {
    /// How many words.
    length: usize,
    /// How well it fits a deadline.
    deadline: Option<i32>,
    /// How well it fits where something was raised.
    raised: Option<i32>,
    /// How it is written.
    shape: String,
}

/// Finds what each word of `words` may be the beginning of.
pub fn look(words: &mut [Word<'_>]) {
    for at in 0..words.len() {
        let word = &words[at];
        let starts_line = word.before != Break::Space;
        let capital = word.text.starts_with(char::is_uppercase);
        let look = Look {
            status: (starts_line || capital) && evidence::has_status_word(word.line_rest),
            update: starts_line && evidence::begins_as_update(word.line_rest),
            inside: evidence::begins_inside(word.line_rest),
            list_mark: starts_line && evidence::begins_with_list_mark(word.line_rest),
            dates: if evidence::may_open_date(word.text, starts_line) { dates(&words[at..]) } else { Vec::new() },
        };
        words[at].look = look;
    }
}

fn dates(words: &[Word<'_>]) -> Vec<DateFit> {
    let mut found = Vec::new();
    for length in 1..=MOST_SHORT.min(words.len()) {
        let text = joined(&words[..length]);
        let (deadline, raised) = (evidence::date_fit(&text, Dates::Deadline), evidence::date_fit(&text, Dates::Raised));
        if deadline.is_some() || raised.is_some() {
            found.push(DateFit { length, deadline, raised, shape: evidence::date_shape(&text) });
        }
    }
    found
}

/// What kind of text a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Wording of any length.
    Free(Field),
    /// A date or what stands for one.
    Date(Dates),
    /// One or more owners.
    Owner,
}

/// What is known of the table.
#[derive(Debug)]
pub struct Known {
    /// The columns after the label, in order.
    pub kinds: Vec<Kind>,
    /// Owners seen in rows that left no doubt.
    pub owners: BTreeSet<String>,
    /// How dates are written in rows that left no doubt.
    pub date_shapes: BTreeSet<String>,
    /// How wide lines of the action column are at the most, where that is narrower than others.
    pub action_width: Option<usize>,
}

impl Known {
    fn shape_fit(&self, shape: &str) -> i32 {
        match self.date_shapes.is_empty() {
            true => 0,
            false if self.date_shapes.contains(shape) => 5,
            false => -5,
        }
    }
}

/// Where a piece of a row may begin: in which column, and how likely.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The column that the words before the piece ended in; `None` for the row's beginning.
    pub current: Option<usize>,
    /// For each column, how likely it is that the piece begins with its continuation; `None` where it cannot.
    pub restart: Vec<Option<i32>>,
    /// Which columns have their cell already.
    pub filled: Vec<bool>,
    /// Whether the row ends with this piece.
    pub last: bool,
}

/// Assigns a column to every word of `words`, and says how good that is. `None` where it cannot be done.
pub fn cut(words: &[Word<'_>], known: &Known, entry: &Entry) -> Option<(Vec<usize>, i32)> {
    let columns = known.kinds.len();
    let count = words.len();
    if columns == 0 || count == 0 {
        return None;
    }
    // best[i * columns + c]: the best score for the words before i, the last of them in column c.
    let mut best = vec![NEVER; (count + 1) * columns];
    let mut from: Vec<(u32, u32)> = vec![(u32::MAX, 0); (count + 1) * columns];
    let mut relax = |best: &mut Vec<i32>, at: usize, column: usize, score: i32, back: (usize, usize)| {
        let cell = at * columns + column;
        if score > best[cell] {
            best[cell] = score;
            from[cell] = (u32::try_from(back.0).unwrap_or(u32::MAX), u32::try_from(back.1).unwrap_or(u32::MAX));
        }
    };
    for column in 0..columns {
        if let Some(start) = first_score(words, known, entry, column) {
            for length in lengths(known.kinds[column], words, 0) {
                if let Some(fit) = fit(words, 0, length, column, known) {
                    relax(&mut best, length, column, start + fit, (0, columns));
                }
            }
        }
    }
    for at in 1..count {
        for column in 0..columns {
            let here = best[at * columns + column];
            if here <= NEVER {
                continue;
            }
            if matches!(known.kinds[column], Kind::Free(_)) {
                relax(&mut best, at + 1, column, here + stay(words, at, column, known), (at, column));
            }
            for next in column + 1..columns {
                if entry.filled[next] && !matches!(known.kinds[next], Kind::Free(_)) {
                    continue;
                }
                let step = here + enter(words, at, column, next, known, entry);
                for length in lengths(known.kinds[next], words, at) {
                    if let Some(fit) = fit(words, at, length, next, known) {
                        relax(&mut best, at + length, next, step + fit, (at, column));
                    }
                }
            }
        }
    }
    let end = |column: usize| {
        let score = best[count * columns + column];
        if score <= NEVER {
            NEVER
        } else {
            score - skipped(known, entry, column + 1, columns) / if entry.last { 1 } else { 6 }
        }
    };
    let (last, score) = (0..columns)
        .map(|column| (column, end(column)))
        .max_by_key(|&(column, score)| (score, std::cmp::Reverse(column)))?;
    if score <= NEVER {
        return None;
    }
    let mut assigned = vec![0; count];
    let (mut at, mut column) = (count, last);
    while at > 0 {
        let (before, came_from) = from[at * columns + column];
        let before = before as usize;
        assigned[before..at].fill(column);
        (at, column) = (before, came_from as usize);
    }
    Some((assigned, score))
}

/// The score for beginning the piece in `column`, or `None` where it cannot begin there.
fn first_score(words: &[Word<'_>], known: &Known, entry: &Entry, column: usize) -> Option<i32> {
    let go_on = match entry.current {
        None => Some(-skipped(known, entry, 0, column)),
        Some(current) if column == current && matches!(known.kinds[column], Kind::Free(_)) => Some(5),
        Some(current) if column > current && !entry.filled[column] => {
            Some(5 - skipped(known, entry, current + 1, column) + opening(words, 0, known.kinds[column]))
        }
        Some(_) => None,
    };
    go_on.max(entry.restart[column])
}

/// What it costs that the columns `from..to` have no cell.
fn skipped(known: &Known, entry: &Entry, from: usize, to: usize) -> i32 {
    (from..to)
        .filter(|&column| !entry.filled[column])
        .map(|column| match known.kinds[column] {
            Kind::Free(Field::Action) => 60,
            Kind::Free(Field::Status) => 14,
            Kind::Free(_) => 6,
            Kind::Date(_) => 30,
            Kind::Owner => 16,
        })
        .sum()
}

fn lengths(kind: Kind, words: &[Word<'_>], at: usize) -> std::ops::RangeInclusive<usize> {
    match kind {
        Kind::Free(_) => 1..=1,
        _ => 1..=MOST_SHORT.min(words.len() - at),
    }
}

/// How well the `length` words from `at` make a whole cell (or, for wording, begin one) of `column`.
fn fit(words: &[Word<'_>], at: usize, length: usize, column: usize, known: &Known) -> Option<i32> {
    let piece = words.get(at..at + length)?;
    match known.kinds[column] {
        Kind::Free(_) => Some(0),
        kind => {
            let blank =
                i32::try_from(piece.iter().skip(1).filter(|word| word.before == Break::Blank).count()).unwrap_or(0);
            let fit = match kind {
                Kind::Date(dates) => {
                    let found = piece.first()?.look.dates.iter().find(|found| found.length == length)?;
                    let fit = if dates == Dates::Deadline { found.deadline } else { found.raised };
                    fit? + known.shape_fit(&found.shape)
                }
                _ => {
                    let words: Vec<&str> = piece.iter().map(|word| word.text).collect();
                    evidence::owner_fit(&words, &known.owners)
                }
            };
            // A longer piece that fits as well says more.
            Some(fit - 20 * blank + i32::try_from(length).unwrap_or(0))
        }
    }
}

fn joined(words: &[Word<'_>]) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word.text);
    }
    text
}

/// What it costs or gains that the word at `at` goes on in wording of `column`.
fn stay(words: &[Word<'_>], at: usize, column: usize, known: &Known) -> i32 {
    let word = &words[at];
    if word.before == Break::Space {
        return 0;
    }
    let before = words[at - 1].text;
    let action = known.kinds[column] == Kind::Free(Field::Action);
    let mut score = 0;
    if word.before == Break::Blank {
        score -= match (action, word.look.list_mark) {
            (true, true) => 2,
            (true, false) if word.look.inside && !evidence::is_closed(before) => 4,
            (true, false) => 15,
            _ => 3,
        };
    }
    if action {
        score += too_wide(word, known);
        if (word.look.status || word.look.update) && evidence::is_closed(before) {
            score -= 10;
        }
    }
    score
}

/// What it costs that a line too wide for the action column stands there.
pub fn too_wide(word: &Word<'_>, known: &Known) -> i32 {
    match known.action_width {
        Some(width) if word.width > width => -20,
        _ => 0,
    }
}

/// What it costs or gains that a cell of column `to` begins at word `at`, after a cell of column `from`.
fn enter(words: &[Word<'_>], at: usize, from: usize, to: usize, known: &Known, entry: &Entry) -> i32 {
    let word = &words[at];
    let before = words[at - 1].text;
    let from_free = matches!(known.kinds[from], Kind::Free(_));
    let to_free = matches!(known.kinds[to], Kind::Free(_));
    let mut score = match word.before {
        Break::Blank => 20,
        Break::Line if from_free && to_free => -6,
        Break::Line => 8,
        Break::Space if from_free && to_free => -40,
        Break::Space if from_free => -12,
        Break::Space => 0,
    };
    if from_free {
        score += if evidence::is_closed(before) { 6 } else { -3 };
    }
    score += opening(words, at, known.kinds[to]);
    // `P. Okafor` is one name.
    if known.kinds[to] == Kind::Owner && word.before == Break::Space && is_initial(before) {
        score -= 30;
    }
    score - skipped(known, entry, from + 1, to)
}

fn is_initial(word: &str) -> bool {
    word.chars().count() <= 4 && word.ends_with('.') && word.chars().all(|c| c.is_uppercase() || c == '.')
}

/// How well the word at `at` opens a cell of kind `kind`.
fn opening(words: &[Word<'_>], at: usize, kind: Kind) -> i32 {
    let look = &words[at].look;
    match kind {
        Kind::Free(Field::Status) if look.status => 30,
        Kind::Free(Field::Status) if look.update => 10,
        Kind::Free(_) if look.inside => -8,
        _ => 0,
    }
}
