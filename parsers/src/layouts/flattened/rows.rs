//! Rows of a flattened table: their pieces cut into columns, and what was torn apart joined again.

use std::collections::{BTreeMap, BTreeSet};

use super::body::{Body, BodyLine};
use super::cut::{self, Break, Entry, Kind, Known, Look, Word};
use super::evidence::{self, Dates};
use super::starts::{self, Expect, Start};
use crate::cell::Cell;
use crate::label::Label;
use crate::layouts::finish;
use crate::lines::Lines;
use crate::reading::{Header, Reading};
use crate::row::{Field, Row};
use crate::span::Span;

/// A continuation that fits no better than this is not placed.
const LEAST_FIT: i32 = -25;

/// A piece of a row: lines with nothing foreign and no page end between them.
type Piece<'a> = Vec<Word<'a>>;

/// A row as its pieces, and each piece's words by column.
#[derive(Debug)]
struct Draft<'a> {
    label: Label<'a>,
    label_span: Span,
    pieces: Vec<Piece<'a>>,
    interrupted: Vec<bool>,
    /// Whether a page ends before the row.
    torn: bool,
    /// For each column, the spans of its cell.
    cells: Vec<Vec<Span>>,
    repairs: Vec<String>,
    unplaced: Vec<Span>,
}

/// Reads the rows of `body` into `reading`.
pub fn read(reading: &mut Reading<'_>, table: usize, header: &Header, body: &Body) {
    let columns: Vec<usize> =
        (0..header.columns.len()).filter(|&column| header.columns[column].field != Field::Number).collect();
    let kinds: Vec<Kind> = columns.iter().map(|&column| kind(header.columns[column].field)).collect();
    let lines = reading.lines.clone();
    let expect = Expect {
        dates: kinds.iter().any(|kind| matches!(kind, Kind::Date(_))),
        status: kinds.contains(&Kind::Free(Field::Status)),
        closed_by_cell: matches!(kinds.last(), Some(Kind::Date(_) | Kind::Owner)),
    };
    let starts = starts::find(&body.lines, &lines, expect);
    let first = starts.first().map_or(body.lines.len(), |start| start.at);
    let before: Vec<Span> = body.lines[..first].iter().map(|line| line.span).collect();
    if !before.is_empty() {
        reading.leave_unplaced(before, "stands below a table's header, but before its first row");
    }
    let mut drafts: Vec<Draft<'_>> = starts
        .iter()
        .enumerate()
        .map(|(index, start)| {
            let end = starts.get(index + 1).map_or(body.lines.len(), |next| next.at);
            draft(start, &body.lines[start.at..end], &lines, kinds.len())
        })
        .collect();
    let mut known = Known { kinds, owners: BTreeSet::new(), date_shapes: BTreeSet::new(), action_width: None };
    for draft in &mut drafts {
        fill(draft, &known);
    }
    learn(&mut known, &drafts, &lines);
    for draft in &mut drafts {
        fill(draft, &known);
    }
    give_back(&mut drafts, &starts, &known);
    let mut rows: Vec<Row> = Vec::new();
    for (start, draft) in starts.iter().zip(drafts) {
        let mut row = row(reading, table, header, &columns, draft, &lines);
        row.section =
            body.sections.iter().rev().find(|(before, _)| *before <= start.at).map(|(_, section)| section.clone());
        rows.push(row);
    }
    if are_columns(&rows) {
        let labels = rows.iter().flat_map(|row| row.label.iter());
        let cells = rows.iter().flat_map(|row| row.cells.iter().map(|(_, cell)| cell));
        let extra = rows.iter().flat_map(|row| row.extra.iter().map(|(_, cell)| cell));
        let mut spans: Vec<Span> =
            labels.chain(cells).chain(extra).flat_map(|cell| cell.spans.iter().copied()).collect();
        spans.sort_unstable();
        return reading.leave_unplaced(
            spans,
            "the cells of this table stand column by column, so that no row can be told; read the document it was pulled from, or pull its text row by row",
        );
    }
    finish::add_rows(reading, rows, false);
}

/// Tells whether what was found are the labels of one column with the cells of others behind them: most rows have no action.
fn are_columns(rows: &[Row]) -> bool {
    let bare = |row: &&Row| row.cell(Field::Action).is_none_or(Cell::is_empty);
    rows.len() >= 3 && rows.iter().filter(bare).count() * 2 >= rows.len()
}

fn kind(field: Field) -> Kind {
    match field {
        Field::Deadline => Kind::Date(Dates::Deadline),
        Field::Raised => Kind::Date(Dates::Raised),
        Field::Owner => Kind::Owner,
        other => Kind::Free(other),
    }
}

