//! Parts a run of lines into rows by where their labels stand.
//!
//! In: the lines of one page between two section headings, cut into columns. Out: the first line of each row. Labels
//! stand on the first line of their row, or in its middle where cells are centred from top to bottom.

use super::grid::Chunk;
use crate::cell::Cell;

/// One line cut into columns.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Whether a blank line stands before it.
    pub gap: bool,
    /// How far down the page it stands, in tenths of a point, where that is known.
    pub height: Option<i32>,
    /// The cell of each column; empty ones included.
    pub cells: Vec<Cell>,
    /// How far the wording of each column reaches; nothing for empty ones.
    pub reach: Vec<Option<Reach>>,
}

/// How far the wording of one column reaches on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// How wide its first word is.
    pub first: usize,
}

impl Reach {
    /// Returns how far `pieces` reach, where there are any.
    pub fn of(pieces: &[Chunk]) -> Option<Self> {
        let (first, last) = (pieces.first()?, pieces.last()?);
        let word = first.words.first()?;
        Some(Self { start: word.start, end: last.end(), first: word.end - word.start })
    }
}

impl Entry {
    /// Returns the wording in column `column`.
    pub fn text(&self, column: Option<usize>) -> &str {
        column.and_then(|column| self.cells.get(column)).map_or("", |cell| cell.text.as_str())
    }

    /// Counts the columns with wording.
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }
}

/// A gap of more lines than this between two labels is not searched for the best place to part them.
const WIDEST: usize = 120;

/// Returns the first line of each row whose label stands at `labels`. Lines before the first belong to the row before;
/// with `carried` false there is none.
pub fn starts(run: &[Entry], labels: &[usize], action: Option<usize>, centred: bool, carried: bool) -> Vec<usize> {
    if let Some(starts) = block_starts(run, labels, carried) {
        return starts;
    }
    if centred { centred_starts(run, labels, action, carried) } else { top_starts(run, labels, action, carried) }
}

/// Where gaps part the run into blocks of one label each, the blocks are the rows, wherever in them the label is.
fn block_starts(run: &[Entry], labels: &[usize], carried: bool) -> Option<Vec<usize>> {
    let mut blocks: Vec<usize> = (0..run.len()).filter(|&at| at == 0 || run[at].gap).collect();
    if carried && labels.first() >= blocks.get(1) {
        blocks.remove(0);
    }
    let ends = blocks.iter().skip(1).copied().chain(std::iter::once(run.len()));
    let one_each = blocks.len() == labels.len()
        && blocks.len() >= 2
        && blocks.iter().zip(ends).zip(labels).all(|((&start, end), label)| (start..end).contains(label));
    one_each.then_some(blocks)
}

fn top_starts(run: &[Entry], labels: &[usize], action: Option<usize>, carried: bool) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut floor = 0;
    for (rank, &label) in labels.iter().enumerate() {
        let mut start = label;
        if rank == 0 && !carried {
            start = 0;
        } else {
            // Cells that begin above the label's line stand right above it, with a blank line before them.
            let reach = if run[label].text(action).is_empty() { 6 } else { 1 };
            let mut at = label;
            while at > floor && label - at <= reach && !run[at].gap {
                at -= 1;
            }
            if label - at <= reach && at > floor && run[at].gap {
                start = at;
            }
        }
        starts.push(start);
        floor = label;
    }
    starts
}

/// Chooses starts so that each label stands as near as can be to the middle of its row.
fn centred_starts(run: &[Entry], labels: &[usize], action: Option<usize>, carried: bool) -> Vec<usize> {
    let Some(&first) = labels.first() else { return Vec::new() };
    let columns = run.first().map_or(0, |entry| entry.cells.len());
    let widest: Vec<usize> =
        (0..columns).map(|column| run.iter().map(|entry| entry.text(Some(column)).len()).max().unwrap_or(0)).collect();
    let opens =
        |run: &[Entry], start: usize, action: Option<usize>| opens(run, start, action) + goes_on(run, start, &widest);
    // For each possible start of the present row: its cost so far and the starts that led there.
    let opening = if carried { first.saturating_sub(WIDEST)..=first } else { 0..=0 };
    let mut options: Vec<(usize, i64)> =
        opening.map(|start| (start, opens(run, start, action) + if start > 0 { 6 } else { 0 })).collect();
    let mut back: Vec<Vec<(usize, usize)>> = vec![options.iter().map(|&(start, _)| (start, 0)).collect()];
    for (rank, &label) in labels.iter().enumerate() {
        let next = labels.get(rank + 1).copied();
        let ends: Vec<usize> = match next {
            Some(next) => (label + 1..=next).take(WIDEST).collect(),
            None => vec![run.len()],
        };
        let mut reached = Vec::new();
        let mut from = Vec::new();
        for end in ends {
            let best =
                options.iter().enumerate().min_by_key(|(_, (start, cost))| cost + off_centre(*start, end - 1, label));
            let Some((at, (start, cost))) = best else { continue };
            let opening = if next.is_some() { opens(run, end, action) } else { 0 };
            reached.push((end, cost + off_centre(*start, end - 1, label) + opening));
            from.push((end, at));
        }
        options = reached;
        back.push(from);
    }
    let mut at = options.iter().enumerate().min_by_key(|(_, (_, cost))| *cost).map_or(0, |(at, _)| at);
    let mut starts = Vec::new();
    for (rank, level) in back.iter().enumerate().rev() {
        let Some(&(start, from)) = level.get(at) else { break };
        if rank < labels.len() {
            starts.push(start);
        }
        at = from;
    }
    starts.reverse();
    starts
}

fn off_centre(start: usize, end: usize, label: usize) -> i64 {
    let off = i64::try_from((start + end).abs_diff(2 * label)).unwrap_or(i64::MAX / 8);
    if off <= 1 { off } else { off * 3 }
}

/// Says how far the lines above `start` look as if they went on there: filled to the width of their column, or short of it.
fn goes_on(run: &[Entry], start: usize, widest: &[usize]) -> i64 {
    let Some(entry) = run.get(start) else { return 0 };
    let mut cost = 0;
    for (column, &width) in
        widest.iter().enumerate().filter(|&(column, &width)| width >= 12 && !entry.text(Some(column)).is_empty())
    {
        let above = run[start.saturating_sub(2)..start]
            .iter()
            .rev()
            .map(|entry| entry.text(Some(column)))
            .find(|text| !text.is_empty());
        let Some(above) = above else { continue };
        let ends = above.ends_with(['.', '!', '?']);
        cost += match (above.len() * 4 >= width * 3, ends) {
            (true, false) => 4,
            (false, _) => -2,
            (true, true) => -1,
        };
    }
    cost
}

/// Says how ill it fits that a row opens at `start`.
fn opens(run: &[Entry], start: usize, action: Option<usize>) -> i64 {
    let Some(entry) = run.get(start) else { return 0 };
    let wording =
        run[start..].iter().take(4).map(|entry| entry.text(action)).find(|text| !text.is_empty()).unwrap_or("");
    let mut cost = 0;
    cost += if wording.starts_with(char::is_lowercase) { 8 } else { 0 };
    cost += entry.cells.iter().filter(|cell| cell.text.starts_with(char::is_lowercase)).count().min(2) as i64 * 4;
    cost -= if entry.gap { 3 } else { 0 };
    if let Some(before) = start.checked_sub(1).and_then(|at| run.get(at)) {
        let text = before.text(action);
        cost -= if text.ends_with(['.', '?', '!']) { 2 } else { 0 };
    }
    cost
}
