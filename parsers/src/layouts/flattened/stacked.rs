//! Tables whose cells stand below one another, one a paragraph or one a line, as their headings do.
//!
//! In: the lines of a table's body. Out: the cells of its rows, found as the best way to walk through the columns: each cell
//! is the next column's, goes on from the cell before, or begins the next row; how well it fits is told by its look. Where
//! too few rows come out whole, the table is none of this kind, and nothing is taken. No label is needed for it: the column
//! of numbers may stand last, or be missing.

use std::collections::BTreeMap;

use super::body::{Body, BodyLine};
use super::evidence::{self, Dates};
use crate::cell::Cell;
use crate::label;
use crate::layouts::{finish, heading};
use crate::ledger::Class;
use crate::lines::Lines;
use crate::reading::{Header, Reading};
use crate::row::{Field, Row};
use crate::span::Span;

const NEVER: i32 = i32::MIN / 4;
/// What a cell costs that a row leaves out, and what it costs where that is the action or the label.
const EMPTY: i32 = 22;
const HEADLESS: i32 = 60;

/// How the cells of a table are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parted {
    /// By blank lines.
    Paragraphs,
    /// By line ends; blank lines part rows.
    Lines,
}

/// Lines that stand for one cell, or for a part of one.
#[derive(Debug)]
struct Unit {
    spans: Vec<Span>,
    text: String,
    /// The index of its first line in the body.
    at: usize,
    /// Whether a blank line stands before it.
    apart: bool,
    /// Whether a page ends before it.
    torn: bool,
}

/// What a unit was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The first of a row, in this column.
    Opens(usize),
    /// A cell of the row, in this column.
    Fills(usize),
    /// The rest of the cell before it.
    GoesOn(usize),
    /// A heading between two rows.
    Section,
}

/// The rows of such a table.
#[derive(Debug)]
pub struct Stack {
    units: Vec<Unit>,
    places: Vec<Place>,
    /// How many of the body's lines they take up.
    pub lines: usize,
}

/// Finds the rows among `body`, the lines below `header`.
pub fn find(header: &Header, body: &[BodyLine], lines: &Lines<'_>) -> Option<Stack> {
    let fields: Vec<Field> = header.columns.iter().map(|column| column.field).collect();
    let parted = parted(header, lines)?;
    let units = units(body, lines, parted, fields.contains(&Field::Number));
    if units.len() < fields.len() * 2 - 1 {
        return None;
    }
    let places = Walk::new(&fields, &units, parted).best();
    let rows = places.iter().filter(|place| matches!(place, Place::Opens(_))).count();
    let whole = whole_rows(&places, fields.len());
    let lines = places.len().checked_sub(1).map_or(0, |last| units[last].at + units[last].spans.len());
    (rows >= 2 && whole * 2 >= rows).then_some(Stack { units, places, lines })
}

/// Says how the cells below `header` are parted, where they can stand below one another at all.
fn parted(header: &Header, lines: &Lines<'_>) -> Option<Parted> {
    let starts: Vec<usize> =
        header.columns.iter().filter_map(|column| column.cell.spans.first()).map(|span| span.line as usize).collect();
    let numbered = header.columns.first().is_some_and(|first| first.field == Field::Number);
    let stacked = starts.windows(2).all(|pair| pair[0] < pair[1]);
    let spaced = starts.windows(2).all(|pair| (pair[0]..pair[1]).any(|line| lines.is_blank(line)));
    match (stacked, spaced, numbered) {
        (true, true, _) => Some(Parted::Paragraphs),
        (true, false, _) => Some(Parted::Lines),
        // Where labels begin the rows, these are the better guide.
        (false, _, true) => None,
        (false, _, false) => Some(Parted::Paragraphs),
    }
}

fn is_year(label: &label::Label<'_>) -> bool {
    label.number().is_some_and(|number| (1900..2100).contains(&number))
}

fn units(body: &[BodyLine], lines: &Lines<'_>, parted: Parted, numbered: bool) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    // A label alone on its line is a cell, even where the heading above it or the wording below it stands close.
    let labelled = |span: Span| {
        numbered && label::whole(lines.slice(span)).is_some_and(|label| !label.bare.is_empty() && !is_year(&label))
    };
    for (at, line) in body.iter().enumerate() {
        let apart = line.blank > 0 || line.torn;
        let before = at.checked_sub(1).map(|before| body[before].span);
        let parts = labelled(line.span) || before.is_some_and(labelled);
        match units.last_mut() {
            Some(unit) if parted == Parted::Paragraphs && !apart && !parts => unit.spans.push(line.span),
            _ => units.push(Unit { spans: vec![line.span], text: String::new(), at, apart, torn: line.torn }),
        }
    }
    for unit in &mut units {
        unit.text = Cell::from_spans(unit.spans.clone(), lines).text;
    }
    units
}

/// Counts the rows that have a cell in every column, each of one unit.
fn whole_rows(places: &[Place], columns: usize) -> usize {
    let mut whole = 0;
    let mut filled = 0;
    for (at, place) in places.iter().enumerate() {
        filled = match place {
            Place::Opens(_) => 1,
            Place::Fills(_) => filled + 1,
            Place::GoesOn(_) => filled,
            Place::Section => 0,
        };
        let ends = places.get(at + 1).is_none_or(|next| matches!(next, Place::Opens(_) | Place::Section));
        whole += usize::from(ends && filled == columns);
    }
    whole
}

