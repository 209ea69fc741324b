//! Paths to rulings and fills.
//!
//! In: paths as they are drawn, filled or stroked. Out: what of them is a straight line along an axis, or an area with
//! sides along the axes. A writer may draw a border as a stroke, as a thin filled area, or as a ring between two
//! rectangles: all come out as rulings. Anything round or slanted is no part of a table, and is left out.

use hayro_interpret::kurbo::{Affine, BezPath, CubicBez, ParamCurveArea, PathEl, Point, QuadBez};
use hayro_interpret::{FillRule, StrokeProps};

use super::clip::Clip;
use crate::extract::pdf::page::{Area, Fill, Page, Ruling};

/// An area this thin, or this thin where it is long, is a line.
const THIN: f32 = 2.5;
const THIN_AND_LONG: f32 = 4.0;
/// Lines that lie side by side are one line up to this thickness, and shading above.
const THICKEST: f32 = 5.0;
/// How much of its box an outline must fill to pass for a rectangle.
const RECTANGULAR: f64 = 0.9;
/// What is shorter in a path with curves is part of a letter or a picture.
const STROKE_OF_LETTER: f32 = 18.0;
/// How wide the dots are that may be bullets, and of how many strokes.
const DOT: std::ops::RangeInclusive<f32> = 1.2..=8.0;
const MOST_OF_DOT: usize = 40;
/// The most of each on one page.
const MOST: usize = 100_000;
/// How many areas are looked at to see what a white line is drawn on.
const MOST_BELOW: usize = 256;

/// How a shape is painted.
#[derive(Debug, Clone, Copy)]
pub struct Ink {
    /// Red, green, blue, as they come out on white paper.
    pub colour: [u8; 3],
    /// Whether nothing below can be seen through it.
    pub opaque: bool,
}

/// The rulings and fills of a page that is being drawn.
#[derive(Debug, Default)]
pub struct Shapes {
    rulings: Vec<Ruling>,
    fills: Vec<Fill>,
    dots: Vec<Area>,
    outlines: Vec<Outline>,
    last: Last,
    too_many: bool,
}

/// The thin area that was drawn last: another one beside it makes it thicker.
#[derive(Debug, Default, Clone, Copy)]
enum Last {
    #[default]
    None,
    Ruling(Area),
    Fill(Area),
}

impl Shapes {
    /// Adds what a path fills, and returns the rectangle that it is, where it is nothing else.
    pub fn fill(&mut self, path: &BezPath, rule: FillRule, transform: Affine, ink: Ink, clip: &Clip) -> Option<Area> {
        let mut outlines = std::mem::take(&mut self.outlines);
        outlines.clear();
        outlines.extend(outlines_of(path, transform));
        let round = outlines.iter().any(|outline| outline.round);
        if outlines.len() <= 2
            && let Some(outline) = outlines.first()
        {
            self.dot(outline, ink, clip);
        }
        let mut parts = outlines.iter();
        while let Some(outline) = parts.next() {
            if let Some((frame, hole)) = parts.as_slice().first().and_then(|next| ring(outline, next, rule)) {
                parts.next();
                for side in sides(&frame, &hole) {
                    self.area(side, ink, clip);
                }
                continue;
            }
            let Some(area) = super::clip::area(outline.bounds()) else { continue };
            let letter = round && area.width().max(area.height()) < STROKE_OF_LETTER;
            if !letter && (outline.rectangle().is_some() || (!outline.round && is_line(&area))) {
                self.area(area, ink, clip);
            }
        }
        let whole = match outlines.as_slice() {
            [only] if !only.round && only.inside.abs() >= only.bounds().area() * 0.999 => {
                super::clip::area(only.bounds())
            }
            _ => None,
        };
        self.outlines = outlines;
        whole
    }

