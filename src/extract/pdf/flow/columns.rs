//! Columns of running text.
//!
//! In: the lines of a region as they run across it, and the tables in it. Out: where a white corridor parts text that is
//! read one column after the other. The cells of a table without rulings are parted by corridors too, and must stay on
//! their lines: they are drawn row by row, their rows begin side by side, and their cells are seldom full.

use super::super::page::Area;
use super::super::words::{Words, marks};
use super::lines::{self, Line};

/// The fewest lines that a column has.
const LINES: usize = 8;
/// The narrowest a column may be, in parts of the whole.
const NARROWEST: f32 = 0.25;
/// More lines are not looked at: that is no page of text.
const MOST_LINES: usize = 2000;
/// How many bins the width is cut into at most, and how wide they are at least.
const BINS: usize = 400;
const BIN: f32 = 2.0;

/// A region parted by a corridor: what is above, in the left column, in the right column, below.
#[derive(Debug, Default)]
pub struct Parted {
    /// The words of the four parts.
    pub words: [Vec<usize>; 4],
    /// The tables of the four parts, as indexes.
    pub tables: [Vec<usize>; 4],
}

/// One line or one table, as it lies across the region.
struct Item<'a> {
    area: Area,
    line: Option<&'a Line>,
    table: usize,
}

/// Items beside a corridor at `x`.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Corridor {
    first: usize,
    end: usize,
    /// The fewer lines of its two sides.
    lines: usize,
    /// Its bins.
    from: usize,
    to: usize,
}

/// Looks for a corridor between columns of text.
pub fn part(words: &Words, lines: &[Line], tables: &[(usize, Area)]) -> Option<Parted> {
    if lines.len() < LINES || lines.len() > MOST_LINES {
        return None;
    }
    let mut items: Vec<Item<'_>> =
        lines.iter().map(|line| Item { area: line.area, line: Some(line), table: 0 }).collect();
    items.extend(tables.iter().map(|&(table, area)| Item { area, line: None, table }));
    items.sort_by(|one, other| middle(&one.area).total_cmp(&middle(&other.area)));
    let area = items.iter().skip(1).fold(items.first()?.area, |area, item| area.union(&item.area));
    let bin = (area.width() / BINS as f32).max(BIN);
    let size = usual_size(lines);
    let mut found = corridors(words, &items, area.x0, bin);
    found.retain(|it| (it.to - it.from) as f32 * bin >= size);
    found.sort_by_key(|it| (std::cmp::Reverse((it.lines, it.to - it.from)), it.first, it.from));
    found.into_iter().take(4).find_map(|corridor| {
        let x = area.x0 + (corridor.from + corridor.to) as f32 / 2.0 * bin;
        let parted = cut(words, &items, &corridor, x);
        is_text(words, &parted, size).then_some(parted)
    })
}

