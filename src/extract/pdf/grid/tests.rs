//! Whole pages: what is drawn on them, and which words stand in which cell.

use throughline_parsers::pages::Colour;

use super::sample::Sample;

/// Two rows of three words under a header of three.
fn three_columns(sample: &mut Sample) {
    for (row, y) in [115.0, 135.0, 155.0].into_iter().enumerate() {
        sample.text(60.0, y, &format!("a{row}")).text(160.0, y, &format!("b{row}")).text(410.0, y, &format!("c{row}"));
    }
}

const XS: [f32; 4] = [50.0, 150.0, 400.0, 500.0];
const YS: [f32; 4] = [100.0, 120.0, 140.0, 160.0];

#[test]
fn a_ruled_table_beside_text() {
    let mut sample = Sample::new();
    sample.text(50.0, 80.0, "Actions of the board").grid(&XS, &YS).text(520.0, 130.0, "margin");
    three_columns(&mut sample);
    assert_eq!(sample.drawn(), [["a0|b0|c0", "a1|b1|c1", "a2|b2|c2"]]);
    let table = &sample.tables()[0];
    assert_eq!((&table.columns[..], &table.rows[..]), (&XS[..], &YS[..]));
    assert!(!table.open_above && !table.open_below);
}

#[test]
fn one_segment_for_each_side_of_a_cell_with_doubled_lines() {
    let mut sample = Sample::new();
    for x in XS.windows(2) {
        for y in YS.windows(2) {
            for shift in [0.0, 1.5] {
                sample.across(y[0] + shift, x[0] + 1.0, x[1] - 1.0).across(y[1] + shift, x[0] + 1.0, x[1] - 1.0);
                sample.down(x[0] + shift, y[0] + 1.0, y[1] - 1.0).down(x[1] + shift, y[0] + 1.0, y[1] - 1.0);
            }
        }
    }
    three_columns(&mut sample);
    assert_eq!(sample.drawn(), [["a0|b0|c0", "a1|b1|c1", "a2|b2|c2"]]);
}

#[test]
fn cells_span_where_a_side_is_missing() {
    let mut sample = Sample::new();
    sample.across(100.0, 50.0, 500.0).across(120.0, 50.0, 500.0).across(160.0, 50.0, 500.0).across(180.0, 50.0, 500.0);
    sample.across(140.0, 150.0, 500.0); // the first column runs on
    sample.down(50.0, 100.0, 180.0).down(500.0, 100.0, 180.0);
    sample.down(150.0, 120.0, 180.0).down(400.0, 120.0, 160.0); // the first row and the end of the last are one
    sample.text(60.0, 115.0, "Section A").text(60.0, 145.0, "one").text(160.0, 135.0, "b").text(410.0, 135.0, "c");
    sample.text(160.0, 155.0, "d").text(410.0, 155.0, "e").text(60.0, 175.0, "f").text(160.0, 175.0, "g");
    assert_eq!(sample.drawn(), [["Section A>3", "onev2|b|c", "d|e", "f|g>2"]]);
}

#[test]
fn a_table_open_at_its_sides_and_at_the_end_of_the_page() {
    let mut sample = Sample::new();
    for y in [100.0, 120.0] {
        sample.across(y, 50.0, 500.0);
    }
    sample.down(150.0, 80.0, 160.0).down(400.0, 80.0, 160.0);
    sample.text(60.0, 95.0, "rest").text(160.0, 95.0, "of b").text(60.0, 115.0, "a").text(160.0, 115.0, "b");
    sample.text(410.0, 115.0, "c").text(60.0, 135.0, "d").text(160.0, 135.0, "e f").text(160.0, 150.0, "g");
    assert_eq!(sample.drawn(), [["rest|of b|", "a|b|c", "d|e f g|"]]);
    let table = &sample.tables()[0];
    assert!(table.open_above && table.open_below);
    assert_eq!((table.columns[0], table.columns[3]), (50.0, 500.0));
}

#[test]
fn a_page_number_below_the_last_line_is_no_row() {
    let mut sample = Sample::new();
    for y in YS {
        sample.across(y, 50.0, 500.0);
    }
    three_columns(&mut sample);
    sample.text(165.0, 186.0, "7");
    assert_eq!(sample.drawn(), [["a0|b0|c0", "a1|b1|c1", "a2|b2|c2"]]);
}

#[test]
fn frames_boxes_and_lines_under_headings_are_no_tables() {
    let mut sample = Sample::new();
    sample.grid(&[20.0, 575.0], &[20.0, 820.0]).across(60.0, 50.0, 545.0).across(790.0, 50.0, 545.0);
    sample.text(50.0, 50.0, "Heading").text(60.0, 115.0, "a note in a box").grid(&[50.0, 545.0], &[100.0, 130.0]);
    sample.grid(&[50.0, 545.0], &[200.0, 230.0, 260.0]).text(60.0, 215.0, "another").text(60.0, 245.0, "and one");
    // A form's box, an axis with ticks.
    sample.text(60.0, 315.0, "Name:").grid(&[100.0, 200.0], &[300.0, 320.0]);
    sample.down(100.0, 400.0, 600.0).across(600.0, 100.0, 400.0);
    for tick in [450.0, 500.0, 550.0] {
        sample.across(tick, 96.0, 100.0).text(70.0, tick, "10");
    }
    assert!(sample.tables().is_empty());
}

