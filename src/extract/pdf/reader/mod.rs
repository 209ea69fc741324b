//! Bytes to pages: the first reader.
//!
//! In: the bytes of a PDF. Out: the glyphs, rulings and fills of each page, shown page by page, or why there are
//! none. A library takes the file apart, behind [`Source`]; here what is missing is said. No word is made and no line is
//! found here, and no page is kept: a long document has more glyphs than are good to hold at once.

mod actual;
pub mod attached;
mod canvas;
mod clip;
mod contents;
mod fonts;
mod glyphs;
mod hayro;
pub mod letters;
mod looks;
mod owner;
pub mod placed;
pub mod places;
mod reading;
#[cfg(test)]
mod samples;
mod shapes;
#[cfg(test)]
mod tests;
mod unshown;

use super::PdfError;
use super::page::{Font, Page};

/// The share of characters, in per cent, that may be unknown before a document counts as having no text.
const UNKNOWN_SHARE: usize = 30;

/// How many pages a remark names.
const NAMED: usize = 10;

/// A library that takes a PDF apart.
pub trait Source: Sized {
    /// Opens a file. An empty password stands for none.
    fn open(bytes: &[u8], password: &str) -> Result<Self, PdfError>;

    /// Reads all pages in order, showing each, with the fonts that it and those before name. What is not taken of a page is
    /// used again for the next.
    ///
    /// A page that cannot be read to its end is shown with what was found and a [`Page::problem`].
    fn read(&self, limits: Limits, each: &mut dyn FnMut(&mut Sheet, &[Font]));
}

/// How much may be drawn before reading stops: a file can ask for more than any computer has.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// On one page. A glyph, a line or an area counts as one.
    pub page: u32,
    /// In the whole document.
    pub document: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { page: 2_000_000, document: 12_000_000 }
    }
}

/// A page as a [`Source`] shows it.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The page.
    pub page: Page,
    /// How many characters can be seen on it that no font names; they stand in its text as U+FFFD.
    pub unknown: usize,
    /// How many characters can be seen on it, white space aside.
    pub all: usize,
    /// What there is to say about it that does not keep it from being read.
    pub remarks: Vec<Remark>,
}

/// What there is to say about a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// It is an image, with a text layer that cannot be seen, and that was read.
    TextLayer,
    /// Text on it was left out because something was drawn over it.
    Covered,
    /// More lines or areas are drawn on it than are looked at.
    Drawing,
    /// Notes are typed on it, or fields filled in, that nothing is drawn of.
    Unshown,
}

/// Reads a PDF, and shows every page with the fonts that its glyphs name. Returns what there is to say of the pages.
/// `password` is tried where the empty one does not open it. Where it fails, what was shown has no text in it.
pub fn read(
    bytes: &[u8],
    password: Option<&str>,
    each: &mut dyn FnMut(&mut Page, &[Font]),
) -> Result<Vec<String>, PdfError> {
    read_by::<hayro::Hayro>(bytes, password, Limits::default(), each)
}

fn read_by<S: Source>(
    bytes: &[u8],
    password: Option<&str>,
    limits: Limits,
    each: &mut dyn FnMut(&mut Page, &[Font]),
) -> Result<Vec<String>, PdfError> {
    let source = open::<S>(bytes, password)?;
    let mut tally = Tally::default();
    source.read(limits, &mut |sheet, fonts| {
        tally.add(sheet);
        each(&mut sheet.page, fonts);
    });
    tally.judge()?;
    Ok(tally.remarks())
}

fn open<S: Source>(bytes: &[u8], password: Option<&str>) -> Result<S, PdfError> {
    match (S::open(bytes, ""), password) {
        (Err(PdfError::Password), Some(password)) => match S::open(bytes, password) {
            // It may be the owner's.
            Err(PdfError::Password) => S::open(&owner::unlocked(bytes, password)?, ""),
            opened => opened,
        },
        (Err(error), _) => match attached::freed(bytes) {
            Some(freed) => S::open(&freed, ""),
            None => Err(error),
        },
        (opened, _) => opened,
    }
}

/// What is counted while pages are handed over.
#[derive(Default)]
struct Tally {
    pages: usize,
    /// How many characters can be seen, white space aside.
    all: usize,
    /// How many of them are unknown, page by page where there are any.
    unknown: Vec<(u32, usize)>,
    /// Why pages could not be read to their end.
    problems: Vec<(u32, String)>,
    said: Vec<(Remark, u32)>,
}

impl Tally {
    fn add(&mut self, sheet: &Sheet) {
        let number = sheet.page.number;
        self.pages += 1;
        self.all += sheet.all;
        if sheet.unknown > 0 {
            self.unknown.push((number, sheet.unknown));
        }
        self.problems.extend(sheet.page.problem.iter().map(|problem| (number, problem.clone())));
        self.said.extend(sheet.remarks.iter().map(|remark| (*remark, number)));
    }

    fn unknown(&self) -> usize {
        self.unknown.iter().map(|(_, count)| count).sum()
    }

    /// Refuses what has no text in it.
    fn judge(&self) -> Result<(), PdfError> {
        if self.pages == 0 {
            return Err(PdfError::Damaged);
        }
        let (all, unknown) = (self.all, self.unknown());
        if all == 0 {
            return Err(match self.problems.first() {
                Some((_, problem)) => PdfError::Unreadable { problem: problem.clone() },
                None => PdfError::NoText { pages: self.pages },
            });
        }
        if unknown * 100 > all * UNKNOWN_SHARE {
            return Err(PdfError::NoUnicode { unknown, all });
        }
        Ok(())
    }

    /// Says what was seen on the pages.
    fn remarks(mut self) -> Vec<String> {
        let of_page = |(page, problem): &(u32, String)| format!("page {}: {problem}", page + 1);
        let mut remarks: Vec<String> = self.problems.iter().map(of_page).collect();
        if !self.unknown.is_empty() {
            let pages = named(self.unknown.iter().map(|(page, _)| *page));
            remarks.push(format!("{} characters that no font names stand as \u{fffd}: {pages}", self.unknown()));
        }
        self.said.sort_unstable();
        for group in self.said.chunk_by(|one, other| one.0 == other.0) {
            let pages = named(group.iter().map(|(_, page)| *page));
            remarks.extend(group.first().map(|(remark, _)| match remark {
                Remark::TextLayer => format!("scanned, and read by the text that was put behind the image: {pages}"),
                Remark::Covered => format!("text that something is drawn over was left out: {pages}"),
                Remark::Drawing => format!("not every line of the drawing was looked at: {pages}"),
                Remark::Unshown => {
                    format!(
                        "notes typed on it, or fields filled in, that the file gives no looks were not read: {pages}"
                    )
                }
            }));
        }
        remarks
    }
}

/// Names pages: `page 3, 4 and 7 more`.
fn named(pages: impl ExactSizeIterator<Item = u32>) -> String {
    let more = pages.len().saturating_sub(NAMED);
    let numbers: Vec<String> = pages.take(NAMED).map(|page| (page + 1).to_string()).collect();
    match more {
        0 => format!("page {}", numbers.join(", ")),
        more => format!("page {} and {more} more", numbers.join(", ")),
    }
}
