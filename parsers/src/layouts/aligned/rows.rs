//! Makes rows of lines that are cut into columns: sections, rows, what goes on over a page, where the table ends.
//!
//! In: a page's lines and the edges of its columns. Out: rows, and the words of headings and strays placed.

use std::ops::Range;

use super::grid::{self, Chunk, Scale};
use super::runs::{self, Entry, Reach};
use super::{pitch, unlabelled};
use crate::cell::Cell;
use crate::label;
use crate::layouts::{finish, furniture, heading, legacy, separated};
use crate::ledger::Class;
use crate::reading::{Header, Reading};
use crate::row::{Field, Row, Table};

/// How many lines below a heading are searched for a row.
const REACH: usize = 16;

/// Collects the rows of one table, page by page.
pub struct Builder {
    table: usize,
    fields: Vec<Field>,
    headings: Vec<String>,
    number: Option<usize>,
    action: Option<usize>,
    section: Option<Cell>,
    rows: Vec<Row>,
    /// How many labels stand beside the beginning of an action, and how many do not.
    beside: (usize, usize),
    /// Whether actions begin with their labels.
    fused: Option<bool>,
}

impl Builder {
    /// Begins the table `table` below `header`.
    pub fn new(header: &Header, table: usize) -> Self {
        let fields: Vec<Field> = header.columns.iter().map(|column| column.field).collect();
        let position = |of| fields.iter().position(|&field| field == of);
        Self {
            table,
            number: position(Field::Number),
            action: position(Field::Action),
            headings: finish::unique(header.columns.iter().map(|column| column.cell.text.clone()).collect()),
            fields,
            section: None,
            rows: Vec::new(),
            beside: (0, 0),
            fused: None,
        }
    }

    /// Reads the lines `page`, and returns the line at which the table ends, where it does. `limit` is the next header
    /// row; `opens_page` says whether a row may go on from the page before.
    pub fn read_page(
        &mut self,
        reading: &mut Reading<'_>,
        page: Range<usize>,
        edges: &[usize],
        limit: usize,
        opens_page: bool,
    ) -> Option<usize> {
        let mut run: Vec<Entry> = Vec::new();
        let mut carried = opens_page;
        let mut gap = false;
        let scale = Scale::of(reading);
        for line in page {
            let text = reading.lines.text(line);
            if text.trim().is_empty() {
                gap = true;
                continue;
            }
            if furniture::of(reading).contains(line) || separated::is_rule(text) || legacy::is_legend(reading, line) {
                continue;
            }
            let chunks = grid::chunks_of(reading, line);
            let (columns, crossing) = grid::place(&chunks, edges, scale);
            let cells = columns
                .iter()
                .map(|pieces| Cell::from_spans(pieces.iter().map(|piece| piece.span(line)).collect(), &reading.lines));
            let reach = columns.iter().map(|pieces| Reach::of(pieces)).collect();
            let entry = Entry {
                gap,
                height: reading.shapes.place(line).map(|place| place.bottom),
                cells: cells.collect(),
                reach,
            };
            let stands_off = stands_off(&chunks, edges, scale);
            let alone =
                chunks.len() == 1 && (crossing > 0 || self.is_heading_alone(reading, line, &entry, &run, stands_off));
            let prose = crossing > 0 && chunks.len() <= 2 && entry.filled() <= 2 && !self.is_label(&entry);
            gap = false;
            if !(alone || prose || entry.filled() > 0 && heading::is_note(text) && chunks.len() == 1) {
                run.push(entry);
                continue;
            }
            let follows = self.rows_follow(reading, line + 1, limit);
            let is_heading = alone && heading::is_heading_like(text);
            if is_heading && follows {
                self.close_run(reading, std::mem::take(&mut run), carried);
                carried = false;
                self.open_section(reading, line);
            } else if follows {
                let span = reading.lines.trimmed(line);
                reading.leave_unplaced(vec![span], "this runs across the columns of a table, between its rows");
            } else {
                self.close_run(reading, run, carried);
                return Some(line);
            }
        }
        self.close_run(reading, run, carried);
        None
    }

