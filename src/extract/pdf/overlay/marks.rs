//! What is drawn over a page: areas, their kinds, and the names of rows.

use std::collections::BTreeMap;

use embedded_graphics::pixelcolor::Rgb888;
use throughline_parsers::pages::{Grid, LinePlace, Turned};
use throughline_parsers::{Cell, Class, Pages, Parsed, Row, Span};

use super::canvas::{Canvas, Sides};

const TABLE: Rgb888 = Rgb888::new(0, 90, 200);
const CELL: Rgb888 = Rgb888::new(120, 170, 235);
const FIELD: Rgb888 = Rgb888::new(0, 140, 70);
const ROWS: [Rgb888; 2] = [Rgb888::new(255, 214, 90), Rgb888::new(120, 210, 255)];
/// How strongly rows are tinted: the colours of the page itself may mean something, and should still be known.
const ROW: u8 = 80;
const NAME: Rgb888 = Rgb888::new(150, 60, 0);
const FURNITURE: Rgb888 = Rgb888::new(130, 130, 130);
const HEADING: Rgb888 = Rgb888::new(190, 120, 255);
const LEGEND: Rgb888 = Rgb888::new(255, 150, 200);
const NOTE: Rgb888 = Rgb888::new(90, 210, 150);
const UNPLACED: Rgb888 = Rgb888::new(255, 30, 30);

/// How far beyond its words the mark of a row reaches, in tenths of a point.
const MARGIN: i32 = 15;

/// What is drawn over one page.
#[derive(Debug, Default)]
pub struct Marks {
    tables: Vec<Sides>,
    cells: Vec<Sides>,
    fields: Vec<Sides>,
    rows: Vec<(usize, Sides, String)>,
    words: Vec<(Class, Sides)>,
}

/// Returns the marks of each page, counted from 0.
pub fn of_pages(pages: &Pages, parsed: &Parsed, classes: &[(Span, Class)]) -> BTreeMap<u32, Marks> {
    let mut marks: BTreeMap<u32, Marks> = BTreeMap::new();
    for grid in &pages.grids {
        let turned = pages.turned.iter().find(|turned| turned.page == grid.page);
        marks.entry(grid.page).or_default().add_grid(grid, turned);
    }
    for (ordinal, row) in parsed.rows.iter().enumerate() {
        add_row(&mut marks, ordinal, row, &parsed.places);
    }
    for page in marks.values_mut() {
        page.fit_rows();
    }
    for (span, class) in classes.iter().filter(|(_, class)| !matches!(class, Class::Cells | Class::Prose)) {
        if let Some((page, sides)) = area(*span, &parsed.places) {
            marks.entry(page).or_default().words.push((*class, sides));
        }
    }
    marks
}

impl Marks {
    /// Draws the marks, and the key to their colours.
    pub fn draw(&self, canvas: &mut Canvas) {
        for (ordinal, sides, _) in &self.rows {
            canvas.tint(*sides, row_colour(*ordinal), ROW);
        }
        for (class, sides) in &self.words {
            if let Some((colour, strength)) = ink(*class) {
                canvas.tint(*sides, colour, strength);
            }
        }
        for sides in &self.cells {
            canvas.outline(*sides, CELL, 1);
        }
        for sides in &self.fields {
            canvas.outline(*sides, FIELD, 1);
        }
        for sides in &self.tables {
            canvas.outline(*sides, TABLE, 3);
        }
        for (_, sides) in self.words.iter().filter(|(class, _)| *class == Class::Unplaced) {
            canvas.outline(*sides, UNPLACED, 2);
        }
        for (_, [left, top, ..], name) in &self.rows {
            canvas.label(name, [*left, *top], NAME);
        }
        for (colour, strength, text) in
            [(TABLE, 255, "table"), (CELL, 255, "cell"), (FIELD, 255, "field"), (ROWS[0], ROW, "row: label #ordinal")]
        {
            canvas.key(colour, strength, text);
        }
        for (class, text) in [
            (Class::Headings, "heading"),
            (Class::Legend, "legend"),
            (Class::Notes, "note"),
            (Class::Furniture, "furniture"),
            (Class::Unplaced, "not placed"),
        ] {
            if let Some((colour, strength)) = ink(class) {
                canvas.key(colour, strength, text);
            }
        }
    }

