//! What stands between two levels, and what its lines say of it: whether it is a row, a heading, running text.

use super::heights::Heights;
use super::lines::Line;

/// What stands between two levels.
pub struct Step {
    /// The upper one.
    pub top: f32,
    /// The lower one.
    pub bottom: f32,
    /// The lines between them.
    pub lines: Vec<Line>,
}

/// What most rows of a table have in common.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usual {
    /// How much of a row's height is empty above and below its lines.
    pub slack: f32,
    /// The size of its type.
    pub size: f32,
}

impl Usual {
    /// Measures the steps of which the words stand in columns.
    pub fn of(steps: &[Step]) -> Self {
        let divided = || steps.iter().filter(|step| step.is_divided());
        let sizes = divided().flat_map(|step| &step.lines).map(|line| line.size);
        Self { slack: median(divided().map(Step::slack).collect()), size: median(sizes.collect()) }
    }
}

impl Step {
    /// Tells whether its words stand in columns.
    pub fn is_divided(&self) -> bool {
        self.lines.iter().any(Line::is_divided)
    }

    /// Tells whether its words fill it as much as those of other rows.
    pub fn is_tight(&self, usual: Usual) -> bool {
        self.slack() <= 1.6 * usual.slack + 0.6 * usual.size
    }

    /// Returns how much of its height is empty above and below its lines.
    fn slack(&self) -> f32 {
        let ends = (self.lines.first().map(|line| line.top), self.lines.last().map(|line| line.bottom));
        let (Some(top), Some(bottom)) = ends else { return self.bottom - self.top };
        (self.bottom - self.top) - (bottom - top)
    }

    /// Tells whether it holds text of the page above a gap, and only below it what stands in columns: the level above
    /// it is not the table's.
    pub fn begins_outside(&self) -> bool {
        let gap = |pair: &[Line]| matches!(pair, [above, below] if below.middle - above.middle > 1.8 * above.size);
        let Some(gap) = self.lines.windows(2).position(gap) else { return false };
        let (above, below) = self.lines.split_at(gap + 1);
        !above.iter().any(Line::is_divided) && below.iter().any(Line::is_divided)
    }

    /// Tells whether a heading stands in it among rows, of which the type is larger or which stands apart and outgrows
    /// the first column: two tables meet here.
    pub fn holds_heading(&self, usual: Usual, first_edge: Option<f32>) -> bool {
        let apart = |at: usize| {
            let gap = |above: Option<&Line>, below: Option<&Line>| {
                let both = above.zip(below);
                both.is_none_or(|(above, below)| below.middle - above.middle > 1.6 * usual.size)
            };
            let before = at.checked_sub(1).and_then(|before| self.lines.get(before));
            gap(before, self.lines.get(at)) && gap(self.lines.get(at), self.lines.get(at + 1))
        };
        let heads = |(at, line): (usize, &Line)| {
            let large = line.size > 1.15 * usual.size && line.pieces.len() == 1;
            let outgrows = first_edge.is_some_and(|edge| line.crosses(edge)) && line.pieces.len() == 1;
            large || (outgrows && apart(at))
        };
        self.lines.len() > 1 && self.is_divided() && self.lines.iter().enumerate().any(heads)
    }

    /// Tells whether it is running text: lines from side to side, in one piece.
    pub fn is_prose(&self, width: f32) -> bool {
        let full = |line: &&Line| matches!(line.pieces.as_slice(), [(from, to)] if to - from > 0.7 * width);
        self.lines.len() >= 2 && self.lines.iter().filter(full).count() * 2 >= self.lines.len()
    }

    /// Returns, for each of `edges`, whether its words leave it free.
    pub fn walls(&self, edges: &[f32]) -> Vec<bool> {
        let crossing = |edge: &f32| self.lines.iter().filter(|line| line.crosses(*edge)).count();
        let near = self.lines.len().max(1);
        // A line in one piece that outgrows the first column heads a section.
        let heads = matches!(self.lines.as_slice(), [line] if line.pieces.len() == 1)
            && edges.first().is_some_and(|edge| crossing(edge) > 0);
        // Heads of columns may stand so close that they look like one.
        let divided = self.is_divided();
        edges.iter().map(|edge| !heads && (divided || crossing(edge) * 2 <= near)).collect()
    }
}

/// Tells the rungs part the rows: no step has several of them.
pub fn are_rows(steps: &[&Step], edges: &[f32], heights: &Heights<'_>) -> bool {
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

fn median(mut values: Vec<f32>) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
