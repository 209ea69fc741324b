//! A status wording for a person: what is new in it, what was carried over and edited, what is gone.

use std::io::{self, Write};

use super::console::{Style, width};
use super::redline::{Marks, redline};
use crate::model::action::{Dropped, EditKind, Origin, Segment};
use crate::model::ids::ObservationId;

/// Prints the pieces of a status, each on lines of its own behind `indent`, and then what is gone.
pub fn print(
    segments: &[Segment],
    dropped: &[Dropped],
    indent: &str,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let marks = if style.is_colored() { Marks::Colors(style) } else { Marks::Brackets };
    for segment in segments {
        let from = segment.from.as_ref().map_or_else(String::new, |id| format!("  ({})", edition(id)));
        let (sign, text) = match (segment.origin, &segment.was) {
            (Origin::Edited, Some(was)) => ("~", redline(was, &segment.text, marks)),
            (Origin::Carried, _) => ("=", segment.text.clone()),
            (Origin::Moved, _) => ("↕", segment.text.clone()),
            (Origin::Marker, _) => (":", segment.text.clone()),
            _ => ("+", segment.text.clone()),
        };
        let kinds: Vec<&str> = segment.edits.iter().map(|edit| word(edit.kind)).collect();
        let kinds = if kinds.is_empty() { String::new() } else { format!("  [{}]", kinds.join(", ")) };
        let text = set(&format!("{text}{kinds}{from}"), sign, indent);
        let old = matches!(segment.origin, Origin::Carried | Origin::Moved | Origin::Marker);
        writeln!(out, "{}", if old { style.dim(&text) } else { text })?;
    }
    for piece in dropped {
        let text = format!("{}  ({})", piece.text, edition(&piece.from));
        writeln!(out, "{}", style.dim(&set(&text, "−", indent)))?;
    }
    Ok(())
}

/// Returns the words for a kind of edit.
pub fn word(kind: EditKind) -> &'static str {
    match kind {
        EditKind::DateMoved => "date moved",
        EditKind::Softened => "softened",
        EditKind::NumberChanged => "number changed",
        EditKind::ReferenceChanged => "reference changed",
        EditKind::Redacted => "redacted",
        EditKind::WordsRemoved => "words removed",
        EditKind::WordsAdded => "words added",
        EditKind::Reworded => "reworded",
        EditKind::Relabelled => "relabelled",
        EditKind::Spelling => "spelling",
        EditKind::Punctuation => "punctuation",
    }
}

/// Returns the edition that an observation's id names.
pub fn edition(id: &ObservationId) -> &str {
    id.0.split('#').next().unwrap_or(&id.0)
}

fn set(text: &str, sign: &str, indent: &str) -> String {
    let first = format!("{indent}{sign} ");
    let next = format!("{indent}  ");
    textwrap::fill(text, textwrap::Options::new(width()).initial_indent(&first).subsequent_indent(&next))
}
