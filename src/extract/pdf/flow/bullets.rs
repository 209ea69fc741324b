//! Bullets that are drawn, not printed: some writers paint them as dots, rings and squares.
//!
//! In: the words of a page, its dots, and where its tables are. Out: the same words, with a `•` for each dot that stands in
//! front of running text as a bullet does. In tables nothing is added: a cell says what is printed in it.

use super::super::page::{Area, Direction};
use super::super::words::{Word, Words};

/// How wide a bullet is, in parts of the type size.
const WIDTH: std::ops::RangeInclusive<f32> = 0.15..=0.75;
/// How far it stands from its wording, in parts of the type size.
const REACH: std::ops::RangeInclusive<f32> = 0.1..=3.0;
/// How far what stands at its left is from it, in another column: in parts of the type size.
const APART: f32 = 2.0;
/// How much of a line's height a dot's middle may stand above its baseline, in parts of the type size.
const HEIGHT: std::ops::RangeInclusive<f32> = 0.05..=0.65;

/// Adds the bullets that `dots` are.
pub fn add(words: &mut Words, dots: &[Area], tables: impl Iterator<Item = Area>) {
    if dots.is_empty() {
        return;
    }
    let tables: Vec<Area> = tables.collect();
    let mut by_line: Vec<&Word> = words.list.iter().filter(|word| word.direction == Direction::Right).collect();
    by_line.sort_by(|one, other| one.baseline.total_cmp(&other.baseline));
    let mut found: Vec<(Area, f32, f32)> = Vec::new();
    for dot in dots {
        let (x, y) = ((dot.x0 + dot.x1) / 2.0, (dot.y0 + dot.y1) / 2.0);
        if tables.iter().any(|table| table.contains(x, y)) || found.iter().any(|(other, ..)| other.contains(x, y)) {
            continue;
        }
        if let Some(word) = wording(&by_line, dot) {
            found.push((*dot, word.baseline, word.size));
        }
    }
    for (area, baseline, size) in found {
        let letters = words.write("•");
        words.list.push(Word { letters, area, baseline, size, bold: false, direction: Direction::Right });
    }
}

/// Returns the word that `dot` stands in front of as a bullet: the first of its line, at no great distance.
fn wording<'a>(by_line: &[&'a Word], dot: &Area) -> Option<&'a Word> {
    let middle = (dot.y0 + dot.y1) / 2.0;
    let first = by_line.partition_point(|word| word.baseline < middle);
    let near = || by_line.iter().skip(first).take_while(|word| word.baseline < middle + 20.0);
    let beside = |word: &&&Word| HEIGHT.contains(&((word.baseline - middle) / word.size.max(0.1)));
    let line = || near().filter(beside);
    let right = line().filter(|word| word.area.x0 >= dot.x1 - 0.5);
    let word = right.min_by(|one, other| one.area.x0.total_cmp(&other.area.x0))?;
    let (width, gap) = (dot.width() / word.size, (word.area.x0 - dot.x1) / word.size);
    let first = !line().any(|other| other.area.x0 < dot.x1 && other.area.x1 > dot.x0 - APART * word.size);
    (first && WIDTH.contains(&width) && REACH.contains(&gap)).then_some(*word)
}

#[cfg(test)]
mod tests {
    use super::super::super::page::Font;
    use super::super::super::sample::Sheet;
    use super::super::super::words::words;
    use super::*;

    fn marked(dot: Area, table: Option<Area>) -> bool {
        let mut sheet = Sheet::default();
        sheet.print(64.0, 100.0, "Mend the roof").print(140.0, 100.0, "Ann");
        let mut words = words(&sheet.page, &[Font::default()]);
        add(&mut words, &[dot], table.into_iter());
        words.list.last().is_some_and(|word| words.letters(word) == "•")
    }

    #[test]
    fn a_dot_in_front_of_a_line_is_a_bullet() {
        let dot = Area { x0: 54.0, y0: 95.0, x1: 57.5, y1: 98.5 };
        assert!(marked(dot, None));
        assert!(!marked(dot, Some(Area { x0: 40.0, y0: 80.0, x1: 400.0, y1: 120.0 })), "inside a table");
        for (why, other) in [
            ("between words", Area { x0: 130.0, x1: 133.5, ..dot }),
            ("far off", Area { x0: 20.0, x1: 23.5, ..dot }),
            ("below the line", Area { y0: 103.0, y1: 106.5, ..dot }),
            ("too small", Area { x0: 56.5, y0: 96.0, x1: 57.5, y1: 97.0 }),
        ] {
            assert!(!marked(other, None), "{why}");
        }
    }
}
