//! hayro as a [`Source`]: opens the file, and has each page drawn on a [`Canvas`].

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::hayro_syntax::page::Page as Drawn;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page};

use super::canvas::{Budget, Canvas, Stop};
use super::fonts::Fonts;
use super::places::Places;
use super::{Limits, Remark, Sheet, Source, contents, unshown};
use crate::extract::pdf::PdfError;
use crate::extract::pdf::page::{Font, Page};

/// An opened file.
pub struct Hayro(Pdf);

impl Source for Hayro {
    fn open(bytes: &[u8], password: &str) -> Result<Self, PdfError> {
        let opened = catch_unwind(|| Pdf::new_with_password(bytes.to_vec(), password));
        match opened {
            Ok(Ok(pdf)) => Ok(Self(pdf)),
            Ok(Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected))) => Err(PdfError::Password),
            Ok(Err(LoadPdfError::Decryption(_))) => Err(PdfError::Encryption),
            Ok(Err(LoadPdfError::Invalid)) | Err(_) => Err(PdfError::Damaged),
        }
    }

    fn read(&self, limits: Limits, each: &mut dyn FnMut(&mut Sheet, &[Font])) {
        let mut cache = InterpreterCache::new();
        let settings = InterpreterSettings::default();
        let mut fonts = Fonts::new(&settings);
        let mut places = Places::default();
        let mut left = limits.document;
        // Room that was made for one page serves the next.
        let mut room = Page::default();
        for (number, drawn) in (0..).zip(self.0.pages().iter()) {
            let (width, height) = drawn.render_dimensions();
            let page = Page { number, width, height, ..room.emptied() };
            let budget = Budget { left: left.min(limits.page) };
            let granted = budget.left;
            fonts.turn_to(drawn.resources(), drawn.raw());
            let mut canvas = Canvas::new(page, budget, &mut fonts, &mut places);
            let drew = catch_unwind(AssertUnwindSafe(|| {
                draw(drawn, &mut canvas, &cache, &settings);
                (contents::problem(drawn), unshown::has_text(drawn))
            }));
            left -= granted.saturating_sub(canvas.budget_left());
            let mut unshown = false;
            match drew {
                Ok((problem, notes)) => {
                    unshown = notes;
                    problem.into_iter().for_each(|problem| canvas.problem(problem));
                }
                Err(payload) if payload.is::<Stop>() => {
                    canvas.problem("more is drawn on it than can be read: reading stopped there");
                }
                Err(_) => {
                    // What the cache holds may be half made.
                    cache = InterpreterCache::new();
                    canvas.problem("it is damaged: reading stopped there");
                }
            }
            let mut sheet = canvas.finish();
            sheet.remarks.extend(unshown.then_some(Remark::Unshown));
            each(&mut sheet, fonts.list());
            room = sheet.page;
        }
    }
}

fn draw<'a>(
    drawn: &Drawn<'a>,
    canvas: &mut Canvas<'_, 'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
) {
    let (width, height) = drawn.render_dimensions();
    let mut context = Context::new(
        drawn.initial_transform(true).to_kurbo(),
        Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
        cache,
        drawn.xref(),
        settings.clone(),
    );
    interpret_page(drawn, &mut context, canvas);
}
