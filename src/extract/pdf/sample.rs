//! Pages made up for tests: text at a place, letter by letter.

use super::page::{Area, Direction, Font, Glyph, Page, Scene};

/// A page to print on.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// What is printed so far.
    pub page: Page,
    /// The size of what is printed next.
    pub size: f32,
    /// Whether what is printed next is bold.
    pub bold: bool,
    /// Whether spaces are printed, rather than passed over.
    pub spaces: bool,
    /// Added between letters.
    pub spacing: f32,
    /// Which way what is printed next runs.
    pub direction: Direction,
}

impl Default for Sheet {
    fn default() -> Self {
        let page = Page { width: 595.0, height: 842.0, ..Page::default() };
        Self { page, size: 10.0, bold: false, spaces: false, spacing: 0.0, direction: Direction::Right }
    }
}

impl Sheet {
    /// Prints `text` from the point (x, y) of its baseline on; every letter is half its size wide, a space a quarter.
    pub fn print(&mut self, x: f32, y: f32, text: &str) -> &mut Self {
        let mut at = 0.0;
        for letter in text.chars() {
            let accent = matches!(letter, '\u{300}'..='\u{36f}' | '´' | '¨');
            let width = if letter == ' ' { 0.25 } else { 0.5 } * self.size;
            if letter != ' ' || self.spaces {
                self.glyph(x, y, if accent { at - width } else { at }, width, letter);
            }
            at += if accent { 0.0 } else { width + self.spacing };
        }
        self
    }

    fn glyph(&mut self, x: f32, y: f32, at: f32, width: f32, letter: char) {
        let (up, down) = (0.8 * self.size, 0.2 * self.size);
        let area = match self.direction {
            Direction::Right | Direction::Slanted => Area { x0: x + at, y0: y - up, x1: x + at + width, y1: y + down },
            Direction::Down => Area { x0: x - down, y0: y + at, x1: x + up, y1: y + at + width },
            Direction::Left => Area { x0: x - at - width, y0: y - down, x1: x - at, y1: y + up },
            Direction::Up => Area { x0: x - up, y0: y - at - width, x1: x + down, y1: y - at },
        };
        let start = self.page.text.len() as u32;
        self.page.text.push(letter);
        self.page.glyphs.push(Glyph {
            start,
            length: letter.len_utf8() as u8,
            font: u16::from(self.bold),
            area,
            baseline: if matches!(self.direction, Direction::Up | Direction::Down) { x } else { y },
            size: self.size,
            direction: self.direction,
        });
    }
}

/// Returns a document of `sheets`, with a plain and a bold font.
pub fn scene(sheets: Vec<Sheet>) -> Scene {
    let pages = sheets.into_iter().zip(0..).map(|(sheet, number)| Page { number, ..sheet.page }).collect();
    let fonts = [false, true].map(|bold| Font { bold, ..Font::default() });
    Scene { pages, fonts: fonts.into(), remarks: Vec::new() }
}
