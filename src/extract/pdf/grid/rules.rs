//! Rulings as they are drawn to rules as they are seen: one line each.
//!
//! In: a page's rulings: pieces, doubled lines, one segment for each side of a cell. Out: rules, every one of them a
//! single line as far as it can be followed. Shading is left alone, but for areas so thin that they are lines.

use super::super::page::{Page, Ruling};

/// A line that can be followed without a break.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Where it lies, across its length.
    pub at: f32,
    /// Where it begins.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
    /// How thick it is.
    pub thickness: f32,
}

/// The rules of a page.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// Those that run from left to right, from top to bottom.
    pub across: Vec<Rule>,
    /// Those that run from top to bottom, from left to right.
    pub down: Vec<Rule>,
    /// How many were left out because there were more than can be looked at.
    pub left_out: usize,
}

/// How many rules of either kind are looked at: more than any table has.
pub const MOST: usize = 2_500;
/// How far apart two pieces of one line may lie, across its length.
const OFFSET: f32 = 1.0;
/// How wide a break in a line may be, beside its thickness.
const BREAK: f32 = 2.0;
/// How long a dash is at most.
const DASH: f32 = 8.0;
/// What is shorter than this after joining is a tick, not a rule.
const SHORTEST: f32 = 4.0;
/// How far from the corner of a page anything can be. What is not a number is not as near, either.
pub const FARTHEST: f32 = 20_000.0;
/// A filled area that is no thicker than this is a line.
const THICKEST_LINE: f32 = 2.5;

/// Joins the rulings of `page`.
pub fn rules(page: &Page) -> Rules {
    let mut across = Vec::with_capacity(page.rulings.len());
    let mut down = Vec::with_capacity(page.rulings.len());
    for ruling in page.rulings.iter().copied().chain(page.fills.iter().filter_map(|fill| thin(&fill.area))) {
        let Ruling { horizontal, at, from, to, thickness } = ruling;
        if [at, from, to, thickness].iter().all(|number| number.abs() <= FARTHEST) {
            let rule = Rule { at, from: from.min(to), to: from.max(to), thickness: thickness.clamp(0.0, 6.0) };
            if horizontal { across.push(rule) } else { down.push(rule) }
        }
    }
    let (across, across_out) = joined(across);
    let (down, down_out) = joined(down);
    Rules { across, down, left_out: across_out + down_out }
}

/// Cuts off those of `sorted` that lie no more than `reach` behind the first: at least that one.
pub fn first_level<T>(sorted: &mut [T], at: impl Fn(&T) -> f32, reach: f32) -> (&mut [T], &mut [T]) {
    let first = sorted.first().map_or(0.0, &at);
    let level = sorted.partition_point(|item| at(item) - first <= reach);
    sorted.split_at_mut(level.max(1).min(sorted.len()))
}

/// An area so thin that it is a line.
fn thin(area: &super::super::page::Area) -> Option<Ruling> {
    let (width, height) = (area.width(), area.height());
    let horizontal = width > height;
    let (long, short) = if horizontal { (width, height) } else { (height, width) };
    (short <= THICKEST_LINE && long >= 4.0 * short.max(1.0)).then(|| Ruling {
        horizontal,
        at: if horizontal { (area.y0 + area.y1) / 2.0 } else { (area.x0 + area.x1) / 2.0 },
        from: if horizontal { area.x0 } else { area.y0 },
        to: if horizontal { area.x1 } else { area.y1 },
        thickness: short,
    })
}

/// Joins pieces to lines, sorted by where they lie; also says how many had to be left out.
fn joined(mut pieces: Vec<Rule>) -> (Vec<Rule>, usize) {
    pieces.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut rules: Vec<Rule> = Vec::new();
    let mut rest = pieces.as_mut_slice();
    while !rest.is_empty() {
        let (group, later) = first_level(rest, |rule| rule.at, OFFSET);
        group.sort_by(|a, b| a.from.total_cmp(&b.from));
        join_level(group, &mut rules);
        rest = later;
    }
    rules.retain(|rule| rule.to - rule.from >= SHORTEST);
    let left_out = rules.len().saturating_sub(MOST);
    if left_out > 0 {
        rules.sort_by(|a, b| (b.to - b.from).total_cmp(&(a.to - a.from)));
        rules.truncate(MOST);
    }
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    (rules, left_out)
}

/// Joins pieces that lie on one level, sorted by where they begin.
fn join_level(pieces: &[Rule], rules: &mut Vec<Rule>) {
    let mut open: Option<(Rule, f32, f32)> = None; // the line, what it weighs, how long its last piece is
    for piece in pieces {
        let length = piece.to - piece.from;
        // A piece as short as it is thick still says where the line lies.
        let weight = length.max(0.1);
        open = Some(match open {
            Some((mut rule, heavy, last)) if near(&rule, last, piece) => {
                rule.at = (rule.at * heavy + piece.at * weight) / (heavy + weight);
                rule.to = rule.to.max(piece.to);
                rule.thickness = rule.thickness.max(piece.thickness);
                (rule, heavy + weight, length)
            }
            other => {
                rules.extend(other.map(|(rule, ..)| rule));
                (*piece, weight, length)
            }
        });
    }
    rules.extend(open.map(|(rule, ..)| rule));
}

/// Whether `piece` goes on where `rule`, whose last piece is `last` long, ends.
fn near(rule: &Rule, last: f32, piece: &Rule) -> bool {
    let gap = piece.from - rule.to;
    let longer = last.max(piece.to - piece.from);
    gap <= rule.thickness.max(piece.thickness) + BREAK || (longer <= DASH && gap <= 1.5 * longer.max(1.0))
}

#[cfg(test)]
mod tests {
    use super::super::super::page::{Area, Fill};
    use super::super::sample::Sample;
    use super::*;

    #[test]
    fn pieces_sides_of_cells_and_thin_areas_are_one_line() {
        let mut sample = Sample::new();
        sample.across(100.0, 50.0, 120.0).across(100.4, 122.0, 200.0).across(99.9, 200.0, 300.0);
        sample.page.fills.push(Fill { area: Area { x0: 301.0, y0: 99.5, x1: 400.0, y1: 100.5 }, colour: [0; 3] });
        let rules = rules(&sample.page);
        assert_eq!(rules.across.len(), 1);
        assert_eq!((rules.across[0].from, rules.across[0].to), (50.0, 400.0));
    }

    #[test]
    fn dashes_are_a_line_and_two_lines_apart_are_two() {
        let mut sample = Sample::new();
        for dash in 0..40 {
            let from = 50.0 + 6.0 * dash as f32;
            sample.across(100.0, from, from + 3.0);
        }
        sample.across(300.0, 50.0, 100.0).across(300.0, 120.0, 200.0);
        let rules = rules(&sample.page);
        assert_eq!(rules.across.iter().map(|rule| rule.from).collect::<Vec<_>>(), [50.0, 50.0, 120.0]);
        assert_eq!(rules.across[0].to, 50.0 + 39.0 * 6.0 + 3.0);
    }
}
