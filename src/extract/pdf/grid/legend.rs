//! What colours mean: small filled boxes with a name beside or inside.
//!
//! In: a page, its words and its tables. Out: each colour that the page explains, with the words that explain it. Never a
//! colour that stands beside two different names: such boxes are marks of a list.

use std::collections::BTreeMap;

use throughline_parsers::pages::Colour;

use super::super::page::{Area, Page};
use super::super::words::Words;
use super::heights::{Heights, middle};
use super::{Drawn, DrawnCell, shades};

/// A colour, and the words beside it that say what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnSwatch {
    /// The colour.
    pub colour: Colour,
    /// The words, as indexes, in reading order.
    pub words: Vec<usize>,
}

/// How small and how large a swatch may be.
const SMALL: f32 = 4.0;
/// See `SMALL`.
const LARGE: f32 = 42.0;
/// How wide a box with a name in it may be.
const WIDEST: f32 = 220.0;
/// How many words a name inside a box has at most, and one beside a box.
const SHORT: usize = 5;
/// See `SHORT`.
const LONG: usize = 14;
/// How many rows a table of colours has at most.
const MOST_ROWS: usize = 10;
/// How many small boxes of a page are looked at: more make a drawing.
const MOST_BOXES: usize = 400;

/// Finds what colours mean on `page`, of which `tables` are the tables.
pub fn swatches(page: &Page, words: &Words, tables: &[Drawn]) -> Vec<DrawnSwatch> {
    let mut found: Vec<DrawnSwatch> = tables.iter().flat_map(|table| of_table(table, words)).collect();
    let boxes = boxes(page, tables);
    if !boxes.is_empty() && boxes.len() <= MOST_BOXES {
        let heights = Heights::new(words);
        let inside: Vec<Option<DrawnSwatch>> = boxes.iter().map(|small| named_inside(small, &heights)).collect();
        found.extend(beside_others(&boxes, inside));
        let free = |index: &usize| !tables.iter().any(|table| in_columns(table, words, *index));
        found.extend(boxes.iter().filter_map(|small| named_beside(small, &boxes, &heights, free)));
    }
    agreed(found, words)
}

/// A small filled area.
#[derive(Debug, Clone, Copy)]
struct Patch {
    area: Area,
    colour: Colour,
}

/// Returns the small areas of `page` that are filled with a colour and stand outside of its tables, topmost only.
fn boxes(page: &Page, tables: &[Drawn]) -> Vec<Patch> {
    let mut found: Vec<Patch> = Vec::new();
    for fill in page.fills.iter().rev() {
        let (width, height) = (fill.area.width(), fill.area.height());
        let sized = (SMALL..=WIDEST).contains(&width) && (SMALL..=LARGE).contains(&height);
        let centre = ((fill.area.x0 + fill.area.x1) / 2.0, (fill.area.y0 + fill.area.y1) / 2.0);
        if !sized || tables.iter().any(|table| holds(table, centre)) {
            continue;
        }
        let hidden = found.iter().any(|above| above.area.contains(centre.0, centre.1));
        // Black is a mark of a list, and white is paper; but either may lie over a colour.
        if let Some(colour) = shades::colour(fill).filter(|_| !hidden && fill.colour.iter().any(|part| *part > 40)) {
            found.push(Patch { area: fill.area, colour });
        }
        if found.len() > MOST_BOXES {
            break;
        }
    }
    found.reverse();
    found
}

/// Whether a point lies in a cell of `table`, other than one that takes up a whole row.
fn holds(table: &Drawn, (x, y): (f32, f32)) -> bool {
    let columns = table.columns.len().saturating_sub(1);
    let row = super::cells::place(&table.rows, y);
    let whole = |cell: &DrawnCell| cell.columns == (0..columns) && row.is_some_and(|row| cell.rows.contains(&row));
    table.area.contains(x, y) && !table.cells.iter().any(whole)
}

/// Whether a word stands in a cell of `table`, other than one that takes up a whole row.
fn in_columns(table: &Drawn, words: &Words, index: usize) -> bool {
    words.list.get(index).is_some_and(|word| holds(table, ((word.area.x0 + word.area.x1) / 2.0, middle(word))))
}

