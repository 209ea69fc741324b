//! Rules that cross to a lattice: the edges of columns and rows, and the walls that really stand between its fields.
//!
//! In: a part of the rules. Out: fields in columns and rows, with a wall or none on each of their sides; cells are made
//! of fields with no wall between them. Whether it is a table is not asked here.

use super::heights::Heights;
use super::parts::Part;
use super::rules::Rule;

/// Fields in columns and rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lattice {
    /// The edges of its columns.
    pub xs: Vec<f32>,
    /// The edges of its rows.
    pub ys: Vec<f32>,
    /// For each row, whether there is a wall at each edge of a column.
    upright: Vec<bool>,
    /// For each edge of a row, whether there is a wall at it in each column.
    level: Vec<bool>,
    /// Whether the first row has no rule above it.
    pub open_above: bool,
    /// Whether the last row has no rule below it.
    pub open_below: bool,
}

/// How far apart the lines of one border may lie: doubled lines, the two sides of a thick one.
pub const DOUBLED: f32 = 3.6;
/// How many columns a table may have.
pub const MOST_COLUMNS: usize = 100;
/// How many fields a table may have.
pub const MOST_FIELDS: usize = 60_000;
/// The share of a field's side that must be ruled to make it a wall.
const WALL: f32 = 0.6;
/// How far lines must run past the last crossing to open one more row or column.
const OPEN: f32 = 6.0;

impl Lattice {
    /// Returns a lattice with these edges, and walls everywhere if `walls` is set.
    pub fn new(xs: Vec<f32>, ys: Vec<f32>, walls: bool) -> Self {
        let (columns, rows) = (xs.len().saturating_sub(1), ys.len().saturating_sub(1));
        let upright = vec![walls; rows * (columns + 1)];
        let level = vec![walls; (rows + 1) * columns];
        Self { xs, ys, upright, level, open_above: false, open_below: false }
    }

    /// Returns the lattice that `part` draws; nothing where it has no field, or more than a table can have.
    pub fn ruled(part: &Part, heights: &Heights<'_>) -> Option<Self> {
        let mut xs = edges(&part.down);
        let mut ys = edges(&part.across);
        open_sides(&mut xs, &part.across);
        let (open_above, open_below) = open_ends(&xs, &mut ys, &part.down, heights);
        let (columns, rows) = (xs.len().saturating_sub(1), ys.len().saturating_sub(1));
        if columns == 0 || rows == 0 || columns > MOST_COLUMNS || columns.saturating_mul(rows) > MOST_FIELDS {
            return None;
        }
        let mut lattice = Self::new(xs, ys, false);
        (lattice.open_above, lattice.open_below) = (open_above, open_below);
        let covered = coverage(&part.down, &lattice.xs, &lattice.ys);
        for column in 0..=columns {
            for row in 0..rows {
                let wall = covered.get(column * rows + row).is_some_and(|covered| *covered);
                lattice.set_upright(row, column, wall);
            }
        }
        lattice.level = coverage(&part.across, &lattice.ys, &lattice.xs);
        lattice.drop_idle_edges();
        Some(lattice)
    }

    /// Returns how many columns it has.
    pub fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    /// Returns how many rows it has.
    pub fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    /// Tells whether there is a wall at the edge `column` in `row`.
    pub fn upright(&self, row: usize, column: usize) -> bool {
        column <= self.columns() && self.upright.get(row * (self.columns() + 1) + column).is_some_and(|wall| *wall)
    }

    /// Tells whether there is a wall at the edge `row` in `column`.
    pub fn level(&self, row: usize, column: usize) -> bool {
        column < self.columns() && self.level.get(row * self.columns() + column).is_some_and(|wall| *wall)
    }

    /// Puts up or takes away the wall at the edge `column` in `row`.
    pub fn set_upright(&mut self, row: usize, column: usize, wall: bool) {
        let width = self.columns() + 1;
        if let Some(slot) = self.upright.get_mut(row * width + column).filter(|_| column < width) {
            *slot = wall;
        }
    }

    /// Puts up or takes away the wall at the edge `row` in `column`.
    pub fn set_level(&mut self, row: usize, column: usize, wall: bool) {
        let width = self.columns();
        if let Some(slot) = self.level.get_mut(row * width + column).filter(|_| column < width) {
            *slot = wall;
        }
    }

    /// Returns the part of it that has only the edges `columns` and `rows`, given as indexes. A wall stands where one
    /// stood at that edge in any of the fields that become one.
    pub fn with_edges(&self, columns: &[usize], rows: &[usize]) -> Self {
        let pick = |all: &[f32], kept: &[usize]| kept.iter().filter_map(|&edge| all.get(edge).copied()).collect();
        let mut lattice = Self::new(pick(&self.xs, columns), pick(&self.ys, rows), false);
        let spans = |edges: &[usize]| -> Vec<(usize, usize)> {
            edges.iter().zip(edges.iter().skip(1)).map(|(from, to)| (*from, *to)).collect()
        };
        for (row, (from, to)) in spans(rows).into_iter().enumerate() {
            for (column, &edge) in columns.iter().enumerate() {
                lattice.set_upright(row, column, (from..to).any(|row| self.upright(row, edge)));
            }
        }
        for (column, (from, to)) in spans(columns).into_iter().enumerate() {
            for (row, &edge) in rows.iter().enumerate() {
                lattice.set_level(row, column, (from..to).any(|column| self.level(edge, column)));
            }
        }
        lattice.open_above = self.open_above && rows.first() == Some(&0);
        lattice.open_below = self.open_below && rows.last() == Some(&self.rows());
        lattice
    }

