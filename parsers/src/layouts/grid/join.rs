//! Which drawn tables are parts of one: over pages, and where a frame is closed and opened again.
//!
//! In: the columns of a table and of the next grid, and the lines between the two. Out: whether they belong together, and
//! what stands between them. Nothing is placed here.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::layouts::{furniture, heading, legacy};
use crate::ledger::Class;
use crate::pattern::{LETTER, pattern};
use crate::reading::Reading;

/// How far apart two edges of one column are at most, in tenths of a point, and in thousandths of a table's width where the
/// whole table is wider or narrower on the next page.
const NEAR: i64 = 30;
const ALIKE: i64 = 25;
/// How many lines between two grids are looked at, and how many of them may be headings.
const REACH: usize = 40;
const HEADINGS: usize = 2;

static CONTINUED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)[\s(\[–—-]*\bcont(?:inued|inues|'d|’d|d)?\b[\s.…)\]]*(?:(?:from|on|over)\b[{LETTER}0-9_\s.…)\]]{{0,24}})?$"
    ))
});

/// What stands between two grids.
#[derive(Debug, PartialEq, Eq)]
pub enum Between {
    /// Nothing but page furniture, legends, and headings that say that the table goes on, which are listed.
    Nothing(Vec<usize>),
    /// Headings, at these lines.
    Headings(Vec<usize>),
    /// Other wording.
    Wording,
}

/// For each column of a grid, the columns of the table that it takes up.
pub type Columns = Vec<Range<usize>>;

/// Says how the columns of a grid with edges `there` are those of a table with edges `here`, whose columns are `of`;
/// nothing where they are not.
pub fn columns(here: &[i32], of: &Columns, there: &[i32]) -> Option<Columns> {
    let (first, last) = (*here.first()?, *here.last()?);
    let (left, right) = (*there.first()?, *there.last()?);
    let near = |a: i32, b: i32| (i64::from(a) - i64::from(b)).abs() <= NEAR;
    if here.len() == there.len() {
        let at = |edge: i32, from: i32, to: i32| {
            (i64::from(edge) - i64::from(from)) * 1000 / (i64::from(to) - i64::from(from)).max(1)
        };
        let alike = |(&a, &b): (&i32, &i32)| (at(a, first, last) - at(b, left, right)).abs() <= ALIKE;
        return here
            .iter()
            .zip(there)
            .all(|(&a, &b)| near(a, b))
            .then(|| of.clone())
            .or_else(|| here.iter().zip(there).all(alike).then(|| of.clone()));
    }
    if !near(first, left) || !near(last, right) || there.len() < 3 {
        return None;
    }
    // Cells that are merged on the whole page leave edges out, and stray rulings add some.
    let place = |edge: i32| here.iter().position(|&it| near(it, edge));
    if there.len() < here.len() {
        let places: Vec<usize> = there.iter().map(|&edge| place(edge)).collect::<Option<_>>()?;
        let covered = places.windows(2).map(|pair| {
            let columns = of.get(pair[0]..pair[1])?;
            Some(columns.first()?.start..columns.last()?.end)
        });
        return covered.collect();
    }
    let known = here.iter().filter(|&&edge| there.iter().any(|&it| near(it, edge))).count();
    if known < here.len() {
        return None;
    }
    let within = there.windows(2).map(|pair| {
        let middle = (i64::from(pair[0]) + i64::from(pair[1])) / 2;
        let column = here.iter().skip(1).position(|&edge| middle < i64::from(edge))?;
        of.get(column).cloned()
    });
    within.collect()
}

/// Says what stands on the lines `lines`. `titles` are what the table and its section are called.
pub fn between(reading: &Reading<'_>, lines: Range<usize>, titles: &[&str]) -> Between {
    let mut continued = Vec::new();
    let mut headings = Vec::new();
    let mut seen = 0;
    for line in lines {
        if is_passed_over(reading, line) {
            continue;
        }
        seen += 1;
        let text = reading.lines.text(line).trim();
        if says_again(text, titles) {
            continued.push(line);
        } else if heading::is_heading_like(text) && headings.len() < HEADINGS {
            headings.push(line);
        } else {
            return Between::Wording;
        }
        if seen > REACH {
            return Between::Wording;
        }
    }
    if headings.is_empty() { Between::Nothing(continued) } else { Between::Headings(headings) }
}

/// Tells whether line `line` may stand between the rows of a table without meaning anything for them.
pub fn is_passed_over(reading: &Reading<'_>, line: usize) -> bool {
    reading.lines.is_blank(line)
        || furniture::of(reading).contains(line)
        || legacy::is_legend(reading, line)
        || matches!(reading.ledger.class_of(reading.lines.trimmed(line)), Some(Class::Legend | Class::Furniture))
}

/// Tells whether a heading says one of `titles` again, or only that something goes on: `Open actions (continued)`.
pub fn says_again(text: &str, titles: &[&str]) -> bool {
    let bare = without_continued(text);
    let said = |title: &&str| !title.is_empty() && key(title) == key(bare);
    titles.iter().any(said) || bare.len() < text.len() && bare.split_whitespace().count() <= 16
}

/// Returns `text` without `(continued)`, `cont.`, `… cont'd` at its end.
pub fn without_continued(text: &str) -> &str {
    let text = text.trim();
    CONTINUED.find(text).map_or(text, |found| text.get(..found.start()).unwrap_or(text).trim())
}

fn key(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}
