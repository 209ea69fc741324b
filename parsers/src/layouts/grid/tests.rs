use super::drawing::Drawing;
use crate::columns::Vocabulary;
use crate::row::{Field, Parsed};
use crate::{ProblemKind, parse_pages};

const LOG: &[i32] = &[30, 200, 60, 150];
const HEAD: &[&str] = &["No", "Action", "Deadline", "Status"];

/// Reads a drawing; its ledger adds up, and every word stands in it once.
fn read(drawing: Drawing) -> Parsed {
    let pages = drawing.done();
    let parsed = parse_pages(&pages, &Vocabulary::default());
    let words = parsed.words;
    let sum =
        words.cells + words.headings + words.legend + words.notes + words.furniture + words.prose + words.unplaced;
    assert_eq!((sum, words.total), (words.total, pages.text.split_whitespace().count() as u64));
    parsed
}

/// Returns `label|action|deadline|status` of each row.
fn rows(parsed: &Parsed) -> Vec<String> {
    let rows = parsed.rows.iter().map(|row| {
        let of = |field| row.cell(field).map_or("", |cell| cell.text.as_str());
        let label = row.label.as_ref().map_or("", |cell| cell.text.as_str());
        [label, of(Field::Action), of(Field::Deadline), of(Field::Status)].join("|")
    });
    rows.collect()
}

fn titles(parsed: &Parsed) -> Vec<&str> {
    parsed.tables.iter().map(|table| table.title.as_ref().map_or("", |title| title.text.as_str())).collect()
}

fn sections(parsed: &Parsed) -> Vec<&str> {
    parsed.rows.iter().map(|row| row.section.as_ref().map_or("", |cell| cell.text.as_str())).collect()
}

fn repairs(parsed: &Parsed) -> Vec<String> {
    parsed.rows.iter().map(|row| row.repairs.join("; ")).collect()
}

#[test]
fn a_table_goes_on_over_pages_with_its_header_or_without() {
    let parsed = read(
        Drawing::default()
            .line("Quay forum action log")
            .heading("Open actions")
            .table(LOG, &[HEAD, &["1", "Paint the\nrail", "May", "Open"]])
            .furniture("Page 1")
            .page()
            .table(LOG, &[HEAD, &["2", "Dig", "June", "Not re-\nplanned"]])
            .page()
            .furniture("Quay forum")
            .heading("Open actions (continued)")
            .table(LOG, &[&["3", "Sow", "", "Open"]]),
    );
    assert_eq!(rows(&parsed), ["1|Paint the rail|May|Open", "2|Dig|June|Not re-planned", "3|Sow||Open"]);
    assert_eq!(titles(&parsed), ["Open actions"]);
    assert_eq!((parsed.words.furniture, parsed.words.unplaced), (2 + 4 + 2 + 3, 0));
    assert_eq!(repairs(&parsed), ["", "", ""]);
}