    /// Adds what a path strokes.
    pub fn stroke(&mut self, path: &BezPath, stroke: &StrokeProps, transform: Affine, ink: Ink, clip: &Clip) {
        let round = path.elements().iter().any(|part| matches!(part, PathEl::CurveTo(..) | PathEl::QuadTo(..)));
        if round && path.elements().len() <= MOST_OF_DOT {
            let mut outlines = outlines_of(path, transform);
            if let (Some(outline), None) = (outlines.next(), outlines.next()) {
                self.dot(&outline, ink, clip);
            }
        }
        let (mut start, mut at) = (Point::ZERO, Point::ZERO);
        for part in path.elements() {
            let to = match *part {
                PathEl::MoveTo(point) => {
                    (start, at) = (point, point);
                    continue;
                }
                PathEl::LineTo(point) => point,
                PathEl::ClosePath => start,
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => {
                    at = point;
                    continue;
                }
            };
            if let Some(area) = stroked(at, to, stroke, transform)
                && !(round && area.width().max(area.height()) < STROKE_OF_LETTER)
            {
                self.area(area, ink, clip);
            }
            at = to;
        }
    }

    /// Keeps a path that is as small, as dark and as wide as high as a bullet is.
    fn dot(&mut self, outline: &Outline, ink: Ink, clip: &Clip) {
        let Some(area) = super::clip::area(outline.bounds()) else { return };
        let (width, height) = (area.width(), area.height());
        let even =
            width.min(height) >= 0.85 * width.max(height) && outline.inside.abs() >= 0.7 * outline.bounds().area();
        let dark = ink.colour.iter().all(|&channel| channel < 128);
        if even && dark && DOT.contains(&width) && self.dots.len() < MOST && clip.cut(&area).is_some() {
            self.dots.push(area);
        }
    }

    /// Adds a filled area.
    pub fn area(&mut self, area: Area, ink: Ink, clip: &Clip) {
        let Some(area) = clip.cut(&area) else { return };
        match clip.hole() {
            Some(hole) if holds(&area, &hole) => {
                for side in sides(&area, &hole) {
                    self.add(side, ink);
                }
            }
            _ => self.add(area, ink),
        }
    }

    /// Moves everything to the page, and tells whether there was more than is looked at.
    pub fn finish(&mut self, page: &mut Page) -> bool {
        page.rulings = std::mem::take(&mut self.rulings);
        page.fills = std::mem::take(&mut self.fills);
        page.dots = std::mem::take(&mut self.dots);
        self.too_many
    }

    fn add(&mut self, area: Area, ink: Ink) {
        if self.rulings.len() >= MOST || self.fills.len() >= MOST {
            self.too_many = true;
            return;
        }
        let thin = area.width().min(area.height()) <= THIN;
        if !is_line(&area) {
            self.last = Last::None;
            // A dot is neither a line nor shading.
            if !thin {
                self.fills.push(Fill { area, colour: ink.colour });
            }
            return;
        }
        if is_white(ink.colour) && !self.on_colour(&area) {
            return;
        }
        self.line(area, ink);
    }

    /// Adds a line, or makes the last one thicker.
    fn line(&mut self, area: Area, ink: Ink) {
        match self.last {
            Last::Ruling(last) if adjoins(&last, &area) => {
                let both = last.union(&area);
                self.rulings.pop();
                if both.width().min(both.height()) <= THICKEST {
                    self.rulings.push(ruling(&both));
                    self.last = Last::Ruling(both);
                } else {
                    self.fills.push(Fill { area: both, colour: ink.colour });
                    self.last = Last::Fill(both);
                }
            }
            Last::Fill(last) if adjoins(&last, &area) => {
                let both = last.union(&area);
                if let Some(fill) = self.fills.last_mut() {
                    fill.area = both;
                }
                self.last = Last::Fill(both);
            }
            _ => {
                self.rulings.push(ruling(&area));
                self.last = Last::Ruling(area);
            }
        }
    }