/// The walk through the columns.
struct Walk<'u> {
    fields: &'u [Field],
    units: &'u [Unit],
    parted: Parted,
    /// How well each unit fits each column.
    fits: Vec<Vec<i32>>,
    /// Whether blank lines part the rows of a table whose cells are lines.
    blanks_part: bool,
}

impl<'u> Walk<'u> {
    fn new(fields: &'u [Field], units: &'u [Unit], parted: Parted) -> Self {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for unit in units {
            *seen.entry(unit.text.as_str()).or_default() += 1;
        }
        let fit = |unit: &Unit| {
            let again = seen.get(unit.text.as_str()).is_some_and(|&count| count > 1);
            fields.iter().map(|&field| fit(field, &unit.text, again)).collect()
        };
        let fits = units.iter().map(fit).collect();
        let blanks_part = parted == Parted::Lines && units.iter().filter(|unit| unit.apart).count() >= 2;
        Self { fields, units, parted, fits, blanks_part }
    }

    /// What it costs that the columns `from..to` of a row are empty.
    fn empty(&self, from: usize, to: usize) -> i32 {
        let cost = |field: &Field| match field {
            Field::Action | Field::Number => HEADLESS,
            _ => EMPTY,
        };
        self.fields.get(from..to).unwrap_or_default().iter().map(cost).sum()
    }

    /// Returns what each unit is, up to the last that belongs to the table.
    fn best(&self) -> Vec<Place> {
        let columns = self.fields.len();
        // One state for each column, one for a heading.
        let mut scores = vec![NEVER; columns + 1];
        let mut trail: Vec<Vec<(Place, usize)>> = Vec::with_capacity(self.units.len());
        let mut end = (0, 0, 0);
        for (at, unit) in self.units.iter().enumerate() {
            let mut next = vec![NEVER; columns + 1];
            let mut steps = vec![(Place::Section, columns); columns + 1];
            let mut offer = |to: usize, score: i32, place: Place, from: usize| {
                if score > next[to] {
                    next[to] = score;
                    steps[to] = (place, from);
                }
            };
            for column in 0..columns {
                let fit = self.fits[at][column];
                let opening = fit - self.empty(0, column) + self.row_begins(unit, column);
                if at == 0 {
                    offer(column, opening, Place::Opens(column), columns);
                }
                for (from, &score) in scores.iter().enumerate().filter(|(_, score)| **score > NEVER) {
                    if from == columns {
                        offer(column, score + opening, Place::Opens(column), from);
                        continue;
                    }
                    offer(column, score + opening - self.empty(from + 1, columns), Place::Opens(column), from);
                    if column > from {
                        let filled = fit - self.empty(from + 1, column) - self.row_goes_on(unit);
                        offer(column, score + filled, Place::Fills(column), from);
                    }
                    if column == from {
                        offer(column, score - self.going_on(at, column), Place::GoesOn(column), from);
                    }
                }
            }
            let headed = is_section(&unit.text) && unit.apart | (self.parted == Parted::Lines);
            if headed && at == 0 {
                offer(columns, -5, Place::Section, columns);
            } else if headed {
                for (from, &score) in scores.iter().enumerate().take(columns).filter(|(_, score)| **score > NEVER) {
                    offer(columns, score - 12 - self.empty(from + 1, columns), Place::Section, from);
                }
            }
            scores = next;
            trail.push(steps);
            for (column, &score) in scores.iter().enumerate().take(columns) {
                let whole = score.saturating_sub(self.empty(column + 1, columns));
                if whole > end.0 {
                    end = (whole, at + 1, column);
                }
            }
        }
        let (_, count, mut state) = end;
        let mut places = Vec::with_capacity(count);
        for steps in trail.iter().take(count).rev() {
            let (place, from) = steps[state];
            places.push(place);
            state = from;
        }
        places.reverse();
        // A last paragraph, a sentence, has nowhere else to go than to the last cell.
        if let (Some(&(Place::Fills(column) | Place::GoesOn(column))), Some(rest)) =
            (places.last(), self.units.get(places.len()))
            && places.len() + 1 == self.units.len()
            && matches!(self.fields[column], Field::Status | Field::Extra)
            && rest.text.ends_with('.')
            && !rest.torn
        {
            places.push(Place::GoesOn(column));
        }
        places
    }

    fn row_begins(&self, unit: &Unit, column: usize) -> i32 {
        let inside = evidence::begins_inside(&unit.text) && self.fields[column] != Field::Number;
        let parted = if self.blanks_part && !unit.apart { 25 } else { 0 };
        -parted - if inside { 30 } else { 0 }
    }

    fn row_goes_on(&self, unit: &Unit) -> i32 {
        if self.blanks_part && unit.apart && !unit.torn { 25 } else { 0 }
    }

