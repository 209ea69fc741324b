//! A page on its way to text: its words told apart into tables, running text, and what stands aside.
//!
//! In: a page. Out: a [`Sheet`]; every word of the page is in one cell or one line of it.

use throughline_parsers::pages::Turned;

use super::super::grid::legend::{self, DrawnSwatch};
use super::super::grid::{self, Drawn};
use super::super::page::{Area, Direction, Font, Page};
use super::super::words::{self, Words};
use super::bullets;
use super::lines::{self, Line};
use super::order::{self, Block};
use super::turn;

/// How much larger than the page's usual type a watermark is.
const WATERMARK: f32 = 2.5;

/// A page whose words are told apart.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Its place in the document, counted from 0.
    pub number: u32,
    /// Its width and height, as it is read.
    pub size: (f32, f32),
    /// How it was turned for reading.
    pub turned: Option<Turned>,
    /// Its words.
    pub words: Words,
    /// What colours mean on it.
    pub swatches: Vec<DrawnSwatch>,
    /// What of it was too much to be looked at.
    pub problem: Option<String>,
    /// Its tables; their words stand in `cells`.
    pub tables: Vec<Drawn>,
    /// The lines of each cell of each table.
    pub cells: Vec<Vec<Vec<Line>>>,
    /// Its upright lines outside of tables, as they run across the page.
    pub lines: Vec<Line>,
    /// Heads, page numbers at the top; taken out of `lines`.
    pub heads: Vec<Line>,
    /// Feet; taken out of `lines`.
    pub feet: Vec<Line>,
    /// The running text and the tables in reading order; `lines` are empty then.
    pub blocks: Vec<Block>,
    /// What stands aside: turned text, and whether it is furniture.
    pub aside: Vec<(Line, bool)>,
}

impl Sheet {
    /// Tells the words of `page` apart.
    pub fn of(page: &Page, fonts: &[Font]) -> Self {
        let upright = turn::upright(page);
        let turned = upright.as_ref().map(|(_, turned)| *turned);
        let page = upright.as_ref().map_or(page, |(page, _)| page);
        let mut words = words::words(page, fonts);
        let (tables, problem) = grid::find(page, &words);
        let swatches = legend::swatches(page, &words, &tables);
        bullets::add(&mut words, &page.dots, tables.iter().map(|table| table.area));
        let size = (page.width, page.height);
        let mut sheet = Self { number: page.number, size, turned, words, swatches, problem, ..Self::default() };
        sheet.set_tables(tables);
        sheet
    }

    /// Gives each word its place: in a table, in the running text, or aside.
    pub fn set_tables(&mut self, mut tables: Vec<Drawn>) {
        let words = &self.words;
        let mut free = vec![true; words.list.len()];
        let watermarks = watermarks(words);
        for &index in &watermarks {
            take(&mut free, index);
        }
        self.cells = tables.iter_mut().map(|table| cells(words, table, &mut free)).collect();
        let is_upright = |index: &usize| words.list.get(*index).is_some_and(|it| it.direction == Direction::Right);
        let rest = free.iter().enumerate().filter(|(_, free)| **free).map(|(index, _)| index);
        let (running, other): (Vec<usize>, Vec<usize>) = rest.partition(is_upright);
        self.lines = lines::lines(words, running);
        self.aside = lines::lines(words, other).into_iter().map(|line| (line, false)).collect();
        self.aside.extend(lines::lines(words, watermarks).into_iter().map(|line| (line, true)));
        self.tables = tables;
    }

    /// Takes a table that is furniture apart: its lines are a page's head or foot.
    pub fn dissolve(&mut self, table: usize) {
        if table >= self.tables.len() || table >= self.cells.len() {
            return;
        }
        let drawn = self.tables.remove(table);
        let picked = self.cells.remove(table).into_iter().flatten().flat_map(|line| line.words).collect();
        let lines = lines::lines(&self.words, picked);
        let foot = drawn.area.y0 > self.size.1 / 2.0;
        if foot { &mut self.feet } else { &mut self.heads }.extend(lines);
    }

    /// Takes the lines that are furniture out of the running text.
    pub fn set_furniture(&mut self, furniture: &[bool]) {
        let mut furniture = furniture.iter();
        let (taken, lines): (Vec<Line>, Vec<Line>) =
            std::mem::take(&mut self.lines).into_iter().partition(|_| furniture.next() == Some(&true));
        self.lines = lines;
        let half = self.size.1 / 2.0;
        let (heads, feet): (Vec<Line>, Vec<Line>) = taken.into_iter().partition(|line| line.across < half);
        self.heads.extend(heads);
        self.feet.extend(feet);
    }

    /// Returns the blocks of running text, and whether each runs over a part of the page's width only.
    pub fn text(&self) -> impl Iterator<Item = (&[Line], bool)> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Text { lines, part } => Some((lines.as_slice(), *part)),
            Block::Table(_) => None,
        })
    }

    /// Puts running text and tables in reading order.
    pub fn set_order(&mut self) {
        let running = std::mem::take(&mut self.lines).into_iter().flat_map(|line| line.words).collect();
        let areas: Vec<Area> = self.tables.iter().map(|table| table.area).collect();
        self.blocks = order::blocks(&self.words, running, &areas);
    }
}

/// Takes the words of a table's cells and puts them into lines.
fn cells(words: &Words, table: &mut Drawn, free: &mut [bool]) -> Vec<Vec<Line>> {
    let own = |cell: &mut grid::DrawnCell| {
        let picked = std::mem::take(&mut cell.words).into_iter().filter(|&index| take(free, index)).collect();
        lines::lines(words, picked)
    };
    table.cells.iter_mut().map(own).collect()
}

fn take(free: &mut [bool], index: usize) -> bool {
    free.get_mut(index).is_some_and(|free| std::mem::replace(free, false))
}

/// Finds words in very large type that slant, or that others are printed over.
fn watermarks(words: &Words) -> Vec<usize> {
    let mut sizes: Vec<f32> = words.list.iter().map(|word| word.size).collect();
    if sizes.is_empty() {
        return Vec::new();
    }
    let half = sizes.len() / 2;
    let usual = *sizes.select_nth_unstable_by(half, f32::total_cmp).1;
    let large = words.list.iter().enumerate().filter(|(_, word)| word.size > WATERMARK * usual);
    let is_watermark = |area: &Area| {
        let under = |other: &&words::Word| {
            let (x, y) = ((other.area.x0 + other.area.x1) / 2.0, (other.area.y0 + other.area.y1) / 2.0);
            other.size <= WATERMARK * usual && area.contains(x, y)
        };
        words.list.iter().filter(under).nth(2).is_some()
    };
    // More than a few large words are no watermark but the text of the page.
    large
        .take(20)
        .filter(|(_, word)| word.direction == Direction::Slanted || is_watermark(&word.area))
        .map(|(at, _)| at)
        .collect()
}
