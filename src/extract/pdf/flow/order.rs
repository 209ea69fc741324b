//! The order in which what stands on a page is read.
//!
//! In: words of running text and tables. Out: blocks in reading order; every word and every table is in one of them. What
//! stands beside a table is read before it where it stands to its left, and after it where it stands to its right.

use super::super::page::Area;
use super::super::words::Words;
use super::columns;
use super::lines::{self, Line};

/// How often a page may be parted.
const DEPTH: usize = 8;

/// What is read in one go.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Lines of running text.
    Text {
        /// The lines.
        lines: Vec<Line>,
        /// Whether they run over a part of the page's width only, so that their own left edge is that of the text.
        part: bool,
    },
    /// A table, as an index.
    Table(usize),
}

/// What is to be put in order.
struct Page<'a> {
    words: &'a Words,
    tables: &'a [Area],
    blocks: Vec<Block>,
}

/// Puts the words `picked` and all `tables` in reading order.
pub fn blocks(words: &Words, picked: Vec<usize>, tables: &[Area]) -> Vec<Block> {
    let mut page = Page { words, tables, blocks: Vec::new() };
    page.region(picked, (0..tables.len()).collect(), false, DEPTH);
    page.blocks
}

impl Page<'_> {
    fn region(&mut self, picked: Vec<usize>, tables: Vec<usize>, part: bool, depth: usize) {
        let lines = lines::lines(self.words, picked);
        let areas: Vec<(usize, Area)> = tables.iter().map(|&table| (table, self.area(table))).collect();
        let parted = if depth > 0 { columns::part(self.words, &lines, &areas) } else { None };
        match parted {
            Some(parted) => {
                for (at, (words, tables)) in parted.words.into_iter().zip(parted.tables).enumerate() {
                    self.region(words, tables, part || at == 1 || at == 2, depth - 1);
                }
            }
            None => self.bands(lines, tables, part, depth),
        }
    }

    /// Goes down the region: lines of text, and tables with what stands beside them.
    fn bands(&mut self, lines: Vec<Line>, mut tables: Vec<usize>, part: bool, depth: usize) {
        tables.sort_by(|&one, &other| self.area(one).y0.total_cmp(&self.area(other).y0));
        let mut lines = lines.into_iter().peekable();
        let mut tables = tables.into_iter().peekable();
        while let Some(first) = tables.next() {
            let mut band = vec![first];
            let mut area = self.area(first);
            while let Some(next) = tables.next_if(|&next| self.area(next).y0 < area.y1 - 2.0) {
                band.push(next);
                area = area.union(&self.area(next));
            }
            let above = std::iter::from_fn(|| lines.next_if(|line| middle(&line.area) < area.y0)).collect();
            self.text(above, part);
            let beside: Vec<Line> =
                std::iter::from_fn(|| lines.next_if(|line| middle(&line.area) <= area.y1)).collect();
            self.band(beside, band, part, depth);
        }
        self.text(lines.collect(), part);
    }

    /// Goes through a band from left to right: tables that stand one above the other, and the words between.
    fn band(&mut self, beside: Vec<Line>, mut tables: Vec<usize>, part: bool, depth: usize) {
        if beside.is_empty() && tables.len() == 1 {
            self.blocks.extend(tables.into_iter().map(Block::Table));
            return;
        }
        tables.sort_by(|&one, &other| self.area(one).x0.total_cmp(&self.area(other).x0));
        let mut stacks: Vec<(Area, Vec<usize>)> = Vec::new();
        for table in tables {
            let area = self.area(table);
            match stacks.last_mut() {
                Some((around, stack)) if area.x0 < around.x1 - 2.0 => {
                    *around = around.union(&area);
                    stack.push(table);
                }
                _ => stacks.push((area, vec![table])),
            }
        }
        let alone = stacks.len() == 1;
        let mut rest: Vec<usize> = beside.iter().flat_map(|line| line.words.iter().copied()).collect();
        for (area, stack) in stacks {
            let center = |index: usize| self.words.list.get(index).map_or(0.0, |it| (it.area.x0 + it.area.x1) / 2.0);
            let (left, others): (Vec<usize>, Vec<usize>) = rest.into_iter().partition(|&index| center(index) < area.x0);
            let (within, right): (Vec<usize>, Vec<usize>) =
                others.into_iter().partition(|&index| center(index) <= area.x1);
            rest = right;
            self.column(left, true, depth);
            match stack.as_slice() {
                [table] => self.around(within, *table, part),
                _ if alone || depth == 0 => self.stack(within, stack, part),
                _ => self.region(within, stack, true, depth - 1),
            }
        }
        self.column(rest, true, depth);
    }

    fn column(&mut self, picked: Vec<usize>, part: bool, depth: usize) {
        if !picked.is_empty() {
            self.region(picked, Vec::new(), part, depth.saturating_sub(1));
        }
    }

    /// Reads a table, and the words within its width: those above its middle that no cell has come first.
    fn around(&mut self, within: Vec<usize>, table: usize, part: bool) {
        let top = self.area(table).y0;
        let (above, below): (Vec<Line>, Vec<Line>) =
            lines::lines(self.words, within).into_iter().partition(|line| middle(&line.area) < top);
        self.text(above, part);
        self.blocks.push(Block::Table(table));
        self.text(below, part);
    }

    /// Reads tables that lie over each other one after the other, and the lines between.
    fn stack(&mut self, within: Vec<usize>, mut tables: Vec<usize>, part: bool) {
        tables.sort_by(|&one, &other| self.area(one).y0.total_cmp(&self.area(other).y0));
        let mut lines = lines::lines(self.words, within).into_iter().peekable();
        for table in tables {
            let top = self.area(table).y0;
            let above = std::iter::from_fn(|| lines.next_if(|line| middle(&line.area) < top)).collect();
            self.text(above, part);
            self.blocks.push(Block::Table(table));
        }
        self.text(lines.collect(), part);
    }

    fn text(&mut self, lines: Vec<Line>, part: bool) {
        if !lines.is_empty() {
            self.blocks.push(Block::Text { lines, part });
        }
    }

    fn area(&self, table: usize) -> Area {
        self.tables.get(table).copied().unwrap_or_default()
    }
}

fn middle(area: &Area) -> f32 {
    (area.y0 + area.y1) / 2.0
}