    /// Takes out inner edges at which no wall stands.
    pub fn drop_idle_edges(&mut self) {
        let (last_column, last_row) = (self.columns(), self.rows());
        let columns: Vec<usize> = (0..=last_column)
            .filter(|&edge| edge == 0 || edge == last_column || (0..last_row).any(|row| self.upright(row, edge)))
            .collect();
        let rows: Vec<usize> = (0..=last_row)
            .filter(|&edge| edge == 0 || edge == last_row || (0..last_column).any(|column| self.level(edge, column)))
            .collect();
        if columns.len() <= last_column || rows.len() <= last_row {
            *self = self.with_edges(&columns, &rows);
        }
    }
}

/// Returns where `rules` lie, lines of one border taken together.
pub fn edges(rules: &[Rule]) -> Vec<f32> {
    let mut found: Vec<(f32, f32, f32)> = Vec::new(); // first, sum, weight
    let mut last = f32::NEG_INFINITY;
    for rule in rules {
        let weight = rule.to - rule.from;
        match found.last_mut() {
            Some((first, sum, total)) if rule.at - last <= DOUBLED && rule.at - *first <= DOUBLED * 1.5 => {
                *sum += rule.at * weight;
                *total += weight;
            }
            _ => found.push((rule.at, rule.at * weight, weight)),
        }
        last = rule.at;
    }
    found.into_iter().map(|(first, sum, total)| if total > 0.0 { sum / total } else { first }).collect()
}

/// Which of the sorted `edges` is nearest to `at`.
fn nearest(edges: &[f32], at: f32) -> usize {
    let above = edges.partition_point(|edge| *edge < at);
    let below = above.saturating_sub(1);
    let distance = |index: usize| edges.get(index).map_or(f32::INFINITY, |edge| (edge - at).abs());
    if distance(below) <= distance(above) { below } else { above }
}

/// For each of `lines` (the edges at which `rules` lie) and each span between two `crossings`, whether it is ruled.
fn coverage(rules: &[Rule], lines: &[f32], crossings: &[f32]) -> Vec<bool> {
    let spans = crossings.len().saturating_sub(1);
    let mut covered = vec![0.0_f32; lines.len() * spans];
    for rule in rules {
        let line = nearest(lines, rule.at);
        let first = crossings.partition_point(|crossing| *crossing <= rule.from).saturating_sub(1);
        for (span, ends) in crossings.windows(2).enumerate().skip(first) {
            let &[from, to] = ends else { continue };
            if from >= rule.to {
                break;
            }
            if let Some(sum) = covered.get_mut(line * spans + span) {
                *sum += (rule.to.min(to) - rule.from.max(from)).max(0.0);
            }
        }
    }
    let length = |span: usize| match (crossings.get(span), crossings.get(span + 1)) {
        (Some(from), Some(to)) => to - from,
        _ => f32::INFINITY,
    };
    covered.iter().enumerate().map(|(index, sum)| *sum >= WALL * length(index % spans.max(1))).collect()
}

/// Adds the sides of a table that has lines from left to right and none at its side.
fn open_sides(xs: &mut Vec<f32>, across: &[Rule]) {
    let reach = |side: fn(&Rule) -> f32, outermost: f32, outwards: f32| {
        let far: Vec<f32> = across.iter().map(side).filter(|end| (end - outermost) * outwards > OPEN).collect();
        // One line that runs on is a line under a heading; most of them running on is a column.
        let enough = far.len() >= 2 && far.len() * 5 >= across.len() * 2;
        enough.then(|| far.into_iter().max_by(|a, b| (a * outwards).total_cmp(&(b * outwards)))).flatten()
    };
    if let Some(left) = xs.first().and_then(|&first| reach(|rule| rule.from, first, -1.0)) {
        xs.insert(0, left);
    }
    if let Some(right) = xs.last().and_then(|&last| reach(|rule| rule.to, last, 1.0)) {
        xs.push(right);
    }
}

/// Adds the first and the last row of a table that is not closed above or below but has words there; says which.
fn open_ends(xs: &[f32], ys: &mut Vec<f32>, down: &[Rule], heights: &Heights<'_>) -> (bool, bool) {
    let (Some(&left), Some(&right)) = (xs.first(), xs.last()) else { return (false, false) };
    let (Some(&first), Some(&last)) = (ys.first(), ys.last()) else { return (false, false) };
    let worded = |top: f32, bottom: f32| {
        heights.between(top, bottom).any(|(_, word)| {
            let middle = (word.area.x0 + word.area.x1) / 2.0;
            left <= middle && middle <= right
        })
    };
    let top = down.iter().map(|rule| rule.from).min_by(f32::total_cmp).unwrap_or(first);
    let bottom = down.iter().map(|rule| rule.to).max_by(f32::total_cmp).unwrap_or(last);
    let above = down.iter().filter(|rule| rule.from < first - OPEN).count() >= 2 && worded(top, first);
    let below = down.iter().filter(|rule| rule.to > last + OPEN).count() >= 2 && worded(last, bottom);
    if above {
        ys.insert(0, top);
    }
    if below {
        ys.push(bottom);
    }
    (above, below)
}