    /// What it costs that a unit goes on in the cell before it.
    fn going_on(&self, at: usize, column: usize) -> i32 {
        let unit = &self.units[at];
        let open = at.checked_sub(1).is_some_and(|before| !evidence::is_closed(&self.units[before].text));
        let inside = evidence::begins_inside(&unit.text);
        let wordy = matches!(self.fields[column], Field::Action | Field::Status | Field::Extra);
        let cost = match (wordy, inside && open, self.parted) {
            (true, true, _) => 2,
            (true, false, Parted::Paragraphs) if unit.torn => 8,
            (true, false, Parted::Paragraphs) => 24,
            (true, false, Parted::Lines) => 10,
            (false, true, _) => 12,
            (false, false, _) => 30,
        };
        let dated = evidence::date_fit(&unit.text, Dates::Deadline).is_some();
        cost + self.row_goes_on(unit) + if dated && wordy { 20 } else { 0 }
    }
}

/// How well `text` fits a column of `field`; `again`: it stands elsewhere as well.
fn fit(field: Field, text: &str, again: bool) -> i32 {
    let words = text.split_whitespace().count();
    let labelled = label::whole(text).is_some_and(|label| !label.bare.is_empty());
    let dated = evidence::date_fit(text, Dates::Deadline).filter(|fit| *fit > 0);
    let status = evidence::has_status_word(text);
    match field {
        Field::Number if labelled => 40,
        Field::Number => -60,
        Field::Deadline | Field::Raised => match (evidence::date_fit(text, dates(field)).filter(|fit| *fit > 0), words)
        {
            // `Ongoing` stands for a date as well as for a state.
            (Some(_), _) if status => 12,
            (Some(_), _) => 40,
            (None, _) if labelled => -40,
            (None, 0..=4) => -8,
            (None, 5..=7) => -25,
            (None, _) => -60,
        },
        Field::Owner => match words {
            _ if dated.is_some() && !status => -40,
            _ if labelled => -50,
            _ if status => -30,
            0..=5 if text.ends_with('.') => 0,
            0..=5 if again => 22,
            0..=5 => 12,
            6..=10 => -20,
            _ => -50,
        },
        Field::Status if dated.is_some() && !status => -25,
        Field::Status if labelled => -40,
        Field::Status if evidence::opens_status(text) => 25,
        Field::Status => 2,
        Field::Action if labelled || dated.is_some() => -50,
        Field::Action if status => -20,
        Field::Action if words >= 3 => 14,
        Field::Action => 0,
        Field::Extra if labelled => -10,
        Field::Extra => 0,
    }
}

fn dates(field: Field) -> Dates {
    if field == Field::Raised { Dates::Raised } else { Dates::Deadline }
}

/// Tells whether `text` may be a heading between two rows.
fn is_section(text: &str) -> bool {
    heading::is_heading_like(text)
        && text.split_whitespace().count() <= 8
        && label::leading(text).is_none()
        && !evidence::opens_status(text)
        && evidence::date_fit(text, Dates::Deadline).is_none()
}

/// Makes rows of `stack` in table `table`.
pub fn build(reading: &mut Reading<'_>, table: usize, header: &Header, body: &Body, stack: &Stack) {
    let mut rows: Vec<Row> = Vec::new();
    let mut section: Option<Cell> = None;
    let mut sections = body.sections.iter().peekable();
    for (unit, place) in stack.units.iter().zip(&stack.places) {
        while let Some((_, cell)) = sections.next_if(|(before, _)| *before <= unit.at) {
            section = Some(cell.clone());
        }
        let cell = Cell::from_spans(unit.spans.clone(), &reading.lines);
        match place {
            Place::Section => {
                reading.ledger.claim_all(&cell.spans, Class::Headings);
                heading::note_date(reading, &cell);
                section = Some(cell);
            }
            Place::Opens(column) => {
                rows.push(empty_row(table, header, section.clone()));
                fill(rows.last_mut(), header, *column, &cell);
            }
            Place::Fills(column) => fill(rows.last_mut(), header, *column, &cell),
            Place::GoesOn(column) => {
                fill(rows.last_mut(), header, *column, &cell);
                if let Some(row) = rows.last_mut().filter(|_| unit.torn) {
                    finish::mark_continued(row, true);
                }
            }
        }
    }
    finish::add_rows(reading, rows, false);
}

fn empty_row(table: usize, header: &Header, section: Option<Cell>) -> Row {
    let mut row = Row::new(table);
    row.section = section;
    for column in &header.columns {
        match column.field {
            Field::Number => {}
            Field::Extra => row.extra.push((column.cell.text.clone(), Cell::default())),
            field => row.cells.push((field, Cell::default())),
        }
    }
    row
}

fn fill(row: Option<&mut Row>, header: &Header, column: usize, cell: &Cell) {
    let Some((row, heading)) = row.zip(header.columns.get(column)) else { return };
    match heading.field {
        Field::Number => row.label.get_or_insert_default().append(cell),
        Field::Extra => {
            if let Some((_, there)) = row.extra.iter_mut().find(|(of, _)| *of == heading.cell.text) {
                there.append(cell);
            }
        }
        field => row.cell_mut(field).append(cell),
    }
}