/// Finds the corridors that have enough lines on both sides.
fn corridors(words: &Words, items: &[Item<'_>], left: f32, bin: f32) -> Vec<Corridor> {
    #[derive(Clone, Copy, Default)]
    struct Run {
        first: usize,
        left: usize,
        right: usize,
    }
    let place = |x: f32| (((x - left) / bin).max(0.0) as usize).min(BINS);
    let mut runs = vec![Run::default(); BINS + 1];
    let mut covered = vec![false; BINS + 1];
    let mut found: Vec<Corridor> = Vec::new();
    for at in 0..=items.len() {
        covered.fill(at == items.len());
        let (mut from, mut to) = (usize::MAX, 0);
        let mut cover = |area: &Area| {
            let (first, last) = (place(area.x0), place(area.x1));
            for bin in covered.iter_mut().take(last + 1).skip(first) {
                *bin = true;
            }
            (from, to) = (from.min(first), to.max(last));
        };
        if let Some(item) = items.get(at) {
            match item.line {
                Some(line) => {
                    line.words.iter().filter_map(|&index| words.list.get(index)).for_each(|it| cover(&it.area))
                }
                None => cover(&item.area),
            }
        }
        for (bin, (run, covered)) in runs.iter_mut().zip(&covered).enumerate() {
            if *covered {
                let lines = run.left.min(run.right);
                if lines >= LINES {
                    match found.last_mut() {
                        Some(last) if last.end == at && last.first == run.first && last.to == bin => last.to = bin + 1,
                        _ => found.push(Corridor { first: run.first, end: at, lines, from: bin, to: bin + 1 }),
                    }
                }
                *run = Run { first: at + 1, ..Run::default() };
            } else {
                run.left += usize::from(from < bin);
                run.right += usize::from(to > bin);
            }
        }
    }
    found
}

/// Cuts the items at a corridor. Lines on one side that end well before the other side begins belong to neither.
fn cut(words: &Words, items: &[Item<'_>], corridor: &Corridor, x: f32) -> Parted {
    let inside = items.iter().enumerate().take(corridor.end).skip(corridor.first);
    let (mut left, mut right) = (Extent::default(), Extent::default());
    for (_, item) in inside {
        if item.area.x0 < x {
            left.add(&item.area);
        }
        if item.area.x1 > x {
            right.add(&item.area);
        }
    }
    let size = items.iter().filter_map(|item| item.line).map(|line| line.size).fold(0.0, f32::max).min(20.0);
    let (top, bottom) = (left.top.max(right.top) - 0.5 * size, left.bottom.min(right.bottom));
    let mut parted = Parted::default();
    let mut ended = false;
    let mut last = bottom;
    for (at, item) in items.iter().enumerate() {
        // Below the shorter column the longer one goes on until there is a gap.
        ended |= at >= corridor.end || (item.area.y0 > bottom && item.area.y0 - last > 1.5 * size);
        last = last.max(item.area.y1);
        let outside = match () {
            () if at < corridor.first || item.area.y1 < top => Some(0),
            () if ended => Some(3),
            () => None,
        };
        let side = |area: &Area| outside.unwrap_or(if area.x0 + area.x1 < 2.0 * x { 1 } else { 2 });
        match item.line {
            Some(line) => {
                for &index in &line.words {
                    let Some(word) = words.list.get(index) else { continue };
                    if let Some(part) = parted.words.get_mut(side(&word.area)) {
                        part.push(index);
                    }
                }
            }
            None => {
                if let Some(part) = parted.tables.get_mut(side(&item.area)) {
                    part.push(item.table);
                }
            }
        }
    }
    parted
}

#[derive(Debug)]
struct Extent {
    top: f32,
    bottom: f32,
}

impl Default for Extent {
    fn default() -> Self {
        Self { top: f32::MAX, bottom: f32::MIN }
    }
}

impl Extent {
    fn add(&mut self, area: &Area) {
        (self.top, self.bottom) = (self.top.min(area.y0), self.bottom.max(area.y1));
    }
}

/// One side of a corridor.
struct Side {
    lines: Vec<Line>,
    area: Area,
}

/// Tells whether both sides of the corridor are running text rather than the cells of a table.
fn is_text(words: &Words, parted: &Parted, size: f32) -> bool {
    let [_, left, right, _] = &parted.words;
    let (Some(left), Some(right)) = (Side::of(words, left), Side::of(words, right)) else { return false };
    let width = right.area.x1 - left.area.x0;
    if left.lines.len() < LINES
        || right.lines.len() < LINES
        || left.area.width().min(right.area.width()) < NARROWEST * width
    {
        return false;
    }
    let pitch = usual_pitch(&[&left, &right], size);
    let filled = left.filled(pitch).min(right.filled(pitch));
    let labels = left.labels(words, size).max(right.labels(words, size));
    let turns = switches(parted);
    if labels == Labels::Words || filled < 0.5 {
        return false;
    }
    if turns <= 1 + (left.lines.len() + right.lines.len()) / 16 {
        return true;
    }
    let level = level(&left, &right, size);
    let unlike = level < 0.4 && filled >= 0.6;
    let full = left.full().min(right.full()) >= 0.6 && filled >= 0.75 && starts_together(&left, &right, pitch) < 0.5;
    labels == Labels::None && (unlike || full)
}

/// What stands in a narrow column of its own at the left of a side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Labels {
    /// Nothing, or the marks of a list.
    None,
    Numbers,
    Words,
}

impl Side {
    fn of(words: &Words, picked: &[usize]) -> Option<Self> {
        let lines = lines::lines(words, picked.to_vec());
        let area = lines.iter().skip(1).fold(lines.first()?.area, |area, line| area.union(&line.area));
        Some(Self { lines, area })
    }

    /// Says how much of its height has lines on it.
    fn filled(&self, pitch: f32) -> f32 {
        let ends = self.lines.first().zip(self.lines.last());
        ends.map_or(0.0, |(first, last)| self.lines.len() as f32 * pitch / (last.across - first.across + pitch))
    }

    /// Says how many of its lines run to its right edge.
    fn full(&self) -> f32 {
        let edge = self.area.x1 - 0.25 * self.area.width();
        let full = self.lines.iter().filter(|line| line.area.x1 >= edge).count();
        full as f32 / self.lines.len().max(1) as f32
    }

    /// Looks for a corridor inside of it that no line crosses.
    fn labels(&self, words: &Words, size: f32) -> Labels {
        let mut spans: Vec<(f32, f32)> = Vec::new();
        let list = self.lines.iter().flat_map(|line| &line.words).filter_map(|&index| words.list.get(index));
        spans.extend(list.map(|word| (word.area.x0, word.area.x1)));
        spans.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut reach = f32::MAX;
        let mut found = Labels::None;
        for (from, to) in spans {
            if from - reach > 0.8 * size {
                found = found.max(self.labels_before(words, (from + reach) / 2.0));
            }
            reach = if reach == f32::MAX { to } else { reach.max(to) };
        }
        found
    }

    fn labels_before(&self, words: &Words, x: f32) -> Labels {
        let (mut before, mut behind) = (0, 0);
        let mut labels = Labels::None;
        for line in &self.lines {
            behind += usize::from(line.area.x1 > x);
            let list = || line.words.iter().filter_map(|&index| words.list.get(index)).filter(|word| word.area.x1 < x);
            before += usize::from(list().next().is_some());
            let kind = match list().next().map(|word| words.letters(word)) {
                None => Labels::None,
                Some(letters) if list().nth(1).is_none() && marks::is_bullet(letters) => Labels::None,
                Some(letters) if list().nth(1).is_none() && letters.contains(|c: char| c.is_ascii_digit()) => {
                    Labels::Numbers
                }
                Some(letters) if list().nth(1).is_none() && marks::is_closed(letters) => Labels::Numbers,
                Some(_) => Labels::Words,
            };
            labels = labels.max(kind);
        }
        if before >= 3 && behind >= 3 { labels } else { Labels::None }
    }
}

/// Counts how often the drawing goes from one side to the other.
fn switches(parted: &Parted) -> usize {
    let [_, left, right, _] = &parted.words;
    let mut drawn: Vec<(usize, bool)> =
        left.iter().map(|&it| (it, false)).chain(right.iter().map(|&it| (it, true))).collect();
    drawn.sort_unstable();
    drawn.windows(2).filter(|pair| matches!(pair, [one, other] if one.1 != other.1)).count()
}

/// Says how many lines of the side with fewer have a line of the other beside them.
fn level(left: &Side, right: &Side, size: f32) -> f32 {
    let (few, many) = if left.lines.len() <= right.lines.len() { (left, right) } else { (right, left) };
    let beside = few.lines.iter().filter(|line| near(many.lines.iter(), line, 0.1 * size)).count();
    beside as f32 / few.lines.len().max(1) as f32
}

/// Says how many of the lines that stand apart from the one above stand beside another such line.
fn starts_together(left: &Side, right: &Side, pitch: f32) -> f32 {
    let starts = |side: &Side| -> Vec<Line> {
        let pairs = side.lines.iter().zip(side.lines.iter().skip(1));
        pairs.filter(|(above, line)| line.across - above.across > 1.3 * pitch).map(|(_, line)| line.clone()).collect()
    };
    let (of_left, of_right) = (starts(left), starts(right));
    let all = of_left.len() + of_right.len();
    let reach = 0.15 * pitch;
    let together = of_left.iter().filter(|line| near(of_right.iter(), line, reach)).count() * 2;
    if all < 4 { 0.0 } else { together as f32 / all as f32 }
}

fn near<'a>(lines: impl Iterator<Item = &'a Line>, line: &Line, reach: f32) -> bool {
    let mut lines = lines.skip_while(|other| other.across < line.across - reach);
    lines.next().is_some_and(|other| other.across <= line.across + reach)
}

fn usual_pitch(sides: &[&Side], size: f32) -> f32 {
    let pairs = sides.iter().flat_map(|side| side.lines.iter().zip(side.lines.iter().skip(1)));
    let mut distances: Vec<f32> =
        pairs.map(|(above, line)| line.across - above.across).filter(|&distance| distance > 0.5 * size).collect();
    let at = distances.len() * 3 / 10;
    if distances.is_empty() { 1.2 * size } else { *distances.select_nth_unstable_by(at, f32::total_cmp).1 }
}

fn usual_size(lines: &[Line]) -> f32 {
    let mut sizes: Vec<f32> = lines.iter().map(|line| line.size).collect();
    let half = sizes.len() / 2;
    if sizes.is_empty() { 10.0 } else { *sizes.select_nth_unstable_by(half, f32::total_cmp).1 }
}

fn middle(area: &Area) -> f32 {
    (area.y0 + area.y1) / 2.0
}
