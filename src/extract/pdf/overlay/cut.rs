//! Parts of pages as pictures, each with a row marked on it.
//!
//! In: the bytes of a PDF, and the boxes of rows. Out: one PNG for each. A page is rendered once, and only where a row
//! stands on it; one that cannot be rendered is left out.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use embedded_graphics::pixelcolor::Rgb888;
use hayro::RenderCache;
use serde::{Deserialize, Serialize};

use super::canvas::{Canvas, Sides};
use super::{PdfError, opened, rendered, scale_of};

const MARK: Rgb888 = Rgb888::new(176, 64, 28);
/// How strongly the row is tinted: what is printed there stays readable, and its own colour known.
const STRENGTH: u8 = 28;
/// How much of the page is shown around a row, across and down, in tenths of a point.
const AROUND: [i32; 2] = [560, 160];
/// How far beyond its words the mark of a row reaches, in tenths of a point.
const BEYOND: i32 = 25;

/// A part of a page to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The page, counted from 1.
    pub page: u32,
    /// The box of the row, in tenths of a point from the top left of the page as displayed.
    pub sides: [i32; 4],
}

/// A part of a page as a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Which of the parts it shows, counted from 0.
    pub part: u32,
    /// How wide and high it is, in pixels.
    pub size: [u16; 2],
    /// The bytes of a PNG.
    pub png: Vec<u8>,
}

/// Draws `parts` of a PDF, and hands over each.
pub fn cut<E>(
    bytes: &[u8],
    password: Option<&str>,
    parts: &[Part],
    each: &mut dyn FnMut(Piece) -> Result<(), E>,
) -> Result<Result<(), E>, PdfError> {
    let pdf = opened(bytes, password)?;
    let mut by_page: BTreeMap<u32, Vec<(u32, Sides)>> = BTreeMap::new();
    for (number, part) in (0..).zip(parts) {
        by_page.entry(part.page).or_default().push((number, part.sides));
    }
    let mut cache = RenderCache::new();
    for (number, page) in (1_u32..).zip(pdf.pages().iter()) {
        let Some(parts) = by_page.get(&number) else { continue };
        let scale = scale_of(page);
        let Ok(whole) = catch_unwind(AssertUnwindSafe(|| rendered(page, &cache, scale))) else {
            // What the cache holds may be half made.
            cache = RenderCache::new();
            continue;
        };
        for (part, sides) in parts {
            let Some(mut canvas) = Canvas::of_part(&whole, scale, widened(*sides, AROUND)) else { continue };
            let mark = widened(*sides, [BEYOND, BEYOND]);
            canvas.tint(mark, MARK, STRENGTH);
            canvas.outline(mark, MARK, 2);
            let size = canvas.extent();
            let Some(png) = canvas.into_png() else { continue };
            if let Err(error) = each(Piece { part: *part, size, png }) {
                return Ok(Err(error));
            }
        }
    }
    Ok(Ok(()))
}

fn widened([left, top, right, bottom]: Sides, [across, down]: [i32; 2]) -> Sides {
    let (left, right) = (left.saturating_sub(across), right.saturating_add(across));
    [left, top.saturating_sub(down), right, bottom.saturating_add(down)]
}
