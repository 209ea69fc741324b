//! Drawn tables that nobody could read: rows with labels below no header row that could be understood.
//!
//! In: rows of a sheet that belong to no table. Out: whether they look like rows of actions, so that their words are said
//! to be unread rather than taken for running text. A table of figures, an agenda, a list of names are none.

use super::sheet::{Sheet, Stripe};
use crate::columns;
use crate::label;
use crate::reading::Reading;
use crate::row::Field;

/// Tells whether the rows `stripes` of `sheet` look like those of a table of actions.
pub fn looks_like_rows(reading: &Reading<'_>, sheet: &Sheet, stripes: &[Stripe]) -> bool {
    let rows: Vec<&Stripe> = stripes
        .iter()
        .filter(|stripe| stripe.own().next().is_some() && stripe.banner(sheet.width()).is_none())
        .collect();
    let headed = rows.first().is_some_and(|first| !is_labelled(first) && heads_something_else(reading, first));
    let labelled = rows.iter().filter(|stripe| is_labelled(stripe)).count();
    let wordy = |stripe: &&&Stripe| stripe.own().any(|piece| piece.text().split_whitespace().nth(4).is_some());
    let worded = rows.iter().filter(wordy).count();
    sheet.width() >= 3 && !headed && labelled >= 2 && labelled * 3 >= rows.len() * 2 && worded * 2 >= rows.len()
}

/// Tells whether a header row is understood, and heads a table of something else: an agenda, a list of names.
fn heads_something_else(reading: &Reading<'_>, first: &Stripe) -> bool {
    let headings: Vec<&str> = first.own().map(|piece| piece.text()).collect();
    let fields = columns::assign(reading.vocabulary, &headings);
    let known = fields.iter().filter(|&&field| field != Field::Extra).count();
    known >= 2 && !fields.contains(&Field::Status) && !fields.contains(&Field::Deadline)
}

/// Tells whether a row begins with a label that is no year and no sum.
fn is_labelled(stripe: &Stripe) -> bool {
    let Some(first) = stripe.own().next().filter(|piece| piece.columns.start == 0) else { return false };
    label::whole(first.text()).is_some_and(|label| {
        !label.bare.is_empty() && label.number().is_none_or(|number| !(1900..2100).contains(&number))
    })
}
