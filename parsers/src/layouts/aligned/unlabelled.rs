//! Where the rows of a table without a column of labels begin.
//!
//! In: the lines between two headings, cut into columns. Out: the first line of each row. An action may begin with its
//! label; otherwise rows begin where short columns are filled anew, or, on pages, where the line above was ended on
//! purpose: the next word had room on it.

use super::grid::Scale;
use super::runs::Entry;
use crate::date;
use crate::layouts::finish;
use crate::row::Field;

/// Tells whether the actions of `run` begin with labels.
pub fn begins_with_labels(run: &[Entry], action: Option<usize>) -> bool {
    let actions: Vec<&str> = run.iter().map(|entry| entry.text(action)).filter(|text| !text.is_empty()).collect();
    let labels = actions.iter().filter(|text| is_labelled(text)).count();
    labels >= 2 && is_labelled(actions.first().copied().unwrap_or(""))
}

/// Returns the lines whose action begins with a label.
pub fn labelled_starts(run: &[Entry], action: Option<usize>) -> Vec<usize> {
    (0..run.len()).filter(|&at| is_labelled(run[at].text(action))).collect()
}

/// Returns the lines on which short columns are filled anew.
pub fn starts(run: &[Entry], action: Option<usize>, fields: &[Field], carried: bool) -> Vec<usize> {
    let mut anchors: Vec<usize> = [Field::Deadline, Field::Raised, Field::Owner, Field::Status]
        .iter()
        .filter_map(|field| fields.iter().position(|it| it == field))
        .filter(|&column| run.iter().any(|entry| !entry.text(Some(column)).is_empty()))
        .collect();
    anchors.truncate(2);
    let used: Vec<usize> = (0..run.first().map_or(0, |entry| entry.cells.len()))
        .filter(|&column| run.iter().any(|entry| !entry.text(Some(column)).is_empty()))
        .collect();
    // Seldom do all cells of a row take two lines: where every column is filled, and was on the line above, rows are single lines.
    let full = |entry: &Entry| used.len() >= 3 && used.iter().all(|&column| !entry.text(Some(column)).is_empty());
    let anew = |column: usize, at: usize| {
        fields.get(column).is_some_and(|field| matches!(field, Field::Deadline | Field::Raised))
            && date::is_date_like(run[at].text(Some(column)))
            && date::is_date_like(run[at - 1].text(Some(column)))
    };
    let mut starts = Vec::new();
    for (at, entry) in run.iter().enumerate() {
        let wording = entry.text(action);
        if wording.is_empty() {
            continue;
        }
        let anchored = anchors.iter().any(|&column| {
            let above = at.checked_sub(1).is_some_and(|before| !run[before].text(Some(column)).is_empty());
            let alone = above && (full(entry) && full(&run[at - 1]) || anew(column, at));
            !entry.text(Some(column)).is_empty() && (!above || entry.gap || alone || is_row_above(run, at, action))
        });
        let begins = !wording.starts_with(char::is_lowercase);
        let opening = at == 0 && !carried;
        if opening || begins && (anchored || entry.gap && anchors.is_empty()) {
            starts.push(at);
        }
    }
    starts
}

/// How far the wording of a column reaches, over all lines.
#[derive(Debug, Clone, Copy)]
struct Extent {
    right: usize,
    /// Whether it holds more than a word or two: only there a full line is a sign that it goes on.
    is_wide: bool,
}

/// Returns the lines on which rows begin, by where their words stand.
pub fn placed_starts(run: &[Entry], action: usize, carried: bool, scale: Scale) -> Vec<usize> {
    let columns = run.first().map_or(0, |entry| entry.cells.len());
    let extents: Vec<Option<Extent>> = (0..columns).map(|column| extent(run, column, scale)).collect();
    let used = extents.iter().flatten().count();
    // Where gaps part blocks that each have most columns filled, every block is a row at the least.
    let apart = gaps_part_rows(run);
    let blocks: Vec<usize> = (0..run.len()).filter(|&at| at == 0 || apart && run[at].gap).collect();
    let mut starts: Vec<usize> = Vec::new();
    for (rank, &from) in blocks.iter().enumerate() {
        let to = blocks.get(rank + 1).copied().unwrap_or(run.len());
        let filled = (0..columns).filter(|&column| run[from..to].iter().any(|entry| reach(entry, column).is_some()));
        let acts = run[from..to].iter().map(|entry| entry.text(Some(action))).find(|text| !text.is_empty());
        let whole = filled.count() * 3 >= used * 2 && acts.is_some_and(|text| !text.starts_with(char::is_lowercase));
        let opening = from == 0 && !carried;
        if opening || whole && (from > 0 || !goes_on(&run[from], columns)) {
            starts.push(from);
        }
        starts.extend((from + 1..to).filter(|&at| weigh(run, at, action, &extents) >= 3));
    }
    starts
}

