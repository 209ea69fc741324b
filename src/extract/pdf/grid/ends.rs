//! Rows at the ends of a table that no line closes: a header with a rule below it only, the last of the rows that rules
//! part, a row that goes on from the page before or on the next one.
//!
//! In: the columns of a table and the words above and below it. Out: the rows that stand there. Lines that leave the
//! columns, or stand off by more than a paragraph, are not the table's.

use super::super::page::Area;
use super::heights::Heights;
use super::lines::{self, Line};
use super::steps::{Step, Usual};

/// The columns of a table.
pub struct Columns {
    left: f32,
    right: f32,
    /// The edges between them.
    pub edges: Vec<f32>,
    /// Where the lines of each begin, as far as they agree.
    starts: Vec<Option<f32>>,
}

/// How many rows without a rule above them a table may begin with: a header over a row before the first shading.
const MOST_ABOVE: usize = 2;
/// The gap between two lines of a paragraph, and that between two paragraphs, beside the size of the type.
const LINES: f32 = 0.45;
/// See `LINES`.
const PARAGRAPHS: f32 = 1.3;
/// How far from its column's start a line may begin.
const ALIGNED: f32 = 2.5;
/// How far a line of a list may be indented.
const INDENT: f32 = 25.0;

impl Columns {
    /// Measures columns between `left` and `right`, parted by `edges`, on some of their `lines`.
    pub fn new(left: f32, right: f32, edges: Vec<f32>, lines: &[&Line]) -> Self {
        let mut starts: Vec<Vec<f32>> = vec![Vec::new(); edges.len() + 1];
        for (start, _) in lines.iter().flat_map(|line| &line.pieces) {
            if let Some(column) = starts.get_mut(edges.partition_point(|edge| *edge <= start + 1.0)) {
                column.push(*start);
            }
        }
        Self { left, right, edges, starts: starts.into_iter().map(most).collect() }
    }

    /// Whether no piece of `line` leaves its column.
    fn keeps(&self, line: &Line) -> bool {
        !self.edges.iter().any(|edge| line.crosses(*edge))
    }

    /// Whether each piece of `line` begins where a column other than the first does.
    fn aligns(&self, line: &Line) -> bool {
        line.pieces.iter().all(|(start, _)| {
            let column = self.edges.partition_point(|edge| *edge <= start + 1.0);
            let begin = self.starts.get(column).copied().flatten();
            column > 0 && begin.is_some_and(|begin| -ALIGNED <= start - begin && start - begin <= INDENT)
        })
    }

    fn area(&self, top: f32, bottom: f32) -> Area {
        Area { x0: self.left - 2.0, y0: top, x1: self.right + 2.0, y1: bottom }
    }

    /// Whether `lines` are a row, or go on with one.
    fn is_row(&self, lines: &[Line]) -> bool {
        lines.iter().any(Line::is_divided) || (!lines.is_empty() && lines.iter().all(|line| self.aligns(line)))
    }
}

/// Returns what most of `starts` agree in, where about half of them do.
fn most(mut starts: Vec<f32>) -> Option<f32> {
    starts.sort_by(f32::total_cmp);
    let votes = |start: f32| {
        starts.partition_point(|other| *other <= start + 1.5) - starts.partition_point(|other| *other < start)
    };
    let (count, start) = starts.iter().map(|start| (votes(*start), *start)).max_by_key(|(votes, _)| *votes)?;
    (count * 2 >= starts.len()).then_some(start)
}

/// Returns the rows right above the level `rung`, from top to bottom.
pub fn rows_above(rung: f32, columns: &Columns, heights: &Heights<'_>, usual: Usual) -> Vec<Step> {
    let mut lines = lines::lines(heights, &columns.area(rung - 20_000.0, rung));
    let mut rows: Vec<Step> = Vec::new();
    while rows.len() < MOST_ABOVE {
        let bottom = rows.last().map_or(rung, |row| row.top);
        let mut found: Vec<Line> = Vec::new();
        while let Some(line) = lines.pop() {
            let gap =
                found.last().map_or(bottom - line.bottom - usual.slack, |below| below.middle - line.middle - line.size);
            if !follows(&line, gap, columns) {
                lines.push(line);
                break;
            }
            found.push(line);
        }
        found.reverse();
        // What stands above another such row is a header: all of it in columns.
        if !columns.is_row(&found) || (!rows.is_empty() && !found.iter().any(Line::is_divided)) {
            break;
        }
        let top = found.first().map_or(bottom, |line| line.top.min(bottom - 1.0)) - 1.0;
        rows.push(Step { top, bottom, lines: found });
    }
    rows.reverse();
    rows
}

/// Returns the row right below the level `rung`.
pub fn rows_below(rung: f32, columns: &Columns, heights: &Heights<'_>, usual: Usual) -> Vec<Step> {
    let mut found: Vec<Line> = Vec::new();
    for line in lines::lines(heights, &columns.area(rung, rung + 20_000.0)) {
        let gap = found.last().map_or(line.top - rung - usual.slack, |above| line.middle - above.middle - line.size);
        // A lone word farther below a line than rows begin is the page's number.
        let stands_off = found.is_empty() && !line.is_divided() && gap > LINES * line.size;
        if stands_off || !follows(&line, gap, columns) {
            break;
        }
        found.push(line);
    }
    if !columns.is_row(&found) {
        return Vec::new();
    }
    let bottom = found.last().map_or(rung, |line| line.bottom.max(rung + 1.0)) + 1.0;
    vec![Step { top: rung, bottom, lines: found }]
}

/// Whether `line`, `gap` away from what is known of a row, belongs to it.
fn follows(line: &Line, gap: f32, columns: &Columns) -> bool {
    columns.keeps(line) && (gap <= LINES * line.size || (gap <= PARAGRAPHS * line.size && columns.aligns(line)))
}
