use throughline_parsers::Pages;

use super::super::grid::{Drawn, DrawnCell};
use super::super::page::{Area, Direction, Scene};
use super::super::sample::{Sheet, scene};
use super::super::words;
use super::{Manner, Writer, pages, sheet};

/// Lines of text below each other, from (x, y) on.
fn below(sheet: &mut Sheet, x: f32, y: f32, lines: &[&str]) {
    for (line, at) in lines.iter().zip(0_u16..) {
        sheet.print(x, y + 12.0 * f32::from(at), line);
    }
}

/// Reads `sheets`, and makes sure that every word that is printed is written exactly once, where its line says.
fn read(sheets: Vec<Sheet>) -> Pages {
    let scene = scene(sheets);
    let (pages, _) = pages(&scene);
    assert_complete(&scene, &pages);
    pages
}

fn assert_complete(scene: &Scene, pages: &Pages) {
    let mut printed = Vec::new();
    for page in &scene.pages {
        let words = words::words(page, &scene.fonts);
        printed.extend(words.list.iter().map(|word| words.letters(word).to_owned()));
    }
    let mut written: Vec<String> = pages.text.split_whitespace().map(str::to_owned).collect();
    printed.sort();
    written.sort();
    assert_eq!(printed, written);
    assert_eq!(pages.text.lines().count(), pages.lines.len());
    for (line, shape) in pages.text.lines().zip(&pages.lines) {
        let line = line.trim_start_matches('\u{c}');
        let starts: Vec<usize> = shape.place.words.iter().map(|word| word.0 as usize).collect();
        let ends = starts.iter().skip(1).copied().chain([line.len()]);
        let found: Vec<&str> = starts.iter().zip(ends).map(|(&start, end)| line[start..end].trim_end()).collect();
        assert_eq!(found, line.split_whitespace().collect::<Vec<_>>());
    }
}

fn furniture(pages: &Pages) -> Vec<&str> {
    let lines = pages.text.lines().zip(&pages.lines).filter(|(_, shape)| shape.furniture);
    lines.map(|(line, _)| line.trim_matches(['\u{c}', ' '])).collect()
}

const LEFT: [&str; 10] = [
    "The group met in the old hall",
    "and looked at what it had",
    "agreed on in the spring. The",
    "roof of the boat shed has to",
    "be mended before the winter,",
    "and the slip wants sweeping.",
    "Nobody had anything to say",
    "against that, and so it was",
    "agreed that both are done by",
    "the end of the season.",
];

const RIGHT: [&str; 10] = [
    "A second matter was the gate",
    "on the upper path, which does",
    "not close. It was left to the",
    "ranger to find out what a new",
    "one costs, and to tell the next",
    "meeting. Some thought that a",
    "stile would do, and others said",
    "that it would not, for there",
    "are people who come with a",
    "pram or with a wheelchair.",
];

#[test]
fn indents_gaps_and_blank_lines_are_kept() {
    let mut sheet = Sheet { size: 16.0, ..Sheet::default() };
    sheet.print(72.0, 80.0, "Harbour Forum");
    sheet.size = 10.0;
    below(&mut sheet, 72.0, 110.0, &["The group agreed that", "these are to be done:"]);
    sheet.print(80.0, 142.0, "•").print(95.0, 142.0, "Mend the roof");
    sheet.print(95.0, 154.0, "and the gutter");
    sheet.print(105.0, 166.0, "•").print(120.0, 166.0, "Ask for a price");
    sheet.print(72.0, 190.0, "7").print(95.0, 190.0, "Sweep").print(250.0, 190.0, "Ann");
    let pages = read(vec![sheet]);
    let text = "\
Harbour Forum

The group agreed that
these are to be done:

  • Mend the roof
     and the gutter
       • Ask for a price

7    Sweep                          Ann
";
    assert_eq!(pages.text, text);
    assert_eq!((pages.lines[0].size, pages.lines[2].size), (160, 100));
}