/// Returns what stands in a box, where it is a short name.
fn named_inside(small: &Patch, heights: &Heights<'_>) -> Option<DrawnSwatch> {
    let area = &small.area;
    let inside = heights.between(area.y0, area.y1).filter(|(_, word)| {
        let centre = (word.area.x0 + word.area.x1) / 2.0;
        area.x0 <= centre && centre <= area.x1
    });
    let inside: Vec<usize> = inside.map(|(index, _)| index).take(SHORT + 1).collect();
    let named = (1..=SHORT).contains(&inside.len()) && is_name(&inside, heights.words);
    named.then(|| DrawnSwatch { colour: small.colour, words: in_order(inside, heights.words) })
}

/// Keeps names in boxes that stand in one line or one column with others of another colour.
fn beside_others(boxes: &[Patch], inside: Vec<Option<DrawnSwatch>>) -> Vec<DrawnSwatch> {
    let named: Vec<(Area, Colour)> = boxes
        .iter()
        .zip(&inside)
        .filter(|(_, name)| name.is_some())
        .map(|(small, _)| (small.area, small.colour))
        .collect();
    let lined_up = |area: &Area, colour: Colour| {
        named.iter().any(|(other, other_colour)| {
            let same_line = (area.y0 - other.y0).abs() <= 3.0 && (area.y1 - other.y1).abs() <= 3.0;
            let same_column = (area.x0 - other.x0).abs() <= 3.0 && (area.y0 - other.y0).abs() <= 4.0 * area.height();
            *other_colour != colour && (same_line || same_column)
        })
    };
    let kept = boxes.iter().zip(inside).filter(|(small, _)| lined_up(&small.area, small.colour));
    kept.filter_map(|(_, name)| name).collect()
}

/// Returns what stands beside a box, up to the next box or a wide gap.
fn named_beside(
    small: &Patch,
    boxes: &[Patch],
    heights: &Heights<'_>,
    free: impl Fn(&usize) -> bool,
) -> Option<DrawnSwatch> {
    let area = &small.area;
    if area.width() > LARGE {
        return None;
    }
    let centre = (area.y0 + area.y1) / 2.0;
    let same_line = |other: &&Patch| other.area.y0 < centre && centre < other.area.y1 && other.area.x0 > area.x1;
    let end = boxes.iter().filter(same_line).map(|other| other.area.x0).fold(f32::INFINITY, f32::min);
    let reach = area.height().clamp(6.0, 14.0) / 2.0 + 1.0;
    let mut line: Vec<(f32, f32, f32, usize)> = heights
        .between(centre - reach, centre + reach)
        .filter(|(index, word)| word.area.x0 >= area.x1 - 1.0 && word.area.x0 < end && free(index))
        .map(|(index, word)| (word.area.x0, word.area.x1, word.size, index))
        .collect();
    line.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut edge = area.x1;
    let mut near = 2.0; // type sizes: the name may stand a little way off
    let mut name = Vec::new();
    for (from, to, size, index) in line {
        if from - edge > near * size || name.len() > LONG {
            break;
        }
        (edge, near) = (to, 0.9);
        name.push(index);
    }
    // Letters inside of the box make it a button, a mark or a cell.
    let filled = heights.between(area.y0, area.y1).any(|(_, word)| {
        let middle = (word.area.x0 + word.area.x1) / 2.0;
        area.x0 < middle && middle < area.x1
    });
    (!filled && name.len() <= LONG && is_name(&name, heights.words))
        .then_some(DrawnSwatch { colour: small.colour, words: name })
}

