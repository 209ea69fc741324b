//! Rows that are drawn, with columns that are only white between words: a ladder to lattices.
//!
//! In: a ladder and the words between its rungs. Out: lattices, of which the columns are the corridors that most lines
//! leave free. Never a table whose rungs do not part its rows: rules above and below a header and at the end are left to
//! whoever reads words by their place.

use super::super::page::Area;
use super::ends::{Columns, rows_above, rows_below};
use super::heights::Heights;
use super::ladders::Ladder;
use super::lattice::Lattice;
use super::lines::{self, Line};
use super::steps::{Step, Usual, are_rows};

/// Finds the tables between the rungs of `ladder`.
pub fn lattices(ladder: &Ladder, heights: &Heights<'_>) -> Vec<Lattice> {
    let area = |top: f32, bottom: f32| Area { x0: ladder.left - 2.0, y0: top, x1: ladder.right + 2.0, y1: bottom };
    let step = |pair: &[f32]| match *pair {
        [top, bottom] => Some(Step { top, bottom, lines: lines::lines(heights, &area(top, bottom)) }),
        _ => None,
    };
    let steps: Vec<Step> = ladder.ys.windows(2).filter_map(step).collect();
    let usual = Usual::of(&steps);
    let divided = || steps.iter().filter(|step| step.is_divided()).flat_map(|step| &step.lines);
    let first_edge = lines::corridors(&divided().collect::<Vec<_>>()).first().copied();
    let width = ladder.right - ladder.left;
    let apart = |step: &Step| {
        let first = steps.first().is_some_and(|first| first.top == step.top);
        let large = || step.lines.iter().all(|line| line.size > 1.15 * usual.size);
        let heading = || !step.is_divided() && !step.lines.is_empty() && (!step.is_tight(usual) || large());
        let mixed = || (first && step.begins_outside()) || step.holds_heading(usual, first_edge);
        // Too low for a line of its own: the gap between two tables.
        let gap = step.lines.is_empty() && step.bottom - step.top < 1.15 * usual.size + usual.slack;
        gap || step.is_prose(width) || heading() || mixed()
    };
    let mut found = Vec::new();
    let mut from = 0;
    // Also where nothing lies between two of them: a header may stand above a single rule.
    for at in 0..=steps.len() {
        if steps.get(at).is_none_or(apart) {
            found.extend(steps.get(from..at).and_then(|run| lattice(run, ladder, heights, usual)));
            from = at + 1;
        }
    }
    found
}

/// Makes one table of neighbouring steps.
fn lattice(steps: &[Step], ladder: &Ladder, heights: &Heights<'_>, usual: Usual) -> Option<Lattice> {
    let counted: Vec<&Line> = steps.iter().filter(|step| step.is_divided()).flat_map(|step| &step.lines).collect();
    let edges = edges(steps, &counted, ladder);
    let steps = trimmed(steps, &edges, usual);
    let (first, last) = (steps.first()?.top, steps.last()?.bottom);
    let columns = Columns::new(ladder.left, ladder.right, edges, &counted);
    let above = rows_above(first, &columns, heights, usual);
    let below = rows_below(last, &columns, heights, usual);
    let rows: Vec<&Step> = above.iter().chain(steps).chain(&below).collect();
    let worded = rows.iter().filter(|step| !step.lines.is_empty()).count();
    let divided = rows.iter().filter(|step| step.is_divided()).count();
    let separated = are_rows(&rows, &columns.edges, heights) && has_words(&counted, heights);
    if columns.edges.is_empty() || divided < 2 || divided * 2 < worded || !separated {
        return None;
    }
    let mut ys: Vec<f32> = rows.iter().map(|step| step.top).collect();
    ys.extend(rows.last().map(|step| step.bottom));
    let mut xs = vec![ladder.left];
    xs.extend(&columns.edges);
    xs.push(ladder.right);
    let mut lattice = Lattice::new(xs, ys, true);
    (lattice.open_above, lattice.open_below) = (!above.is_empty(), !below.is_empty());
    for (row, step) in rows.iter().enumerate() {
        for (edge, wall) in step.walls(&columns.edges).into_iter().enumerate() {
            lattice.set_upright(row, edge + 1, wall);
        }
    }
    Some(lattice)
}

/// Tells whether there are words in `lines`: those across a chart have figures between them.
fn has_words(lines: &[&Line], heights: &Heights<'_>) -> bool {
    let letters = |word: &&usize| {
        let word = heights.words.list.get(**word);
        word.is_some_and(|word| heights.words.letters(word).chars().any(char::is_alphabetic))
    };
    let words = || lines.iter().flat_map(|line| &line.words);
    words().filter(letters).count() * 5 >= words().count()
}

/// Returns the inner edges of the columns.
fn edges(steps: &[Step], counted: &[&Line], ladder: &Ladder) -> Vec<f32> {
    let inside = |x: &f32| ladder.left + 4.0 < *x && *x < ladder.right - 4.0;
    let white: Vec<f32> = lines::corridors(counted).into_iter().filter(inside).collect();
    let cuts = agreed(&ladder.cuts);
    let mut edges = if cuts.len() >= white.len() && !cuts.is_empty() { cuts } else { white };
    // A column that has words in one row only is a piece of its neighbour.
    loop {
        let rows_of = |column: usize| {
            let from = column.checked_sub(1).and_then(|edge| edges.get(edge)).copied().unwrap_or(f32::NEG_INFINITY);
            let to = edges.get(column).copied().unwrap_or(f32::INFINITY);
            let begins = |line: &Line| line.pieces.iter().any(|piece| from <= piece.0 + 1.0 && piece.0 + 1.0 < to);
            steps.iter().filter(|step| step.lines.iter().any(begins)).count()
        };
        let Some(poor) = (0..=edges.len()).find(|&column| !edges.is_empty() && rows_of(column) < 2) else {
            return edges;
        };
        edges.remove(poor.saturating_sub(1));
    }
}

/// Returns where most rows of cells filled one by one are divided.
fn agreed(cuts: &[Vec<f32>]) -> Vec<f32> {
    let mut all: Vec<f32> = cuts.iter().flatten().copied().collect();
    all.sort_by(f32::total_cmp);
    let mut edges: Vec<(f32, usize)> = Vec::new();
    for cut in all {
        match edges.last_mut() {
            Some((at, votes)) if cut - *at <= 3.6 => *votes += 1,
            _ => edges.push((cut, 1)),
        }
    }
    edges.into_iter().filter(|(_, votes)| *votes >= 2 && votes * 2 >= cuts.len()).map(|(at, _)| at).collect()
}

/// Leaves out steps at both ends that are no rows: what stands between a page's heading and the table.
fn trimmed<'a>(mut steps: &'a [Step], edges: &[f32], usual: Usual) -> &'a [Step] {
    let is_row = |step: &Step| {
        let in_columns = || !edges.iter().any(|edge| step.lines.iter().any(|line| line.crosses(*edge)));
        step.is_divided() || (!step.lines.is_empty() && step.is_tight(usual) && (step.lines.len() == 1 || in_columns()))
    };
    while let [first, rest @ ..] = steps
        && !is_row(first)
    {
        steps = rest;
    }
    while let [rest @ .., last] = steps
        && !is_row(last)
    {
        steps = rest;
    }
    steps
}
