//! Page heads and feet that are set in boxes.
//!
//! In: the pages with their tables. Out: the small tables that stand in the margin and say the same on page after page. A
//! table that differs in more than the number of the page is none of them: it may be a form that each page is.

use std::collections::BTreeMap;

use super::furniture::{DRIFT, MARGIN};
use super::sheet::Sheet;

/// More rows are no page head.
const ROWS: usize = 4;

/// Returns the tables that are furniture, by page and place among the page's tables.
pub fn find(sheets: &[Sheet]) -> Vec<(usize, usize)> {
    // By end of the page and wording: how far from that end, on which page, which of its tables.
    type Place = (f32, usize, usize);
    let mut groups: BTreeMap<(bool, String), Vec<Place>> = BTreeMap::new();
    for (page, sheet) in sheets.iter().enumerate() {
        let (height, margin) = (sheet.size.1, MARGIN * sheet.size.1);
        for (at, table) in sheet.tables.iter().enumerate() {
            let foot = table.area.y0 > height - margin;
            if table.rows.len() > ROWS + 1 || !(foot || table.area.y1 < margin) {
                continue;
            }
            let distance = if foot { height - table.area.y1 } else { table.area.y0 };
            groups.entry((foot, wording(sheet, at))).or_default().push((distance, page, at));
        }
    }
    let mut found = Vec::new();
    for mut group in groups.into_values() {
        group.sort_by(|one, other| one.0.total_cmp(&other.0).then((one.1, one.2).cmp(&(other.1, other.2))));
        let mut rest = group.as_slice();
        while let Some(first) = rest.first() {
            let (here, others) = rest.split_at(rest.partition_point(|it| it.0 <= first.0 + DRIFT).max(1));
            rest = others;
            let pages = || here.iter().map(|it| it.1);
            let span = pages().max().unwrap_or(0) - pages().min().unwrap_or(0) + 1;
            if here.len() >= 2 && here.len() * 2 >= span {
                found.extend(here.iter().map(|it| (it.1, it.2)));
            }
        }
    }
    // From the last to the first, so that taking one away moves no other.
    found.sort_unstable_by(|one, other| other.cmp(one));
    found
}

/// Returns what a table says; without its numbers, where they may be those of pages.
fn wording(sheet: &Sheet, table: usize) -> String {
    let lines = sheet.cells.get(table).into_iter().flatten().flatten();
    let words = lines.flat_map(|line| &line.words).filter_map(|&index| sheet.words.list.get(index));
    let mut wording = String::new();
    for word in words {
        wording.push_str(&sheet.words.letters(word).to_lowercase());
        wording.push(' ');
    }
    if wording.contains("page") { wording.replace(|c: char| c.is_ascii_digit(), "") } else { wording }
}