/// Returns what a small table says of colours: filled cells with the name inside, or in the cell beside.
fn of_table(table: &Drawn, words: &Words) -> Vec<DrawnSwatch> {
    let rows = table.rows.len().saturating_sub(1);
    let columns = table.columns.len().saturating_sub(1);
    let in_rows = columns == 2 && rows <= MOST_ROWS;
    let in_line = rows == 1 || (rows == 2 && columns > 2);
    if !in_rows && !in_line {
        return Vec::new();
    }
    let empty = |cell: &DrawnCell| cell.words.is_empty();
    let mut found = Vec::new();
    let mut unexplained = 0;
    for pair in table.cells.windows(2) {
        let [colour, name] = pair else { continue };
        if colour.rows != name.rows || (in_rows && colour.columns.start != 0) {
            continue;
        }
        let marked = colour.fill.filter(|_| colour.fill != name.fill && !empty(name));
        match marked {
            // The name inside a box names the colour; what it means stands beside it.
            Some(fill) if empty(colour) || (in_rows && name.fill.is_none() && is_short(colour, words)) => {
                found.push(DrawnSwatch { colour: fill, words: in_order(name.words.clone(), words) });
            }
            _ if in_rows && colour.rows.start > 0 => unexplained += 1,
            _ => {}
        }
    }
    if found.is_empty() && in_line {
        let filled = table.cells.iter().filter_map(|cell| Some((cell.fill?, cell))).filter(|(_, cell)| !empty(cell));
        found =
            filled.map(|(colour, cell)| DrawnSwatch { colour, words: in_order(cell.words.clone(), words) }).collect();
        if found.len() < table.cells.len().max(2) || found.iter().any(|name| name.words.len() > SHORT) {
            return Vec::new();
        }
    }
    let mut colours: Vec<Colour> = found.iter().map(|swatch| swatch.colour).collect();
    colours.sort_unstable();
    colours.dedup();
    let named = found.iter().all(|swatch| swatch.words.len() <= 2 * LONG && is_name(&swatch.words, words));
    if unexplained > 0 || colours.len() < 2 || colours.len() < found.len() || !named { Vec::new() } else { found }
}

/// Whether a cell holds no more than the name of a colour.
fn is_short(cell: &DrawnCell, words: &Words) -> bool {
    let digits = |index: &usize| {
        let word = words.list.get(*index);
        word.is_some_and(|word| words.letters(word).chars().any(|letter| letter.is_ascii_digit()))
    };
    cell.words.len() <= 2 && !cell.words.iter().any(digits)
}

/// Whether the words can name something, and do not announce it: `Key:` is no name.
fn is_name(name: &[usize], words: &Words) -> bool {
    let letters = |index: &usize| words.list.get(*index).map_or("", |word| words.letters(word));
    let announces = matches!(name, [.., last] if letters(last).ends_with(':'));
    !announces && name.iter().any(|index| letters(index).chars().filter(|letter| letter.is_alphabetic()).count() >= 2)
}

/// Puts words in reading order.
fn in_order(mut name: Vec<usize>, words: &Words) -> Vec<usize> {
    let place = |index: &usize| words.list.get(*index).map_or((0.0, 0.0), |word| (word.baseline, word.area.x0));
    name.sort_by(|a, b| {
        let ((high, left), (low, right)) = (place(a), place(b));
        // Words of one line may differ a little in height.
        if (high - low).abs() > 2.0 { high.total_cmp(&low) } else { left.total_cmp(&right) }
    });
    name
}

