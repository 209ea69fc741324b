//! The second reader: what another library reads on the pages, to hold the first reader's against.
//!
//! In: the bytes of a file, and what the first reader saw. Out: words that it did not see and that are on the page; or,
//! where it could not open the file, glyphs in its stead. This reader knows nothing of forms' places, of layers and of
//! what can be seen: never take geometry from it that the first reader has. It panics on damaged files; that is caught
//! here, but neither endless loops nor a full stack can be.

mod seen;

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::encryption::DecryptionError;
use pdf_extract::{Dictionary, Document, Error, MediaBox, Object, OutputDev, OutputError, Transform};

use super::PdfError;
use super::page::{Area, Font, Glyph, Page, Scene};
use super::reader::attached;
use super::reader::letters::{self, Letters};
use super::reader::placed::{Bearing, Placed};
pub use seen::Seen;
use seen::Word;

/// How many glyphs of a page are listened to.
const MOST_GLYPHS: usize = 1_000_000;
/// A gap this wide, in sizes, parts two words.
const GAP: f64 = 0.15;
/// How many steps up the tree of pages an entry may be inherited.
const MOST_PARENTS: usize = 64;
/// How deep in the tree of pages a page may lie.
const DEEPEST: usize = 1_000;

/// Words of a page that the first reader did not see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The page, counted from 0.
    pub page: u32,
    /// The words, in the order of their letters.
    pub words: Vec<String>,
}

/// Returns the words that are on the pages and that the first reader, who saw `pages`, did not see.
pub fn missing(bytes: &[u8], password: Option<&str>, pages: &[Seen]) -> Result<Vec<Missing>, PdfError> {
    let document = open(bytes, password)?;
    if has_hidden_layers(&document) {
        return Ok(Vec::new());
    }
    let frames = frames(&document);
    // Pages that are counted otherwise cannot be held against each other one by one.
    let whole = (frames.len() != pages.len()).then(|| Seen::whole(pages));
    let mut found = Vec::new();
    listen(&document, frames, &mut |at, heard| {
        let words = whole.as_ref().or(pages.get(at)).map(|seen| seen.lacks(heard.words())).unwrap_or_default();
        if !words.is_empty() {
            found.push(Missing { page: u32::try_from(at).unwrap_or(u32::MAX), words });
        }
    });
    found.sort_by_key(|missing| missing.page);
    Ok(found)
}

/// Reads a file that the first reader cannot open: glyphs, and nothing of what is drawn.
pub fn fallback(bytes: &[u8], password: Option<&str>) -> Result<Scene, PdfError> {
    let document = open(bytes, password)?;
    let frames = frames(&document);
    let mut pages: Vec<Page> = (0..).zip(&frames).map(|(number, (_, frame))| frame.blank(number)).collect();
    listen(&document, frames, &mut |at, heard| {
        if let Some(page) = pages.get_mut(at) {
            heard.write(page);
        }
    });
    if pages.is_empty() {
        return Err(PdfError::Damaged);
    }
    if pages.iter().all(|page| page.glyphs.is_empty()) {
        return Err(match pages.iter().find_map(|page| page.problem.clone()) {
            Some(problem) => PdfError::Unreadable { problem },
            None => PdfError::NoText { pages: pages.len() },
        });
    }
    let problems =
        pages.iter().filter_map(|page| Some(format!("page {}: {}", page.number + 1, page.problem.as_ref()?)));
    let remarks = problems.collect();
    Ok(Scene { pages, fonts: vec![Font::default()], remarks })
}

fn open(bytes: &[u8], password: Option<&str>) -> Result<Document, PdfError> {
    let opened = catch_unwind(|| {
        let mut document = Document::load_mem(bytes)?;
        if document.is_encrypted() {
            match (document.decrypt(""), password) {
                (Err(_), Some(password)) => document.decrypt(password)?,
                (decrypted, _) => decrypted?,
            }
        }
        Ok(document)
    });
    let freed = if matches!(opened, Ok(Ok(_))) { None } else { attached::freed(bytes) };
    let opened = match freed {
        Some(freed) => catch_unwind(|| Document::load_mem(&freed)),
        None => opened,
    };
    match opened {
        // Whoever looks for what a page inherits would look for ever.
        Ok(Ok(document)) if ancestry_is_endless(&document) => Err(PdfError::Damaged),
        Ok(Ok(document)) => Ok(document),
        Ok(Err(Error::InvalidPassword | Error::Decryption(DecryptionError::IncorrectPassword))) => {
            Err(PdfError::Password)
        }
        Ok(Err(Error::Decryption(_))) => Err(PdfError::Encryption),
        Ok(Err(_)) | Err(_) => Err(PdfError::Damaged),
    }
}

/// Tells whether a page lies in itself, or too deep to look for what it inherits.
fn ancestry_is_endless(document: &Document) -> bool {
    let pages = catch_unwind(AssertUnwindSafe(|| document.get_pages())).unwrap_or_default();
    pages.into_values().any(|page| {
        let mut at = page;
        let parent = |of| document.get_dictionary(of).and_then(|of| of.get(b"Parent")).and_then(Object::as_reference);
        (0..DEEPEST).all(|_| parent(at).map(|parent| at = parent).is_ok())
    })
}

