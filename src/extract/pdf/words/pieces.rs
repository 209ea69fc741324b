//! Which glyphs make up a word.
//!
//! In: a page's glyphs. Out: for each word its glyphs, from the first letter to the last. Most words are drawn letter after
//! letter; where they are not, what touches on one line is put together by its place.

use std::ops::Range;

use super::super::page::{Direction, Glyph, Page, Ruling};
use super::{letters, marks};

/// A gap so narrow that no ruling can stand in it, in parts of the type size.
const CLOSE: f32 = 0.03;
/// The narrowest gap between two words, in parts of the type size.
const WORD_GAP: f32 = 0.17;
/// The narrowest gap between two words where a space is printed in it.
const PRINTED_GAP: f32 = 0.08;
/// How far two letters of a word may lie over each other.
const OVERLAP: f32 = 0.3;
/// How much of a gap, and of an overlap, is more than letters of one word show: in front of an item's wording.
const MARK_GAP: f32 = 0.05;
const MARK_OVERLAP: f32 = 0.12;
/// The most glyphs of a list item's mark.
const LONGEST_MARK: usize = 6;
/// How far apart baselines of one line may lie: in parts of the type size.
const BASELINE: f32 = 0.12;
/// The widest gap between the letters of a word that is printed with spaced letters.
const SPACED: f32 = 0.9;
/// The fewest letters that show that letters are spaced.
const SPACED_LETTERS: usize = 4;

/// The glyphs of a page, put together to words.
#[derive(Debug, Clone, Default)]
pub struct Pieces {
    list: Vec<Piece>,
}

/// Glyphs drawn one after another that touch.
#[derive(Debug, Clone)]
struct Piece {
    glyphs: Range<usize>,
    from: f32,
    to: f32,
    across: f32,
    /// The largest type in it.
    size: f32,
    direction: Direction,
    /// Whether a space is printed before it, and behind it.
    spaced: (bool, bool),
    /// The piece of the same word that follows it on the line.
    next: Option<usize>,
    /// Whether it follows another piece of its word.
    joined: bool,
}

impl Pieces {
    /// Puts the glyphs of `page` together.
    pub fn of(page: &Page) -> Self {
        let verticals = Verticals::of(&page.rulings);
        let mut pieces = Self { list: drawn(page, &verticals) };
        pieces.join(page, &verticals);
        pieces
    }

    /// Hands over the words, in the order in which their first letters are drawn: of each its glyphs, as indexes.
    pub fn words(&self, each: &mut dyn FnMut(&[usize])) {
        let mut glyphs = Vec::new();
        for head in self.list.iter().filter(|piece| !piece.joined) {
            glyphs.clear();
            let mut piece = Some(head);
            while let Some(part) = piece {
                glyphs.extend(part.glyphs.clone());
                piece = part.next.and_then(|next| self.list.get(next));
            }
            each(&glyphs);
        }
    }