#[test]
fn columns_of_text_are_read_one_after_the_other() {
    let mut sheet = Sheet::default();
    sheet.print(72.0, 72.0, "Notes of the meeting that was held in the old hall beside the harbour on a rainy day");
    below(&mut sheet, 72.0, 100.0, &LEFT);
    below(&mut sheet, 320.0, 104.0, &RIGHT);
    sheet.print(
        72.0,
        300.0,
        "Whoever cannot come to the next meeting is asked to tell the clerk in good time before it.",
    );
    let pages = read(vec![sheet]);
    let lines: Vec<&str> = pages.text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines[1..11], LEFT);
    assert_eq!(lines[11..21], RIGHT);
    assert!(lines[21].starts_with("Whoever"));
}

#[test]
fn a_table_without_rulings_stays_on_its_lines() {
    let mut sheet = Sheet::default();
    let rows = [
        (
            "1",
            ["Mend the roof of the boat", "shed and its gutter"].as_slice(),
            ["Ongoing, waits for", "a dry week"].as_slice(),
        ),
        ("2", &["Sweep the slip"], &["Complete"]),
        ("3", &["Ask what a gate costs,", "with and without a stile"], &["Not started"]),
        ("4", &["Write to the council"], &["Complete; there was", "no answer, and none", "is expected"]),
        ("5", &["Paint the door"], &["Ongoing"]),
        ("6", &["Count the buoys, and say", "which are to be replaced"], &["Half of them are", "counted"]),
    ];
    let mut y = 100.0;
    sheet.print(72.0, 80.0, "No").print(110.0, 80.0, "Action").print(330.0, 80.0, "Status");
    for (number, action, status) in rows {
        sheet.print(72.0, y, number);
        below(&mut sheet, 110.0, y, action);
        below(&mut sheet, 330.0, y, status);
        y += 12.0 * action.len().max(status.len()) as f32 + 6.0;
    }
    let pages = read(vec![sheet]);
    let first = pages.text.lines().nth(2).expect("a third line");
    assert_eq!(
        first.split_whitespace().collect::<Vec<_>>().join(" "),
        "1 Mend the roof of the boat Ongoing, waits for"
    );
    assert!(pages.text.lines().any(|line| line.contains("Paint the door    ") && line.ends_with("Ongoing")));
}

#[test]
fn heads_feet_and_page_numbers_are_furniture() {
    let sheets = (1..=4).map(|page| {
        let mut sheet = Sheet::default();
        let outer = if page % 2 == 0 { 72.0 } else { 400.0 };
        if page > 1 {
            sheet.print(outer, 40.0, "Harbour Forum 2021");
        } else {
            sheet.size = 18.0;
            sheet.print(72.0, 90.0, "Actions of the harbour forum");
            sheet.size = 10.0;
        }
        let start = ["Sweep", "Mend", "Paint", "Count"][page - 1];
        below(&mut sheet, 72.0, 120.0, &[start, "the slip", "in the spring", "and the quay"]);
        below(&mut sheet, 72.0, 600.0, &["Agreed"]);
        sheet.print(outer, 800.0, &format!("{}", page + 10));
        sheet
    });
    let pages = read(sheets.collect());
    let heads = ["11", "Harbour Forum 2021", "12", "Harbour Forum 2021", "13", "Harbour Forum 2021", "14"];
    assert_eq!(furniture(&pages), heads);
    assert_eq!(pages.text.matches('\u{c}').count(), 3);
}

#[test]
fn headings_of_columns_and_numbered_forms_are_no_furniture() {
    let table = |page: u16| {
        let mut sheet = Sheet::default();
        sheet.print(72.0, 60.0, "No").print(120.0, 60.0, "Action").print(300.0, 60.0, "Owner");
        for row in 0..5_u16 {
            let y = 80.0 + 20.0 * f32::from(row);
            sheet.print(72.0, y, &format!("{}", 7 * page + row));
            sheet.print(120.0, y, "Mend something").print(300.0, y, "Ann");
        }
        sheet
    };
    assert_eq!(furniture(&read((0..3).map(table).collect())), [""; 0]);
    let form = |page: u16| {
        let mut sheet = Sheet::default();
        sheet.print(72.0, 60.0, &format!("Action {}", 7 + 3 * page));
        below(&mut sheet, 72.0, 80.0, &["Owner: Ann", "Status: open"]);
        sheet
    };
    assert_eq!(furniture(&read((0..3).map(form).collect())), [""; 0]);
}

