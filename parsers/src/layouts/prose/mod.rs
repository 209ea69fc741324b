//! What stands outside tables: titles, contents lists, headings, lists, notes, legends and page furniture.
//!
//! Each module reads one kind of line among those that no table took, and places what it read in the ledger; a line once
//! placed is not looked at again. None of them decides what an action means.

pub mod assemble;
pub mod contents;
pub mod form;
pub mod furniture;
pub mod heading;
pub mod labelled;
pub mod legend;
pub mod list;
pub mod margin;
pub mod mark;
pub mod notes;
pub mod style;
pub mod title;
pub mod wording;

use crate::ledger::Class;
use crate::reading::Reading;

/// Tells whether something stands in line `index` that is neither page furniture nor legend.
pub fn is_told(reading: &Reading<'_>, index: usize) -> bool {
    let class = reading.ledger.class_of(reading.lines.trimmed(index));
    !reading.lines.is_blank(index) && !matches!(class, Some(Class::Furniture | Class::Legend))
}
