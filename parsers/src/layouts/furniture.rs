//! Page heads, page feet and page numbers.
//!
//! In: the text, and what geometry knows of it. Out: the lines that are furniture of a page, and on which page each line
//! stands. Nothing is placed here. Lines of drawn tables are never furniture.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::lines::Lines;
use crate::pattern::pattern;
use crate::reading::Reading;
use crate::shapes::Shapes;
use crate::{date, status};

static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let source = r"(?i)^\s*(?:[-–—|]\s*)?(?:page|pg\.?|p\.)\s*[0-9]+(?:\s*(?:of|/)\s*[0-9]+)?(?:\s*[-–—|])?\s*$|^\s*[-–—]\s*[0-9]+\s*[-–—]\s*$|^\s*[0-9]+\s+of\s+[0-9]+\s*$";
    pattern(source)
});
static HOLDS_PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:^|\s{2,}|\t|\|\s*)page\s*[0-9]+(?:\s*(?:of|/)\s*[0-9]+)?\s*$|^\s*page\s*[0-9]+(?:\s*(?:of|/)\s*[0-9]+)?\s{2,}|^\s*(?:https?|file)://\S+\s+[0-9]+/[0-9]+\s*$",
    )
});
static NUMBER_ALONE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*([0-9]{1,4})\s*$"));

/// How many lines at the top and at the foot of a page may be furniture.
const EDGE: usize = 3;

/// Which lines are page furniture, and on which page each line stands.
#[derive(Debug, Default, Clone)]
pub struct Furniture {
    lines: BTreeSet<usize>,
    starts: Vec<usize>,
}

impl Furniture {
    /// Looks through the pages of `lines`.
    pub fn find(lines: &Lines<'_>, shapes: &Shapes<'_>) -> Self {
        let starts = page_starts(lines);
        let known = |index: usize| shapes.of(index).is_some_and(|shape| shape.furniture);
        let outside = (0..lines.len()).filter(|&index| !shapes.in_grid(index));
        let mut found: BTreeSet<usize> =
            outside.filter(|&index| known(index) || is_page_number(lines.text(index))).collect();
        let pages: Vec<std::ops::Range<usize>> = starts
            .iter()
            .enumerate()
            .map(|(page, &start)| start..starts.get(page + 1).copied().unwrap_or(lines.len()))
            .collect();
        if pages.len() > 1 {
            repeated(lines, shapes, &pages, &mut found);
            opening_again(lines, shapes, &pages, &mut found);
            lone_numbers(lines, shapes, &pages, &mut found);
        }
        if shapes.are_known() {
            own_numbers(lines, shapes, &pages, &mut found);
        }
        found.retain(|&index| !shapes.in_grid(index));
        Self { lines: found, starts }
    }

    /// Tells whether line `index` is furniture.
    pub fn contains(&self, index: usize) -> bool {
        self.lines.contains(&index)
    }

    /// Returns the page of line `index`, counted from 0.
    pub fn page(&self, index: usize) -> usize {
        self.starts.partition_point(|&start| start <= index).saturating_sub(1)
    }
}

/// Returns the page furniture of the text, looked for once.
pub fn of<'r>(reading: &'r Reading<'_>) -> &'r Furniture {
    reading.furniture.get_or_init(|| Furniture::find(&reading.lines, &reading.shapes))
}

/// Tells whether a line is nothing but a page number, or ends in `Page 2 of 7` apart from the rest.
pub fn is_page_number(text: &str) -> bool {
    text.len() < 400 && (PAGE_NUMBER.is_match(text) || HOLDS_PAGE_NUMBER.is_match(text))
}

/// Pages begin at form feeds; where there are none, behind lines that number pages.
fn page_starts(lines: &Lines<'_>) -> Vec<usize> {
    let mut starts = vec![0];
    let fed = lines.page(lines.len()) > 0;
    for index in 1..lines.len() {
        let begins = match fed {
            true => lines.page(index) != lines.page(index - 1),
            false => is_page_number(lines.text(index - 1)),
        };
        if begins {
            starts.push(index);
        }
    }
    starts
}

/// Returns up to [`EDGE`] lines that are not blank, from the top or from the foot of a page.
fn edge(lines: &Lines<'_>, shapes: &Shapes<'_>, page: &std::ops::Range<usize>, top: bool) -> Vec<usize> {
    let full = |index: &usize| !lines.is_blank(*index) && !shapes.in_grid(*index);
    match top {
        true => page.clone().filter(full).take(EDGE).collect(),
        false => page.clone().rev().filter(full).take(EDGE).collect(),
    }
}

