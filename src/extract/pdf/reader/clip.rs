//! Which part of a page can be drawn on at the moment, as areas with sides along the axes.

use hayro_interpret::FillRule;
use hayro_interpret::kurbo::{BezPath, Rect};

use super::shapes::{outlines, ring};
use crate::extract::pdf::page::Area;

/// The clips in force.
#[derive(Debug)]
pub struct Clip {
    sheet: Area,
    stack: Vec<Window>,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    /// The part that is left; none where nothing is.
    area: Option<Area>,
    /// A part inside that is left out.
    hole: Option<Area>,
    /// Whether the area is the whole truth: no slanted or round edge.
    exact: bool,
}

impl Clip {
    /// Starts with the whole page.
    pub fn new(sheet: Area) -> Self {
        Self { sheet, stack: Vec::new() }
    }

    /// Narrows the clip to an area; to nothing where there is none.
    pub fn push(&mut self, area: Option<Area>) {
        let area = area.and_then(|area| meet(&self.current()?, &area));
        let (hole, exact) = self.stack.last().map_or((None, true), |window| (window.hole, window.exact));
        self.stack.push(Window { area, hole, exact });
    }

    /// Narrows the clip to a path.
    pub fn push_path(&mut self, path: &BezPath, rule: FillRule) {
        let mut parts = outlines(path);
        let (first, second, third) = (parts.next(), parts.next(), parts.next());
        let hole = match (&first, &second, third) {
            (Some(one), Some(other), None) => ring(one, other, rule).map(|(_, hole)| hole),
            _ => None,
        };
        let exact = second.is_none() && first.is_some_and(|outline| outline.rectangle().is_some());
        self.push(area(path.control_box()));
        if let Some(window) = self.stack.last_mut() {
            window.exact &= exact;
            window.hole = hole.or(window.hole);
        }
    }

    /// Goes back to the clip before.
    pub fn pop(&mut self) {
        self.stack.pop();
    }

    /// Returns the part of `area` that is left.
    pub fn cut(&self, area: &Area) -> Option<Area> {
        meet(&self.current()?, area)
    }

    /// Tells whether any of `area` is left.
    pub fn shows(&self, area: &Area) -> bool {
        self.current().is_some_and(|clip| {
            clip.x0.max(area.x0) <= clip.x1.min(area.x1) && clip.y0.max(area.y0) <= clip.y1.min(area.y1)
        })
    }

    /// Returns the part inside that is left out.
    pub fn hole(&self) -> Option<Area> {
        self.stack.last().and_then(|window| window.hole)
    }

    /// Tells whether what is left of an area is drawn in full.
    pub fn exact(&self) -> bool {
        self.stack.last().is_none_or(|window| window.exact && window.hole.is_none())
    }

    fn current(&self) -> Option<Area> {
        self.stack.last().map_or(Some(self.sheet), |window| window.area)
    }
}

/// Returns a rectangle as an area, its corners in order; nothing where it has none that is a number.
pub fn area(rect: Rect) -> Option<Area> {
    let rect = rect.abs();
    let area = Area { x0: rect.x0 as f32, y0: rect.y0 as f32, x1: rect.x1 as f32, y1: rect.y1 as f32 };
    [area.x0, area.y0, area.x1, area.y1].iter().all(|side| side.is_finite()).then_some(area)
}

/// Returns what two areas have in common, be it a line.
pub fn meet(one: &Area, other: &Area) -> Option<Area> {
    let common =
        Area { x0: one.x0.max(other.x0), y0: one.y0.max(other.y0), x1: one.x1.min(other.x1), y1: one.y1.min(other.y1) };
    (common.x0 <= common.x1 && common.y0 <= common.y1).then_some(common)
}