#[test]
fn a_table_in_a_frame_and_a_table_in_a_cell() {
    let mut sample = Sample::new();
    sample.grid(&[20.0, 575.0], &[20.0, 820.0]).grid(&XS, &[100.0, 120.0, 180.0]);
    sample.text(60.0, 115.0, "a").text(160.0, 115.0, "b").text(410.0, 115.0, "c");
    sample.grid(&[170.0, 250.0, 330.0], &[126.0, 150.0, 174.0]);
    sample.text(180.0, 140.0, "1").text(260.0, 140.0, "2").text(180.0, 164.0, "3").text(260.0, 164.0, "4");
    assert_eq!(sample.drawn(), [["a|b|c", "|1 2 3 4|"]]);
}

#[test]
fn a_word_that_runs_over_its_edge_stands_where_it_begins() {
    let mut sample = Sample::new();
    sample.grid(&XS, &YS);
    three_columns(&mut sample);
    sample.text(100.0, 135.0, "overflowing-its-cell").text(148.5, 155.0, "overhanging").text(480.0, 155.0, "outwards");
    assert_eq!(sample.drawn(), [["a0|b0|c0", "a1 overflowing-its-cell|b1|c1", "a2|b2 overhanging|c2 outwards"]]);
}

#[test]
fn the_topmost_colour_over_most_of_a_cell_is_its_own() {
    let mut sample = Sample::new();
    sample.grid(&XS, &YS);
    three_columns(&mut sample);
    let (grey, green, red) = ([200, 200, 200], [0, 200, 0], [250, 20, 20]);
    sample.fill(0.0, 0.0, 595.0, 842.0, [255, 250, 240]).fill(50.0, 100.0, 500.0, 120.0, grey);
    sample.fill(400.0, 120.0, 500.0, 140.0, red).fill(400.0, 120.0, 500.0, 140.0, green);
    sample.fill(150.0, 120.0, 400.0, 140.0, green).fill(150.0, 120.0, 400.0, 140.0, [255, 255, 252]);
    sample.fill(400.0, 140.0, 500.0, 150.0, red).fill(400.0, 150.0, 500.0, 160.0, red); // in two pieces
    sample.fill(160.0, 147.0, 210.0, 157.0, red); // behind some words
    let fills: Vec<Option<Colour>> = sample.tables()[0].cells.iter().map(|cell| cell.fill).collect();
    let colour = |[red, green, blue]: [u8; 3]| Some(Colour(red, green, blue));
    let (grey, green, red) = (colour(grey), colour(green), colour(red));
    assert_eq!(fills, [grey, grey, grey, None, None, green, None, None, red]);
}

/// Rows of five columns, `lines` lines each.
fn five_columns(sample: &mut Sample, baselines: &[f32]) {
    for (row, &y) in baselines.iter().enumerate() {
        sample.text(55.0, y, &format!("{}", row + 1)).text(
            85.0,
            y,
            ["The board will write", "The clerk to ask all"][row % 2],
        );
        sample.text(85.0, y + 12.0, "once more").text(260.0, y, "May 2030").text(340.0, y, "Ongoing with care");
        sample.text(480.0, y, "Chair");
    }
}

const FIVE: &str = "|The board will write once more|May 2030|Ongoing with care|Chair";

/// What the rows of `five_columns` look like.
fn five(rows: std::ops::Range<usize>) -> Vec<String> {
    let row = |row: usize| {
        let text =
            if row.is_multiple_of(2) { FIVE.to_owned() } else { FIVE.replace("board will write", "clerk to ask all") };
        format!("{}{}", row + 1, text)
    };
    rows.map(row).collect()
}

#[test]
fn rules_between_rows_and_white_between_columns() {
    let mut sample = Sample::new();
    five_columns(&mut sample, &[112.0, 142.0, 172.0, 202.0]);
    for y in [100.0, 130.0, 160.0, 190.0, 220.0] {
        sample.across(y, 50.0, 545.0);
    }
    assert_eq!(sample.drawn(), [five(0..4)]);
    // The same without the first and the last rule, below the line under a page heading.
    let mut sample = Sample::new();
    five_columns(&mut sample, &[112.0, 142.0, 172.0, 202.0]);
    for y in [40.0, 130.0, 160.0, 190.0] {
        sample.across(y, 50.0, 545.0);
    }
    sample.text(50.0, 36.0, "Board of the trust").text(50.0, 60.0, "Actions");
    assert_eq!(sample.drawn(), [five(0..4)]);
    let table = &sample.tables()[0];
    assert!(table.open_above && table.open_below);
}

