//! A picture to draw on: tints, outlines, labels. Lengths are tenths of a point on the page.

use embedded_graphics::Pixel;
use embedded_graphics::draw_target::DrawTarget;
use embedded_graphics::geometry::{OriginDimensions, Point, Size};
use embedded_graphics::mono_font::MonoTextStyleBuilder;
use embedded_graphics::mono_font::iso_8859_1::FONT_7X13;
use embedded_graphics::pixelcolor::{Rgb888, RgbColor as _};
use embedded_graphics::prelude::{Drawable as _, Primitive as _};
use embedded_graphics::primitives::{PrimitiveStyle, Rectangle};
use embedded_graphics::text::{Baseline, Text};
use hayro::vello_cpu::Pixmap;

/// Left, top, right, bottom.
pub type Sides = [i32; 4];

/// How wide a letter of a label is, and how high, in pixels.
const LETTER: (i32, i32) = (7, 13);
/// How high the strip below the page is, for the key to the colours.
const STRIP: u16 = 22;

/// A page with room below it.
pub struct Canvas {
    picture: Pixmap,
    /// How many pixels a tenth of a point becomes.
    scale: f32,
    /// Where on the page the picture begins, in pixels.
    origin: [i32; 2],
    /// Where the page ends and the strip begins.
    floor: i32,
    /// Where the next entry of the strip begins.
    next: i32,
}

impl Canvas {
    /// Returns a picture of `page`, which was rendered with `scale` pixels to the point.
    pub fn new(page: &Pixmap, scale: f32) -> Self {
        let (width, height) = (page.width(), page.height());
        let mut picture = Pixmap::new(width, height.saturating_add(STRIP));
        let bytes = picture.data_as_u8_slice_mut();
        bytes.fill(u8::MAX);
        for (to, from) in bytes.iter_mut().zip(page.data_as_u8_slice()) {
            *to = *from;
        }
        Self { picture, scale: scale / 10.0, origin: [0, 0], floor: i32::from(height), next: 6 }
    }

    /// Returns a picture of the part of `page` within `sides`, with no room below it; nothing where that part is not on it.
    pub fn of_part(page: &Pixmap, scale: f32, sides: Sides) -> Option<Self> {
        let (width, height) = (i32::from(page.width()), i32::from(page.height()));
        let [left, top, right, bottom] = sides.map(|side| (side as f32 * scale / 10.0).round() as i32);
        let ([left, right], [top, bottom]) =
            ([left, right].map(|x| x.clamp(0, width)), [top, bottom].map(|y| y.clamp(0, height)));
        let size = |from: i32, to: i32| u16::try_from(to - from).ok().filter(|size| *size > 0);
        let mut picture = Pixmap::new(size(left, right)?, size(top, bottom)?);
        let place = |x: i32, stride: i32| usize::try_from(x.saturating_mul(stride)).unwrap_or(0);
        let rows = page.data_as_u8_slice().chunks_exact(place(width, 4).max(1)).skip(place(top, 1));
        let to = picture.data_as_u8_slice_mut().chunks_exact_mut(place(right - left, 4).max(1));
        for (to, from) in to.zip(rows) {
            for (to, from) in to.iter_mut().zip(from.iter().skip(place(left, 4))) {
                *to = *from;
            }
        }
        Some(Self { picture, scale: scale / 10.0, origin: [left, top], floor: bottom - top, next: 6 })
    }

    /// Returns how wide and how high the picture is, in pixels.
    pub fn extent(&self) -> [u16; 2] {
        [self.picture.width(), self.picture.height()]
    }

    /// Tints an area; what is printed there stays readable.
    pub fn tint(&mut self, sides: Sides, colour: Rgb888, strength: u8) {
        let [left, top, right, bottom] = self.pixels(sides);
        self.wash([left, top, right, bottom.min(self.floor)], colour, strength);
    }

    /// Draws the outline of an area.
    pub fn outline(&mut self, sides: Sides, colour: Rgb888, width: u32) {
        let [left, top, right, bottom] = self.pixels(sides);
        let size = |from: i32, to: i32| u32::try_from(to.saturating_sub(from)).unwrap_or(0).saturating_add(1);
        let area = Rectangle::new(Point::new(left, top), Size::new(size(left, right), size(top, bottom)));
        // Drawing on a picture cannot fail; what lies outside is left out.
        let _ = area.into_styled(PrimitiveStyle::with_stroke(colour, width)).draw(self);
    }

