//! Where on a page the lines of one row end and those of the next begin, by how far apart they stand.
//!
//! In: lines cut into columns, with their heights on the page. Out: before which of them there is a gap. Lines of one cell
//! follow one another at one pitch, whatever stands between them in other columns; where no cell goes on, there is a gap.
//! A text has blank lines and nothing else to go by.

use super::runs::Entry;

/// Marks the gaps of `run` anew, where the heights of its lines are known. `labels` are the lines that open rows.
pub fn mark_gaps(run: &mut [Entry], labels: &[usize], action: Option<usize>) {
    let Some(pitch) = usual_pitch(run) else { return };
    // How many cells go on from the line above or across it.
    let mut steps = vec![0_i64; run.len() + 1];
    for (above, below, distance) in followers(run) {
        if distance <= pitch {
            steps[above + 1] += 1;
            steps[below + 1] -= 1;
        }
    }
    let mut open = 0;
    for (entry, step) in run.iter_mut().zip(steps) {
        open += step;
        entry.gap = open == 0;
    }
    if !part_rows(run, labels, action) {
        run.iter_mut().for_each(|entry| entry.gap = false);
    }
}

/// Tells whether the gaps stand between rows. Lines of one row may as well stand further apart than rows do: then rows
/// run together, or begin in the middle of a sentence.
fn part_rows(run: &[Entry], labels: &[usize], action: Option<usize>) -> bool {
    let blocks: Vec<usize> = (0..run.len()).filter(|&at| at == 0 || run[at].gap).collect();
    let (mut crowded, mut small) = (0, 0);
    for (rank, &from) in blocks.iter().enumerate() {
        let to = blocks.get(rank + 1).copied().unwrap_or(run.len());
        let inside = labels.partition_point(|&label| label < to) - labels.partition_point(|&label| label < from);
        crowded += usize::from(inside > 1);
        let opening = run[from..to].iter().map(|entry| entry.text(action)).find(|text| !text.is_empty());
        small += usize::from(from > 0 && opening.is_some_and(|text| text.starts_with(char::is_lowercase)));
    }
    crowded == 0 && small * 8 <= blocks.len()
}

/// Returns for each two lines of a cell, or of cells below one another, which they are and how far they stand apart.
fn followers(run: &[Entry]) -> Vec<(usize, usize, i32)> {
    let columns = run.first().map_or(0, |entry| entry.cells.len());
    let mut found = Vec::new();
    for column in 0..columns {
        let mut above: Option<(usize, i32)> = None;
        for (index, entry) in run.iter().enumerate() {
            let Some(height) = entry.height.filter(|_| !entry.text(Some(column)).is_empty()) else { continue };
            if let Some((before, higher)) = above {
                found.push((before, index, height.saturating_sub(higher)));
            }
            above = Some((index, height));
        }
    }
    found
}

/// Returns the widest distance at which lines of one cell follow one another: a little more than the narrowest one that is
/// met with again and again.
fn usual_pitch(run: &[Entry]) -> Option<i32> {
    /// How far distances that are meant to be one may lie apart, in tenths of a point.
    const NEAR: i32 = 4;
    let mut distances: Vec<i32> = followers(run).into_iter().map(|it| it.2).filter(|&distance| distance > 20).collect();
    distances.sort_unstable();
    let enough = (distances.len() / 30).max(2);
    let narrowest = distances
        .iter()
        .enumerate()
        .map(|(index, &from)| (from, distances.partition_point(|&other| other <= from.saturating_add(NEAR)) - index))
        .find(|(_, count)| *count >= enough);
    narrowest.map(|(distance, _)| distance.saturating_add((distance / 9).max(8)))
}