/// Returns the pages in order: the number that each goes by, and what of it is displayed.
fn frames(document: &Document) -> Vec<(u32, Frame)> {
    catch_unwind(AssertUnwindSafe(|| {
        let pages = document.get_pages().into_iter();
        pages.map(|(number, id)| (number, Frame::of(document, document.get_dictionary(id).ok()))).collect()
    }))
    .unwrap_or_default()
}

/// Has every page read out, and hands over what was heard of each as soon as it is, with its place among `pages`.
fn listen(document: &Document, pages: Vec<(u32, Frame)>, each: &mut dyn FnMut(usize, &Heard)) {
    let mut listener = Listener { begun: 0, page: None, pages: &pages, each };
    let heard = catch_unwind(AssertUnwindSafe(|| pdf_extract::output_doc(document, &mut listener)));
    let whole = matches!(heard, Ok(Ok(())));
    listener.hand_over(!whole);
    // Whoever stumbles over one page has not come to those behind it: they are asked for one by one.
    if !whole {
        let done = listener.begun;
        for (number, _) in pages.iter().skip(done.max(1)) {
            let heard =
                catch_unwind(AssertUnwindSafe(|| pdf_extract::output_doc_page(document, &mut listener, *number)));
            listener.hand_over(!matches!(heard, Ok(Ok(()))));
        }
    }
}

/// What was heard of one page.
struct Heard {
    number: u32,
    frame: Frame,
    text: String,
    glyphs: Vec<HeardGlyph>,
    gave_up: bool,
}

struct HeardGlyph {
    start: usize,
    length: usize,
    em: [f64; 6],
    width: f64,
}

struct Listener<'l> {
    /// How many pages were begun.
    begun: usize,
    /// The page that is read out.
    page: Option<Heard>,
    pages: &'l [(u32, Frame)],
    each: &'l mut dyn FnMut(usize, &Heard),
}

impl Listener<'_> {
    /// Hands over the page that was read out last; `gave_up` tells that it was not read to its end.
    fn hand_over(&mut self, gave_up: bool) {
        if let Some(mut page) = self.page.take()
            && let Ok(at) = self.pages.binary_search_by_key(&page.number, |(number, _)| *number)
        {
            page.gave_up = gave_up;
            (self.each)(at, &page);
        }
    }
}

