//! Pages for tests, drawn line by line and word by word.

use super::super::page::{Area, Direction, Fill, Page, Ruling};
use super::super::words::{Word, Words};

/// A page under construction.
pub struct Sample {
    pub page: Page,
    pub words: Words,
}

/// How wide a letter is, and how large the type.
pub const LETTER: f32 = 5.0;
pub const SIZE: f32 = 10.0;

impl Sample {
    pub fn new() -> Self {
        let page = Page { width: 595.0, height: 842.0, ..Page::default() };
        Self { page, words: Words::default() }
    }

    fn ruling(&mut self, horizontal: bool, at: f32, from: f32, to: f32) -> &mut Self {
        self.page.rulings.push(Ruling { horizontal, at, from, to, thickness: 0.5 });
        self
    }

    pub fn across(&mut self, y: f32, from: f32, to: f32) -> &mut Self {
        self.ruling(true, y, from, to)
    }

    pub fn down(&mut self, x: f32, from: f32, to: f32) -> &mut Self {
        self.ruling(false, x, from, to)
    }

    /// Every line of a grid with these edges.
    pub fn grid(&mut self, xs: &[f32], ys: &[f32]) -> &mut Self {
        for &y in ys {
            self.across(y, xs[0], xs[xs.len() - 1]);
        }
        for &x in xs {
            self.down(x, ys[0], ys[ys.len() - 1]);
        }
        self
    }

    pub fn fill(&mut self, x0: f32, y0: f32, x1: f32, y1: f32, colour: [u8; 3]) -> &mut Self {
        self.page.fills.push(Fill { area: Area { x0, y0, x1, y1 }, colour });
        self
    }

    /// The words of `text` on one line, one space apart, of which the letters stand on `baseline`.
    pub fn text(&mut self, x: f32, baseline: f32, text: &str) -> &mut Self {
        let mut left = x;
        for word in text.split(' ') {
            let letters = self.words.write(word);
            let width = LETTER * word.chars().count() as f32;
            self.words.list.push(Word {
                letters,
                area: Area { x0: left, y0: baseline - 0.8 * SIZE, x1: left + width, y1: baseline + 0.2 * SIZE },
                baseline,
                size: SIZE,
                bold: false,
                direction: Direction::Right,
            });
            left += width + LETTER / 2.0;
        }
        self
    }

    pub fn tables(&self) -> Vec<super::Drawn> {
        super::tables(&self.page, &self.words)
    }

    /// The words `indexes`, one space apart.
    pub fn say(&self, indexes: &[usize]) -> String {
        let words: Vec<&str> = indexes.iter().map(|&index| self.words.letters(&self.words.list[index])).collect();
        words.join(" ")
    }

    /// The tables as lines: a line for each row, cells between bars, `>n` and `vn` for how far a cell spans.
    pub fn drawn(&self) -> Vec<Vec<String>> {
        let cell = |cell: &super::DrawnCell| {
            let (wide, tall) = (cell.columns.len(), cell.rows.len());
            let wide = if wide > 1 { format!(">{wide}") } else { String::new() };
            let tall = if tall > 1 { format!("v{tall}") } else { String::new() };
            format!("{}{wide}{tall}", self.say(&cell.words))
        };
        let row = |table: &super::Drawn, row: usize| {
            let cells: Vec<String> = table.cells.iter().filter(|c| c.rows.start == row).map(cell).collect();
            cells.join("|")
        };
        let lines = |table: &super::Drawn| (0..table.rows.len() - 1).map(|at| row(table, at)).collect();
        self.tables().iter().map(lines).collect()
    }
}
