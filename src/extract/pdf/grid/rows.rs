//! Rows that are drawn, with columns that are only white between words: a ladder to lattices.
//!
//! In: a ladder and the words between its rungs. Out: lattices, of which the columns are the corridors that most lines
//! leave free. Never a table whose rungs do not part its rows: rules above and below a header and at the end are left to
//! whoever reads words by their place.

use super::super::page::Area;
use super::heights::Heights;
use super::ladders::Ladder;
use super::lattice::Lattice;
use super::lines::{self, Line};

/// What stands between two rungs.
pub struct Step {
    /// The upper one.
    pub top: f32,
    /// The lower one.
    pub bottom: f32,
    /// The lines between them.
    pub lines: Vec<Line>,
}

/// How far above the first rung and below the last one a row without a rung of its own is looked for.
const REACH: f32 = 300.0;

impl Step {
    /// Whether its words stand in columns.
    pub fn is_divided(&self) -> bool {
        self.lines.iter().any(Line::is_divided)
    }

    fn size(&self) -> f32 {
        self.lines.iter().map(|line| line.size).fold(0.0, f32::max)
    }

    /// How much of its height is empty above and below its lines.
    fn slack(&self) -> f32 {
        let ends = (self.lines.first().map(|line| line.top), self.lines.last().map(|line| line.bottom));
        let (Some(top), Some(bottom)) = ends else { return self.bottom - self.top };
        (self.bottom - self.top) - (bottom - top)
    }

    /// Whether it holds text of the page above a gap, and only below it what stands in columns: the rung above it is
    /// not the table's.
    fn is_mixed(&self) -> bool {
        let gap = |pair: &[Line]| matches!(pair, [above, below] if below.middle - above.middle > 1.8 * above.size);
        let Some(gap) = self.lines.windows(2).position(gap) else { return false };
        let (above, below) = self.lines.split_at(gap + 1);
        !above.iter().any(Line::is_divided) && below.iter().any(Line::is_divided)
    }

    /// Whether it is running text: lines from side to side, in one piece.
    fn is_prose(&self, width: f32) -> bool {
        let full = |line: &&Line| matches!(line.pieces.as_slice(), [(from, to)] if to - from > 0.7 * width);
        self.lines.len() >= 2 && self.lines.iter().filter(full).count() * 2 >= self.lines.len()
    }
}

/// Finds the tables between the rungs of `ladder`.
pub fn lattices(ladder: &Ladder, heights: &Heights<'_>) -> Vec<Lattice> {
    let area = |top: f32, bottom: f32| Area { x0: ladder.left - 2.0, y0: top, x1: ladder.right + 2.0, y1: bottom };
    let step = |pair: &[f32]| match *pair {
        [top, bottom] => Some(Step { top, bottom, lines: lines::lines(heights, &area(top, bottom)) }),
        _ => None,
    };
    let steps: Vec<Step> = ladder.ys.windows(2).filter_map(step).collect();
    let usual = median(steps.iter().filter(|step| step.is_divided()).map(Step::slack).collect());
    let width = ladder.right - ladder.left;
    let apart = |step: &Step| {
        let first = steps.first().is_some_and(|first| first.top == step.top);
        let loose = step.slack() > (2.5 * step.size()).max(2.0 * usual);
        step.is_prose(width) || (!step.is_divided() && !step.lines.is_empty() && loose) || (first && step.is_mixed())
    };
    let runs = steps.split(|step| apart(step));
    runs.filter_map(|run| lattice(run, ladder, heights, usual)).collect()
}

/// Makes one table of neighbouring steps.
fn lattice(steps: &[Step], ladder: &Ladder, heights: &Heights<'_>, usual: f32) -> Option<Lattice> {
    let divided: Vec<&Step> = steps.iter().filter(|step| step.is_divided()).collect();
    let counted: Vec<&Line> = divided.iter().flat_map(|step| &step.lines).collect();
    let inner = columns(steps, &counted, ladder);
    let steps = trimmed(steps, &inner, usual);
    let worded = steps.iter().filter(|step| !step.lines.is_empty()).count();
    if inner.is_empty() || divided.len() < 2 || divided.len() * 2 < worded || !is_separated(steps, &inner, heights) {
        return None;
    }
    let letters = |word: &usize| {
        let word = heights.words.list.get(*word);
        word.is_some_and(|word| heights.words.letters(word).chars().any(char::is_alphabetic))
    };
    let words = || counted.iter().flat_map(|line| &line.words);
    // Lines across a chart have figures between them.
    if words().filter(|word| letters(word)).count() * 5 < words().count() {
        return None;
    }
    let mut ys: Vec<f32> = steps.iter().map(|step| step.top).collect();
    ys.extend(steps.last().map(|step| step.bottom));
    let (first, last) = (*ys.first()?, *ys.last()?);
    let above = row_above(first, &inner, ladder, heights, usual);
    let below = row_below(last, &inner, ladder, heights, usual);
    ys.splice(0..0, above.as_ref().map(|step| step.top));
    ys.extend(below.as_ref().map(|step| step.bottom));
    let mut xs = vec![ladder.left];
    xs.extend(&inner);
    xs.push(ladder.right);
    let mut lattice = Lattice::new(xs, ys, true);
    (lattice.open_above, lattice.open_below) = (above.is_some(), below.is_some());
    for (row, step) in above.iter().chain(steps).chain(&below).enumerate() {
        for (edge, wall) in walls(step, &inner).into_iter().enumerate() {
            lattice.set_upright(row, edge + 1, wall);
        }
    }
    Some(lattice)
}

