//! Rows and columns of a lattice that are not ruled but can be seen: by shading, or by the white below ruled heads.
//!
//! In: a lattice, bands and words. Out: the lattice with walls where bands end, and with its own columns carried on
//! through rows that have no upright rules.

use super::super::page::Area;
use super::bands::Band;
use super::cells::place;
use super::heights::Heights;
use super::lattice::Lattice;
use super::lines;
use super::steps::Step;

/// How far the sides of a band may be from those of the table.
const SIDES: f32 = 5.0;
/// The least height of a row that shading makes.
const LOWEST: f32 = 6.0;

/// Ends rows where bands from side to side of the table end. `bands` are sorted from top to bottom.
pub fn add_levels(lattice: Lattice, bands: &[Band]) -> Lattice {
    let ends = |edges: &[f32]| Some((*edges.first()?, *edges.last()?));
    let (Some((left, right)), Some((top, bottom))) = (ends(&lattice.xs), ends(&lattice.ys)) else { return lattice };
    let start = bands.partition_point(|band| band.area.y0 < top - SIDES);
    let mut levels: Vec<f32> = Vec::new();
    for Band { area, .. } in bands.iter().skip(start).take_while(|band| band.area.y0 < bottom) {
        if (area.x0 - left).abs() > SIDES || (area.x1 - right).abs() > SIDES {
            continue;
        }
        for y in [area.y0, area.y1] {
            let row = place(&lattice.ys, y).and_then(|row| Some((*lattice.ys.get(row)?, *lattice.ys.get(row + 1)?)));
            let inside = row.is_some_and(|(from, to)| y - from >= LOWEST && to - y >= LOWEST);
            if inside && levels.last().is_none_or(|last| y - last >= LOWEST) {
                levels.push(y);
            }
        }
    }
    lattice.with_levels(&levels)
}

/// Carries columns on through rows without upright rules, where the words in most of them keep to the columns.
pub fn carry_columns(lattice: &mut Lattice, heights: &Heights<'_>) {
    let inner = 1..lattice.columns();
    let bare = |row: usize| inner.clone().all(|edge| !lattice.upright(row, edge));
    let bare: Vec<usize> = (0..lattice.rows()).filter(|&row| bare(row)).collect();
    if inner.is_empty() || bare.len() * 2 < lattice.rows() {
        return;
    }
    let edges: Vec<f32> = lattice.xs.get(1..lattice.columns()).unwrap_or_default().to_vec();
    let (Some(&x0), Some(&x1)) = (lattice.xs.first(), lattice.xs.last()) else { return };
    let step = |&row: &usize| {
        let (top, bottom) = (*lattice.ys.get(row)?, *lattice.ys.get(row + 1)?);
        let lines = lines::lines(heights, &Area { x0, y0: top, x1, y1: bottom });
        (!lines.is_empty()).then_some((row, Step { top, bottom, lines }))
    };
    let steps: Vec<(usize, Step)> = bare.iter().filter_map(step).collect();
    let divided: Vec<&Step> = steps.iter().map(|(_, step)| step).filter(|step| step.is_divided()).collect();
    let all: usize = divided.iter().map(|step| step.lines.len()).sum();
    let crossing = |edge: f32| divided.iter().flat_map(|step| &step.lines).filter(|line| line.crosses(edge)).count();
    let kept = edges.iter().filter(|edge| crossing(**edge) * 10 <= all).count();
    if divided.is_empty() || divided.len() * 2 < steps.len() || kept * 5 < edges.len() * 4 {
        return;
    }
    for (row, step) in &steps {
        for (edge, wall) in step.walls(&edges).into_iter().enumerate() {
            lattice.set_upright(*row, edge + 1, wall);
        }
    }
}
