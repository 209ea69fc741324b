//! Pages as pictures, with what was found on them drawn over: the picture to look at when a row is wrong.
//!
//! In: the bytes of a PDF, its [`Pages`], and what the parsers made of them. Out: one PNG for each page. Another part of the
//! library that reads the pages renders them, so that a picture shows what a viewer would.

mod canvas;
mod cut;
mod marks;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use throughline_parsers::{Class, Pages, Parsed, Span};

use super::PdfError;
use canvas::Canvas;
pub use cut::{Part, Piece, cut};
use marks::{Marks, of_pages};

/// How many pixels a point becomes: 126 to the inch.
const SCALE: f32 = 1.75;
/// How many pixels a side may have. A page may claim to be 5 metres wide.
const LONGEST: f32 = 4_000.0;

/// Draws every page of a PDF with the marks of what was found on it, and hands over each, counted from 1.
pub fn draw<E>(
    bytes: &[u8],
    password: Option<&str>,
    pages: &Pages,
    (parsed, classes): &(Parsed, Vec<(Span, Class)>),
    each: &mut dyn FnMut(u32, Vec<u8>) -> Result<(), E>,
) -> Result<Result<(), E>, PdfError> {
    let pdf = opened(bytes, password)?;
    let marks = of_pages(pages, parsed, classes);
    let nothing = Marks::default();
    let mut cache = RenderCache::new();
    for (number, page) in (0_u32..).zip(pdf.pages().iter()) {
        let marks = marks.get(&number).unwrap_or(&nothing);
        let (width, height) = page.render_dimensions();
        let scale = scale_of(page);
        let (rendered, problem) = match catch_unwind(AssertUnwindSafe(|| rendered(page, &cache, scale))) {
            Ok(pixmap) => (pixmap, None),
            Err(_) => {
                // What the cache holds may be half made.
                cache = RenderCache::new();
                (Pixmap::new(side(width * scale), side(height * scale)), Some("this page could not be rendered"))
            }
        };
        let mut canvas = Canvas::new(&rendered, scale);
        marks.draw(&mut canvas);
        if let Some(problem) = problem {
            canvas.caption(problem);
        }
        let Some(png) = canvas.into_png() else { continue };
        if let Err(error) = each(number.saturating_add(1), png) {
            return Ok(Err(error));
        }
    }
    Ok(Ok(()))
}

fn opened(bytes: &[u8], password: Option<&str>) -> Result<Pdf, PdfError> {
    let open = |password: &str| Pdf::new_with_password(bytes.to_vec(), password);
    let freed = || Pdf::new(super::reader::attached::freed(bytes)?).ok();
    open("").or_else(|_| open(password.unwrap_or(""))).or_else(|refused| {
        freed().ok_or(match refused {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => PdfError::Password,
            LoadPdfError::Decryption(_) => PdfError::Encryption,
            _ => PdfError::Damaged,
        })
    })
}

/// Returns how many pixels a point of a page becomes.
fn scale_of(page: &Page<'_>) -> f32 {
    let (width, height) = page.render_dimensions();
    SCALE.min(LONGEST / width.max(height).max(1.0))
}

fn rendered<'a>(page: &'a Page<'a>, cache: &RenderCache<'a>, scale: f32) -> Pixmap {
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    render(page, cache, &InterpreterSettings::default(), &RenderSettings::default(), &settings)
}

/// Returns a length as a number of pixels: at least one, at most as many as a picture can have.
fn side(length: f32) -> u16 {
    length.clamp(1.0, LONGEST) as u16
}
