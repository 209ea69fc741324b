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
