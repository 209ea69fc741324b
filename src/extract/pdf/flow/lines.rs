//! Words to lines: what stands side by side.
//!
//! In: words of one region. Out: its lines from top to bottom, each with its words from left to right. Every word is in one
//! line.

use super::super::page::{Area, Direction};
use super::super::words::{Word, Words};

/// How far apart baselines of one line may lie, in parts of the type size.
const REACH: f32 = 0.3;
/// The same for a raised or lowered word.
const REACH_OF_SMALL: f32 = 0.45;
/// The same where words would lie over each other otherwise.
const REACH_IF_CROWDED: f32 = 0.12;
/// How many words are expected on a line.
const WORDS_ON_A_LINE: usize = 4;

/// Words on one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The words, as indexes, in the order of reading.
    pub words: Vec<usize>,
    /// Their box.
    pub area: Area,
    /// Where the baseline lies across the direction of reading.
    pub across: f32,
    /// The largest type on it.
    pub size: f32,
    /// Which way it runs.
    pub direction: Direction,
}

/// Puts the words `picked` into lines: upright ones first, then turned ones by direction.
pub fn lines(words: &Words, mut picked: Vec<usize>) -> Vec<Line> {
    let key =
        |index: usize| words.list.get(index).map_or((Direction::Right, 0.0), |word| (word.direction, across(word)));
    picked.sort_by(|&one, &other| {
        let ((direction, across), (direction_of_other, across_of_other)) = (key(one), key(other));
        direction.cmp(&direction_of_other).then(across.total_cmp(&across_of_other))
    });
    // The lines of all pages are held until the last page is read.
    let mut lines = Vec::with_capacity(picked.len() / WORDS_ON_A_LINE + 1);
    gather(words, &picked, false, &mut lines);
    lines
}

fn gather(words: &Words, sorted: &[usize], crowded: bool, lines: &mut Vec<Line>) {
    let mut open: Vec<usize> = Vec::new();
    let mut main: Option<&Word> = None;
    for &index in sorted {
        let Some(word) = words.list.get(index) else { continue };
        match main {
            Some(base) if base.direction == word.direction && beside(base, word, crowded) => {
                if word.size > 1.1 * base.size {
                    main = Some(word);
                }
            }
            _ => {
                close(words, &open, crowded, lines);
                open.clear();
                main = Some(word);
            }
        }
        open.push(index);
    }
    close(words, &open, crowded, lines);
}

fn beside(base: &Word, word: &Word, crowded: bool) -> bool {
    let (small, large) = (base.size.min(word.size), base.size.max(word.size));
    let reach = match crowded {
        true => REACH_IF_CROWDED * large,
        false if small < 0.85 * large => REACH_OF_SMALL * large,
        false => REACH * large,
    };
    (across(word) - across(base)).abs() <= reach
}

/// Ends a line; where its words lie over each other, it is taken for several lines that stand close.
fn close(words: &Words, open: &[usize], crowded: bool, lines: &mut Vec<Line>) {
    let mut line = open.to_vec();
    sort_along(words, &mut line);
    if !crowded {
        let overlaid = line.iter().zip(line.iter().skip(1)).any(|(&one, &other)| {
            let (Some(one), Some(other)) = (words.list.get(one), words.list.get(other)) else { return false };
            let overlap = one.direction.along(&one.area).1 - other.direction.along(&other.area).0;
            overlap > 0.5 * one.size.min(other.size)
        });
        if overlaid {
            gather(words, open, true, lines);
            return;
        }
    }
    let list = || line.iter().filter_map(|&index| words.list.get(index));
    let Some(first) = list().max_by(|one, other| one.size.total_cmp(&other.size)) else { return };
    lines.push(Line {
        area: list().fold(first.area, |area, word| area.union(&word.area)),
        across: across(first),
        size: first.size,
        direction: first.direction,
        words: line,
    });
}

fn sort_along(words: &Words, line: &mut [usize]) {
    let from = |index: usize| words.list.get(index).map_or(0.0, |word| word.direction.along(&word.area).0);
    line.sort_by(|&one, &other| from(one).total_cmp(&from(other)));
}

fn across(word: &Word) -> f32 {
    word.direction.across(word.baseline)
}
