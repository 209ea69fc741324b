//! Words and tables to the text that the parsers read: reading order, columns, page furniture, indents and gaps.
//!
//! In: a document's pages. Out: [`Pages`], in which every word that can be seen stands exactly once.

mod lines;
mod write;

use throughline_parsers::Pages;

use super::grid::{self, Drawn};
use super::page::{Font, Page, Scene};
use super::words::{self, Words};
use lines::Line;
use write::{Measure, Writer};

/// Writes the pages of `scene` down.
pub fn pages(scene: &Scene) -> Pages {
    let mut writer = Writer::default();
    for page in &scene.pages {
        let sheet = Sheet::of(page, &scene.fonts);
        sheet.write(&mut writer);
    }
    writer.finish()
}

/// A page whose words and tables are found.
#[derive(Debug)]
struct Sheet {
    number: u32,
    words: Words,
    tables: Vec<Drawn>,
    lines: Vec<Line>,
}

impl Sheet {
    fn of(page: &Page, fonts: &[Font]) -> Self {
        let words = words::words(page, fonts);
        let tables = grid::tables(page, &words);
        let mut free = vec![true; words.list.len()];
        for &index in tables.iter().flat_map(|table| &table.cells).flat_map(|cell| &cell.words) {
            if let Some(free) = free.get_mut(index) {
                *free = false;
            }
        }
        let running = free.iter().enumerate().filter(|(_, free)| **free).map(|(index, _)| index).collect();
        let lines = lines::lines(&words, running);
        Self { number: page.number, words, tables, lines }
    }

    fn write(&self, writer: &mut Writer) {
        writer.page(self.number);
        let mut free = vec![true; self.words.list.len()];
        let left = self.lines.iter().map(|line| line.area.x0).fold(f32::MAX, f32::min);
        let size = self.lines.first().map_or(10.0, |line| line.size);
        let measure = Measure { left, unit: size / 2.0, pitch: 1.2 };
        let mut rest = self.lines.as_slice();
        for table in &self.tables {
            let above = rest.iter().take_while(|line| line.area.y0 < table.area.y1 - 0.5 * line.size).count();
            let (lines, below) = rest.split_at(above);
            writer.running(&self.words, lines, &measure, false);
            writer.table(&self.words, table, measure.pitch, &mut free);
            rest = below;
        }
        writer.running(&self.words, rest, &measure, false);
    }
}