#[test]
fn another_header_begins_another_table_even_on_the_same_page() {
    let other: &[&str] = &["No", "Completed actions", "Outcome", "Owner"];
    let parsed = read(
        Drawing::default()
            .line("Log")
            .table(LOG, &[HEAD, &["1", "Paint", "May", "Open"]])
            .table(LOG, &[other, &["7", "Mend", "Mended", "Ann"], HEAD, &["2", "Dig", "June", "Open"]]),
    );
    assert_eq!(rows(&parsed), ["1|Paint|May|Open", "7|Mend||Mended", "2|Dig|June|Open"]);
    assert_eq!(parsed.rows.iter().map(|row| row.table).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(titles(&parsed), ["", "Completed actions", ""]);
}

#[test]
fn a_row_goes_on_over_the_page_cell_by_cell() {
    let parsed = read(
        Drawing::default()
            .line("Log")
            .table(LOG, &[HEAD, &["1", "Paint the rail and", "May", "Ongoing. It was"]])
            .page()
            .table(LOG, &[HEAD, &["", "the gate", "", "found to be wet."], &["2", "Dig", "June", "Open. The"]])
            .open(false, true)
            .page()
            .table(LOG, &[&["", "", "", "Second paragraph."], &["3", "Sow", "", "Open. A"]])
            .page()
            .table(LOG, &[&["3 (cont.)", "", "", "field."], &["4", "Reap", "", "Open"]])
            .page()
            .table(LOG, &[&["4", "Reap again", "", "Open"]]),
    );
    let expected = [
        "1|Paint the rail and the gate|May|Ongoing. It was found to be wet.",
        "2|Dig|June|Open. The Second paragraph.",
        "3|Sow||Open. A field.",
        "4|Reap||Open",
        "4|Reap again||Open",
    ];
    assert_eq!(rows(&parsed), expected);
    let over = "continued over page";
    assert_eq!(repairs(&parsed), [over, over, over, "", ""]);
    assert_eq!(parsed.words.furniture, 4 + 2);
    assert_eq!(parsed.rows[0].cell(Field::Status).map(|cell| cell.spans.len()), Some(2));
}

#[test]
fn without_labels_a_row_goes_on_only_where_its_wording_does() {
    let head: &[&str] = &["Action", "Owner", "Status"];
    let widths = &[200, 60, 150];
    let parsed = read(
        Drawing::default()
            .line("Log")
            .table(widths, &[head, &["Paint the rail and", "Ann", "It was"]])
            .page()
            .table(widths, &[&["the gate", "", "wet."], &["Dig", "Bob", "Open"]])
            .page()
            .table(widths, &[&["Sow", "Cy", "Open"]])
            .page()
            .table(widths, &[&["Reap", "", "Open"]]),
    );
    let expected = ["|Paint the rail and the gate||It was wet.", "|Dig||Open", "|Sow||Open", "|Reap||Open"];
    assert_eq!(rows(&parsed), expected);
}

#[test]
fn what_is_no_table_of_actions_stays_running_text() {
    let parsed = read(
        Drawing::default()
            .line("Log")
            .table(LOG, &[HEAD, &["1", "Paint", "May", "Open"]])
            .heading("Visitors")
            .table(LOG, &[&["Year", "Boats", "Crews", "Fees"], &["2019", "12", "40", "9"]])
            .table(LOG, &[&["No", "Item", "Lead", "Time"], &["1", "Welcome", "Chair", "10:00"]])
            .line("The board met and went through the log, line by line.")
            .table(LOG, &[&["14", "Fees are now paid by the month", "May", "Open"]]),
    );
    assert_eq!(rows(&parsed), ["1|Paint|May|Open"]);
    assert_eq!((parsed.words.cells, parsed.words.unplaced), (4, 0));
}

#[test]
fn rows_below_no_header_are_said_to_be_unread() {
    let rows: &[&[&str]] =
        &[&["1", "Paint the rail of the quay", "May", "Open"], &["2", "Dig up the old pier again", "June", "Open"]];
    let parsed = read(Drawing::default().line("Log").table(LOG, rows));
    assert_eq!(parsed.problems.iter().map(|it| it.kind).collect::<Vec<_>>(), [ProblemKind::NoHeader]);
    assert_eq!((parsed.words.unplaced, parsed.words.prose), (18, 0));
    let goes_on = Drawing::default()
        .line("Log")
        .table(LOG, &[HEAD, &["1", "Paint", "May", "Open"]])
        .line("The board met and went through the log, line by line.")
        .table(LOG, &[&["2", "Dig", "June", "Open"], &["3", "Sow", "", "Open"]]);
    let parsed = read(goes_on);
    assert_eq!(
        rows_and_repairs(&parsed)[1..],
        [("2|Dig|June|Open".to_owned(), super::BY_NUMBER.to_owned()), ("3|Sow||Open".to_owned(), String::new())]
    );
    assert_eq!(parsed.words.unplaced, 0);
}

fn rows_and_repairs(parsed: &Parsed) -> Vec<(String, String)> {
    rows(parsed).into_iter().zip(repairs(parsed)).collect()
}

#[test]
fn headings_across_the_width_and_between_frames_are_sections() {
    let parsed = read(
        Drawing::default()
            .line("Log")
            .table(
                LOG,
                &[
                    &["Rails and gates of the quay", "<", "<", "<"],
                    HEAD,
                    &["Rails", "<", "<", "<"],
                    &["1", "Paint", "May", "Open"],
                    &["Gates", "", "", ""],
                    &["2", "Dig", "June", "Open"],
                    &["† revised dates", "<", "<", "<"],
                ],
            )
            .heading("Moorings")
            .table(LOG, &[&["3", "Sow", "", "Open"]])
            .page()
            .table(LOG, &[&["Moorings (continued)", "<", "<", "<"], &["4", "Reap", "", "Open"]])
            .heading("Completed actions")
            .table(LOG, &[&["5", "Mow", "", "Done"]]),
    );
    assert_eq!(titles(&parsed), ["Rails and gates of the quay", "Completed actions"]);
    assert_eq!(sections(&parsed), ["Rails", "Gates", "Moorings", "Moorings", ""]);
    assert_eq!((parsed.words.legend, parsed.words.furniture, parsed.words.unplaced), (3, 2, 0));
}

#[test]
fn merged_cells_are_said_and_no_word_is_lost() {
    let widths = &[30, 200, 60, 60, 150];
    let parsed = read(Drawing::default().line("Log").table(
        widths,
        &[
            &["No", "Action", "Progress", "<", "Owner"],
            &["^", "^", "Deadline", "Status", "^"],
            &["1", "Paint", "Ongoing to May", "<", "Ann"],
            &["2", "Dig", "June", "Open", "Bob"],
            &["^", "and fill", "July", "^", "Cy"],
            &["3", "Sow", "", "Open", "Di"],
            &["4", "^", "", "Late", "^"],
        ],
    ));
    let expected = ["1|Paint|Ongoing to May|", "2|Dig and fill|June July|Open", "3|Sow||Open", "4|Sow||Late"];
    assert_eq!(rows(&parsed), expected);
    let mended = [
        "spans Progress Deadline and Progress Status",
        "put together from drawn rows",
        "",
        "Action shared with the row above; Owner shared with the row above",
    ];
    assert_eq!(repairs(&parsed), mended);
    let owners: Vec<&str> = parsed.rows.iter().filter_map(|row| Some(row.cell(Field::Owner)?.text.as_str())).collect();
    assert_eq!(owners, ["Ann", "Bob Cy", "Di", "Di"]);
}

#[test]
fn rows_that_are_not_ruled_off_begin_at_their_labels() {
    let cells: &[&str] = &[
        "No\n1\n\n2\n3",
        "Action\nPaint the\nrail\nDig\nSow the\nfield",
        "Deadline\nMay\n\nJune",
        "Status\nOpen\n\nDone\nOpen",
    ];
    let parsed = read(Drawing::default().line("Log").table(LOG, &[cells]));
    assert_eq!(rows(&parsed), ["1|Paint the rail|May|Open", "2|Dig|June|Done", "3|Sow the field||Open"]);
    let centred: &[&str] = &[
        "\n1\n\n\n\n2\n\n\n3",
        "Paint the\nrail\nwell\n\nDig a hole\nthat is\ndeep\n\nSow",
        "\nMay\n\n\n\nJune",
        "\nOpen\n\n\n\nDone\n\n\nOpen",
    ];
    let parsed = read(Drawing::default().line("Log").table(LOG, &[HEAD, centred]));
    assert_eq!(rows(&parsed), ["1|Paint the rail well|May|Open", "2|Dig a hole that is deep|June|Done", "3|Sow||Open"]);
}

#[test]
fn colours_mean_what_the_legend_says() {
    let parsed = read(
        Drawing::default()
            .line("Log")
            .swatch("green", "Finished")
            .table(
                LOG,
                &[
                    &["{grey}No", "{grey}Action", "{grey}Deadline", "{grey}Status"],
                    &["1", "Paint", "May", "{green}Open"],
                    &["2", "Dig", "June", "Open"],
                    &["3", "Sow", "", "Op"],
                ],
            )
            .page()
            .table(LOG, &[&["", "", "", "{red}en"], &["{red}4", "{red}Reap", "{red}May", "{red}Open"]]),
    );
    let categories: Vec<&str> = parsed.rows.iter().map(|row| row.category.as_deref().unwrap_or("")).collect();
    assert_eq!(categories, ["Finished", "", "#ff0000", "#ff0000"]);
    assert_eq!(parsed.words.legend, 1);
}

#[test]
fn a_page_turned_round_and_columns_left_out_are_the_same_table() {
    let wide: Vec<i32> = LOG.iter().map(|width| width * 3 / 2).collect();
    let parsed = read(
        Drawing::default()
            .line("Log")
            .table(LOG, &[HEAD, &["1", "Paint", "May", "Open"]])
            .page()
            .table(&wide, &[&["2", "Dig", "June", "Open"]])
            .page()
            .table(&[30, 200, 210], &[&["3", "Sow", "Ongoing"]]),
    );
    assert_eq!(rows(&parsed), ["1|Paint|May|Open", "2|Dig|June|Open", "3|Sow|Ongoing|"]);
    assert_eq!(repairs(&parsed), ["", "", "spans Deadline and Status"]);
}

#[test]
fn a_header_may_stand_above_the_frame() {
    let parsed = read(
        Drawing::default()
            .line("Log")
            .heading("Open actions")
            .above(LOG, HEAD)
            .table(LOG, &[&["1", "Paint", "May", "Open"], &["2", "Dig", "June", "Open"]]),
    );
    assert_eq!(rows(&parsed), ["1|Paint|May|Open", "2|Dig|June|Open"]);
    assert_eq!((titles(&parsed), parsed.words.headings), (vec!["Open actions"], 1 + 2 + 4));
}

#[test]
fn every_action_may_have_a_table_of_its_own() {
    let form = |label: &'static str, action: &'static str, owner: &'static str| {
        vec![vec![label, action], vec!["Owner:", owner], vec!["Due date", "May"], vec!["Cost", "£4"]]
    };
    let mut drawing = Drawing::default().line("Log");
    for (label, action, owner) in [("Action 1", "Paint the\nrail", "Ann"), ("Action 2", "Dig", "Bob")] {
        let rows = form(label, action, owner);
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        drawing = drawing.table(&[60, 300], &rows);
    }
    let parsed = read(drawing);
    assert_eq!(rows(&parsed), ["1|Paint the rail|May|", "2|Dig|May|"]);
    let owners: Vec<&str> = parsed.rows.iter().filter_map(|row| Some(row.cell(Field::Owner)?.text.as_str())).collect();
    assert_eq!((owners, parsed.words.unplaced), (vec!["Ann", "Bob"], 0));
    assert_eq!(
        parsed.rows[1].extra.first().map(|(name, cell)| (name.as_str(), cell.text.as_str())),
        Some(("Cost", "£4"))
    );
}

#[test]
fn wording_that_runs_out_of_the_frame_stays_in_its_row() {
    let wide = &["No", "Action", "Deadline", "Status"];
    let parsed = read(
        Drawing::default()
            .line("Log")
            .table(LOG, &[wide, &["1", "Paint the rail and", "May", "Ongoing. It was"]])
            .page()
            .above(LOG, &["", "the", "", "found"])
            .above(LOG, &["", "gate", "", "wet"])
            .page()
            .table(LOG, &[&["", "", "", "again."], &["2", "Dig", "June", "Open"]])
            .page()
            .above(LOG, &["", "", "", "Still"])
            .heading("Next meeting"),
    );
    let expected = ["1|Paint the rail and the gate|May|Ongoing. It was found wet again.", "2|Dig|June|Open Still"];
    assert_eq!(rows(&parsed), expected);
    assert_eq!((parsed.words.unplaced, repairs(&parsed)[0].as_str()), (0, "continued over page"));
}