/// Lines that stand at the same place of half the pages, numbers aside.
fn repeated(lines: &Lines<'_>, shapes: &Shapes<'_>, pages: &[std::ops::Range<usize>], found: &mut BTreeSet<usize>) {
    for top in [true, false] {
        let mut outside: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut seen: BTreeMap<(usize, String), Vec<usize>> = BTreeMap::new();
        for page in pages {
            let edge = edge(lines, shapes, page, top);
            for (rank, &index) in edge.iter().enumerate() {
                let text = lines.text(index);
                outside.insert(index, edge.get(..rank).unwrap_or_default().to_vec());
                if text.len() < 400 {
                    seen.entry((rank, shape(text))).or_default().push(index);
                }
            }
        }
        for ((_, shape), at) in seen {
            let mut at = shapes.at_one_height(at);
            if !shapes.are_known() {
                // Nothing of a page stands outside its head and foot: what has a cell beyond it is a cell too.
                let number = |line: &usize| NUMBER_ALONE.is_match(lines.text(*line));
                let outermost = |index: &usize| {
                    outside.get(index).is_none_or(|beyond| beyond.iter().all(|it| found.contains(it) || number(it)))
                };
                at.retain(|index| outermost(index) && !is_cell(lines.text(*index)));
            }
            let wordy = shape.chars().filter(|c| c.is_alphabetic()).count() > 3;
            if wordy && at.len() >= 2 && at.len() * 2 >= pages.len() && !shape.starts_with(char::is_lowercase) {
                found.extend(at);
            }
        }
    }
}

/// Tells whether a line is nothing but a state or a date, as cells are that many rows have alike.
fn is_cell(text: &str) -> bool {
    let text = text.trim();
    let state = status::leading(text)
        .is_some_and(|(_, length)| !text.get(length..).unwrap_or("").contains(char::is_alphanumeric));
    state || date::is_date_like(text)
}

/// A line at the top of a later page that only says again what the document opens with is its running head.
fn opening_again(
    lines: &Lines<'_>,
    shapes: &Shapes<'_>,
    pages: &[std::ops::Range<usize>],
    found: &mut BTreeSet<usize>,
) {
    let opening: BTreeSet<String> = (0..lines.len().min(30))
        .filter(|&index| !lines.is_blank(index))
        .take(4)
        .flat_map(|index| words(lines.text(index)))
        .collect();
    for page in pages.iter().skip(1) {
        for index in edge(lines, shapes, page, true).into_iter().take(2) {
            let said = words(lines.text(index));
            if said.len() >= 3 && said.len() <= 24 && said.iter().all(|word| opening.contains(word)) {
                found.insert(index);
            }
        }
    }
}

/// Numbers that stand alone at the foot (or top) of pages and count them.
fn lone_numbers(lines: &Lines<'_>, shapes: &Shapes<'_>, pages: &[std::ops::Range<usize>], found: &mut BTreeSet<usize>) {
    for top in [true, false] {
        let mut numbers = Vec::new();
        for (page, range) in pages.iter().enumerate() {
            if let Some(&index) = edge(lines, shapes, range, top).first()
                && let Some(number) =
                    NUMBER_ALONE.captures(lines.text(index)).and_then(|it| it.get(1)?.as_str().parse::<usize>().ok())
            {
                numbers.push((page, number, index));
            }
        }
        let counts = numbers.len() >= 2
            && numbers.windows(2).all(|pair| pair[1].1.wrapping_sub(pair[0].1) == pair[1].0 - pair[0].0);
        if counts {
            found.extend(numbers.iter().map(|&(_, _, index)| index));
        }
    }
}

/// A number alone in the first or last line of a page that is the page's own: even where there is but one page.
fn own_numbers(lines: &Lines<'_>, shapes: &Shapes<'_>, pages: &[std::ops::Range<usize>], found: &mut BTreeSet<usize>) {
    for (page, range) in pages.iter().enumerate() {
        let ends = [true, false].into_iter().filter_map(|top| edge(lines, shapes, range, top).first().copied());
        found.extend(ends.filter(|&index| lines.text(index).trim().parse() == Ok(page + 1)));
    }
}

fn shape(text: &str) -> String {
    let mut shape = String::new();
    for word in text.split_whitespace() {
        if !shape.is_empty() {
            shape.push(' ');
        }
        let mut digits = false;
        for c in word.chars() {
            if !c.is_ascii_digit() {
                shape.push(c);
            } else if !digits {
                shape.push('#');
            }
            digits = c.is_ascii_digit();
        }
    }
    shape
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_feet_and_numbers_of_pages_are_furniture() {
        let text = "Parish Council action log\n\n1 Paint\n\n- 1 -\n\u{c}Action log of the Parish Council\n\n2 Dig\n\n- 2 -\n\u{c}3 Sow\nFoot 1\n\u{c}4 Reap\nFoot 2\n";
        let lines = Lines::new(text);
        let furniture = Furniture::find(&lines, &Shapes::default());
        let found: Vec<&str> = (0..lines.len()).filter(|&at| furniture.contains(at)).map(|at| lines.text(at)).collect();
        assert_eq!(found, ["- 1 -", "Action log of the Parish Council", "- 2 -", "Foot 1", "Foot 2"]);
        assert_eq!(furniture.page(7), 1);
    }
}
