//! Tables that are drawn: by rulings or by shading, grid after grid and page after page.
//!
//! In: the grids of the pages and their lines. Out: the tables of actions among them, with every word of theirs placed.
//! What a grid is, its header row says ([`header`]); a grid without one is the next part of the table before it where its
//! columns and what stands between say so ([`join`]). Where every action has a small table of its own, [`form`] reads them. A drawn table of anything else is left to be read as running text.

mod colour;
mod draft;
mod form;
mod header;
mod join;
mod overflow;
mod sheet;
mod tall;
mod unread;

use std::ops::Range;

use crate::cell::Cell;
use crate::label;
use crate::layouts::heading;
use crate::ledger::Class;
use crate::pages::Colour;
use crate::problem::ProblemKind;
use crate::reading::{HeaderColumn, Reading};
use crate::row::Field;
use crate::span::Span;
use draft::{Draft, Part};
use form::Forms;
use header::Found;
use join::{Between, Columns};
use sheet::{Sheet, Stripe};
use unread::Likeness;

/// How far the numbers of a part without a header row may go on from those before it.
const STEP: u64 = 3;
/// What is said of the first row of a part that is taken for one by its numbers alone.
const BY_NUMBER: &str = "no header row of its own: read under the headings of the table before";

/// Reads every drawn table of actions.
pub fn read(reading: &mut Reading<'_>) {
    let Some(pages) = reading.pages else { return };
    for swatch in &pages.legend {
        reading.ledger.claim_all(&swatch.spans, Class::Legend);
    }
    let legend = colour::legend(reading, pages);
    let mut walk = Walk { reading, legend, draft: None, forms: Forms::default(), unread: Vec::new() };
    for grid in &pages.grids {
        let sheet = Sheet::of(walk.reading, pages, grid);
        walk.take(&sheet);
    }
    walk.take_overflow(walk.reading.lines.len());
    walk.close();
    walk.finish();
}

/// The walk from grid to grid.
struct Walk<'r, 'a> {
    reading: &'r mut Reading<'a>,
    legend: Vec<(Colour, String)>,
    /// The table that may go on.
    draft: Option<Draft>,
    /// The actions that have a small table each.
    forms: Forms,
    /// What looks like rows that nobody could read.
    unread: Vec<(Likeness, Vec<Span>)>,
}

impl Walk<'_, '_> {
    fn take(&mut self, sheet: &Sheet) {
        if sheet.lines.clone().all(|line| self.reading.lines.is_blank(line) || !self.reading.ledger.is_free(line)) {
            return;
        }
        self.take_overflow(sheet.lines.start);
        let headers = header::find(self.reading, sheet);
        let first = headers.first().map_or(sheet.stripes.len(), |header| header.titles.start);
        self.take_headless(sheet, 0..first);
        for (at, header) in headers.iter().enumerate() {
            let end = headers.get(at + 1).map_or(sheet.stripes.len(), |next| next.titles.start);
            let of: Columns = header.of.iter().map(|&column| column..column + 1).collect();
            if !self.is_repeated(sheet, header) {
                self.begin(sheet, header, of.clone());
            }
            if let Some(draft) = &mut self.draft {
                draft.take(self.reading, &Part { sheet, rows: header.rows.end..end, of }, None);
            }
        }
    }

