use crate::columns::Vocabulary;
use crate::pages::{Grid, GridCell};
use crate::parse_pages;
use crate::print::{At, Print};
use crate::row::{Field, Layout, Parsed};
use At::{Left, Middle, Right};

fn read(print: Print) -> Parsed {
    let pages = print.done();
    let parsed = parse_pages(&pages, &Vocabulary::default());
    let words = parsed.words;
    let sum =
        words.cells + words.headings + words.legend + words.notes + words.furniture + words.prose + words.unplaced;
    assert_eq!((sum, words.total), (words.total, pages.text.split_whitespace().count() as u64));
    parsed
}

/// Returns `label|action|owner|deadline|status` of each row.
fn rows(parsed: &Parsed) -> Vec<String> {
    let rows = parsed.rows.iter().map(|row| {
        let of = |field| row.cell(field).map_or("", |cell| cell.text.as_str());
        let label = row.label.as_ref().map_or("", |cell| cell.text.as_str());
        [label, of(Field::Action), of(Field::Owner), of(Field::Deadline), of(Field::Status)].join("|")
    });
    rows.collect()
}

/// Columns with one em between them at their narrowest: numbers to the right, owners and deadlines centred.
fn row(cells: [&'static str; 5]) -> Vec<(At, &'static str)> {
    let at = [Right(600), Left(700), Middle(2100), Middle(2800), Left(3200)];
    at.into_iter().zip(cells).filter(|(_, text)| !text.is_empty()).collect()
}

#[test]
fn columns_are_told_by_their_true_edges() {
    let parsed = read(
        Print::default()
            .large(180, "Quay forum action log")
            .gap()
            .pieces(&row(["", "", "", "Target", ""]))
            .pieces(&row(["No", "Action", "Lead", "date", "Status"]))
            .gap()
            .pieces(&row(["1", "Mend the rail of it all", "Harbour", "May 2019", "Open. Asked for a"]))
            .pieces(&row(["", "and paint it", "Master", "", "price."]))
            .pieces(&row(["2", "Dig", "Ann", "Ongoing", "Open"]))
            .pieces(&row(["10", "Sow the whole of lawn 3", "Bob Fry", "", "Done"]))
            .gap()
            .line("The forum thanked everybody who had taken part in the work of the year, now at an end."),
    );
    assert_eq!(
        rows(&parsed),
        [
            "1|Mend the rail of it all and paint it|Harbour Master|May 2019|Open. Asked for a price.",
            "2|Dig|Ann|Ongoing|Open",
            "10|Sow the whole of lawn 3|Bob Fry||Done",
        ]
    );
    assert_eq!((parsed.words.unplaced, parsed.words.prose), (0, 18));
    assert_eq!(parsed.tables[0].columns[3].raw, "Target date");
}

#[test]
fn a_row_goes_on_below_the_header_of_the_next_page_and_on_pages_without_one() {
    let head = row(["No", "Action", "Owner", "Deadline", "Status"]);
    let parsed = read(
        Print::default()
            .large(180, "Quay forum action log")
            .gap()
            .pieces(&head)
            .pieces(&row(["1", "Mend the rail", "Ann", "May 2019", "Open. The slater"]))
            .furniture("Page 1")
            .page()
            .pieces(&head)
            .pieces(&row(["", "", "", "", "asked for a price."]))
            .pieces(&row(["2", "Dig over the bed", "Ann", "Ongoing", "Open"]))
            .furniture("Page 2")
            .page()
            .pieces(&row(["", "by the gate", "", "", ""]))
            .pieces(&row(["3", "Sow", "Bob Fry", "", "Done"])),
    );
    assert_eq!(
        rows(&parsed),
        [
            "1|Mend the rail|Ann|May 2019|Open. The slater asked for a price.",
            "2|Dig over the bed by the gate|Ann|Ongoing|Open",
            "3|Sow|Bob Fry||Done",
        ]
    );
    assert_eq!((parsed.tables.len(), parsed.words.furniture), (1, 9));
    assert_eq!(parsed.rows[0].repairs, ["continued over page"]);
}

#[test]
fn the_end_of_a_cell_is_no_title_of_the_page_that_follows() {
    let head = row(["No", "Action", "Owner", "Deadline", "Status"]);
    let over_page = |last: fn(Print) -> Print| {
        let print = Print::default()
            .large(180, "Quay forum action log")
            .gap()
            .pieces(&head)
            .pieces(&row(["1", "Dig over the bed", "Ann", "Ongoing", "Open"]))
            .pieces(&row(["2", "Mend the rail", "Ann", "May 2019", "Open. Prices were"]))
            .pieces(&row(["", "of the jetty", "", "", "asked for in April."]))
            .gap();
        let print = last(print).furniture("Page 1").page().pieces(&head);
        read(
            print
                .pieces(&row(["", "", "", "", "November."]))
                .gap()
                .pieces(&row(["3", "Sow the whole lawn", "Bob Fry", "", "Done"]))
                .furniture("Page 2"),
        )
    };
    let parsed = over_page(|print| print.pieces(&row(["", "", "", "", "The board meets again in"])));
    assert_eq!(
        rows(&parsed),
        [
            "1|Dig over the bed|Ann|Ongoing|Open",
            "2|Mend the rail of the jetty|Ann|May 2019|Open. Prices were asked for in April. The board meets again in November.",
            "3|Sow the whole lawn|Bob Fry||Done",
        ]
    );
    assert_eq!((parsed.tables.len(), parsed.words.unplaced), (1, 0));
    // What is set in bold is the title of what follows, even where the page ends between them.
    let parsed = over_page(|print| print.bold("Actions of the board"));
    assert_eq!(parsed.tables.len(), 2);
}

#[test]
fn rows_without_labels_or_gaps_begin_where_a_line_was_ended_on_purpose() {
    let row = |cells: [&'static str; 4]| -> Vec<(At, &'static str)> {
        let at = [Left(500), Left(1900), Left(2700), Left(3400)];
        at.into_iter().zip(cells).filter(|(_, text)| !text.is_empty()).collect()
    };
    let parsed = read(
        Print::default()
            .pieces(&row(["Action", "Owner", "Deadline", "Status"]))
            .pieces(&row(["Ask the Board of the", "Harbour", "May 2019", "Open. Asked for a"]))
            .pieces(&row(["Harbour Trust for it", "Master", "", "price of 400. It"]))
            .pieces(&row(["Mend", "", "", "was too much."]))
            .pieces(&row(["Dig", "Ann", "May 2019", "Open"]))
            .pieces(&row(["Sow the whole lawn", "Ann", "June", "Done"]))
            .pieces(&row(["and water it", "", "", ""])),
    );
    assert_eq!(
        rows(&parsed),
        [
            "|Ask the Board of the Harbour Trust for it Mend|Harbour Master|May 2019|Open. Asked for a price of 400. It was too much.",
            "|Dig|Ann|May 2019|Open",
            "|Sow the whole lawn and water it|Ann|June|Done",
        ]
    );
}

#[test]
fn cells_centred_or_set_low_in_rows_that_stand_apart() {
    let head = row(["No", "Action", "Owner", "Deadline", "Status"]);
    let parsed = read(
        Print::default()
            .pieces(&head)
            .gap()
            .pieces(&row(["", "Mend the rail and", "", "", "Open. Asked for"]))
            .pieces(&row(["", "then the gate, and", "", "", "a price."]))
            .pieces(&row(["1", "Paint them.", "Ann", "May 2019", ""]))
            .gap()
            .pieces(&row(["", "Dig over the bed", "", "", ""]))
            .pieces(&row(["2", "By the gate", "Bob Fry", "Ongoing", "Open"]))
            .gap()
            .pieces(&row(["3", "Sow", "Ann", "May", "Done"])),
    );
    assert_eq!(
        rows(&parsed),
        [
            "1|Mend the rail and then the gate, and Paint them.|Ann|May 2019|Open. Asked for a price.",
            "2|Dig over the bed By the gate|Bob Fry|Ongoing|Open",
            "3|Sow|Ann|May|Done",
        ]
    );
}

#[test]
fn lines_of_drawn_tables_are_left_alone() {
    let mut pages = Print::default()
        .pieces(&row(["No", "Action", "Owner", "Deadline", "Status"]))
        .pieces(&row(["1", "Mend the rail", "Ann", "May 2019", "Open"]))
        .pieces(&row(["2", "Dig", "Ann", "May 2019", "Open"]))
        .gap()
        .line("The tide was measured by the harbour master at the steps on each of two days:")
        .gap()
        .line("Tide")
        .line("4.2")
        .done();
    let cell = |lines, column| GridCell { lines, rows: 0..1, columns: column..column + 1, fill: None };
    pages.grids.push(Grid {
        columns: vec![500, 900, 1300],
        edges: vec![600, 740],
        cells: vec![cell(6..7, 0), cell(7..8, 1)],
        ..Grid::default()
    });
    let parsed = parse_pages(&pages, &Vocabulary::default());
    assert_eq!(rows(&parsed), ["1|Mend the rail|Ann|May 2019|Open", "2|Dig|Ann|May 2019|Open"]);
    assert!(parsed.tables.iter().all(|table| table.layout == Layout::Aligned));
}