    /// Adds the rows to the reading.
    pub fn finish(self, reading: &mut Reading<'_>) {
        finish::add_rows(reading, self.rows, self.fused == Some(true));
    }

    fn is_label(&self, entry: &Entry) -> bool {
        let text = entry.text(self.number);
        self.number.is_some()
            && (label::whole(text).is_some()
                || text.len() <= 16
                    && !text.contains(' ')
                    && entry.filled() >= 3
                    && text.contains(|c: char| c.is_ascii_digit()))
    }

    /// Tells whether the only chunk of a line, which crosses no edge, is a heading all the same. `stands_off` tells whether
    /// it stands off from the left of its column.
    fn is_heading_alone(
        &self,
        reading: &Reading<'_>,
        line: usize,
        entry: &Entry,
        run: &[Entry],
        stands_off: bool,
    ) -> bool {
        let Some(column) = entry.cells.iter().position(|cell| !cell.is_empty()) else { return false };
        let text = entry.text(Some(column));
        if Some(column) == self.number {
            let goes_on = run.last().is_some_and(|before| {
                let label = before.text(self.number);
                !entry.gap && !label.is_empty() && (label.ends_with(['-', '/', '.']) || text.len() <= 4)
            });
            return label::whole(text).is_none() && !goes_on;
        }
        // On a page a cell may be centred, and its last line stand alone: only its type tells a heading from it.
        let shapes = &reading.shapes;
        let set_apart = !shapes.are_known()
            || shapes.is_larger(line)
            || shapes.is_bold(line)
            || heading::names_a_state(text)
            || column == 0 && !text.contains(char::is_lowercase);
        let fits = set_apart && heading::is_heading_like(text) && self.is_finished(run, column);
        // A heading in the middle of the page stands off from the left of the column it happens to be in.
        if column == 0 { entry.gap && fits } else { stands_off && fits && self.number.is_some() }
    }

    fn is_finished(&self, run: &[Entry], column: usize) -> bool {
        let before = run.iter().rev().map(|entry| entry.text(Some(column))).find(|text| !text.is_empty());
        before.is_none_or(|text| text.ends_with(['.', '!', '?', ':', ';', ')']))
    }

    /// Tells whether a row of this table stands among the next lines, or its header row again.
    fn rows_follow(&self, reading: &Reading<'_>, from: usize, limit: usize) -> bool {
        let mut seen = 0;
        for line in from..limit.min(from + 4 * REACH) {
            let text = reading.lines.text(line);
            if text.trim().is_empty() || furniture::of(reading).contains(line) || text.len() > 4000 {
                continue;
            }
            seen += 1;
            if seen > REACH || heading::is_note(text) {
                return false;
            }
            let chunks = grid::chunks_of(reading, line);
            let labelled = label::leading(text.trim_start()).is_some();
            if chunks.len() >= 2
                && (labelled && self.number.is_some_and(|it| it == 0)
                    || self.number != Some(0) && chunks.len() >= 2.max(self.fields.len() - 2))
            {
                return true;
            }
            // Running text between a heading and any row: the rows further down are another matter.
            if chunks.len() == 1 && text.split_whitespace().count() > 16 {
                return false;
            }
        }
        false
    }

    fn open_section(&mut self, reading: &mut Reading<'_>, line: usize) {
        let bare = heading::bare(reading.lines.text(line));
        let cell = Cell::from_span(heading::span_of(&reading.lines, line, bare), &reading.lines);
        reading.ledger.claim(reading.lines.trimmed(line), Class::Headings);
        heading::note_date(reading, &cell);
        if heading::names_a_state(&cell.text) && self.rows.iter().any(|row| row.table == self.table) {
            let next = Table { title: Some(cell), ..reading.tables[self.table].clone() };
            self.table = reading.add_table(next);
            self.section = None;
        } else {
            self.section = Some(cell);
        }
    }