/// Leaves out colours with more than one name, and what is said again.
fn agreed(found: Vec<DrawnSwatch>, words: &Words) -> Vec<DrawnSwatch> {
    let say = |swatch: &DrawnSwatch| {
        let letters = |index: &usize| words.list.get(*index).map_or("", |word| words.letters(word)).to_lowercase();
        swatch.words.iter().map(letters).collect::<Vec<_>>().join(" ")
    };
    let mut names: BTreeMap<Colour, Option<String>> = BTreeMap::new();
    for swatch in &found {
        let name = say(swatch);
        let known = names.entry(swatch.colour).or_insert_with(|| Some(name.clone()));
        if known.as_ref().is_some_and(|known| *known != name) {
            *known = None;
        }
    }
    let mut kept = Vec::new();
    for swatch in found {
        // Said once is enough: the first one takes the name along.
        if names.get_mut(&swatch.colour).and_then(Option::take).is_some() {
            kept.push(swatch);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::sample::Sample;

    const GREEN: [u8; 3] = [0, 176, 80];
    const AMBER: [u8; 3] = [255, 192, 0];
    const RED: [u8; 3] = [192, 0, 0];

    /// The colours and their names.
    fn legend(sample: &Sample) -> Vec<String> {
        let found = super::swatches(&sample.page, &sample.words, &sample.tables());
        found.iter().map(|swatch| format!("{} {}", swatch.colour, sample.say(&swatch.words))).collect()
    }

    const THREE: [&str; 3] = ["#00b050 Complete", "#ffc000 On track", "#c00000 Overdue"];

    #[test]
    fn boxes_in_a_line_and_below_each_other_with_names_beside_them() {
        let mut sample = Sample::new();
        sample.text(50.0, 100.0, "Key:").text(95.0, 100.0, "Complete").text(170.0, 100.0, "On track");
        sample.text(250.0, 100.0, "Overdue").text(400.0, 100.0, "Page 3");
        sample.fill(80.0, 92.0, 90.0, 102.0, GREEN).fill(155.0, 92.0, 165.0, 102.0, AMBER);
        sample.fill(235.0, 92.0, 245.0, 102.0, RED);
        assert_eq!(legend(&sample), THREE);
        let mut sample = Sample::new();
        for (row, (colour, name)) in
            [(GREEN, "Complete"), (AMBER, "On track"), (RED, "Overdue")].into_iter().enumerate()
        {
            let y = 100.0 + 15.0 * row as f32;
            sample
                .fill(50.0, y - 9.0, 80.0, y + 2.0, colour)
                .grid(&[50.0, 80.0], &[y - 9.0, y + 2.0])
                .text(88.0, y, name);
        }
        assert_eq!(legend(&sample), THREE);
    }

    #[test]
    fn boxes_with_names_inside() {
        let mut sample = Sample::new();
        sample.text(50.0, 100.0, "Key:");
        for (x, colour, name) in [(80.0, GREEN, "Complete"), (180.0, AMBER, "On track"), (280.0, RED, "Overdue")] {
            sample.fill(x, 88.0, x + 80.0, 104.0, colour).text(x + 10.0, 100.0, name);
        }
        assert_eq!(legend(&sample), THREE);
    }

    #[test]
    fn small_tables_of_colours() {
        let mut sample = Sample::new();
        sample.grid(&[50.0, 100.0, 200.0], &[100.0, 120.0, 140.0, 160.0, 180.0]);
        sample.text(55.0, 115.0, "Colour").text(105.0, 115.0, "Meaning").text(105.0, 135.0, "Complete");
        sample.text(105.0, 155.0, "On track").text(105.0, 175.0, "Overdue").text(60.0, 175.0, "Red");
        sample.fill(50.0, 120.0, 100.0, 140.0, GREEN).fill(50.0, 140.0, 100.0, 160.0, AMBER);
        sample.fill(50.0, 160.0, 100.0, 180.0, RED);
        assert_eq!(legend(&sample), THREE);
        let mut sample = Sample::new();
        sample.grid(&[50.0, 200.0, 350.0, 500.0], &[100.0, 120.0]);
        for (x, colour, name) in [(50.0, GREEN, "Complete"), (200.0, AMBER, "On track"), (350.0, RED, "Overdue")] {
            sample.fill(x, 100.0, x + 150.0, 120.0, colour).text(x + 10.0, 115.0, name);
        }
        assert_eq!(legend(&sample), THREE);
    }

    #[test]
    fn marks_of_a_list_coloured_cells_and_bars_are_no_legend() {
        let mut sample = Sample::new();
        for (row, text) in ["write the paper", "ask the clerk", "close the gate"].into_iter().enumerate() {
            let y = 100.0 + 15.0 * row as f32;
            sample.fill(50.0, y - 6.0, 55.0, y - 1.0, GREEN).text(62.0, y, text);
        }
        sample.grid(&[50.0, 100.0, 400.0, 500.0], &[200.0, 220.0, 240.0, 260.0]);
        for (row, colour) in [GREEN, AMBER, RED].into_iter().enumerate() {
            let y = 215.0 + 20.0 * row as f32;
            sample.text(55.0, y, "1").text(105.0, y, "some action").text(405.0, y, "Ongoing");
            sample.fill(400.0, y - 15.0, 500.0, y + 5.0, colour);
            sample.fill(100.0, y + 200.0, 120.0 + 5.0 * row as f32, y + 210.0, colour).text(140.0, y + 208.0, "42%");
        }
        assert!(legend(&sample).is_empty());
    }
}