    /// Joins the pieces that touch on a line, in whatever order they are drawn.
    fn join(&mut self, page: &Page, verticals: &Verticals) {
        let pieces = self.list.iter().enumerate();
        let mut order: Vec<(Direction, f32, usize)> = pieces.map(|(at, it)| (it.direction, it.across, at)).collect();
        order.sort_unstable_by(|one, other| {
            one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)).then(one.2.cmp(&other.2))
        });
        let mut line: Vec<(f32, usize)> = Vec::new();
        let mut indexes: Vec<usize> = Vec::new();
        let mut rest = order.as_slice();
        while let Some(&(direction, across, first)) = rest.first() {
            let reach = self.list.get(first).map_or(0.0, |it| it.size) * BASELINE + 0.3;
            let ends = rest.iter().position(|it| it.0 != direction || it.1 - across > reach);
            let (own, behind) = rest.split_at(ends.unwrap_or(rest.len()).max(1));
            rest = behind;
            if direction != Direction::Slanted && own.len() > 1 {
                line.clear();
                line.extend(own.iter().filter_map(|&(.., index)| Some((self.list.get(index)?.from, index))));
                // Those that begin at one place stay in the order of their height.
                line.sort_by(|one, other| one.0.total_cmp(&other.0));
                indexes.clear();
                indexes.extend(line.iter().map(|(_, index)| index));
                self.join_line(&indexes, page, verticals);
                self.join_spaced(&indexes, page);
            }
        }
    }

    fn join_line(&mut self, line: &[usize], page: &Page, verticals: &Verticals) {
        for (&left, &right) in line.iter().zip(line.iter().skip(1)) {
            let (Some(one), Some(other)) = (self.list.get(left), self.list.get(right)) else { continue };
            let apart = one.spaced.1 || other.spaced.0;
            let alike = one.size.min(other.size) >= 0.6 * one.size.max(other.size);
            if alike
                && touch(one, other.from, other.size, apart, OVERLAP)
                && !verticals.part(one, other.from)
                && (one.joined || !ends_mark(one, other.from, page.glyphs.get(other.glyphs.start), page))
            {
                self.link(left, right);
            }
        }
    }

    /// Joins single letters that stand apart by the same gap: `A C T I O N S`.
    fn join_spaced(&mut self, line: &[usize], page: &Page) {
        let mut run: Vec<usize> = Vec::new();
        for &index in line {
            if !self.goes_on_spaced(run.last().copied(), index, page) {
                self.link_spaced(&run);
                run.clear();
            }
            if self.is_single(index, page) {
                run.push(index);
            }
        }
        self.link_spaced(&run);
    }

    fn is_single(&self, index: usize, page: &Page) -> bool {
        self.list.get(index).is_some_and(|piece| {
            !piece.joined
                && piece.next.is_none()
                && piece.glyphs.len() == 1
                && page.glyphs.get(piece.glyphs.start).is_some_and(|it| letters::is_letter(page.letters(it)))
        })
    }

    fn goes_on_spaced(&self, last: Option<usize>, index: usize, page: &Page) -> bool {
        let (Some(one), Some(other)) = (last.and_then(|last| self.list.get(last)), self.list.get(index)) else {
            return true;
        };
        let gap = other.from - one.to;
        self.is_single(index, page)
            && !one.spaced.1
            && !other.spaced.0
            && (one.size - other.size).abs() < 0.1 * one.size
            && gap <= SPACED * one.size * 2.0
    }

    fn link_spaced(&mut self, run: &[usize]) {
        let gaps: Vec<f32> = run
            .iter()
            .zip(run.iter().skip(1))
            .filter_map(|(&one, &other)| Some((self.list.get(other)?.from - self.list.get(one)?.to).max(0.0)))
            .collect();
        let size = run.first().and_then(|&first| self.list.get(first)).map_or(0.0, |first| first.size);
        let narrowest = gaps.iter().copied().fold(f32::MAX, f32::min);
        let widest = narrowest + 0.12 * size;
        let close = gaps.iter().filter(|&&gap| gap <= widest).count();
        if run.len() < SPACED_LETTERS || narrowest > SPACED * size || close * 3 < gaps.len() * 2 {
            return;
        }
        for ((&one, &other), gap) in run.iter().zip(run.iter().skip(1)).zip(gaps) {
            if gap <= widest {
                self.link(one, other);
            }
        }
    }

    fn link(&mut self, one: usize, other: usize) {
        if let Some(piece) = self.list.get_mut(other) {
            piece.joined = true;
        }
        if let Some(piece) = self.list.get_mut(one) {
            piece.next = Some(other);
        }
    }
}

/// Cuts the glyphs into pieces as they are drawn.
fn drawn(page: &Page, verticals: &Verticals) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(page.glyphs.len() / 4);
    let mut spaced = false;
    let mut before: Option<&Glyph> = None;
    let mut plain_before = false;
    for (index, glyph) in page.glyphs.iter().enumerate() {
        let letters = page.letters(glyph);
        let plain = matches!(*letters.as_bytes(), [letter] if letter.is_ascii_alphanumeric());
        if plain
            && plain_before
            && !spaced
            && let Some(piece) = pieces.last_mut()
            && follows_closely(piece, glyph)
        {
            let (from, to) = glyph.direction.along(&glyph.area);
            piece.glyphs.end = index + 1;
            (piece.from, piece.to) = (piece.from.min(from), piece.to.max(to));
            before = Some(glyph);
            continue;
        }
        if letters::is_unseen(letters) {
            spaced |= letters.contains(char::is_whitespace);
            continue;
        }
        let (from, to) = glyph.direction.along(&glyph.area);
        let across = glyph.direction.across(glyph.baseline);
        spaced |= !plain && letters.starts_with(char::is_whitespace);
        match (pieces.last_mut(), before) {
            (Some(piece), Some(before)) if goes_on(piece, before, glyph, page, spaced, verticals) => {
                piece.glyphs.end = index + 1;
                piece.to = piece.to.max(to);
                piece.from = piece.from.min(from);
                if glyph.size > piece.size {
                    (piece.size, piece.across) = (glyph.size, across);
                }
            }
            (last, _) => {
                if let Some(last) = last {
                    last.spaced.1 = spaced;
                }
                pieces.push(Piece {
                    glyphs: index..index + 1,
                    from,
                    to,
                    across,
                    size: glyph.size,
                    direction: glyph.direction,
                    spaced: (spaced, false),
                    next: None,
                    joined: false,
                });
            }
        }
        spaced = !plain && letters.ends_with(char::is_whitespace);
        (before, plain_before) = (Some(glyph), plain);
    }
    pieces
}