    /// Makes rows of the lines `run`.
    fn close_run(&mut self, reading: &mut Reading<'_>, mut run: Vec<Entry>, carried: bool) {
        if run.is_empty() {
            return;
        }
        let carried = carried && self.rows.last().is_some_and(|row| row.table == self.table);
        let starts = match self.number {
            Some(_) => {
                let labels: Vec<usize> = (0..run.len()).filter(|&at| self.opens_by_label(&run, at)).collect();
                pitch::mark_gaps(&mut run, &labels, self.action);
                for &label in &labels {
                    let action = run[label].text(self.action);
                    let begins = !action.is_empty() && !action.starts_with(char::is_lowercase);
                    if begins { self.beside.0 += 1 } else { self.beside.1 += 1 }
                }
                let centred = self.beside.1 >= 2 && self.beside.1 * 5 >= self.beside.0;
                runs::starts(&run, &labels, self.action, centred, carried)
            }
            None => {
                pitch::mark_gaps(&mut run, &[], self.action);
                self.starts_without_labels(reading, &run, carried)
            }
        };
        let mut starts = starts.into_iter().peekable();
        let mut open = carried;
        for (at, entry) in run.into_iter().enumerate() {
            if starts.peek() == Some(&at) {
                starts.next();
                self.new_row();
                open = false;
            } else if open || at == 0 {
                let Some(row) = self.rows.last_mut().filter(|_| carried) else {
                    let spans = entry.cells.into_iter().flat_map(|cell| cell.spans).collect();
                    reading.leave_unplaced(spans, "this stands below a table's header row but in no row");
                    continue;
                };
                finish::mark_continued(row, true);
            }
            self.fill(reading, entry);
        }
    }

    fn opens_by_label(&self, run: &[Entry], at: usize) -> bool {
        if !self.is_label(&run[at]) {
            return false;
        }
        // `ACT-2019-` goes on in `07` on the next line.
        let before = at.checked_sub(1).map_or("", |before| run[before].text(self.number));
        !(before.ends_with(['-', '/']) && before.len() > 1 && !run[at].gap)
    }

    fn starts_without_labels(&mut self, reading: &Reading<'_>, run: &[Entry], carried: bool) -> Vec<usize> {
        if self.fused.is_none() {
            self.fused = Some(unlabelled::begins_with_labels(run, self.action));
        }
        if self.fused == Some(true) {
            return unlabelled::labelled_starts(run, self.action);
        }
        match (reading.shapes.are_known(), self.action) {
            (true, Some(action)) => unlabelled::placed_starts(run, action, carried, Scale::of(reading)),
            _ => unlabelled::starts(run, self.action, &self.fields, carried),
        }
    }

    fn new_row(&mut self) {
        let mut row = Row::new(self.table);
        row.section = self.section.clone();
        for (field, heading) in self.fields.iter().zip(&self.headings) {
            match field {
                Field::Number => {}
                Field::Extra => row.extra.push((heading.clone(), Cell::default())),
                field => row.cells.push((*field, Cell::default())),
            }
        }
        self.rows.push(row);
    }

    fn fill(&mut self, reading: &mut Reading<'_>, entry: Entry) {
        let Some(row) = self.rows.last_mut() else {
            let spans = entry.cells.into_iter().flat_map(|cell| cell.spans).collect();
            return reading.leave_unplaced(spans, "this stands below a table's header row but in no row");
        };
        for ((field, heading), cell) in self.fields.iter().zip(&self.headings).zip(entry.cells) {
            if cell.is_empty() {
                continue;
            }
            match field {
                Field::Number => row.label.get_or_insert_default().append(&cell),
                Field::Extra => {
                    if let Some((_, there)) = row.extra.iter_mut().find(|(of, _)| of == heading) {
                        there.append(&cell);
                    }
                }
                field => row.cell_mut(*field).append(&cell),
            }
        }
    }
}

/// Tells whether a line begins right of the left side of its first column by more than three characters.
fn stands_off(chunks: &[Chunk], edges: &[usize], scale: Scale) -> bool {
    let start = chunks.first().map_or(0, Chunk::start);
    let column = edges.partition_point(|&edge| edge <= start);
    let left = column.checked_sub(1).and_then(|before| edges.get(before)).copied().unwrap_or(0);
    start > left + 3 * scale.character
}
