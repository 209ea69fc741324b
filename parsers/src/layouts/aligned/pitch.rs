//! Which lines of a page stand further from the line above than lines of one row do.
//!
//! In: lines with their places. Out: those before which there is more room than usual, if only a little. A text has blank
//! lines and nothing else to go by.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::layouts::furniture;
use crate::reading::Reading;

/// Returns the lines of `page` that stand apart from the one above by more than the usual pitch.
pub fn stand_apart(reading: &Reading<'_>, page: Range<usize>) -> BTreeSet<usize> {
    let furniture = furniture::of(reading);
    let tells = |&index: &usize| reading.shapes.place(index).is_some() && !furniture.contains(index);
    let mut pitches: Vec<(i32, usize, i32)> = Vec::new();
    let mut above: Option<(u32, i32, u16)> = None;
    for index in page.filter(tells) {
        let Some(shape) = reading.shapes.of(index) else { continue };
        let bottom = shape.place.bottom;
        if let Some((page, before, size)) = above
            && page == shape.place.page
            && size == shape.size
            && bottom > before
        {
            pitches.push((bottom - before, index, i32::from(size)));
        }
        above = Some((shape.place.page, bottom, shape.size));
    }
    let mut sorted: Vec<i32> = pitches.iter().map(|(pitch, ..)| *pitch).collect();
    sorted.sort_unstable();
    let usual = sorted.get(sorted.len() / 4).copied().unwrap_or(0);
    // Cells centred from top to bottom have their lines between those of others: their pitches say nothing.
    let between = pitches.iter().filter(|(pitch, _, size)| pitch * 20 < size * 19).count();
    if between * 10 > pitches.len() {
        return BTreeSet::new();
    }
    let apart = pitches.into_iter().filter(|(pitch, _, size)| *pitch > usual + (size / 8).max(8));
    apart.map(|(_, index, _)| index).collect()
}