/// Returns the inner edges of the columns.
fn columns(steps: &[Step], counted: &[&Line], ladder: &Ladder) -> Vec<f32> {
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
fn trimmed<'a>(mut steps: &'a [Step], edges: &[f32], usual: f32) -> &'a [Step] {
    let is_row = |step: &Step| {
        let tight = step.slack() <= (2.5 * step.size()).max(1.5 * usual);
        let in_columns = || !edges.iter().any(|edge| step.lines.iter().any(|line| line.crosses(*edge)));
        step.is_divided() || (!step.lines.is_empty() && tight && (step.lines.len() == 1 || in_columns()))
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

/// Whether the rungs part the rows: no step has several of them.
fn is_separated(steps: &[Step], edges: &[f32], heights: &Heights<'_>) -> bool {
    let Some(&first) = edges.first() else { return false };
    let is_label = |word: &usize| {
        let Some(word) = heights.words.list.get(*word) else { return false };
        let letters = heights.words.letters(word);
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "#.()/-*".contains(letter);
        let digits = letters.chars().any(|letter| letter.is_ascii_digit());
        word.area.x1 <= first + 1.0 && digits && letters.len() <= 8 && letters.chars().all(plain)
    };
    let labels = |step: &Step| step.lines.iter().filter(|line| line.words.first().is_some_and(is_label)).count();
    let column = |x: f32| edges.partition_point(|edge| *edge <= x + 1.0);
    let full = |step: &Step| {
        let occupied = |line: &Line| {
            let mut columns: Vec<usize> = line.pieces.iter().map(|piece| column(piece.0)).collect();
            columns.dedup();
            columns.contains(&0) && columns.len() >= edges.len().max(2)
        };
        step.lines.iter().filter(|line| occupied(line)).count()
    };
    let shared = steps.iter().filter(|step| labels(step) >= 2).count();
    match steps {
        [_, body] => shared == 0 && full(body) < 2,
        _ => shared * 5 <= steps.len(),
    }
}

/// Returns, for each edge, whether there is a wall in this row.
pub fn walls(step: &Step, edges: &[f32]) -> Vec<bool> {
    let crossing = |edge: &f32| step.lines.iter().filter(|line| line.crosses(*edge)).count();
    let near = step.lines.len().max(1);
    // A line in one piece that outgrows the first column heads a section.
    let heads = matches!(step.lines.as_slice(), [line] if line.pieces.len() == 1)
        && edges.first().is_some_and(|edge| crossing(edge) > 0);
    // Heads of columns may stand so close that they look like one.
    let divided = step.is_divided();
    edges.iter().map(|edge| !heads && (divided || crossing(edge) * 2 <= near)).collect()
}

/// Returns the row right above the first rung, where there is one: a header with a rule below it only.
fn row_above(rung: f32, edges: &[f32], ladder: &Ladder, heights: &Heights<'_>, usual: f32) -> Option<Step> {
    let area = Area { x0: ladder.left - 2.0, y0: rung - REACH, x1: ladder.right + 2.0, y1: rung };
    let mut found: Vec<Line> = Vec::new();
    for line in lines::lines(heights, &area).into_iter().rev() {
        let gap = found.last().map_or(rung - line.bottom - usual, |below| below.middle - line.middle - line.size);
        if gap > 0.45 * line.size || edges.iter().any(|edge| line.crosses(*edge)) {
            break;
        }
        found.push(line);
    }
    found.reverse();
    let top = found.first()?.top - 1.0;
    let step = Step { top, bottom: rung, lines: found };
    step.is_divided().then_some(step)
}

/// Returns the row right below the last rung, where there is one: rules between rows only.
fn row_below(rung: f32, edges: &[f32], ladder: &Ladder, heights: &Heights<'_>, usual: f32) -> Option<Step> {
    let area = Area { x0: ladder.left - 2.0, y0: rung, x1: ladder.right + 2.0, y1: rung + REACH };
    let mut found: Vec<Line> = Vec::new();
    for line in lines::lines(heights, &area) {
        let gap = found.last().map_or(line.top - rung - usual, |above| line.middle - above.middle - line.size);
        if gap > 0.45 * line.size || edges.iter().any(|edge| line.crosses(*edge)) {
            break;
        }
        found.push(line);
    }
    let bottom = found.last()?.bottom + 1.0;
    let step = Step { top: rung, bottom, lines: found };
    step.is_divided().then_some(step)
}

fn median(mut values: Vec<f32>) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
