//! Which layout a text is in, table by table, and the order in which its regions are read.

use crate::columns::Vocabulary;
use crate::layouts::{aligned, flattened, grid, heading, separated, write_up};
use crate::ledger::Class;
use crate::occasions::occasions;
use crate::pages::Pages;
use crate::problem::ProblemKind;
use crate::reading::{Header, Reading};
use crate::row::{Layout, Parsed};
use crate::span::Span;

/// Reads `text` whole; `pages` is what geometry knows of it. Where its lines stand is left out of what comes of it.
pub fn parse(text: &str, pages: Option<&Pages>, vocabulary: &Vocabulary) -> Parsed {
    finish(read(text, pages, vocabulary))
}

/// Reads `pages` whole, and says of every word what it was taken for. Where its lines stand is left out as well.
pub fn parse_classed(pages: &Pages, vocabulary: &Vocabulary) -> (Parsed, Vec<(Span, Class)>) {
    let reading = read(&pages.text, Some(pages), vocabulary);
    let words = (0..reading.lines.len()).flat_map(|line| reading.lines.words(line));
    let classes = words.map(|word| (word, reading.ledger.class_of(word).unwrap_or(Class::Unplaced))).collect();
    (finish(reading), classes)
}

fn read<'a>(text: &'a str, pages: Option<&'a Pages>, vocabulary: &'a Vocabulary) -> Reading<'a> {
    let mut reading = Reading::new(text, pages, vocabulary);
    grid::read(&mut reading);
    let headers = find_headers(&reading);
    let headers = join_repeated(&mut reading, headers);
    let above: Vec<flattened::Preamble> = headers.iter().map(|header| flattened::preamble(&reading, header)).collect();
    reading.legend_lines = above.iter().flat_map(|above| above.legend.iter().copied()).collect();
    for (index, header) in headers.iter().enumerate() {
        let next = headers.get(index + 1).zip(above.get(index + 1));
        let end = next.map_or(reading.lines.len(), |(next, above)| {
            let goes_on = above.start < next.lines.start && goes_over_page(&reading, header, next, above.start);
            if goes_on { next.lines.start } else { above.start }
        });
        let end = end.max(header.lines.end);
        let drawn = (header.lines.end..end).find(|&line| reading.in_grid(line) && !reading.ledger.is_free(line));
        let body = header.lines.end..drawn.unwrap_or(end);
        match header.layout {
            Layout::Separated => separated::read(&mut reading, header, body),
            Layout::Aligned => aligned::read(&mut reading, header, body),
            _ => flattened::read(&mut reading, header, body),
        };
    }
    write_up::read(&mut reading);
    reading
}

/// Tells whether the lines from `start` to the header `next` are the end of a page that the table below `header` goes on
/// after, and no title: they stand on the page before, in plain type, and `next` is `header` again.
fn goes_over_page(reading: &Reading<'_>, header: &Header, next: &Header, start: usize) -> bool {
    let lines = &reading.lines;
    let plain = |line: usize| !reading.shapes.is_larger(line) && !reading.shapes.is_bold(line);
    let mut between = (start..next.lines.start).filter(|&line| !lines.is_blank(line));
    reading.shapes.are_known()
        && aligned::same_headings(header, next)
        && between.all(|line| lines.page(line) != lines.page(next.lines.start) && plain(line))
}

/// Takes out the headers of flattened tables that are the one before them again: they stand at the top of a page, and the
/// table goes on below them. A title that names a state begins a table of its own.
fn join_repeated(reading: &mut Reading<'_>, headers: Vec<Header>) -> Vec<Header> {
    let mut kept: Vec<Header> = Vec::with_capacity(headers.len());
    for header in headers {
        let again = kept.last().is_some_and(|before| {
            let titled = flattened::preamble(reading, &header).title;
            before.layout == Layout::Flattened
                && aligned::same_headings(before, &header)
                && reading.lines.page(before.lines.start) != reading.lines.page(header.lines.start)
                && titled.is_none_or(|title| !heading::names_a_state(&title.text))
                && !header.title.as_ref().is_some_and(|title| heading::names_a_state(&title.text))
        });
        if again {
            for line in header.lines.clone() {
                reading.ledger.claim_line(line, &reading.lines, Class::Furniture);
            }
        } else {
            kept.push(header);
        }
    }
    kept
}

fn find_headers(reading: &Reading<'_>) -> Vec<Header> {
    // What is drawn has been read; its cells are no lines of a text.
    let placed = |line: usize| reading.in_grid(line) || !reading.ledger.is_free(line);
    let mut headers = Vec::new();
    let mut index = 0;
    while index < reading.lines.len() {
        if placed(index) {
            index += 1;
            continue;
        }
        let found = separated::find_header(reading, index)
            .or_else(|| aligned::find_header(reading, index))
            .or_else(|| flattened::find_header(reading, index))
            .filter(|header| !header.lines.clone().any(placed));
        index = match found {
            Some(header) => {
                let end = header.lines.end.max(index + 1);
                headers.push(header);
                end
            }
            None => index + 1,
        };
    }
    headers
}

/// Puts the tables that were read by different layouts in the order of their places; lists stay behind them.
fn order_tables(reading: &mut Reading<'_>) {
    let mut places: Vec<(bool, Option<Span>, usize)> = Vec::with_capacity(reading.tables.len());
    for (index, table) in reading.tables.iter().enumerate() {
        let is_list = matches!(table.layout, Layout::WriteUp | Layout::Minutes);
        let title = table.title.as_ref().and_then(|title| title.spans.first().copied());
        places.push((is_list, title.filter(|_| !is_list), index));
    }
    for row in &reading.rows {
        if let (Some((false, place, _)), Some(start)) = (places.get_mut(row.table), row.start()) {
            *place = Some(place.map_or(start, |place| place.min(start)));
        }
    }
    places.sort();
    let mut moved = vec![0; places.len()];
    let mut tables = Vec::with_capacity(places.len());
    for (to, &(.., from)) in places.iter().enumerate() {
        moved[from] = to;
        tables.push(reading.tables[from].clone());
    }
    reading.tables = tables;
    for row in &mut reading.rows {
        row.table = moved.get(row.table).copied().unwrap_or(row.table);
    }
}

fn finish(mut reading: Reading<'_>) -> Parsed {
    if reading.pages.is_some() {
        order_tables(&mut reading);
    }
    reading.rows.sort_by_key(|row| row.start());
    let (words, unplaced) = reading.ledger.settle(&reading.lines);
    let silent: Vec<_> =
        unplaced.into_iter().filter(|&span| reading.ledger.class_of(span) != Some(Class::Unplaced)).collect();
    if !silent.is_empty() {
        reading.problem(ProblemKind::Unplaced, "these words were read by no layout", silent);
    }
    reading.dates.sort_by_key(|(place, _)| *place);
    let occasions = occasions(&reading.lines, &reading.ledger, reading.title.as_ref());
    Parsed {
        occasions,
        title: reading.title,
        dates: reading.dates,
        tables: reading.tables,
        rows: reading.rows,
        problems: reading.problems,
        words,
        places: Vec::new(),
    }
}
