//! Words and tables to the text that the parsers read: reading order, columns, page furniture, indents and gaps.
//!
//! In: a document's pages, one by one. Out: [`Pages`], in which every word that can be seen stands exactly once. A page goes
//! in this order: page heads, running text and tables as they are read, page feet, text that is turned, watermarks.

mod boxes;
mod bullets;
mod columns;
mod furniture;
mod lines;
mod measure;
mod order;
mod sheet;
mod turn;
mod write;

use std::collections::BTreeMap;

use throughline_parsers::Pages;

use super::page::{Font, Page, Scene};
use lines::Line;
use measure::{Counts, Unit};
use order::Block;
use sheet::Sheet;
use write::{Measure, Writer};

/// The pages of a document on their way to text: of each, its words and tables, but no longer its glyphs.
#[derive(Debug, Default)]
pub struct Flow {
    sheets: Vec<Sheet>,
}

impl Flow {
    /// Takes the next page.
    pub fn take(&mut self, page: &Page, fonts: &[Font]) {
        self.sheets.push(Sheet::of(page, fonts));
    }

    /// Writes the pages down, and says what of them was too much to be looked at.
    pub fn write(self) -> (Pages, Vec<String>) {
        let mut sheets = self.sheets;
        for (page, table) in boxes::find(&sheets) {
            if let Some(sheet) = sheets.get_mut(page) {
                sheet.dissolve(table);
            }
        }
        let views: Vec<furniture::Sheet<'_>> = sheets
            .iter()
            .map(|sheet| furniture::Sheet { words: &sheet.words, lines: &sheet.lines, height: sheet.size.1 })
            .collect();
        let furniture = furniture::find(&views);
        for (sheet, furniture) in sheets.iter_mut().zip(&furniture) {
            sheet.set_furniture(furniture);
            sheet.set_order();
        }
        let manner = Manner::of(&sheets);
        let mut writer = Writer::with_room(&sheets);
        let mut problems = Vec::new();
        for sheet in sheets {
            manner.write(&sheet, &mut writer);
            problems.extend(sheet.problem.map(|problem| format!("page {}: {problem}", sheet.number + 1)));
        }
        (writer.finish(), problems)
    }
}

/// Writes the pages of `scene` down, and says what of them was too much to be looked at.
pub fn pages(scene: &Scene) -> (Pages, Vec<String>) {
    let mut flow = Flow::default();
    scene.pages.iter().for_each(|page| flow.take(page, &scene.fonts));
    flow.write()
}

/// What is usual in the whole document.
struct Manner {
    /// The width that one space stands for.
    unit: f32,
    /// The distances of lines of running text.
    running: Counts,
    /// The distances of lines in cells.
    cells: Counts,
    /// The left edge of the text, for pages that are alike: by width, and by left and right page.
    margins: BTreeMap<(i32, bool), f32>,
}

impl Manner {
    fn of(sheets: &[Sheet]) -> Self {
        let mut unit = Unit::default();
        let (mut running, mut cells) = (Counts::default(), Counts::default());
        let mut pages: BTreeMap<(i32, bool), Vec<&Line>> = BTreeMap::new();
        for sheet in sheets {
            for (lines, part) in sheet.text() {
                unit.add(&sheet.words, lines);
                running.add_all(&measure::pitches(lines));
                if !part {
                    pages.entry(alike(sheet)).or_default().extend(lines);
                }
            }
            for lines in sheet.cells.iter().flatten() {
                cells.add_all(&measure::pitches(lines));
            }
        }
        let margins = pages.into_iter().filter_map(|(key, lines)| Some((key, measure::left_edge(&lines)?))).collect();
        Self { unit: unit.get(), running, cells, margins }
    }

    fn write(&self, sheet: &Sheet, writer: &mut Writer) {
        writer.page(sheet.number, sheet.turned);
        writer.watch(sheet.swatches.iter().flat_map(|swatch| swatch.words.iter().copied()));
        let page_left = self.margins.get(&alike(sheet)).copied().unwrap_or(0.0);
        let measure = |lines: &[Line], left: f32| {
            let pitch = measure::usual_pitch(&measure::pitches(lines), [&self.running]);
            Measure { left, unit: self.unit, pitch }
        };
        let beside = |lines: &[Line], furniture: bool, writer: &mut Writer| {
            let left = lines.iter().map(|line| line.direction.along(&line.area).0).fold(f32::MAX, f32::min);
            writer.running(&sheet.words, lines, &measure(lines, left), furniture);
            writer.blank();
        };
        beside(&sheet.heads, true, writer);
        for block in &sheet.blocks {
            match block {
                Block::Text { lines, part } => {
                    let own = if *part { measure::left_edge(&lines.iter().collect::<Vec<_>>()) } else { None };
                    writer.running(&sheet.words, lines, &measure(lines, own.unwrap_or(page_left)), false);
                }
                Block::Table(at) => {
                    let Some((drawn, cells)) = sheet.tables.get(*at).zip(sheet.cells.get(*at)) else { continue };
                    let mut own = Counts::default();
                    cells.iter().for_each(|lines| own.add_all(&measure::pitches(lines)));
                    let pitch = measure::usual_pitch(&own, [&self.cells, &self.running]);
                    writer.table(&sheet.words, drawn, cells, pitch);
                }
            }
            writer.blank();
        }
        beside(&sheet.feet, true, writer);
        for (line, furniture) in &sheet.aside {
            beside(std::slice::from_ref(line), *furniture, writer);
        }
        for swatch in &sheet.swatches {
            writer.swatch(swatch.colour, &swatch.words);
        }
    }
}

/// Says which pages have the same margins: those of one width, all left ones and all right ones.
fn alike(sheet: &Sheet) -> (i32, bool) {
    (sheet.size.0.round() as i32, sheet.number % 2 == 1)
}

#[cfg(test)]
mod tests;