    /// Takes the rows above the first header row: below a header that stands above the frame, of the table before, or of none.
    fn take_headless(&mut self, sheet: &Sheet, rows: Range<usize>) {
        let stripes = sheet.stripes.get(rows.clone()).unwrap_or_default();
        let Some(line) = first_line(sheet, rows.clone()) else { return };
        if let Some((columns, lines)) = header::above(self.reading, sheet, line) {
            let of: Columns = (0..sheet.width()).map(|column| column..column + 1).collect();
            let again = self.draft.as_ref().is_some_and(|draft| {
                let between = join::between(self.reading, draft.end..lines.start, &draft.titles());
                same_headings(&draft.columns, &columns) && matches!(between, Between::Nothing(_))
            });
            let lines: Vec<usize> = lines.collect();
            if !again {
                self.close();
                let title = lines.first().and_then(|&first| heading::take_title(self.reading, first));
                self.draft = Some(Draft::new(columns, title, sheet.edges.clone(), of.clone(), sheet.page));
            }
            claim_lines(self.reading, &lines, if again { Class::Furniture } else { Class::Headings });
            if let Some(draft) = &mut self.draft {
                draft.take(self.reading, &Part { sheet, rows, of }, None);
            }
            return;
        }
        if let Some(draft) = &mut self.draft
            && let Some((of, between, remark)) = goes_on(self.reading, draft, sheet, stripes, line)
        {
            match between {
                Between::Nothing(lines) => claim_lines(self.reading, &lines, Class::Furniture),
                Between::Headings(lines) => {
                    for line in lines {
                        let bare = heading::bare(self.reading.lines.text(line));
                        let span = heading::span_of(&self.reading.lines, line, bare);
                        let cell = Cell::from_span(span, &self.reading.lines);
                        draft.take_heading(self.reading, cell);
                    }
                }
                Between::Wording => {}
            }
            draft.take(self.reading, &Part { sheet, rows, of }, remark);
        } else if let Some(form) = form::read(self.reading, stripes) {
            self.forms.take(self.reading, form);
        } else if let Some(likeness) = unread::likeness(self.reading, sheet, stripes) {
            self.unread.push((likeness, header::spans(sheet, rows)));
        } else if unread::is_figures(stripes) {
            let last = header::spans(sheet, rows).iter().map(|span| span.line as usize + 1).max();
            // Grids come in the order of their lines; one that does not is not remembered.
            let fits = self.reading.figures.last().is_none_or(|before| before.end <= line);
            self.reading.figures.extend(last.filter(|_| fits).map(|last| line..last));
        }
    }

    /// Tells whether a header row is that of the table before, printed once more; places it where it is.
    fn is_repeated(&mut self, sheet: &Sheet, header: &Found) -> bool {
        let Some(draft) = &self.draft else { return false };
        let titles = draft.titles();
        let title_again = |row: usize| {
            let banner = sheet.stripes.get(row).and_then(|stripe| stripe.banner(sheet.width()));
            banner.is_none_or(|piece| join::says_again(piece.text(), &titles))
        };
        if !same_headings(&draft.columns, &header.columns) || !header.titles.clone().all(title_again) {
            return false;
        }
        let Some(line) = first_line(sheet, header.titles.start..header.rows.end) else { return false };
        let Between::Nothing(lines) = join::between(self.reading, draft.end..line, &titles) else { return false };
        claim_lines(self.reading, &lines, Class::Furniture);
        let spans = header::spans(sheet, header.titles.start..header.rows.end);
        self.reading.ledger.claim_all(&spans, Class::Furniture);
        true
    }

    /// Begins the table below `header`.
    fn begin(&mut self, sheet: &Sheet, header: &Found, of: Columns) {
        self.close();
        let fused = header.columns.iter().find(|column| column.field == Field::Action);
        let fused = fused.map(|column| &column.cell).filter(|cell| heading::names_a_state(&cell.text)).cloned();
        let row = header.titles.clone().next_back().and_then(|row| sheet.stripes.get(row));
        let row = row.and_then(|stripe| stripe.banner(sheet.width())).map(|piece| &piece.cell);
        let row = row.filter(|cell| {
            cell.spans.first().is_some_and(|span| heading::may_be_title(self.reading, span.line as usize))
        });
        let above = match (row, first_line(sheet, header.titles.start..header.rows.end)) {
            (Some(row), _) => {
                self.reading.ledger.claim_all(&row.spans, Class::Headings);
                heading::note_date(self.reading, row);
                Some(row.clone())
            }
            (None, Some(line)) if header.titles.start == 0 => heading::take_title(self.reading, line),
            _ => None,
        };
        self.reading.ledger.claim_all(&header::spans(sheet, header.rows.clone()), Class::Headings);
        for column in &header.columns {
            heading::note_date(self.reading, &column.cell);
        }
        let title = fused.or(above);
        self.draft = Some(Draft::new(header.columns.clone(), title, sheet.edges.clone(), of, sheet.page));
    }

    /// Adds the actions that have small tables, and says what could not be read. Below a header row that is not understood may
    /// stand anything: it is taken for actions only where there are no others.
    fn finish(self) {
        self.forms.finish(self.reading);
        let none = self.reading.rows.is_empty();
        for (likeness, spans) in self.unread {
            if likeness == Likeness::Rows || none {
                self.reading.ledger.claim_all(&spans, Class::Unplaced);
                let message =
                    "this drawn table looks like rows of actions, but no header row of it could be understood";
                self.reading.problem(ProblemKind::NoHeader, message, spans);
            }
        }
    }