impl OutputDev for Listener<'_> {
    fn begin_page(&mut self, number: u32, _: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        self.hand_over(false);
        self.begun += 1;
        let at = self.pages.binary_search_by_key(&number, |(number, _)| *number);
        let frame = at.ok().and_then(|at| self.pages.get(at)).map_or_else(Frame::default, |(_, frame)| *frame);
        self.page = Some(Heard { number, frame, text: String::new(), glyphs: Vec::new(), gave_up: false });
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _: f64,
        size: f64,
        letters: &str,
    ) -> Result<(), OutputError> {
        let Some(page) = &mut self.page else { return Ok(()) };
        if page.glyphs.len() >= MOST_GLYPHS {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        let start = page.text.len();
        if !letters::clean(Letters::More(letters), "", &mut page.text) {
            page.text.push(char::REPLACEMENT_CHARACTER);
        }
        let em = [place.m11 * size, place.m12 * size, place.m21 * size, place.m22 * size, place.m31, place.m32];
        page.glyphs.push(HeardGlyph { start, length: page.text.len() - start, em, width });
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

impl Heard {
    /// Writes what was heard on a blank page.
    fn write(&self, page: &mut Page) {
        if self.gave_up {
            page.problem = Some("it is damaged: reading stopped there".to_owned());
        }
        for glyph in &self.glyphs {
            let letters = self.text.get(glyph.start..glyph.start + glyph.length).unwrap_or("");
            let Some(placed) = self.frame.place(glyph) else { continue };
            let Placed { area, baseline, size, direction, .. } = placed;
            if !self.frame.shows(&area) {
                page.hidden.push_str(letters);
                continue;
            }
            let (Ok(start), Ok(length)) = (u32::try_from(page.text.len()), u8::try_from(letters.len())) else {
                continue;
            };
            page.text.push_str(letters);
            page.glyphs.push(Glyph { start, length, font: 0, area, baseline, size, direction });
        }
    }

    /// Returns the words that can be seen as far as is known here, each with where its letters stand.
    fn words(&self) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        let mut last: Option<Placed> = None;
        let mut open = false;
        for glyph in &self.glyphs {
            let letters = self.text.get(glyph.start..glyph.start + glyph.length).unwrap_or("");
            let Some(placed) = self.frame.place(glyph).filter(|placed| self.frame.shows(&placed.area)) else {
                open = false;
                continue;
            };
            open &= last.is_some_and(|last| follows(&last, &placed)) && !letters.starts_with(char::is_whitespace);
            for (number, part) in letters.split(char::is_whitespace).enumerate() {
                open &= number == 0;
                if part.is_empty() {
                    continue;
                }
                match words.last_mut() {
                    Some((word, areas)) if open => {
                        word.push_str(part);
                        areas.push(placed.area);
                    }
                    _ => words.push((part.to_owned(), vec![placed.area])),
                }
                open = true;
            }
            open &= !letters.ends_with(char::is_whitespace);
            last = Some(placed);
        }
        words
    }
}

/// Tells whether a glyph stands where the one before ends.
fn follows(last: &Placed, next: &Placed) -> bool {
    let size = f64::from(last.size.max(next.size));
    let (dx, dy) = (next.at.0 - last.at.0, next.at.1 - last.at.1);
    let along = dx * last.along.0 + dy * last.along.1 - last.advance;
    let across = dy * last.along.0 - dx * last.along.1;
    last.direction == next.direction && across.abs() < size * 0.3 && along.abs() < size * GAP
}

/// What of a page is displayed, and how it is turned.
#[derive(Debug, Clone, Copy, Default)]
struct Frame {
    left: f64,
    bottom: f64,
    width: f64,
    height: f64,
    /// Quarter turns, clockwise.
    turns: i64,
}

impl Frame {
    fn of(document: &Document, page: Option<&Dictionary>) -> Self {
        let media = inherited(document, page, b"MediaBox").and_then(|sides| rectangle(document, sides));
        let media = media.unwrap_or([0.0, 0.0, 595.0, 842.0]);
        let crop = inherited(document, page, b"CropBox").and_then(|sides| rectangle(document, sides)).unwrap_or(media);
        let [left, bottom] = [crop[0].max(media[0]), crop[1].max(media[1])];
        let [right, top] = [crop[2].min(media[2]), crop[3].min(media[3])];
        let turns = inherited(document, page, b"Rotate").and_then(|turn| turn.as_i64().ok()).unwrap_or(0);
        Self { left, bottom, width: right - left, height: top - bottom, turns: (turns / 90).rem_euclid(4) }
    }

    /// Returns the page with nothing on it.
    fn blank(&self, number: u32) -> Page {
        let (width, height) = self.displayed();
        Page { number, width, height, ..Page::default() }
    }

    fn displayed(&self) -> (f32, f32) {
        let (width, height) = (self.width.max(1.0) as f32, self.height.max(1.0) as f32);
        if self.turns % 2 == 0 { (width, height) } else { (height, width) }
    }

    fn place(&self, glyph: &HeardGlyph) -> Option<Placed> {
        let [a, b, c, d, x, y] = glyph.em;
        let (x, y) = (x - self.left, self.height - (y - self.bottom));
        let [(a, b), (c, d)] = [(a, -b), (c, -d)].map(|vector| self.turned(vector));
        let (x, y) = self.turned((x, y));
        let (x, y) = match self.turns {
            1 => (x + self.height, y),
            2 => (x + self.width, y + self.height),
            3 => (x, y + self.width),
            _ => (x, y),
        };
        Bearing::new([a, b, c, d], false).place((x, y), glyph.width)
    }

    fn turned(&self, (x, y): (f64, f64)) -> (f64, f64) {
        match self.turns {
            1 => (-y, x),
            2 => (-x, -y),
            3 => (y, -x),
            _ => (x, y),
        }
    }

    fn shows(&self, area: &Area) -> bool {
        let (width, height) = self.displayed();
        let (x, y) = ((area.x0 + area.x1) / 2.0, (area.y0 + area.y1) / 2.0);
        Area { x0: 0.0, y0: 0.0, x1: width, y1: height }.contains(x, y)
    }
}

fn inherited<'d>(document: &'d Document, page: Option<&'d Dictionary>, key: &[u8]) -> Option<&'d Object> {
    let mut at = page?;
    for _ in 0..MOST_PARENTS {
        if let Ok(value) = at.get_deref(key, document) {
            return Some(value);
        }
        at = at.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
    }
    None
}

fn rectangle(document: &Document, sides: &Object) -> Option<[f64; 4]> {
    let sides = sides.as_array().ok()?.iter().map(|side| {
        let (_, side) = document.dereference(side).ok()?;
        side.as_float().ok().map(f64::from).filter(|side| side.is_finite())
    });
    let [x0, y0, x1, y1]: [f64; 4] = sides.collect::<Option<Vec<f64>>>()?.try_into().ok()?;
    Some([x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)])
}

/// Tells whether the document has layers that are not displayed: here they are read out all the same.
fn has_hidden_layers(document: &Document) -> bool {
    let hidden = || {
        let layers = document.catalog().ok()?.get_deref(b"OCProperties", document).ok()?.as_dict().ok()?;
        let shown = layers.get_deref(b"D", document).ok()?.as_dict().ok()?;
        let off = shown.get_deref(b"OFF", document).and_then(Object::as_array).is_ok_and(|list| !list.is_empty());
        let base = shown.get_deref(b"BaseState", document).and_then(Object::as_name).is_ok_and(|name| name == b"OFF");
        Some(off || base)
    };
    hidden().unwrap_or(false)
}
