//! Notes in the margin: who is to do it, and until when, set off behind an item by a wide gap.
//!
//! In: an item of a list, in a text whose spaces are kept. Out: the places of the notes, cut off the item's wording. Initials
//! in square brackets need no more; other notes do in a list whose items have them.

use super::list::Item;
use super::wording;
use crate::date;
use crate::reading::Reading;
use crate::span::Span;

/// The widest name, in words.
const NAME: usize = 4;

/// What stands in the margin of an item.
#[derive(Debug, Clone, Default)]
pub struct Margin {
    /// Who is named.
    pub owner: Option<Span>,
    /// Until when.
    pub deadline: Option<Span>,
    /// The item's own wording without these.
    own: Vec<Span>,
    /// Whether brackets stand round it.
    bracketed: bool,
}

impl Margin {
    /// Tells whether they are such as only actions have: initials in brackets, a date.
    pub fn is_telling(&self) -> bool {
        self.bracketed || self.deadline.is_some()
    }

    /// Cuts the notes off `item`.
    pub fn take(&self, item: &mut Item) {
        item.own.clone_from(&self.own);
    }
}

/// Reads the margins of `items`; nothing where they have none.
pub fn read(reading: &Reading<'_>, items: &[Item]) -> Vec<Option<Margin>> {
    if reading.shapes.are_known() {
        return vec![None; items.len()];
    }
    let found: Vec<Option<Margin>> = items.iter().map(|item| of(reading, item)).collect();
    let count = found.iter().flatten().count();
    let kept = |margin: Option<Margin>| margin.filter(|margin| margin.bracketed || count >= 2);
    found.into_iter().map(kept).collect()
}

fn of(reading: &Reading<'_>, item: &Item) -> Option<Margin> {
    let mut margin = Margin::default();
    for &span in &item.own {
        let text = reading.lines.slice(span);
        let pieces = pieces(text);
        let (&(_, first), notes) = pieces.split_first()?;
        margin.own.push(Span { end: span.start + first, ..span });
        for &(start, end) in notes {
            let (start, end, bracketed) = without_brackets(text, start, end);
            let note = text.get(start as usize..end as usize)?;
            let place = Some(Span { start: span.start + start, end: span.start + end, ..span });
            let before = text.get(..start as usize)?.trim_end_matches(['[', '(']);
            let wide = before.len() - before.trim_end().len() >= if bracketed { 2 } else { 3 };
            let named = wording::is_name_like(note) && note.split_whitespace().count() <= NAME;
            if wide && margin.deadline.is_none() && date::is_date_like(note) {
                margin.deadline = place;
            } else if wide && margin.owner.is_none() && named {
                margin.owner = place;
                margin.bracketed |= bracketed;
            } else {
                return None;
            }
        }
    }
    (margin.owner.is_some() || margin.deadline.is_some()).then_some(margin)
}

/// Returns the first and last byte of what wide gaps part in `text`.
fn pieces(text: &str) -> Vec<(u32, u32)> {
    let mut pieces: Vec<(u32, u32)> = Vec::new();
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    for word in text.split_whitespace() {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let end = narrow(start + word.len());
        match pieces.last_mut() {
            Some(last) if narrow(start) < last.1 + 2 => last.1 = end,
            _ => pieces.push((narrow(start), end)),
        }
    }
    pieces
}

fn without_brackets(text: &str, start: u32, end: u32) -> (u32, u32, bool) {
    let piece = text.get(start as usize..end as usize).unwrap_or("");
    let closed = piece.starts_with('[') && piece.ends_with(']') || piece.starts_with('(') && piece.ends_with(')');
    if closed && piece.len() > 2 { (start + 1, end - 1, true) } else { (start, end, false) }
}