#[test]
fn a_page_printed_sideways_is_read_upright_and_placed_as_displayed() {
    let mut sheet = Sheet { direction: Direction::Up, ..Sheet::default() };
    for (line, at) in LEFT.iter().zip(0_u16..) {
        sheet.print(100.0 + 12.0 * f32::from(at), 700.0, line);
    }
    sheet.direction = Direction::Right;
    sheet.print(300.0, 820.0, "stamp");
    let pages = read(vec![sheet]);
    let lines: Vec<&str> = pages.text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines[..10], LEFT);
    assert_eq!(lines[10], "stamp");
    let first = pages.displayed(pages.lines[0].place.clone());
    assert_eq!((first.top, first.bottom, first.words[0].1, first.words[0].2), (5700, 7000, 920, 1020));
}

#[test]
fn watermarks_stand_aside() {
    let mut sheet = Sheet { direction: Direction::Slanted, size: 80.0, ..Sheet::default() };
    sheet.print(150.0, 180.0, "DRAFT");
    (sheet.direction, sheet.size) = (Direction::Right, 10.0);
    below(&mut sheet, 72.0, 100.0, &LEFT);
    let pages = read(vec![sheet]);
    assert_eq!(furniture(&pages), ["DRAFT"]);
    assert!(pages.text.starts_with("The group met in the old hall\nand looked"));
}

#[test]
fn cells_are_written_line_by_line() {
    let mut page = Sheet::default();
    page.print(72.0, 60.0, "Above").print(72.0, 100.0, "1").print(120.0, 100.0, "Mend the re\u{ad}");
    page.print(120.0, 112.0, "cent roof").print(120.0, 136.0, "Then rest").print(72.0, 180.0, "Below");
    let scene = scene(vec![page]);
    let mut sheet = sheet::Sheet::of(&scene.pages[0], &scene.fonts);
    let cell = |columns: std::ops::Range<usize>, words: std::ops::Range<usize>| DrawnCell {
        rows: 0..1,
        columns,
        words: words.collect(),
        fill: None,
    };
    let drawn = Drawn {
        area: Area { x0: 70.0, y0: 85.0, x1: 300.0, y1: 150.0 },
        columns: vec![70.0, 110.0, 250.0, 300.0],
        rows: vec![85.0, 150.0],
        cells: vec![cell(0..1, 1..2), cell(1..2, 2..9), cell(2..3, 0..0)],
        ..Drawn::default()
    };
    sheet.set_tables(vec![drawn]);
    sheet.set_order();
    let mut writer = Writer::default();
    let sheets = [sheet];
    Manner::of(&sheets).write(&sheets[0], &mut writer);
    let pages = writer.finish();
    assert_complete(&scene, &pages);
    assert_eq!(pages.text, "Above\n\n1\nMend the re\u{ad}\ncent roof\n\nThen rest\n\nBelow\n");
    let grid = &pages.grids[0];
    assert_eq!(grid.columns, [700, 1100, 2500, 3000]);
    assert_eq!(grid.cells.iter().map(|cell| cell.lines.clone()).collect::<Vec<_>>(), [2..3, 3..7, 7..7]);
    assert_eq!(pages.lines[3].place.words[2], (9, 1600, 1750));
}

#[test]
fn a_heading_that_pages_begin_with_is_no_running_head() {
    let mut sheets = Vec::new();
    for page in 0..4 {
        let mut sheet = Sheet::default();
        sheet.print(50.0, 30.0, "Boat club");
        sheet.print(50.0, 60.0, ["Actions", "It was late", "Actions", "It had rained"][page]);
        below(&mut sheet, 50.0, 74.0, &LEFT);
        sheet.print(50.0, 420.0, "Actions");
        below(&mut sheet, 50.0, 434.0, &LEFT);
        sheets.push(sheet);
    }
    assert_eq!(furniture(&read(sheets)), ["Boat club"; 4]);
}
