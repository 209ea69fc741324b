//! What holds for any page, however odd: no panic, cells that tile their table, each word in one cell at most.

use proptest::prelude::*;

use super::super::page::{Area, Direction, Fill, Page, Ruling};
use super::super::words::{Word, Words};
use super::{Drawn, legend, tables};

fn coordinate() -> impl Strategy<Value = f32> {
    // Mostly on a raster, so that lines meet; sometimes off the page.
    prop_oneof![
        9 => (0..9_u32).prop_map(|step| step as f32 * 60.0),
        2 => (0..600_u32).prop_map(|step| step as f32),
        1 => -1.0e6_f32..1.0e6,
        1 => prop_oneof![Just(0.0_f32), Just(1.0e30), Just(-1.0e30), Just(595.0), Just(f32::NAN), Just(f32::INFINITY)],
    ]
}

fn area() -> impl Strategy<Value = Area> {
    (coordinate(), coordinate(), coordinate(), coordinate()).prop_map(|(x0, y0, x1, y1)| Area { x0, y0, x1, y1 })
}

fn ruling() -> impl Strategy<Value = Ruling> {
    (any::<bool>(), coordinate(), coordinate(), coordinate(), 0.0_f32..4.0)
        .prop_map(|(horizontal, at, from, to, thickness)| Ruling { horizontal, at, from, to, thickness })
}

fn fill() -> impl Strategy<Value = Fill> {
    (area(), prop::sample::select(vec![[255, 255, 255], [0, 0, 0], [200, 20, 20], [20, 200, 20], [230, 230, 230]]))
        .prop_map(|(area, colour)| Fill { area, colour })
}

fn word() -> impl Strategy<Value = Word> {
    let direction = prop_oneof![8 => Just(Direction::Right), 1 => Just(Direction::Up), 1 => Just(Direction::Slanted)];
    (coordinate(), coordinate(), 0.0_f32..80.0, prop_oneof![Just(10.0_f32), 0.0_f32..40.0], 0..4_u32, direction)
        .prop_map(|(x, y, width, size, letters, direction)| Word {
            letters: letters..4,
            area: Area { x0: x, y0: y - size, x1: x + width, y1: y + size / 4.0 },
            baseline: y,
            size,
            bold: false,
            direction,
        })
}

fn tiles(table: &Drawn) {
    let (rows, columns) = (table.rows.len() - 1, table.columns.len() - 1);
    let mut covered = vec![0; rows * columns];
    for cell in &table.cells {
        assert!(!cell.rows.is_empty() && !cell.columns.is_empty());
        for row in cell.rows.clone() {
            for column in cell.columns.clone() {
                covered[row * columns + column] += 1;
            }
        }
    }
    assert!(covered.iter().all(|times| *times == 1), "{table:?}");
    let sorted = |edges: &[f32]| edges.windows(2).all(|pair| pair[0] < pair[1]);
    assert!(sorted(&table.rows) && sorted(&table.columns), "{table:?}");
    let starts: Vec<(usize, usize)> = table.cells.iter().map(|cell| (cell.rows.start, cell.columns.start)).collect();
    assert!(starts.is_sorted());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_page_gives_tables_that_hold_together(
        rulings in prop::collection::vec(ruling(), 0..60),
        fills in prop::collection::vec(fill(), 0..20),
        list in prop::collection::vec(word(), 0..60),
    ) {
        let page = Page { width: 595.0, height: 842.0, rulings, fills, ..Page::default() };
        let words = Words { text: "A1b:".to_owned(), list };
        let tables = tables(&page, &words);
        let mut seen = vec![false; words.list.len()];
        for table in &tables {
            tiles(table);
            for &word in table.cells.iter().flat_map(|cell| &cell.words) {
                prop_assert!(!std::mem::replace(&mut seen[word], true), "word {word} twice");
            }
        }
        for swatch in legend::swatches(&page, &words, &tables) {
            prop_assert!(!swatch.words.is_empty() && swatch.words.iter().all(|word| *word < words.list.len()));
        }
    }
}
