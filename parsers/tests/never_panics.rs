//! No input makes the parsers panic, and the word ledger adds up on all of it.

use proptest::prelude::*;
use throughline_parsers::pages::{Colour, Grid, GridCell, LinePlace, LineShape, Swatch};
use throughline_parsers::{Pages, Span, Vocabulary, parse, parse_pages};

/// Pieces that logs are made of, to be put together in senseless ways.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("# Actions Deadline Status When from?".to_owned()),
        Just("Ref,Action,Owner,\"Due date\",Status".to_owned()),
        Just("#\tAction\tDeadline\tStatus".to_owned()),
        Just("| No | Action | Owner | Status |\n|---|---|---|---|".to_owned()),
        Just("No.    Action              Owner      Due        Status".to_owned()),
        Just("7 Paint the rail. ".to_owned()),
        Just("**2 Ask the pilots".to_owned()),
        Just("** = old actions".to_owned()),
        Just("Feb'19 Ongoing. ".to_owned()),
        Just("Actions\n\n- Clerk to write\n - b. twice".to_owned()),
        Just("Action 4: see".to_owned()),
        Just("ACTION 3.2 (JS): mend".to_owned()),
        Just("Owner: Clerk\nDue: May 2020".to_owned()),
        Just("\u{c}".to_owned()),
        Just("\n\n\n\n".to_owned()),
        Just("\"".to_owned()),
        Just("\t\t|,".to_owned()),
        Just("……… and ………".to_owned()),
        "\\PC{0,12}",
        "[ \\t\\n,|\"#*0-9a-zA-Z’‘–.]{0,30}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_parsed(text in "\\PC{0,300}") {
        check(&text)?;
    }

    #[test]
    fn any_mixture_is_parsed(pieces in prop::collection::vec((piece(), "[ \\n\\t]{0,3}"), 0..40)) {
        let text: String = pieces.into_iter().map(|(piece, gap)| piece + &gap).collect();
        check(&text)?;
    }
}

/// A grid over lines as they come: its cells may overlap, reach beyond it, or hold lines that are not there.
fn grid() -> impl Strategy<Value = Grid> {
    let number = || prop_oneof![9 => 0..60_i32, 1 => any::<i32>()];
    let cell = (0..6_usize, 0..3_usize, 0..8_usize, 0..3_usize, 0..40_usize, 0..4_usize, prop::option::of(0..3_u8));
    let cell = cell.prop_map(|(column, width, row, height, line, lines, fill)| GridCell {
        rows: row..row + height,
        columns: column..column + width,
        lines: line..line + lines,
        fill: fill.map(|shade| Colour(shade * 80, 200, 0)),
    });
    let edges = || prop::collection::vec(number(), 0..8);
    (0..3_u32, edges(), edges(), prop::collection::vec(cell, 0..30), any::<bool>(), any::<bool>()).prop_map(
        |(page, columns, edges, cells, open_above, open_below)| Grid {
            page,
            columns,
            edges,
            cells,
            open_above,
            open_below,
        },
    )
}

/// A table as it should be, of cells that say anything.
fn drawn() -> impl Strategy<Value = (String, Vec<LineShape>, Grid)> {
    let cell = prop_oneof![
        4 => prop::sample::select(vec!["", "1", "2.", "14 (cont.)", "Action", "No", "Status", "Due", "Owner", "Open", "Paint the rail", "the", "Open actions", "* see"]).prop_map(str::to_owned),
        1 => "[ a-zA-Z0-9.]{0,20}",
    ];
    (1..6_usize, prop::collection::vec(cell, 1..40), 0..3_u32).prop_map(|(width, cells, page)| {
        let (mut text, mut lines) = (String::new(), Vec::new());
        let mut grid = Grid { page, ..Grid::default() };
        grid.columns = (0..=width).map(|edge| edge as i32 * 300).collect();
        grid.edges = (0..=cells.len().div_ceil(width)).map(|edge| edge as i32 * 120).collect();
        for (at, cell) in cells.iter().enumerate() {
            let (row, column) = (at / width, at % width);
            let top = row as i32 * 120;
            text.push_str(cell);
            text.push('\n');
            let place = LinePlace { page, top, bottom: top + 100, words: Vec::new() };
            lines.push(LineShape { place, size: 100, bold: at % 7 == 0, furniture: false });
            let (rows, columns) = (row..row + 1, column..column + 1);
            grid.cells.push(GridCell { rows, columns, lines: at..at + 1, fill: None });
        }
        (text, lines, grid)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_grid_over_any_text_is_parsed(
        pieces in prop::collection::vec((piece(), "[ \\n\\t]{0,3}"), 0..20),
        grids in prop::collection::vec(grid(), 0..5),
        tops in prop::collection::vec(any::<i32>(), 0..60),
    ) {
        let text: String = pieces.into_iter().map(|(piece, gap)| piece + &gap).collect();
        let lines = tops.iter().map(|&top| LineShape {
            place: LinePlace { page: 0, top, bottom: top.saturating_add(100), words: vec![(0, top, top)] },
            size: 100,
            bold: top % 2 == 0,
            furniture: top % 5 == 0,
        });
        let legend = vec![Swatch { colour: Colour(80, 200, 0), spans: vec![Span::new(3, 0, 9), Span::new(99, 4, 2)] }];
        let pages = Pages { text, lines: lines.collect(), grids, legend, ..Pages::default() };
        check_pages(&pages)?;
    }

    #[test]
    fn any_tables_one_after_another_are_parsed(tables in prop::collection::vec(drawn(), 0..6)) {
        let mut pages = Pages::default();
        for (text, lines, mut grid) in tables {
            let first = pages.lines.len();
            for cell in &mut grid.cells {
                cell.lines = cell.lines.start + first..cell.lines.end + first;
            }
            pages.text.push_str(&text);
            pages.text.push('\n');
            pages.lines.extend(lines);
            pages.lines.push(LineShape::default());
            pages.grids.push(grid);
        }
        check_pages(&pages)?;
    }
}

fn check_pages(pages: &Pages) -> Result<(), TestCaseError> {
    let words = parse_pages(pages, &Vocabulary::default()).words;
    let sum =
        words.cells + words.headings + words.legend + words.notes + words.furniture + words.prose + words.unplaced;
    prop_assert_eq!(words.total, pages.text.split_whitespace().count() as u64);
    prop_assert_eq!(words.total, sum);
    Ok(())
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let words = parse(text, &Vocabulary::default()).words;
    let sum =
        words.cells + words.headings + words.legend + words.notes + words.furniture + words.prose + words.unplaced;
    prop_assert_eq!(words.total, text.split_whitespace().count() as u64);
    prop_assert_eq!(words.total, sum);
    Ok(())
}
