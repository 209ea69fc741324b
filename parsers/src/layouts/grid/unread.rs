//! Drawn tables that nobody could read: rows with labels below no header row that could be understood.
//!
//! In: rows of a sheet that belong to no table. Out: whether they look like rows of actions, so that their words are said
//! to be unread rather than taken for running text. A table of figures, an agenda, a list of names are none.

use std::collections::BTreeMap;

use super::sheet::{Sheet, Stripe};
use crate::columns;
use crate::label;
use crate::reading::Reading;
use crate::row::Field;

/// A column of more words a cell, on average, holds running text.
const WORDY: usize = 12;

/// How much some rows look like those of a table of actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// They do: there is no header row, or one that speaks of a state or a deadline.
    Rows,
    /// They stand below a header row that could be that of anything.
    Headed,
}

/// Says how much the rows `stripes` of `sheet` look like those of a table of actions; nothing where they do not.
pub fn likeness(reading: &Reading<'_>, sheet: &Sheet, stripes: &[Stripe]) -> Option<Likeness> {
    let rows: Vec<&Stripe> = stripes
        .iter()
        .filter(|stripe| stripe.own().next().is_some() && stripe.banner(sheet.width()).is_none())
        .collect();
    let header = rows.first().filter(|first| !is_labelled(first));
    let labelled = rows.iter().filter(|stripe| is_labelled(stripe)).count();
    let wordy = |stripe: &&&Stripe| stripe.own().any(|piece| piece.text().split_whitespace().nth(4).is_some());
    let worded = rows.iter().filter(wordy).count();
    let alike = sheet.width() >= 3 && labelled >= 2 && labelled * 3 >= rows.len() * 2 && worded * 2 + 1 >= rows.len();
    let likeness = header.map_or(Some(Likeness::Rows), |header| below(reading, header));
    likeness.filter(|_| alike)
}

/// Tells whether no column of some rows holds running text: a table of figures, names, dates.
pub fn is_figures(stripes: &[Stripe]) -> bool {
    let mut columns: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for piece in stripes.iter().flat_map(Stripe::own) {
        let (words, cells) = columns.entry(piece.columns.start).or_default();
        *words += piece.text().split_whitespace().count();
        *cells += 1;
    }
    columns.len() >= 2 && columns.values().all(|&(words, cells)| words <= cells * WORDY)
}

/// Says what may stand below a header row. One that is understood heads something else: an agenda, a list of names.
fn below(reading: &Reading<'_>, header: &Stripe) -> Option<Likeness> {
    let headings: Vec<&str> = header.own().map(|piece| piece.text()).collect();
    let fields = columns::assign(reading.vocabulary, &headings);
    let known = fields.iter().filter(|&&field| field != Field::Extra).count();
    if fields.contains(&Field::Status) || fields.contains(&Field::Deadline) {
        Some(Likeness::Rows)
    } else if known < 2 {
        Some(Likeness::Headed)
    } else {
        None
    }
}

/// Tells whether a row begins with a label that is no year and no sum.
fn is_labelled(stripe: &Stripe) -> bool {
    let Some(first) = stripe.own().next().filter(|piece| piece.columns.start == 0) else { return false };
    label::whole(first.text()).is_some_and(|label| {
        !label.bare.is_empty() && label.number().is_none_or(|number| !(1900..2100).contains(&number))
    })
}