    /// Tells whether what lies below the middle of a white line is coloured: otherwise nobody can see it.
    fn on_colour(&self, line: &Area) -> bool {
        let (x, y) = ((line.x0 + line.x1) / 2.0, (line.y0 + line.y1) / 2.0);
        let near = |fill: &&Fill| {
            let Area { x0, y0, x1, y1 } = fill.area;
            Area { x0: x0 - 1.0, y0: y0 - 1.0, x1: x1 + 1.0, y1: y1 + 1.0 }.contains(x, y)
        };
        let below = self.fills.iter().rev().take(MOST_BELOW).find(near);
        below.is_some_and(|fill| !is_white(fill.colour))
    }
}

/// One closed outline of a path.
#[derive(Debug, Clone, Copy)]
pub struct Outline {
    from: Point,
    to: Point,
    /// The area inside; below zero where it runs the other way round.
    inside: f64,
    round: bool,
}

impl Outline {
    /// Returns the rectangle that it is, or nearly is.
    pub fn rectangle(&self) -> Option<hayro_interpret::kurbo::Rect> {
        let bounds = self.bounds();
        (self.inside.abs() >= bounds.area() * RECTANGULAR).then_some(bounds)
    }

    fn bounds(&self) -> hayro_interpret::kurbo::Rect {
        hayro_interpret::kurbo::Rect::from_points(self.from, self.to)
    }
}

/// Returns the outlines of a path that is on the page already.
pub fn outlines(path: &BezPath) -> impl Iterator<Item = Outline> {
    outlines_of(path, Affine::IDENTITY)
}

fn outlines_of(path: &BezPath, transform: Affine) -> impl Iterator<Item = Outline> {
    let mut parts = path.elements().iter().peekable();
    let mut start = Point::ZERO;
    std::iter::from_fn(move || {
        parts.peek()?;
        while let Some(PathEl::MoveTo(point)) = parts.next_if(|part| matches!(part, PathEl::MoveTo(_))) {
            start = transform * *point;
        }
        parts.peek()?;
        let mut at = start;
        let mut outline = Outline { from: at, to: at, inside: 0.0, round: false };
        let reach = |outline: &mut Outline, point: Point| {
            outline.from = Point::new(outline.from.x.min(point.x), outline.from.y.min(point.y));
            outline.to = Point::new(outline.to.x.max(point.x), outline.to.y.max(point.y));
            point
        };
        while let Some(part) = parts.next_if(|part| !matches!(part, PathEl::MoveTo(_))) {
            match *part {
                PathEl::LineTo(point) => {
                    let point = reach(&mut outline, transform * point);
                    outline.inside += at.to_vec2().cross(point.to_vec2()) / 2.0;
                    at = point;
                }
                PathEl::QuadTo(one, point) => {
                    let curve = QuadBez::new(at, transform * one, transform * point);
                    outline.inside += curve.signed_area();
                    outline.round = true;
                    reach(&mut outline, curve.p1);
                    at = reach(&mut outline, curve.p2);
                }
                PathEl::CurveTo(one, two, point) => {
                    let curve = CubicBez::new(at, transform * one, transform * two, transform * point);
                    outline.inside += curve.signed_area();
                    outline.round = true;
                    reach(&mut outline, curve.p1);
                    reach(&mut outline, curve.p2);
                    at = reach(&mut outline, curve.p3);
                }
                PathEl::ClosePath => break,
                PathEl::MoveTo(_) => {}
            }
        }
        outline.inside += at.to_vec2().cross(start.to_vec2()) / 2.0;
        Some(outline)
    })
}

/// Returns the outer and the inner side of a frame: two rectangles, of which one is left out of the other.
pub fn ring(one: &Outline, other: &Outline, rule: FillRule) -> Option<(Area, Area)> {
    let (frame, hole) = (super::clip::area(one.rectangle()?)?, super::clip::area(other.rectangle()?)?);
    let opposite = (one.inside < 0.0) != (other.inside < 0.0);
    if rule == FillRule::NonZero && !opposite {
        return None;
    }
    match () {
        () if holds(&frame, &hole) => Some((frame, hole)),
        () if holds(&hole, &frame) => Some((hole, frame)),
        () => None,
    }
}