    /// Makes the rows of a table as wide as the table is.
    fn fit_rows(&mut self) {
        for (_, [left, top, right, bottom], _) in &mut self.rows {
            let holds = |table: &&Sides| {
                let middle = |from: i32, to: i32| from / 2 + to / 2;
                let (x, y) = (middle(*left, *right), middle(*top, *bottom));
                (table[0]..=table[2]).contains(&x) && (table[1]..=table[3]).contains(&y)
            };
            if let Some(table) = self.tables.iter().find(holds) {
                (*left, *right) = (table[0].min(*left), table[2].max(*right));
            }
        }
    }

    fn add_grid(&mut self, grid: &Grid, turned: Option<&Turned>) {
        let displayed = |sides: Sides| turned.map_or(sides, |turned| turned.displayed(sides));
        let edges = |edges: &[i32], from: usize, to: usize| Some((*edges.get(from)?, *edges.get(to)?));
        for cell in &grid.cells {
            let across = edges(&grid.columns, cell.columns.start, cell.columns.end);
            let down = edges(&grid.edges, cell.rows.start, cell.rows.end);
            if let (Some((left, right)), Some((top, bottom))) = (across, down) {
                self.cells.push(displayed([left, top, right, bottom]));
            }
        }
        if let ([left, .., right], [top, .., bottom]) = (grid.columns.as_slice(), grid.edges.as_slice()) {
            self.tables.push(displayed([*left, *top, *right, *bottom]));
        }
    }
}

/// Adds the marks of a row: one for each page, or column of a page, that it stands on, and one for each field there.
fn add_row(marks: &mut BTreeMap<u32, Marks>, ordinal: usize, row: &Row, places: &[LinePlace]) {
    let name = match &row.label {
        Some(label) => format!("{} #{ordinal}", label.text.chars().take(12).collect::<String>()),
        None => format!("#{ordinal}"),
    };
    let mut whole: BTreeMap<u32, Sides> = BTreeMap::new();
    let cells = row.cells.iter().map(|(_, cell)| cell).chain(row.extra.iter().map(|(_, cell)| cell));
    for cell in row.label.iter().chain(cells).chain(&row.note) {
        for (page, sides) in pieces(cell, places) {
            marks.entry(page).or_default().fields.push(widened(sides, MARGIN / 3));
            whole.entry(page).and_modify(|whole| *whole = union(*whole, sides)).or_insert(sides);
        }
    }
    for (page, sides) in whole {
        marks.entry(page).or_default().rows.push((ordinal, widened(sides, MARGIN), name.clone()));
    }
}

/// Returns the pieces of a cell: lines that follow one another downwards on one page make one.
fn pieces(cell: &Cell, places: &[LinePlace]) -> Vec<(u32, Sides)> {
    let mut pieces: Vec<(u32, Sides, i32)> = Vec::new();
    for span in &cell.spans {
        let Some((page, sides)) = area(*span, places) else { continue };
        match pieces.last_mut() {
            Some((last, whole, top)) if *last == page && *top <= sides[1] => {
                *whole = union(*whole, sides);
                *top = sides[1];
            }
            _ => pieces.push((page, sides, sides[1])),
        }
    }
    pieces.into_iter().map(|(page, sides, _)| (page, sides)).collect()
}

fn area(span: Span, places: &[LinePlace]) -> Option<(u32, Sides)> {
    let place = places.get(span.line as usize)?;
    let (left, right) = place.extent(span)?;
    Some((place.page, [left, place.top, right, place.bottom]))
}

fn union(one: Sides, other: Sides) -> Sides {
    let ([a, b, c, d], [e, f, g, h]) = (one, other);
    [a.min(e), b.min(f), c.max(g), d.max(h)]
}

fn widened([left, top, right, bottom]: Sides, by: i32) -> Sides {
    [left.saturating_sub(by), top.saturating_sub(by), right.saturating_add(by), bottom.saturating_add(by)]
}

fn row_colour(ordinal: usize) -> Rgb888 {
    let [one, other] = ROWS;
    if ordinal.is_multiple_of(2) { one } else { other }
}

/// Returns how words of a class are tinted.
fn ink(class: Class) -> Option<(Rgb888, u8)> {
    match class {
        Class::Furniture => Some((FURNITURE, 120)),
        Class::Headings => Some((HEADING, 110)),
        Class::Legend => Some((LEGEND, 130)),
        Class::Notes => Some((NOTE, 110)),
        Class::Unplaced => Some((UNPLACED, 150)),
        Class::Cells | Class::Prose => None,
    }
}
