//! Page furniture: running heads and feet, page numbers.
//!
//! In: the lines of running text of every page. Out: which of them are furniture, by place and wording: they stand in the
//! margins and say the same on several pages, but for the page's number. Never taken for furniture: the headings of a
//! table, which stand over its columns; the document's title.

use std::collections::{BTreeMap, BTreeSet};

use super::super::words::Words;
use super::lines::Line;
use super::measure::Counts;

/// How much of the page's height, at either end, furniture may stand in.
pub const MARGIN: f32 = 0.18;
/// How many lines at either end of a page may be furniture.
const MOST: usize = 6;
/// How far the same furniture may stand higher or lower on another page.
pub const DRIFT: f32 = 4.0;

/// The lines of one page.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// Its words.
    pub words: &'a Words,
    /// Its upright lines outside of tables, from top to bottom.
    pub lines: &'a [Line],
    /// Its height.
    pub height: f32,
}

/// A line at the top or at the foot of a page.
#[derive(Debug, Clone)]
struct Edge {
    page: usize,
    line: usize,
    /// Whether it stands at the foot.
    foot: bool,
    /// How many lines stand farther out.
    depth: usize,
    /// How far it stands from the end of the page.
    distance: f32,
    /// What it says, digits left out.
    wording: String,
    /// The numbers in it.
    numbers: Vec<u32>,
    /// Its type in parts of the usual.
    size: f32,
}

/// Says for each line of each page whether it is furniture.
pub fn find(sheets: &[Sheet<'_>]) -> Vec<Vec<bool>> {
    let mut found: Vec<Vec<bool>> = sheets.iter().map(|sheet| vec![false; sheet.lines.len()]).collect();
    let mut mark = |edge: &Edge| {
        if let Some(line) = found.get_mut(edge.page).and_then(|lines| lines.get_mut(edge.line)) {
            *line = true;
        }
    };
    let edges = edges(sheets);
    let running = running(sheets, &edges);
    let heads = headings(sheets, &running);
    let title = title(sheets);
    let repeated: BTreeSet<(usize, usize)> = running.iter().map(|edge| (edge.page, edge.line)).collect();
    let mut open: Option<(usize, bool)> = None;
    // From the end of the page inwards: what stands inside of other wording is wording too.
    let mut taken: Vec<&Edge> = Vec::new();
    for edge in &edges {
        let side = (edge.page, edge.foot);
        if edge.depth == 0 {
            open = Some(side);
        }
        let heads_columns = heads.get(&edge.page).is_some_and(|&line| !edge.foot && line <= edge.line);
        let number = is_page_number(&edge.wording) || is_lone_number(edge, sheets.len());
        let runs = repeated.contains(&(edge.page, edge.line)) && Some((edge.page, edge.line)) != title;
        if number && edge.depth < 2 || open == Some(side) && runs && !heads_columns {
            taken.push(edge);
        } else {
            open = None;
        }
    }
    let mut inner: Option<&Edge> = None;
    // And outwards: what stands as close to the wording as its lines to each other belongs to it.
    for edge in taken.into_iter().rev() {
        let belongs = match inner {
            Some(inner) if (inner.page, inner.foot) == (edge.page, edge.foot) => false,
            _ => !is_page_number(&edge.wording) && sheets.get(edge.page).is_some_and(|sheet| is_close(sheet, edge)),
        };
        if !belongs {
            inner = Some(edge);
            mark(edge);
        }
    }
    found
}

/// Tells whether the next line inwards stands no farther from `edge` than the lines of the page from each other.
fn is_close(sheet: &Sheet<'_>, edge: &Edge) -> bool {
    let Some((own, usual)) = gap_inwards(sheet, edge, 4) else { return false };
    own < 1.25 * usual && sheet.lines.len() > 5
}

/// Returns the lines that say the same, at the same place, on several pages; and those that stand where such lines do.
fn running<'a>(sheets: &[Sheet<'_>], edges: &'a [Edge]) -> Vec<&'a Edge> {
    let mut groups: BTreeMap<(bool, &str), Vec<&Edge>> = BTreeMap::new();
    for edge in edges {
        groups.entry((edge.foot, edge.wording.as_str())).or_default().push(edge);
    }
    let mut running: Vec<&Edge> = Vec::new();
    let mut inner: Option<BTreeMap<String, usize>> = None;
    for ((_, wording), group) in groups {
        for here in places(group) {
            // What stands as often amid the text is a heading that pages happen to begin with.
            let amid = |counts: &BTreeMap<String, usize>| counts.get(wording).copied().unwrap_or(0);
            let is_heading = !wording.contains('#')
                && repeats(&here)
                && amid(inner.get_or_insert_with(|| wordings_amid(sheets, edges))) >= here.len();
            if repeats(&here) && !is_heading {
                running.extend(here);
            }
        }
    }
    for foot in [false, true] {
        // A head that names the section it stands over says something else on every page.
        let outermost = edges.iter().filter(|edge| edge.foot == foot && edge.depth == 0);
        for here in places(outermost.collect()) {
            let apart = here.iter().filter(|edge| sheets.get(edge.page).is_some_and(|sheet| stands_apart(sheet, edge)));
            if here.len() >= 3 && here.len() * 5 >= sheets.len() * 3 && apart.count() * 10 >= here.len() * 9 {
                running.extend(here);
            }
        }
    }
    running
}

