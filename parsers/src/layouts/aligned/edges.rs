//! Finds where the columns of one block of lines begin.
//!
//! In: the chunks of the block's lines, and where the headings stand or the columns of the page before began. Out: the
//! first position of each table column but the first. Headings only say between which of them an edge lies: the
//! blank strips that run down the block say where.

use super::grid::{Chunk, Scale};

/// Lines of more characters than this are not looked at further right.
const WIDEST: usize = 1000;

/// What an edge costs where a word begins behind a single blank.
const PARTED: i64 = 20;

/// What is known of the place of an edge before the block is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// It lies behind the first place and not behind the second: between two headings.
    Between(usize, usize),
    /// It lay there on the page before.
    Near(usize),
}

/// How far the columns of one page of text may stand from those of the page before, all together, in characters.
const SHIFT: usize = 24;

/// Returns the edges that cut the fewest words of `lines` and begin the most chunks, one for each of `hints`, in order.
///
/// Text is laid out page by page: where the columns of a page stand further left or right than those of the page before,
/// they do so together.
pub fn find(lines: &[(&[Chunk], i64)], hints: &[Hint], scale: Scale) -> Vec<usize> {
    let (edges, cost) = place(lines, hints, scale);
    let near = hints.iter().all(|hint| matches!(hint, Hint::Near(_)));
    if !near || hints.is_empty() || scale.slack > 0 || lines.len() > LONGEST {
        return edges;
    }
    let weight: i64 = lines.iter().map(|(_, weight)| weight).sum::<i64>().max(1);
    let mut best = (cost, edges);
    for by in 1..=SHIFT {
        for left in [true, false] {
            let moved: Option<Vec<Hint>> = hints.iter().map(|hint| hint.moved(by, left)).collect();
            let Some((edges, cost)) = moved.map(|hints| place(lines, &hints, scale)) else { continue };
            let cost = cost.saturating_add(weight * i64::try_from(by).unwrap_or(0) / 8);
            if cost < best.0 {
                best = (cost, edges);
            }
        }
    }
    best.1
}

/// Pages of more lines are not looked at for a shift.
const LONGEST: usize = 400;

/// Returns the best edges for `hints`, and what they cost.
fn place(lines: &[(&[Chunk], i64)], hints: &[Hint], scale: Scale) -> (Vec<usize>, i64) {
    if hints.is_empty() {
        return (Vec::new(), 0);
    }
    let hinted = hints.iter().map(|hint| match *hint {
        Hint::Between(_, to) => to,
        Hint::Near(at) => at,
    });
    let ends = lines.iter().flat_map(|(chunks, _)| chunks.iter().map(Chunk::end));
    // On pages a cell's beginning is seen at more than one place: two columns do not begin there.
    let apart = 1 + 2 * scale.character * scale.slack.max(1);
    let width = ends.chain(hinted).max().unwrap_or(0).min(WIDEST * scale.character) + hints.len() * apart + 2;
    let (cuts, begun) = cut_costs(lines, width, scale);
    let weight: i64 = lines.iter().map(|(_, weight)| weight).sum::<i64>().max(1);

    // For each edge and place: the cheapest way to have that edge there, and where the edge before it is then.
    let mut cheapest: Vec<i64> = vec![0; width];
    let mut paths: Vec<Vec<usize>> = Vec::new();
    for (level, hint) in hints.iter().enumerate() {
        let mut next = vec![i64::MAX / 4; width];
        let mut path = vec![0; width];
        let (mut best, mut best_at) = (i64::MAX / 4, 0);
        for place in 1..width {
            let from = place.saturating_sub(apart);
            let before = if level == 0 {
                0
            } else if place < apart {
                i64::MAX / 4
            } else {
                cheapest[from]
            };
            if level == 0 || before <= best {
                (best, best_at) = (before, from);
            }
            let alike = if hint.is_begin_of_heading(place) { begun[place] } else { 0 };
            next[place] = best.saturating_add(cuts[place] - alike).saturating_add(hint.cost(place, weight, scale));
            path[place] = best_at;
        }
        cheapest = next;
        paths.push(path);
    }
    let mut at = (1..width).rev().min_by_key(|&place| cheapest[place]).unwrap_or(1);
    let cost = cheapest[at];
    let mut edges = Vec::new();
    for path in paths.iter().rev() {
        edges.push(at);
        at = path[at];
    }
    edges.reverse();
    (edges, cost)
}