/// Takes a row's lines apart into words, and those into pieces.
fn draft<'a>(start: &Start<'a>, body: &[BodyLine], lines: &Lines<'a>, columns: usize) -> Draft<'a> {
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    let mut interrupted = Vec::new();
    let mut label_span = body[0].span;
    for (index, line) in body.iter().enumerate() {
        let mut words = lines.words(line.span.line as usize).peekable();
        if index == 0 {
            let length = u32::try_from(start.label.printed.len()).unwrap_or(u32::MAX);
            label_span.end = label_span.start + length;
            while words.next_if(|word| word.start < label_span.end).is_some() {}
        }
        if index == 0 || line.torn {
            pieces.push(Vec::new());
            interrupted.push(line.interrupted);
        }
        let text = lines.text(line.span.line as usize);
        let width = lines.slice(line.span).chars().count();
        let mut before = if line.blank > 0 { Break::Blank } else { Break::Line };
        for span in words {
            let line_rest = text.get(span.start as usize..line.span.end as usize).unwrap_or("");
            let word = Word { text: lines.slice(span), span, before, line_rest, width, look: Look::default() };
            before = Break::Space;
            if let Some(piece) = pieces.last_mut() {
                piece.push(word);
            }
        }
    }
    for piece in &mut pieces {
        cut::look(piece);
    }
    Draft {
        label: start.label,
        label_span,
        pieces,
        interrupted,
        torn: body[0].torn,
        cells: vec![Vec::new(); columns],
        repairs: Vec::new(),
        unplaced: Vec::new(),
    }
}

/// Cuts every piece of `draft` into columns, anew.
fn fill(draft: &mut Draft<'_>, known: &Known) {
    draft.cells = vec![Vec::new(); known.kinds.len()];
    draft.repairs.clear();
    draft.unplaced.clear();
    let mut state = State::new(known.kinds.len());
    let count = draft.pieces.len();
    for index in 0..count {
        let piece = &draft.pieces[index];
        if piece.is_empty() {
            continue;
        }
        let entry = state.entry(known, piece, index + 1 == count);
        match cut::cut(piece, known, &entry) {
            Some((columns, score)) if state.current.is_none() || score >= LEAST_FIT => {
                if state.current.is_some() {
                    let why = if draft.interrupted[index] {
                        "interrupted by a legend or heading"
                    } else {
                        "continued over page"
                    };
                    draft.repairs.push(why.to_owned());
                }
                for (word, &column) in piece.iter().zip(&columns) {
                    draft.cells[column].push(word.span);
                }
                state.take(piece, &columns);
            }
            _ => draft.unplaced.extend(piece.iter().map(|word| word.span)),
        }
    }
    draft.repairs.dedup();
}

/// What is filled of a row so far.
#[derive(Debug)]
struct State<'a> {
    current: Option<usize>,
    last_word: Vec<Option<&'a str>>,
}

impl<'a> State<'a> {
    fn new(columns: usize) -> Self {
        Self { current: None, last_word: vec![None; columns] }
    }

