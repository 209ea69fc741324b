//! Words to printed lines, and the white between their pieces.
//!
//! In: the words of an area. Out: its lines from top to bottom, each in pieces that are wide apart; and the white
//! corridors that run down through the lines. Only text that runs from left to right makes lines.

use super::super::page::{Area, Direction};
use super::heights::{Heights, middle};

/// A printed line.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// The height at which it stands.
    pub middle: f32,
    /// Its highest and its lowest point.
    pub top: f32,
    /// See `top`.
    pub bottom: f32,
    /// The size of its largest type.
    pub size: f32,
    /// Its words, from left to right.
    pub words: Vec<usize>,
    /// Where its pieces begin and end: words with no more than an ordinary space between them.
    pub pieces: Vec<(f32, f32)>,
}

/// The widest space between words of one piece, in parts of the type size.
const SPACE: f32 = 0.45;
/// The least white between two columns where few lines vouch for it, where some do, where many do.
const WHITE: [(usize, f32); 3] = [(4, 0.9), (8, 0.6), (usize::MAX, 0.5)];

impl Line {
    /// Tells whether it has pieces so far apart that they belong to two columns.
    pub fn is_divided(&self) -> bool {
        self.pieces.windows(2).any(|pair| matches!(pair, [left, right] if right.0 - left.1 >= 0.7 * self.size))
    }

    /// Tells whether a piece of it runs over `x`.
    pub fn crosses(&self, x: f32) -> bool {
        self.pieces.iter().any(|(from, to)| from + 1.0 < x && x < to - 1.0)
    }
}

/// Returns the lines in `area`.
pub fn lines(heights: &Heights<'_>, area: &Area) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (index, word) in heights.between(area.y0, area.y1) {
        let centre = (word.area.x0 + word.area.x1) / 2.0;
        if word.direction != Direction::Right || centre < area.x0 || area.x1 < centre {
            continue;
        }
        let height = middle(word);
        match lines.last_mut() {
            Some(line) if height - line.middle <= 0.4 * line.size.min(word.size.max(4.0)) => {
                line.words.push(index);
                line.top = line.top.min(word.area.y0);
                line.bottom = line.bottom.max(word.area.y1);
                line.size = line.size.max(word.size);
            }
            _ => lines.push(Line {
                middle: height,
                top: word.area.y0,
                bottom: word.area.y1,
                size: word.size,
                words: vec![index],
                pieces: Vec::new(),
            }),
        }
    }
    let at = |index: usize| heights.words.list.get(index).map_or(Area::default(), |word| word.area);
    for line in &mut lines {
        line.words.sort_by(|a, b| at(*a).x0.total_cmp(&at(*b).x0));
        let space = SPACE * line.size;
        for &index in &line.words {
            let area = at(index);
            match line.pieces.last_mut() {
                Some(piece) if area.x0 - piece.1 <= space => piece.1 = piece.1.max(area.x1),
                _ => line.pieces.push((area.x0, area.x1)),
            }
        }
    }
    lines
}

/// Returns where one column ends and the next begins: at the end of each white corridor through `lines`. A few lines may
/// run across a corridor.
pub fn corridors(lines: &[&Line]) -> Vec<f32> {
    let mut sizes: Vec<f32> = lines.iter().map(|line| line.size).collect();
    sizes.sort_by(f32::total_cmp);
    let size = sizes.get(sizes.len() / 2).copied().unwrap_or(0.0);
    let white = WHITE.iter().find(|(few, _)| lines.len() < *few).map_or(0.5, |(_, white)| *white) * size.max(4.0);
    let mut ends: Vec<(f32, i32)> =
        lines.iter().flat_map(|line| &line.pieces).flat_map(|(from, to)| [(*from, 1), (*to, -1)]).collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let crossing = i32::try_from(lines.len() / 10).unwrap_or(i32::MAX);
    let mut found = Vec::new();
    let mut gap = Gap::default();
    let mut depth = 0;
    for pair in ends.windows(2) {
        let &[(from, step), (to, _)] = pair else { continue };
        depth += step;
        if depth > crossing {
            found.extend(std::mem::take(&mut gap).edges(white));
        } else {
            gap.spans.push((from, to, depth));
        }
    }
    found.extend(gap.free(white));
    found
}

/// What lies between two columns: stretches, and how many lines run across each.
#[derive(Default)]
struct Gap {
    spans: Vec<(f32, f32, i32)>,
}

impl Gap {
    /// Returns where columns begin behind the stretches of it that are free and wide enough.
    fn edges(self, white: f32) -> Vec<f32> {
        let free = self.free(white);
        if !free.is_empty() {
            return free;
        }
        let wide = self.spans.iter().filter(|span| span.1 - span.0 >= white);
        wide.min_by_key(|span| span.2).map(begin).into_iter().collect()
    }

    /// Returns those over which no line runs. A piece of one line between two of them is a column that is seldom used.
    fn free(&self, white: f32) -> Vec<f32> {
        self.spans.iter().filter(|span| span.2 == 0 && span.1 - span.0 >= white).map(begin).collect()
    }
}

/// Where the column behind a stretch begins.
fn begin((from, to, _): &(f32, f32, i32)) -> f32 {
    to - ((to - from) / 2.0).min(2.0)
}

#[cfg(test)]
mod tests {
    use super::super::sample::Sample;
    use super::*;

    fn columns(sample: &Sample) -> Vec<f32> {
        let heights = Heights::new(&sample.words);
        let lines = lines(&heights, &Area { x0: 0.0, y0: 0.0, x1: 595.0, y1: 842.0 });
        corridors(&lines.iter().collect::<Vec<_>>())
    }

    #[test]
    fn a_corridor_runs_past_a_line_that_crosses_it_and_beside_a_column_seldom_used() {
        let mut sample = Sample::new();
        for row in 0..12 {
            let y = 100.0 + 14.0 * row as f32;
            sample.text(50.0, y, "12").text(80.0, y, ["some words", "one more word"][row % 2]).text(300.0, y, "June");
        }
        sample.text(50.0, 300.0, "A heading that runs across the first corridor").text(400.0, 114.0, "seldom");
        assert_eq!(columns(&sample), [78.0, 298.0, 398.0]);
    }

    #[test]
    fn prose_has_no_corridors() {
        let mut sample = Sample::new();
        for (row, text) in
            ["It was a small thing that", "nobody had thought to ask", "for a long time in there"].iter().enumerate()
        {
            sample.text(50.0, 100.0 + 12.0 * row as f32, text);
        }
        assert!(columns(&sample).is_empty());
    }
}
