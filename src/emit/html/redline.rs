//! What changed from one wording to another, in runs of words: the same, gone, new, moved.
//!
//! In: two wordings. Out: runs in reading order. All but what is gone or moved away, joined by spaces, is the later wording;
//! all but what is new or moved here is the earlier one.

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// What became of a run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Mark {
    /// It stands in both.
    #[serde(rename = "=")]
    Same,
    /// It stands in the earlier only.
    #[serde(rename = "-")]
    Gone,
    /// It stands in the later only.
    #[serde(rename = "+")]
    New,
    /// It stood here, and stands elsewhere now.
    #[serde(rename = "<")]
    MovedAway,
    /// It stands here, and stood elsewhere.
    #[serde(rename = ">")]
    MovedHere,
}

/// A run of words: `["+", "by the end of May"]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run(pub Mark, pub String);

/// From how many words on a run that is gone here and new there was moved.
const MOVED: usize = 4;
/// How many words are compared with how many, at most: a cell as long as a book is shown as gone and new.
const COMPARED: usize = 25_000_000;
/// How many words are looked through for moved ones, times how many.
const SEARCHED: usize = 1_000_000;

/// Words that share a mark.
#[derive(Debug, Clone)]
struct Words<'a> {
    mark: Mark,
    words: Vec<&'a str>,
}

/// Returns how `earlier` became `later`.
pub fn redline(earlier: &str, later: &str) -> Vec<Run> {
    let before: Vec<&str> = earlier.split_whitespace().collect();
    let after: Vec<&str> = later.split_whitespace().collect();
    let mut runs = smoothed(compare(&before, &after));
    while let Some(found) = longest_moved(&runs) {
        runs = split_moved(runs, &found);
    }
    runs.into_iter().map(|run| Run(run.mark, run.words.join(" "))).collect()
}