/// Parts lines by how far they stand from the end of the page.
fn places(mut group: Vec<&Edge>) -> Vec<Vec<&Edge>> {
    group.sort_by(|one, other| one.distance.total_cmp(&other.distance).then(one.page.cmp(&other.page)));
    let mut places: Vec<Vec<&Edge>> = Vec::new();
    for edge in group {
        match places.last_mut() {
            Some(here) if here.first().is_some_and(|first| edge.distance <= first.distance + DRIFT) => here.push(edge),
            _ => places.push(vec![edge]),
        }
    }
    places
}

/// Tells whether a line stands clearly farther from the next one inwards than the lines of its page from each other, and
/// is set in no larger type than they are.
fn stands_apart(sheet: &Sheet<'_>, edge: &Edge) -> bool {
    let Some((own, usual)) = gap_inwards(sheet, edge, 8) else { return false };
    let size = sheet.lines.get(edge.line).map_or(0.0, |line| line.size);
    edge.size <= 1.05 && own > 1.3 * usual && own > 1.8 * size
}

/// Returns how far the next line inwards stands from `edge`, and how far so many tenths of the lines of the page stand from
/// each other at most.
fn gap_inwards(sheet: &Sheet<'_>, edge: &Edge, tenths: usize) -> Option<(f32, f32)> {
    let distance = |(one, other): (&Line, &Line)| other.across - one.across;
    let mut distances: Vec<f32> = sheet.lines.iter().zip(sheet.lines.iter().skip(1)).map(distance).collect();
    let at = if edge.foot { edge.line.checked_sub(1)? } else { edge.line };
    let own = *distances.get(at)?;
    let middle = (distances.len() * tenths / 10).min(distances.len() - 1);
    Some((own, *distances.select_nth_unstable_by(middle, f32::total_cmp).1))
}