#[test]
fn a_section_between_rules_spans_the_columns() {
    let mut sample = Sample::new();
    five_columns(&mut sample, &[112.0, 162.0, 192.0, 222.0]);
    for y in [100.0, 130.0, 150.0, 180.0, 210.0, 240.0] {
        sample.across(y, 50.0, 545.0);
    }
    sample.text(55.0, 143.0, "Matters of money and of land");
    let mut rows = five(0..4);
    rows.insert(1, "Matters of money and of land>5".to_owned());
    assert_eq!(sample.drawn(), [rows]);
}

#[test]
fn rules_that_part_no_rows_make_no_table() {
    let mut sample = Sample::new();
    five_columns(&mut sample, &[142.0, 172.0, 202.0]);
    sample.text(55.0, 112.0, "#").text(85.0, 112.0, "Action").text(260.0, 112.0, "When").text(340.0, 112.0, "Status");
    for y in [100.0, 130.0, 220.0] {
        sample.across(y, 50.0, 545.0);
    }
    assert!(sample.tables().is_empty());
    // Rules between paragraphs.
    let mut sample = Sample::new();
    for y in [100.0, 140.0, 180.0, 220.0] {
        sample.across(y, 50.0, 545.0).text(
            50.0,
            y + 15.0,
            "It was a small thing that nobody had thought to ask about in",
        );
        sample.text(50.0, y + 27.0, "all of the years in which there was time for it");
    }
    assert!(sample.tables().is_empty());
}

#[test]
fn a_frame_with_rules_between_rows_and_heads_ruled_upright() {
    let mut sample = Sample::new();
    five_columns(&mut sample, &[112.0, 142.0, 172.0, 202.0]);
    sample.grid(&[50.0, 545.0], &[100.0, 130.0, 160.0, 190.0, 220.0]);
    assert_eq!(sample.drawn(), [five(0..4)]);
    for x in [80.0, 255.0, 335.0, 475.0] {
        sample.down(x, 100.0, 130.0);
    }
    assert_eq!(sample.drawn(), [five(0..4)]);
}

#[test]
fn shading_of_a_header_and_of_each_second_row() {
    let mut sample = Sample::new();
    five_columns(&mut sample, &[132.0, 162.0, 192.0, 222.0]);
    sample.text(55.0, 113.0, "#").text(85.0, 113.0, "Action").text(260.0, 113.0, "When").text(340.0, 113.0, "Status");
    sample.text(480.0, 113.0, "Who").text(50.0, 90.0, "Actions of the board").text(
        50.0,
        290.0,
        "A paragraph of the text",
    );
    sample.fill(50.0, 100.0, 545.0, 120.0, [20, 40, 90]);
    sample.fill(50.0, 150.0, 545.0, 180.0, [230, 230, 240]).fill(50.0, 210.0, 545.0, 240.0, [230, 230, 240]);
    let mut rows = vec!["#|Action|When|Status|Who".to_owned()];
    rows.extend(five(0..4));
    assert_eq!(sample.drawn(), [rows]);
}

#[test]
fn cells_filled_one_by_one_and_columns_ruled_alone() {
    let mut sample = Sample::new();
    five_columns(&mut sample, &[112.0, 142.0, 172.0]);
    for y in [100.0, 130.0, 160.0] {
        for x in [50.0, 80.0, 255.0, 335.0, 475.0, 545.0].windows(2) {
            sample.fill(x[0] + 0.5, y + 0.5, x[1] - 0.5, y + 29.5, [235, 235, 235]);
        }
    }
    assert_eq!(sample.drawn(), [five(0..3)]);
    assert!((sample.tables()[0].columns[1] - 80.0).abs() < 0.1);
    let mut sample = Sample::new();
    five_columns(&mut sample, &[112.0, 142.0]);
    for x in [50.0, 80.0, 255.0, 335.0, 475.0, 545.0] {
        sample.down(x, 100.0, 170.0);
    }
    sample.fill(50.0, 100.0, 545.0, 130.0, [20, 40, 90]);
    assert_eq!(sample.drawn(), [five(0..2)]);
}

#[test]
fn underlines_and_strokes_through_words_part_nothing() {
    let mut sample = Sample::new();
    sample.grid(&XS, &YS);
    three_columns(&mut sample);
    // Underlined from side to side of its cell; struck through; twice in running text.
    sample.text(152.0, 130.0, "underlinedunderlinedunderlinedunderlinedunderline").across(131.0, 152.0, 397.0);
    sample.text(410.0, 150.0, "struck").across(147.0, 410.0, 440.0);
    sample
        .text(50.0, 300.0, "one line")
        .across(301.2, 50.0, 92.0)
        .text(50.0, 312.0, "two line")
        .across(313.2, 50.0, 92.0);
    let long = "underlinedunderlinedunderlinedunderlinedunderline";
    assert_eq!(sample.drawn(), [["a0|b0|c0".to_owned(), format!("a1|b1 {long}|c1"), "a2|b2|c2 struck".to_owned()]]);
}