fn compare<'a>(before: &[&'a str], after: &[&'a str]) -> Vec<Words<'a>> {
    let mut runs = Vec::new();
    let mut push = |mark, words: Option<&[&'a str]>| {
        if let Some(words) = words.filter(|words| !words.is_empty()) {
            runs.push(Words { mark, words: words.to_vec() });
        }
    };
    if before.len().saturating_mul(after.len()) > COMPARED && before != after {
        push(Mark::Gone, Some(before));
        push(Mark::New, Some(after));
        return runs;
    }
    for op in capture_diff_slices(Algorithm::Myers, before, after) {
        if let DiffOp::Equal { .. } = op {
            push(Mark::Same, after.get(op.new_range()));
        } else {
            push(Mark::Gone, before.get(op.old_range()));
            push(Mark::New, after.get(op.new_range()));
        }
    }
    runs
}

/// Gathers what changed between two longer runs that stayed: single words that happen to be the same in between make a
/// redline no easier to read.
fn smoothed(runs: Vec<Words<'_>>) -> Vec<Words<'_>> {
    let mut done: Vec<Words<'_>> = Vec::new();
    let (mut gone, mut new): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    let count = runs.len();
    let flush = |gone: &mut Vec<_>, new: &mut Vec<_>, done: &mut Vec<_>| {
        for (mark, words) in [(Mark::Gone, std::mem::take(gone)), (Mark::New, std::mem::take(new))] {
            if !words.is_empty() {
                done.push(Words { mark, words });
            }
        }
    };
    for (index, run) in runs.into_iter().enumerate() {
        match run.mark {
            Mark::Gone => gone.extend(run.words),
            Mark::New => new.extend(run.words),
            // A single word between changes on both sides, where more than a word has changed already.
            _ if run.words.len() == 1 && gone.len() + new.len() > 3 && index + 1 < count => {
                gone.extend(&run.words);
                new.extend(&run.words);
            }
            _ => {
                flush(&mut gone, &mut new, &mut done);
                done.push(run);
            }
        }
    }
    flush(&mut gone, &mut new, &mut done);
    done
}

/// Words found gone in one run and new in another.
struct Found {
    gone: (usize, usize),
    new: (usize, usize),
    length: usize,
}

fn longest_moved(runs: &[Words<'_>]) -> Option<Found> {
    let of = |mark| runs.iter().enumerate().filter(move |(_, run)| run.mark == mark);
    let size = |mark| of(mark).map(|(_, run)| run.words.len()).sum::<usize>();
    if size(Mark::Gone).saturating_mul(size(Mark::New)) > SEARCHED {
        return None;
    }
    let mut best: Option<Found> = None;
    for (gone, from) in of(Mark::Gone) {
        for (new, to) in of(Mark::New) {
            // The length of the common run that ends at each pair of words, row by row.
            let mut above = vec![0; to.words.len() + 1];
            for (row, word) in from.words.iter().enumerate() {
                let mut here = vec![0];
                for (column, other) in to.words.iter().enumerate() {
                    let length = if word == other { above.get(column).copied().unwrap_or(0) + 1 } else { 0 };
                    here.push(length);
                    if length >= MOVED && best.as_ref().is_none_or(|best| best.length < length) {
                        best = Some(Found { gone: (gone, row + 1 - length), new: (new, column + 1 - length), length });
                    }
                }
                above = here;
            }
        }
    }
    best
}

fn split_moved<'a>(runs: Vec<Words<'a>>, found: &Found) -> Vec<Words<'a>> {
    let mut done = Vec::new();
    for (index, run) in runs.into_iter().enumerate() {
        let (start, mark) = match index {
            _ if index == found.gone.0 => (found.gone.1, Mark::MovedAway),
            _ if index == found.new.0 => (found.new.1, Mark::MovedHere),
            _ => {
                done.push(run);
                continue;
            }
        };
        let mut rest = run.words;
        let mut moved = rest.split_off(start.min(rest.len()));
        let after = moved.split_off(found.length.min(moved.len()));
        for (mark, words) in [(run.mark, rest), (mark, moved), (run.mark, after)] {
            if !words.is_empty() {
                done.push(Words { mark, words });
            }
        }
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(earlier: &str, later: &str) -> String {
        let runs = redline(earlier, later);
        let side = |marks: [Mark; 3]| {
            let words: Vec<&str> = runs.iter().filter(|run| marks.contains(&run.0)).map(|run| run.1.as_str()).collect();
            words.join(" ")
        };
        assert_eq!(side([Mark::Same, Mark::Gone, Mark::MovedAway]), earlier);
        assert_eq!(side([Mark::Same, Mark::New, Mark::MovedHere]), later);
        let sign = |mark| match mark {
            Mark::Same => "",
            Mark::Gone => "-",
            Mark::New => "+",
            Mark::MovedAway => "<",
            Mark::MovedHere => ">",
        };
        runs.iter().map(|run| format!("{}[{}]", sign(run.0), run.1)).collect()
    }

    #[test]
    fn words_that_stay_go_come_and_move_are_told_apart() {
        for (earlier, later, expected) in [
            ("Paint the gate", "Paint the gate", "[Paint the gate]"),
            ("Paint the north gate", "Paint the south gate", "[Paint the]-[north]+[south][gate]"),
            ("", "Paint it", "+[Paint it]"),
            ("Paint it", "", "-[Paint it]"),
            ("", "", ""),
            (
                "Rails are on order. The paint for them has come.",
                "The paint for them has come. Rails are on order.",
                "<[Rails are on order.][The paint for them has come.]>[Rails are on order.]",
            ),
            (
                "The old crane stays here for now. Ask the board about it in May, then sell the punt to the town.",
                "Ask the board about it in May, then sell it. The old crane stays here for now.",
                "<[The old crane stays here for now.][Ask the board about it in May, then sell]-[the punt to the town.]+[it.]>[The old crane stays here for now.]",
            ),
        ] {
            assert_eq!(plain(earlier, later), expected);
        }
    }

    #[test]
    fn a_word_that_happens_to_be_the_same_does_not_tear_a_change_apart() {
        assert_eq!(
            plain("Ask the three clubs of the bay", "Send all boats the chart and more"),
            "-[Ask the three clubs of the bay]+[Send all boats the chart and more]"
        );
    }

    #[test]
    fn wordings_too_long_to_compare_are_gone_and_new() {
        let (one, other) = ("a ".repeat(6000), "b ".repeat(6000));
        let marks: Vec<Mark> = redline(&one, &other).iter().map(|run| run.0).collect();
        assert_eq!(marks, [Mark::Gone, Mark::New]);
    }
}