/// Tells at a glance that `glyph`, drawn next, goes on the word of `piece`, where both are plain letters: same type, same
/// line, and no room between them. [`goes_on`] would say the same.
fn follows_closely(piece: &Piece, glyph: &Glyph) -> bool {
    let gap = glyph.direction.along(&glyph.area).0 - piece.to;
    glyph.direction == piece.direction
        && glyph.direction != Direction::Slanted
        && glyph.size == piece.size
        && glyph.direction.across(glyph.baseline) == piece.across
        && gap <= CLOSE * glyph.size
        && gap > -OVERLAP * glyph.size
}

/// Tells whether `glyph`, drawn next, belongs to the word of `piece`, whose last glyph is `before`.
fn goes_on(piece: &Piece, before: &Glyph, glyph: &Glyph, page: &Page, spaced: bool, verticals: &Verticals) -> bool {
    if glyph.direction != piece.direction {
        return false;
    }
    if glyph.direction == Direction::Slanted {
        return !spaced && near(before, glyph);
    }
    let across = (glyph.direction.across(glyph.baseline) - piece.across).abs();
    let (small, large) = (glyph.size.min(piece.size), glyph.size.max(piece.size));
    let loose = letters::is_loose(page.letters(glyph)) || letters::is_loose(page.letters(before));
    // A raised or lowered figure touches its word, and so may an accent that is drawn by itself.
    let reach = if loose || small < 0.85 * large { 0.6 * large } else { BASELINE * large + 0.3 };
    let from = glyph.direction.along(&glyph.area).0;
    across <= reach
        && touch(piece, from, glyph.size, spaced, if loose { 1.2 } else { OVERLAP })
        && !(from - piece.to > CLOSE * small && verticals.part(piece, from))
        && !ends_mark(piece, from, Some(glyph), page)
}

/// Tells whether `piece` is the mark of a list item, `10.` or `b)`, and what begins at `from` its wording: a mark that
/// fills the room kept for it stands closer to its wording than words do, or reaches into it.
fn ends_mark(piece: &Piece, from: f32, next: Option<&Glyph>, page: &Page) -> bool {
    let gap = from - piece.to;
    if piece.glyphs.len() > LONGEST_MARK || (-MARK_OVERLAP * piece.size..=MARK_GAP * piece.size).contains(&gap) {
        return false;
    }
    let glyphs = page.glyphs.get(piece.glyphs.clone()).unwrap_or_default();
    let closes = glyphs.last().is_some_and(|last| matches!(page.letters(last), "." | ")"));
    let begins = next.is_some_and(|next| page.letters(next).starts_with(begins_wording));
    closes && begins && marks::is_closed(&glyphs.iter().map(|glyph| page.letters(glyph)).collect::<String>())
}

fn begins_wording(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '“' | '‘' | '"' | '£' | '€' | '$')
}

/// Tells whether type of `size` that begins at `from` stands so close behind `piece` that no space is between.
fn touch(piece: &Piece, from: f32, size: f32, spaced: bool, overlap: f32) -> bool {
    let (small, large) = (size.min(piece.size), size.max(piece.size));
    let gap = from - piece.to;
    gap < small * if spaced { PRINTED_GAP } else { WORD_GAP } && gap > -overlap * large
}

fn near(one: &Glyph, other: &Glyph) -> bool {
    let middle = |glyph: &Glyph| ((glyph.area.x0 + glyph.area.x1) / 2.0, (glyph.area.y0 + glyph.area.y1) / 2.0);
    let ((x, y), (x_of_other, y_of_other)) = (middle(one), middle(other));
    let reach = 1.2 * one.size.max(other.size);
    (x - x_of_other).abs() <= reach && (y - y_of_other).abs() <= reach
}

/// The vertical rulings of a page by their x: what stands on either side of one is not one word.
struct Verticals(Vec<(f32, f32, f32)>);

impl Verticals {
    fn of(rulings: &[Ruling]) -> Self {
        let mut list: Vec<_> = rulings
            .iter()
            .filter(|it| !it.horizontal)
            .map(|it| (it.at, it.from.min(it.to), it.from.max(it.to)))
            .collect();
        list.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
        Self(list)
    }

    /// Tells whether a ruling stands between the end of `piece` and `from`.
    fn part(&self, piece: &Piece, from: f32) -> bool {
        if piece.direction != Direction::Right {
            return false;
        }
        let slack = 0.2 * piece.size;
        let first = self.0.partition_point(|&(at, ..)| at < piece.to - slack);
        let middle = piece.across - 0.3 * piece.size;
        let near = self.0.iter().skip(first).take_while(|&&(at, ..)| at <= from + slack);
        near.take(1000).any(|&(_, top, bottom)| top <= middle && middle <= bottom)
    }
}