impl Hint {
    /// Returns the hint for a page whose columns stand `by` places further left or right.
    fn moved(self, by: usize, left: bool) -> Option<Self> {
        match self {
            Self::Near(at) if left => at.checked_sub(by).map(Self::Near),
            Self::Near(at) => Some(Self::Near(at + by)),
            Self::Between(..) => None,
        }
    }

    /// Tells whether a heading begins at `place`.
    fn is_begin_of_heading(self, place: usize) -> bool {
        matches!(self, Self::Between(_, to) if to == place)
    }

    fn cost(self, place: usize, weight: i64, scale: Scale) -> i64 {
        // Half characters, so that a place next to the hint costs less than one further off.
        let far = |distance: usize| i64::try_from((2 * distance / scale.character).min(2 * WIDEST)).unwrap_or(0);
        match self {
            Self::Between(from, to) if place <= from => weight * (4 + far(from + 1 - place)) + i64::from(to == 0),
            Self::Between(_, to) => weight * if place > to { 4 + far(place - to) } else { 0 },
            Self::Near(at) => weight * far(place.abs_diff(at)) / 4,
        }
    }
}

/// Says for each place what an edge there costs: words cut in two, phrases parted; chunks that begin there pay back. Says
/// too what of it is for words that begin there behind a single blank: below the first letter of a heading, that is how
/// cells stand in a table without room to spare.
fn cut_costs(lines: &[(&[Chunk], i64)], width: usize, scale: Scale) -> (Vec<i64>, Vec<i64>) {
    let mut begun = vec![0i64; width + 1];
    let mut steps = vec![0i64; width + 1];
    let mut single = vec![0i64; width + 1];
    let mut early = vec![0i64; width + 1];
    for (chunks, weight) in lines {
        for (rank, chunk) in chunks.iter().enumerate() {
            let mut previous: Option<usize> = None;
            for (at, word) in chunk.words.iter().enumerate() {
                if word.start >= width {
                    break;
                }
                if word.start + 1 < word.end {
                    steps[word.start + 1] += 3 * weight;
                    steps[word.end.min(width)] -= 3 * weight;
                }
                match previous {
                    Some(before) => {
                        single[word.start] += weight;
                        begun[word.start] += weight * PARTED;
                        // Behind the first word of a line: often a label that has pushed the next cell on.
                        let blank = if rank == 0 && at == 1 { *weight } else { 2 * weight };
                        for cost in single.iter_mut().take(word.start).skip(before) {
                            *cost += blank;
                        }
                    }
                    None => {
                        // Positions are rounded, in a text as well: a cell may begin one further left on another line.
                        if let Some(before) = word.start.checked_sub(1).filter(|_| scale.slack == 0) {
                            early[before] += weight;
                        }
                        let near = word.start.saturating_sub(scale.slack);
                        for cost in single.iter_mut().take(word.start + 1).skip(near) {
                            *cost -= weight;
                        }
                    }
                }
                previous = Some(word.end);
            }
        }
    }
    let mut running = 0;
    let costs = (0..width).map(|place| {
        running += steps[place];
        (running + single[place]) * PARTED - early[place] * 12
    });
    (costs.collect(), begun)
}

#[cfg(test)]
mod tests {
    use super::super::grid::{TEXT, chunks};
    use super::*;

    #[test]
    fn edges_follow_the_blank_strips_not_the_headings() {
        let text = [
            "1    Mend the roof      May 2019    Open",
            "     and the gutter                 since May",
            "2    Sweep              June        Done",
        ];
        let lines: Vec<Vec<Chunk>> = text.iter().map(|line| chunks(line)).collect();
        let lines: Vec<(&[Chunk], i64)> = lines.iter().map(|it| (it.as_slice(), 1)).collect();
        let hints = [Hint::Between(1, 9), Hint::Between(15, 27), Hint::Between(30, 38)];
        assert_eq!(find(&lines, &hints, TEXT), [5, 24, 36]);
        assert_eq!(find(&lines, &[Hint::Near(7), Hint::Near(25), Hint::Near(34)], TEXT), [5, 24, 36]);
    }
}