    /// Writes a label that ends left of `x`, or stands at the edge of the page where there is no room.
    pub fn label(&mut self, text: &str, [x, y]: [i32; 2], colour: Rgb888) {
        let width = LETTER.0.saturating_mul(i32::try_from(text.chars().count()).unwrap_or(0));
        let [left, top, ..] = self.pixels([x, y, x, y]);
        self.write(text, Point::new(left.saturating_sub(width + 3).max(1), top.max(0)), colour);
    }

    /// Adds an entry to the strip below the page: a colour and what it stands for.
    pub fn key(&mut self, colour: Rgb888, strength: u8, text: &str) {
        let (left, top) = (self.next, self.floor + 5);
        self.wash([left, top, left + 14, top + 12], colour, strength);
        self.caption_at(text, left + 18);
    }

    /// Adds words to the strip below the page.
    pub fn caption(&mut self, text: &str) {
        self.caption_at(text, self.next);
    }

    /// Returns the bytes of the picture as a PNG.
    pub fn into_png(self) -> Option<Vec<u8>> {
        self.picture.into_png().ok()
    }

    fn caption_at(&mut self, text: &str, left: i32) {
        self.write(text, Point::new(left, self.floor + 4), Rgb888::BLACK);
        let letters = i32::try_from(text.chars().count()).unwrap_or(0);
        self.next = left.saturating_add(LETTER.0.saturating_mul(letters)).saturating_add(16);
    }

    fn write(&mut self, text: &str, at: Point, colour: Rgb888) {
        let style = MonoTextStyleBuilder::new().font(&FONT_7X13).text_color(colour).background_color(Rgb888::WHITE);
        let _ = Text::with_baseline(text, at, style.build(), Baseline::Top).draw(self);
    }

    fn wash(&mut self, [left, top, right, bottom]: [i32; 4], colour: Rgb888, strength: u8) {
        let (width, height) = (i32::from(self.picture.width()), i32::from(self.picture.height()));
        let cut = |at: i32, end: i32| usize::try_from(at.clamp(0, end)).unwrap_or(0);
        let (from, to) = (cut(left, width), cut(right, width));
        let stride = usize::from(self.picture.width()) * 4;
        let tint = [colour.r(), colour.g(), colour.b()];
        let rows = self.picture.data_as_u8_slice_mut().chunks_exact_mut(stride.max(1));
        for row in rows.take(cut(bottom, height)).skip(cut(top, height)) {
            for pixel in row.chunks_exact_mut(4).take(to).skip(from) {
                for (part, tint) in pixel.iter_mut().zip(tint) {
                    // Black stays black, white becomes the colour: as ink on paper.
                    let inked = u32::from(*part) * (255 * 255 - u32::from(strength) * u32::from(255 - tint));
                    *part = u8::try_from(inked / (255 * 255)).unwrap_or(u8::MAX);
                }
            }
        }
    }

    fn pixels(&self, sides: Sides) -> [i32; 4] {
        // A cast to i32 takes what is too large as the largest there is.
        let at = sides.map(|side| (side as f32 * self.scale).round() as i32);
        let [x, y] = self.origin;
        let [left, top, right, bottom] = at;
        [left.saturating_sub(x), top.saturating_sub(y), right.saturating_sub(x), bottom.saturating_sub(y)]
    }
}

impl OriginDimensions for Canvas {
    fn size(&self) -> Size {
        Size::new(self.picture.width().into(), self.picture.height().into())
    }
}

impl DrawTarget for Canvas {
    type Color = Rgb888;
    type Error = std::convert::Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<Rgb888>>>(&mut self, pixels: I) -> Result<(), Self::Error> {
        let (width, height) = (usize::from(self.picture.width()), usize::from(self.picture.height()));
        let bytes = self.picture.data_as_u8_slice_mut();
        for Pixel(point, colour) in pixels {
            let (Ok(x), Ok(y)) = (usize::try_from(point.x), usize::try_from(point.y)) else { continue };
            if x < width && y < height {
                let place = bytes.iter_mut().skip((y * width + x) * 4);
                for (part, value) in place.zip([colour.r(), colour.g(), colour.b(), u8::MAX]) {
                    *part = value;
                }
            }
        }
        Ok(())
    }
}
