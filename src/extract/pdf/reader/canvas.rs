//! What is drawn on a page, as it is drawn: the one place that a library's drawing calls reach.
//!
//! Keeps the clip, the opacity of groups and the budget, and hands glyphs to [`super::glyphs`], paths to
//! [`super::shapes`].

use hayro_interpret::font::GlyphRun;
use hayro_interpret::kurbo::{Affine, BezPath, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, FillRule, Image, ImageDrawProps, Paint, SoftMask,
};

use super::clip::{Clip, area};
use super::fonts::Fonts;
use super::glyphs::{Glyphs, look};
use super::places::Places;
use super::shapes::{Ink, Shapes};
use super::{Remark, Sheet};
use crate::extract::pdf::page::{Area, Page};

/// What a clip, a group or a form costs: each may open another stream.
const NEST_COST: u32 = 8;

/// How much of the page an image must cover to count, and all images together to make it a scan.
const IMAGE_SHARE: f32 = 0.2;
const SCAN_SHARE: f32 = 0.5;

/// Thrown through the interpreter when the budget is spent: it knows no other way to stop.
pub struct Stop;

/// How much may still be drawn.
pub struct Budget {
    /// How much is left.
    pub left: u32,
}

impl Budget {
    fn spend(&mut self, cost: u32) {
        match self.left.checked_sub(cost) {
            Some(left) => self.left = left,
            None => {
                self.left = 0;
                std::panic::resume_unwind(Box::new(Stop));
            }
        }
    }
}

/// A page that is being drawn.
pub struct Canvas<'c, 'a> {
    page: Page,
    budget: Budget,
    glyphs: Glyphs<'c, 'a>,
    shapes: Shapes,
    clip: Clip,
    /// The opacity of the groups that are open, each with what encloses it.
    opacity: Vec<f32>,
    /// How much of the page images cover, overlaps counted twice.
    covered: f32,
}

impl<'c, 'a> Canvas<'c, 'a> {
    /// Makes a blank page.
    pub fn new(page: Page, budget: Budget, fonts: &'c mut Fonts<'a>, places: &'c mut Places) -> Self {
        let sheet = Area { x0: 0.0, y0: 0.0, x1: page.width, y1: page.height };
        places.clear(page.width, page.height);
        Self {
            page,
            budget,
            glyphs: Glyphs::new(fonts, places),
            shapes: Shapes::default(),
            clip: Clip::new(sheet),
            opacity: Vec::new(),
            covered: 0.0,
        }
    }

    /// Returns how much may still be drawn.
    pub fn budget_left(&self) -> u32 {
        self.budget.left
    }

    /// Notes why the page was not read to its end.
    pub fn problem(&mut self, problem: &str) {
        self.page.problem = Some(problem.to_owned());
    }

    /// Returns the page.
    pub fn finish(mut self) -> Sheet {
        let mut remarks = Vec::new();
        let scan = self.covered >= SCAN_SHARE;
        if scan && self.page.images == 0 {
            self.page.images = 1;
        }
        if self.shapes.finish(&mut self.page) {
            remarks.push(Remark::Drawing);
        }
        let (unknown, all, layer) = self.glyphs.finish(&mut self.page, scan);
        if layer {
            remarks.push(Remark::TextLayer);
        }
        Sheet { page: self.page, unknown, all, remarks }
    }

    fn group_opacity(&self) -> f32 {
        self.opacity.last().copied().unwrap_or(1.0)
    }

    /// Returns how a paint comes out; nothing for patterns and what cannot be seen.
    fn ink(&self, props: &DrawProps<'a>) -> Option<Ink> {
        let Paint::Color(colour) = &props.paint else { return None };
        if props.soft_mask.is_some() {
            return None;
        }
        let [red, green, blue, alpha] = colour.to_rgba().components();
        let alpha = alpha * self.group_opacity();
        let channel = |value: f32| ((value * alpha + 1.0 - alpha) * 255.0 + 0.5) as u8;
        let colour = [channel(red), channel(green), channel(blue)];
        let opaque = alpha > 0.99 && props.blend_mode == BlendMode::Normal;
        (alpha > 0.01).then_some(Ink { colour, opaque })
    }

    fn image_area(&mut self, area: Area) {
        let Some(seen) = self.clip.cut(&area) else { return };
        let sheet = self.page.width * self.page.height;
        let share = seen.width() * seen.height() / sheet;
        if share.is_finite() {
            self.covered += share;
            self.page.images += u32::from(share >= IMAGE_SHARE);
        }
    }
}

impl<'a> Device<'a> for Canvas<'_, 'a> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.budget.spend(1 + u32::try_from(path.elements().len() / 8).unwrap_or(u32::MAX));
        let Some(ink) = self.ink(&props) else { return };
        match mode {
            DrawMode::Fill(rule) => self.shapes.fill(path, *rule, props.transform, ink, &self.clip),
            DrawMode::Stroke(stroke) => self.shapes.stroke(path, stroke, props.transform, ink, &self.clip),
            DrawMode::FillAndStroke(rule, stroke) => {
                self.shapes.fill(path, *rule, props.transform, ink, &self.clip);
                self.shapes.stroke(path, stroke, props.transform, ink, &self.clip);
            }
            DrawMode::Invisible => {}
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        if let DrawMode::Fill(FillRule::NonZero | FillRule::EvenOdd) = mode
            && upright(&props.transform)
        {
            self.budget.spend(1);
            if let (Some(ink), Some(area)) = (self.ink(&props), area(props.transform.transform_rect_bbox(*rect))) {
                self.shapes.area(area, ink, &self.clip);
            }
            return;
        }
        self.draw_path(&rect.to_path(0.1), props, mode);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.budget.spend(1 + u32::try_from(run.glyphs().len()).unwrap_or(u32::MAX));
        let paint = match &props.paint {
            _ if self.group_opacity() <= 0.01 => false,
            Paint::Color(colour) => colour.to_rgba().components().last().is_none_or(|alpha| *alpha > 0.01),
            Paint::Pattern(_) => true,
        };
        self.glyphs.run(&mut self.page, run, props.transform, look(mode, paint), &self.clip);
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.budget.spend(NEST_COST);
        let pixels = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        if let Some(area) = area(props.transform.transform_rect_bbox(pixels)) {
            self.image_area(area);
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.budget.spend(NEST_COST);
        self.clip.push_path(&clip.path, clip.fill);
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.budget.spend(NEST_COST);
        self.clip.push(area(*rect));
    }

    fn pop_clip(&mut self) {
        self.clip.pop();
    }

    fn push_transparency_group(&mut self, opacity: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.budget.spend(NEST_COST);
        self.opacity.push(self.group_opacity() * opacity);
    }

    fn pop_transparency_group(&mut self) {
        self.opacity.pop();
    }
}

/// Tells whether a transform keeps sides along the axes along the axes.
fn upright(transform: &Affine) -> bool {
    let [a, b, c, d, ..] = transform.as_coeffs();
    (b.abs() <= a.abs() * 1e-3 && c.abs() <= d.abs() * 1e-3) || (a.abs() <= b.abs() * 1e-3 && d.abs() <= c.abs() * 1e-3)
}