    /// Takes what goes on from the last row outside its frame, before line `end`.
    fn take_overflow(&mut self, end: usize) {
        if let Some(draft) = &mut self.draft
            && draft.end < end
        {
            let pieces = overflow::pieces(self.reading, draft, draft.end..end);
            draft.take_overflow(self.reading, &pieces);
        }
    }

    fn close(&mut self) {
        if let Some(draft) = self.draft.take() {
            draft.finish(self.reading, &self.legend);
        }
    }
}

/// Says how a part without a header row goes on from `draft`: its columns, what stands between, what there is to say of it.
fn goes_on(
    reading: &Reading<'_>,
    draft: &Draft,
    sheet: &Sheet,
    stripes: &[Stripe],
    line: usize,
) -> Option<(Columns, Between, Option<&'static str>)> {
    if looks_headed(reading, stripes) {
        return None;
    }
    let between = join::between(reading, draft.end..line, &draft.titles());
    let near = sheet.page <= draft.page + 1;
    if let Some(of) = join::columns(&draft.edges, &draft.of, &sheet.edges)
        && near
        && between != Between::Wording
    {
        let number = draft.number.and_then(|number| of.iter().position(|columns| columns.start == number));
        let (labels, others) = count_labels(stripes, number);
        let fits = match between {
            Between::Headings(_) => draft.number.is_none() || labels > others,
            _ => labels >= others,
        };
        if fits {
            return Some((of, between, None));
        }
    }
    // Elsewhere only numbers that go on tell that the rows are those of the same table.
    let same_count = sheet.width() == draft.columns.len();
    let first = stripes.iter().find_map(|stripe| stripe.own().next().filter(|piece| piece.columns.start == 0));
    let number = label::whole(first?.text())?.number()?;
    let last = draft.last_number().filter(|_| draft.number == Some(0))?;
    let (labels, others) = count_labels(stripes, Some(0));
    let follows = same_count && number > last && number - last <= STEP && labels > others * 4;
    let of = (0..sheet.width()).map(|column| column..column + 1).collect();
    follows.then_some((of, between, Some(BY_NUMBER)))
}

/// Counts the cells of a column that hold labels, and those that hold something else.
fn count_labels(stripes: &[Stripe], column: Option<usize>) -> (usize, usize) {
    let Some(column) = column else { return (0, 0) };
    let mut counts = (0, 0);
    let cells = stripes.iter().flat_map(Stripe::own).filter(|piece| piece.columns == (column..column + 1));
    for text in cells.map(|piece| join::without_continued(piece.text())) {
        let short = text.len() <= 40 && text.contains(|c: char| c.is_ascii_digit());
        if label::whole(text).is_some() || short || text.is_empty() {
            counts.0 += 1;
        } else {
            counts.1 += 1;
        }
    }
    counts
}

/// Tells whether the first of some rows looks like headings of columns, known or not.
fn looks_headed(reading: &Reading<'_>, stripes: &[Stripe]) -> bool {
    let mut stripes = stripes.iter().filter(|stripe| stripe.own().nth(1).is_some());
    let Some(first) = stripes.next() else { return false };
    let short = first.own().all(|piece| piece.text().split_whitespace().nth(7).is_none());
    let labelled = first.own().next().is_some_and(|piece| label::whole(piece.text()).is_some());
    if !short || labelled {
        return false;
    }
    let known = first.own().filter(|piece| reading.vocabulary.exact_meaning(piece.text()).is_some()).count();
    let bold = |stripe: &Stripe| stripe.own().all(|piece| piece.bold);
    known >= 2 || bold(first) && stripes.next().is_some_and(|next| !bold(next))
}

fn same_headings(one: &[HeaderColumn], other: &[HeaderColumn]) -> bool {
    let alike =
        |(one, other): (&HeaderColumn, &HeaderColumn)| one.cell.text.to_lowercase() == other.cell.text.to_lowercase();
    one.len() == other.len() && one.iter().zip(other).all(alike)
}

fn first_line(sheet: &Sheet, rows: Range<usize>) -> Option<usize> {
    header::spans(sheet, rows).iter().map(|span| span.line as usize).min()
}

fn claim_lines(reading: &mut Reading<'_>, lines: &[usize], class: Class) {
    for &line in lines {
        reading.ledger.claim_line(line, &reading.lines, class);
    }
}

#[cfg(test)]
mod drawing;
#[cfg(test)]
mod tests;