/// Returns the lines that may be furniture.
fn edges(sheets: &[Sheet<'_>]) -> Vec<Edge> {
    let mut sizes = Counts::default();
    for line in sheets.iter().flat_map(|sheet| sheet.lines) {
        sizes.add(line.size * 10.0, line.words.len());
    }
    let usual = sizes.most().map_or(10.0, |tenths| tenths / 10.0).max(1.0);
    let mut edges = Vec::new();
    for (page, sheet) in sheets.iter().enumerate() {
        let margin = MARGIN * sheet.height;
        let edge = |line: usize, depth: usize, foot: bool| {
            let it = sheet.lines.get(line)?;
            let middle = (it.area.y0 + it.area.y1) / 2.0;
            let distance = if foot { sheet.height - it.across } else { it.across };
            let within = if foot { sheet.height - middle } else { middle } <= margin;
            let (wording, numbers) = wording(sheet.words, it)?;
            within.then(|| Edge { page, line, foot, depth, distance, wording, numbers, size: it.size / usual })
        };
        let count = sheet.lines.len();
        edges.extend((0..count.min(MOST)).map_while(|at| edge(at, at, false)));
        edges.extend((0..count.min(MOST)).map_while(|at| edge(count - 1 - at, at, true)));
    }
    edges
}

/// Returns what `line` says, digits made `#`, and the numbers in it; nothing of a line too long for furniture.
fn wording(words: &Words, line: &Line) -> Option<(String, Vec<u32>)> {
    let mut wording = String::new();
    let mut numbers = Vec::new();
    for word in line.words.iter().filter_map(|&index| words.list.get(index)) {
        if !wording.is_empty() {
            wording.push(' ');
        }
        let mut number: Option<u32> = None;
        for c in words.letters(word).chars() {
            if let Some(digit) = c.to_digit(10) {
                if number.is_none() {
                    wording.push('#');
                }
                number = Some(number.unwrap_or(0).saturating_mul(10).saturating_add(digit));
            } else {
                numbers.extend(number.take());
                wording.extend(c.to_lowercase());
            }
        }
        numbers.extend(number);
        if wording.len() > 600 {
            return None;
        }
    }
    Some((wording, numbers))
}

/// Counts the lines that stand at neither end of a page by what they say.
fn wordings_amid(sheets: &[Sheet<'_>], edges: &[Edge]) -> BTreeMap<String, usize> {
    let outer: BTreeSet<(usize, usize)> = edges.iter().map(|edge| (edge.page, edge.line)).collect();
    let mut counts = BTreeMap::new();
    for (page, sheet) in sheets.iter().enumerate() {
        let amid = sheet.lines.iter().enumerate().filter(|(line, _)| !outer.contains(&(page, *line)));
        for (wording, _) in amid.filter_map(|(_, line)| wording(sheet.words, line)) {
            *counts.entry(wording).or_default() += 1;
        }
    }
    counts
}

/// Tells whether `wording` is nothing but a page's number, and says so: `page # of #`, `# / #`, `- # -`, `# | page`.
fn is_page_number(wording: &str) -> bool {
    let bare: String = wording.chars().filter(|c| c.is_alphanumeric() || matches!(c, '#' | '/')).collect();
    matches!(
        bare.as_str(),
        "page#" | "page#of#" | "page#/#" | "pg#" | "p#" | "p#of#" | "pg#of#" | "#of#" | "#/#" | "#page"
    ) || (bare == "#"
        && wording.len() > 2
        && wording.starts_with(['-', '–', '—', '|', '~'])
        && wording.ends_with(['-', '–', '—', '|', '~']))
}

/// Tells whether a lone number at the foot of a document's only page is its number.
fn is_lone_number(edge: &Edge, pages: usize) -> bool {
    pages == 1 && edge.foot && edge.wording == "#" && edge.numbers == [1]
}

/// Tells whether lines of one wording at one place stand on enough pages, and differ in nothing but the page's number.
fn repeats(group: &[&Edge]) -> bool {
    let (Some(first), Some(last)) = (group.iter().map(|it| it.page).min(), group.iter().map(|it| it.page).max()) else {
        return false;
    };
    let mut pages: Vec<usize> = group.iter().map(|edge| edge.page).collect();
    pages.sort_unstable();
    pages.dedup();
    if pages.len() < 2 || pages.len() * 3 < last - first + 1 {
        return false;
    }
    let Some(numbers) = group.first().map(|edge| edge.numbers.len()) else { return false };
    let mut counting = false;
    for at in 0..numbers {
        let of = |edge: &Edge| edge.numbers.get(at).copied().map(i64::from);
        let alike = |key: &dyn Fn(&Edge) -> Option<i64>| {
            let mut counts: BTreeMap<Option<i64>, usize> = BTreeMap::new();
            for edge in group {
                *counts.entry(key(edge)).or_default() += 1;
            }
            counts.values().max().is_some_and(|&most| most * 5 >= group.len() * 4)
        };
        if alike(&of) {
            continue;
        }
        counting = true;
        if !alike(&|edge| Some(of(edge)? - i64::try_from(edge.page).ok()?)) {
            return false;
        }
    }
    // A large heading that counts is a heading: each page may be a form of its own.
    let large = group.iter().filter(|edge| edge.size > 1.15).count();
    !(counting && first_word_is_wording(group) && large * 2 > group.len())
}

fn first_word_is_wording(group: &[&Edge]) -> bool {
    group.first().is_some_and(|edge| edge.wording.starts_with(char::is_alphabetic))
}

/// Returns the title of the document, if the largest line of the first page is its first.
fn title(sheets: &[Sheet<'_>]) -> Option<(usize, usize)> {
    let first = sheets.first()?;
    let line = first.lines.first()?;
    let others = first.lines.iter().skip(1).map(|line| line.size).fold(0.0, f32::max);
    (line.size > 1.1 * others && first.lines.len() > 1).then_some((0, 0))
}

/// Returns for each page the first line that heads the columns of a table without rulings.
fn headings(sheets: &[Sheet<'_>], running: &[&Edge]) -> BTreeMap<usize, usize> {
    let mut found: BTreeMap<usize, usize> = BTreeMap::new();
    let lines: BTreeSet<(usize, usize)> = running.iter().map(|edge| (edge.page, edge.line)).collect();
    for edge in running.iter().filter(|edge| !edge.foot) {
        let Some(sheet) = sheets.get(edge.page) else { continue };
        if heads_columns(sheet, edge.line, |line| lines.contains(&(edge.page, line))) {
            found.entry(edge.page).and_modify(|line| *line = edge.line.min(*line)).or_insert(edge.line);
        }
    }
    found
}

/// Tells whether cells of the lines below begin where those of line `at` do, the first left aside.
fn heads_columns(sheet: &Sheet<'_>, at: usize, runs: impl Fn(usize) -> bool) -> bool {
    let starts = |line: &Line| -> Vec<f32> {
        let list: Vec<_> = line.words.iter().filter_map(|&index| sheet.words.list.get(index)).collect();
        let pairs = list.iter().zip(list.iter().skip(1));
        pairs
            .filter(|(one, other)| other.area.x0 - one.area.x1 > 0.7 * line.size)
            .map(|(_, other)| other.area.x0)
            .collect()
    };
    let Some(line) = sheet.lines.get(at) else { return false };
    let own = starts(line);
    let below: Vec<Vec<f32>> = sheet
        .lines
        .iter()
        .enumerate()
        .skip(at + 1)
        .take(12)
        .filter(|(line, _)| !runs(*line))
        .map(|(_, line)| starts(line))
        .collect();
    let held =
        own.iter().filter(|&&x| below.iter().filter(|row| row.iter().any(|&it| (it - x).abs() < 2.0)).count() >= 2);
    let held = held.count();
    held > 0 && held * 2 >= own.len()
}