/// Tells whether the lines behind gaps are those that fill more columns than the line above: first lines of rows.
fn gaps_part_rows(run: &[Entry]) -> bool {
    let pairs = run.windows(2).filter(|pair| pair[1].gap);
    let (more, fewer) = pairs.fold((0, 0), |(more, fewer), pair| {
        let (above, here) = (pair[0].filled(), pair[1].filled());
        (more + usize::from(here > above), fewer + usize::from(here < above))
    });
    more >= fewer
}

/// Says how much speaks for a row that begins on line `at`, which is not the first and has no gap before it.
fn weigh(run: &[Entry], at: usize, action: usize, extents: &[Option<Extent>]) -> i64 {
    let Some((before, entry)) = at.checked_sub(1).and_then(|before| run.get(before)).zip(run.get(at)) else { return 0 };
    let wording = entry.text(Some(action));
    if wording.is_empty() || wording.starts_with(char::is_lowercase) {
        return i64::MIN;
    }
    let mut weight = 0;
    let mut beside = 0;
    for (column, extent) in extents.iter().enumerate() {
        let Some(Extent { right, is_wide }) = *extent else { continue };
        match (reach(before, column), reach(entry, column)) {
            (Some(above), Some(here)) => {
                // The gap between the words is no wider than one letter.
                let room = above.end + here.first + 3 <= right;
                let small = entry.text(Some(column)).starts_with(char::is_lowercase);
                weight += match (small, room) {
                    (true, _) => -3,
                    (false, true) => 2,
                    (false, false) if is_wide => -2,
                    (false, false) => 0,
                };
                beside += usize::from(column != action);
            }
            (None, Some(_)) => {
                let small = entry.text(Some(column)).starts_with(char::is_lowercase);
                weight += if small { -3 } else { 2 };
                beside += usize::from(column != action);
            }
            (Some(_), None) => weight -= 1,
            _ => {}
        }
    }
    if beside == 0 {
        return i64::MIN;
    }
    weight += if beside + 1 >= extents.iter().flatten().count() { 2 } else { 0 };
    weight += if before.text(Some(action)).ends_with(['.', '!', '?']) { 1 } else { 0 };
    weight
}

/// Tells whether every cell of a page's first line looks like the rest of one that began on the page before.
fn goes_on(entry: &Entry, columns: usize) -> bool {
    let cells = (0..columns).map(|column| entry.text(Some(column))).filter(|text| !text.is_empty());
    cells.clone().count() < 2 || cells.into_iter().any(|text| text.starts_with(char::is_lowercase))
}

fn extent(run: &[Entry], column: usize, scale: Scale) -> Option<Extent> {
    let reaches = || run.iter().filter_map(|entry| reach(entry, column));
    let (left, right) = (reaches().map(|reach| reach.start).min()?, reaches().map(|reach| reach.end).max()?);
    Some(Extent { right, is_wide: right - left >= 18 * scale.character })
}

fn reach(entry: &Entry, column: usize) -> Option<super::runs::Reach> {
    entry.reach.get(column).copied().flatten()
}

fn is_labelled(text: &str) -> bool {
    finish::fused_label(text).is_some()
}

/// Tells whether the line above is a whole row by itself: its action is finished.
fn is_row_above(run: &[Entry], at: usize, action: Option<usize>) -> bool {
    at.checked_sub(1).is_some_and(|before| run[before].text(action).ends_with(['.', '!', '?']))
}
