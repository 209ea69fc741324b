//! Rows that are not ruled off from one another: columns are drawn, and the labels in them say where rows begin.
//!
//! In: the rows of a grid. Out: the same, a row that holds several labelled rows cut into them at its lines. A row of one
//! label, or of none, is left as it is.

use std::ops::Range;

use super::sheet::{Piece, Stripe};
use crate::label;
use crate::pages::Pages;
use crate::reading::Reading;
use crate::span::Span;

/// The share of the lines beside the labels that a gap must stand out by, in hundredths.
const CLEARLY: i64 = 130;

/// Cuts every row of `stripes` that holds several.
pub fn split(reading: &Reading<'_>, pages: &Pages, stripes: Vec<Stripe>) -> Vec<Stripe> {
    let few = stripes.len() <= 3;
    let mut whole = Vec::with_capacity(stripes.len());
    for stripe in stripes {
        match cuts(reading, pages, &stripe, few) {
            Some(cuts) => whole.extend(cut(reading, pages, &stripe, &cuts)),
            None => whole.push(stripe),
        }
    }
    whole
}

/// Returns the heights at which rows begin within `stripe`, from top to bottom.
fn cuts(reading: &Reading<'_>, pages: &Pages, stripe: &Stripe, few: bool) -> Option<Vec<i64>> {
    let first = stripe.pieces.first().filter(|piece| !piece.shared && piece.columns.len() == 1 && piece.height == 1)?;
    if first.cell.spans.len() < 2 || stripe.pieces.len() < 2 {
        return None;
    }
    let is_label = |span: &&Span| label::whole(reading.lines.slice(**span)).is_some_and(|it| !it.bare.is_empty());
    let labels: Vec<Range<i64>> = first.cell.spans.iter().filter(is_label).map(|&it| extent(it, pages)).collect();
    // What stands in front of the labels is a heading; among them there is nothing else.
    let among = first.cell.spans.iter().skip_while(|span| !is_label(span)).filter(|span| !is_label(span)).count();
    if labels.len() < 2 || among * 5 > labels.len() || labels.windows(2).any(|pair| pair[1].start <= pair[0].start) {
        return None;
    }
    let mut beside: Vec<Range<i64>> = stripe.pieces.iter().skip(1).flat_map(|piece| extents(piece, pages)).collect();
    beside.sort_by_key(|line| (line.start, line.end));
    // Two labels of one row stand close together: `12` above `13`.
    let far = labels.windows(2).any(|pair| (pair[1].start - pair[0].start) * 10 > (pair[0].end - pair[0].start) * 22);
    let lines = stripe.pieces.iter().skip(1).map(|piece| piece.cell.spans.len()).max().unwrap_or(0);
    if lines < labels.len() || labels.len() == 2 && !few && !far {
        return None;
    }
    let headed = first.cell.spans.first().is_some_and(|span| !is_label(&span));
    Some(if !headed && is_centred(&labels, &beside) { between(&labels, &beside) } else { tops(&labels) })
}

/// Rows begin where their labels do, give or take half a line.
fn tops(labels: &[Range<i64>]) -> Vec<i64> {
    labels.iter().map(|label| label.start - (label.end - label.start) / 2).collect()
}

/// Tells whether labels stand in the middle of their rows: the gaps that part the rows are not right above them.
fn is_centred(labels: &[Range<i64>], beside: &[Range<i64>]) -> bool {
    let (mut above, mut elsewhere) = (0, 0);
    let mut gap = None;
    for (at, label) in labels.iter().enumerate() {
        let half = (label.end - label.start) / 2;
        let below = labels.get(at + 1).and_then(|next| widest_gap(beside, middle(label), middle(next)));
        let end = below.as_ref().map(|gap| gap.start).or_else(|| Some(labels.get(at + 1)?.start)).unwrap_or(i64::MAX);
        let next = beside.partition_point(|line| line.start <= label.start + half);
        // Of a row of one line nothing can be told.
        let goes_on = beside.get(next).is_some_and(|line| line.start < end);
        match std::mem::replace(&mut gap, below) {
            Some(gap) if (gap.end - label.start).abs() > half => elsewhere += 1,
            Some(_) if goes_on => above += 1,
            _ => {}
        }
    }
    elsewhere > above
}

/// Rows whose labels stand in their middle are parted at the widest gap between two labels, or half-way between them.
fn between(labels: &[Range<i64>], beside: &[Range<i64>]) -> Vec<i64> {
    let parted = labels.windows(2).map(|pair| {
        let (from, to) = (middle(&pair[0]), middle(&pair[1]));
        widest_gap(beside, from, to).map_or((from + to) / 2, |gap| (gap.start + gap.end) / 2)
    });
    std::iter::once(i64::MIN).chain(parted).collect()
}

/// Returns the widest strip between `from` and `to` that no line touches, where it clearly is the widest.
fn widest_gap(lines: &[Range<i64>], from: i64, to: i64) -> Option<Range<i64>> {
    let first = lines.partition_point(|line| line.start < from);
    let mut gaps: Vec<Range<i64>> = Vec::new();
    let mut end = lines.get(..first)?.iter().rev().take(8).map(|line| line.end).max()?;
    for line in lines.iter().skip(first).take_while(|line| line.start <= to) {
        if line.start > end {
            gaps.push(end..line.start);
        }
        end = end.max(line.end);
    }
    gaps.sort_by_key(|gap| gap.start - gap.end);
    let widest = gaps.first()?.clone();
    let clear = gaps.get(1).is_none_or(|next| (widest.end - widest.start) * 100 > (next.end - next.start) * CLEARLY);
    clear.then_some(widest)
}

fn cut(reading: &Reading<'_>, pages: &Pages, stripe: &Stripe, cuts: &[i64]) -> Vec<Stripe> {
    let mut stripes = vec![Stripe::default(); cuts.len() + 1];
    for piece in &stripe.pieces {
        let mut parts: Vec<Vec<Span>> = vec![Vec::new(); stripes.len()];
        for &span in &piece.cell.spans {
            let row = cuts.partition_point(|&cut| cut <= extent(span, pages).start);
            if let Some(part) = parts.get_mut(row) {
                part.push(span);
            }
        }
        for (stripe, part) in stripes.iter_mut().zip(parts) {
            stripe.pieces.push(piece.of_spans(part, reading, pages));
        }
    }
    stripes.retain(|stripe| stripe.own().next().is_some());
    stripes
}

fn extents<'p>(piece: &'p Piece, pages: &'p Pages) -> impl Iterator<Item = Range<i64>> + 'p {
    piece.cell.spans.iter().map(|&span| extent(span, pages))
}

fn extent(span: Span, pages: &Pages) -> Range<i64> {
    pages.lines.get(span.line as usize).map_or(0..0, |line| i64::from(line.place.top)..i64::from(line.place.bottom))
}

fn middle(range: &Range<i64>) -> i64 {
    (range.start + range.end) / 2
}