/// Tells whether one area lies within another, and is not the same.
fn holds(outer: &Area, inner: &Area) -> bool {
    const SLACK: f32 = 0.01;
    inner.x0 >= outer.x0 - SLACK
        && inner.y0 >= outer.y0 - SLACK
        && inner.x1 <= outer.x1 + SLACK
        && inner.y1 <= outer.y1 + SLACK
        && (outer.width() - inner.width() > SLACK || outer.height() - inner.height() > SLACK)
}

/// Returns the four sides of a frame, those that are there.
fn sides(frame: &Area, hole: &Area) -> impl Iterator<Item = Area> + use<> {
    let sides = [
        Area { y1: hole.y0, ..*frame },
        Area { y0: hole.y1, ..*frame },
        Area { x1: hole.x0, ..*frame },
        Area { x0: hole.x1, ..*frame },
    ];
    sides.into_iter().filter(|side| side.width() > 0.01 && side.height() > 0.01)
}

/// Returns the area that a stroke from point to point covers, where it runs along an axis.
fn stroked(from: Point, to: Point, stroke: &StrokeProps, transform: Affine) -> Option<Area> {
    use hayro_interpret::kurbo::{Cap, Rect};
    let length = (to - from).hypot();
    let (from, to) = (transform * from, transform * to);
    let span = to - from;
    // How much longer a step along the line becomes on the page; across, the rest of the scale.
    let along = span.hypot() / length;
    let thickness = f64::from(stroke.line_width.max(0.0)) * transform.determinant().abs() / along;
    let cap = match stroke.line_cap {
        Cap::Square => f64::from(stroke.line_width) * along / 2.0,
        _ => 0.0,
    };
    let slack = |along: f64| 0.2 + along.abs() * 0.003;
    let (dx, dy) = match () {
        () if span.y.abs() <= slack(span.x) && span.x.abs() >= span.y.abs() => (cap, thickness / 2.0),
        () if span.x.abs() <= slack(span.y) => (thickness / 2.0, cap),
        () => return None,
    };
    super::clip::area(Rect::from_points(from, to).inflate(dx, dy))
}

fn is_line(area: &Area) -> bool {
    let (thickness, length) = (area.width().min(area.height()), area.width().max(area.height()));
    (thickness <= THIN && length >= thickness * 2.0 && length >= 1.0)
        || (thickness <= THIN_AND_LONG && length >= thickness * 10.0)
}

fn is_white(colour: [u8; 3]) -> bool {
    colour.iter().all(|channel| *channel >= 250)
}

fn ruling(area: &Area) -> Ruling {
    if area.width() >= area.height() {
        let at = (area.y0 + area.y1) / 2.0;
        Ruling { horizontal: true, at, from: area.x0, to: area.x1, thickness: area.height() }
    } else {
        let at = (area.x0 + area.x1) / 2.0;
        Ruling { horizontal: false, at, from: area.y0, to: area.y1, thickness: area.width() }
    }
}

/// Tells whether two thin areas of one length lie side by side, or on top of each other.
fn adjoins(last: &Area, area: &Area) -> bool {
    const SLACK: f32 = 0.06;
    let near = |one: f32, other: f32| (one - other).abs() <= SLACK;
    let touch = |(from, to): (f32, f32), (other_from, other_to): (f32, f32)| {
        from <= other_to + SLACK && other_from <= to + SLACK
    };
    let lying = near(last.x0, area.x0) && near(last.x1, area.x1) && area.width() > area.height();
    let standing = near(last.y0, area.y0) && near(last.y1, area.y1) && area.height() > area.width();
    (lying && touch((last.y0, last.y1), (area.y0, area.y1)))
        || (standing && touch((last.x0, last.x1), (area.x0, area.x1)))
}