    fn entry(&self, known: &Known, piece: &[Word<'a>], last: bool) -> Entry {
        let restart = (0..known.kinds.len()).map(|column| self.restart(column, known, piece)).collect();
        Entry { current: self.current, restart, filled: self.last_word.iter().map(Option::is_some).collect(), last }
    }

    /// How likely it is that `piece` begins with the continuation of `column`.
    fn restart(&self, column: usize, known: &Known, piece: &[Word<'a>]) -> Option<i32> {
        self.current?;
        let Kind::Free(field) = known.kinds[column] else { return None };
        let first = piece.first()?;
        let open = self.last_word[column].is_none_or(|word| !evidence::is_closed(word));
        let inside = first.look.inside;
        let update = first.look.status || first.look.update;
        Some(match field {
            Field::Action => {
                let openness = if open { 20 } else { -30 };
                let start = if inside { 10 } else { 0 } - if update { 15 } else { 0 };
                let wide = piece.iter().take_while(|word| word.before != Break::Blank || word.span == first.span);
                let wide = wide.filter(|word| word.before != Break::Space || word.span == first.span);
                openness + start + wide.map(|word| cut::too_wide(word, known)).sum::<i32>().max(-40)
            }
            Field::Status => {
                let openness = if open { 10 } else { 0 };
                let mark = update || first.look.list_mark;
                5 + openness + if mark { 15 } else { 0 } + if inside && !open { -5 } else { 0 }
            }
            _ => -10 + if open { 10 } else { 0 },
        })
    }

    fn take(&mut self, piece: &[Word<'a>], columns: &[usize]) {
        for (word, &column) in piece.iter().zip(columns) {
            self.last_word[column] = Some(word.text);
        }
        // A page takes up the columns from the left again, so the furthest column reached is where the row stands.
        self.current = self.current.max(columns.iter().max().copied());
    }
}

/// Learns from rows cut once: how wide the action column is, and which owners there are.
fn learn(known: &mut Known, drafts: &[Draft<'_>], lines: &Lines<'_>) {
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    let mut shapes: BTreeMap<String, usize> = BTreeMap::new();
    let mut narrow = Vec::new();
    let mut wide = Vec::new();
    for draft in drafts {
        for (kind, cell) in known.kinds.iter().zip(&draft.cells) {
            match kind {
                Kind::Owner => *owners.entry(Cell::from_spans(cell.clone(), lines).text).or_default() += 1,
                Kind::Date(_) => {
                    *shapes.entry(evidence::date_shape(&Cell::from_spans(cell.clone(), lines).text)).or_default() += 1
                }
                Kind::Free(Field::Action) => narrow.extend(whole_lines(cell, lines)),
                Kind::Free(Field::Status) => wide.extend(whole_lines(cell, lines)),
                _ => {}
            }
        }
    }
    known.owners =
        owners.into_iter().filter(|(owner, count)| *count > 1 && !owner.is_empty()).map(|(owner, _)| owner).collect();
    let most = shapes.values().copied().max().unwrap_or(0);
    let often = |&(_, count): &(String, usize)| count > 1 && count * 8 >= drafts.len() && count * 3 >= most;
    known.date_shapes = shapes.into_iter().filter(often).map(|(shape, _)| shape).collect();
    narrow.sort_unstable();
    wide.sort_unstable();
    let at = |sorted: &[usize], percent: usize| sorted.get(sorted.len().saturating_sub(1) * percent / 100).copied();
    if let (Some(narrow), Some(wide)) = (at(&narrow, 95), at(&wide, 90))
        && drafts.len() >= 4
        && narrow + narrow / 5 < wide
    {
        known.action_width = Some(narrow + 4);
    }
}

/// Returns the widths of the lines that `cell` fills from their first to their last word.
fn whole_lines(cell: &[Span], lines: &Lines<'_>) -> Vec<usize> {
    let mut widths = Vec::new();
    let mut at = 0;
    while let Some(first) = cell.get(at) {
        let end = cell[at..].iter().position(|span| span.line != first.line).map_or(cell.len(), |count| at + count);
        let whole = lines.trimmed(first.line as usize);
        if cell[end - 1].end == whole.end {
            widths.push(lines.slice(whole).chars().count());
        }
        at = end;
    }
    widths
}

/// How much better a piece must fit the row before, where the row it stands behind is in order.
const CLEARLY_BETTER: i32 = 10;

/// Gives the last piece of a row that begins behind a page break back to the row before, where it fits better there.
fn give_back(drafts: &mut [Draft<'_>], starts: &[Start<'_>], known: &Known) {
    for index in 1..drafts.len() {
        if !drafts[index].torn || drafts[index].pieces.len() < 2 {
            continue;
        }
        let margin = if starts::is_foreign(starts, index) { 0 } else { CLEARLY_BETTER };
        let Some(piece) = drafts[index].pieces.last().cloned() else { continue };
        let (host, guest) = (
            fit_as_last(&drafts[index - 1], None, &piece, known),
            fit_as_last(&drafts[index], Some(()), &piece, known),
        );
        if host <= guest.saturating_add(margin) {
            continue;
        }
        let torn = drafts[index].interrupted.pop().unwrap_or(false);
        drafts[index].pieces.pop();
        fill(&mut drafts[index], known);
        let guest_label = drafts[index].label.printed.to_owned();
        let host = &mut drafts[index - 1];
        host.pieces.push(piece);
        host.interrupted.push(torn);
        fill(host, known);
        host.repairs.push(format!("interrupted by {guest_label}"));
    }
}

/// How well `piece` fits as the last piece of `draft` (`own`: it is the last already).
fn fit_as_last(draft: &Draft<'_>, own: Option<()>, piece: &[Word<'_>], known: &Known) -> i32 {
    let mut state = State::new(known.kinds.len());
    let until = draft.pieces.len() - usize::from(own.is_some());
    for piece in &draft.pieces[..until] {
        let entry = state.entry(known, piece, false);
        if let Some((columns, _)) = cut::cut(piece, known, &entry) {
            state.take(piece, &columns);
        }
    }
    let entry = state.entry(known, piece, true);
    cut::cut(piece, known, &entry).map_or(i32::MIN, |(_, score)| score)
}

/// Makes a row of `draft`.
fn row(
    reading: &mut Reading<'_>,
    table: usize,
    header: &Header,
    columns: &[usize],
    draft: Draft<'_>,
    lines: &Lines<'_>,
) -> Row {
    let mut row = Row::new(table);
    row.label = Some(Cell::from_span(draft.label_span, lines));
    for (&column, spans) in columns.iter().zip(draft.cells) {
        let heading = &header.columns[column];
        let cell = Cell::from_spans(merge(spans), lines);
        match heading.field {
            Field::Extra => row.extra.push((heading.cell.text.clone(), cell)),
            field => row.cells.push((field, cell)),
        }
    }
    row.repairs = draft.repairs;
    if !draft.unplaced.is_empty() {
        let label = draft.label.printed;
        reading.leave_unplaced(draft.unplaced, format!("stands behind row {label}, but fits none of its cells"));
    }
    row
}

/// Joins the words of one line to one span.
fn merge(words: Vec<Span>) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for word in words {
        match spans.last_mut() {
            Some(last) if last.line == word.line && last.end <= word.start => last.end = word.end,
            _ => spans.push(word),
        }
    }
    spans
}
