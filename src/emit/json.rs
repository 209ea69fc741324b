//! history.json, and rows as JSON: two-space indent, keys in the order of the types, newline at the end.
//!
//! A history is long: its parts are written side by side, and handed on as soon as they stand, so that it is never held as a
//! whole.

mod indented;

use std::io::{BufWriter, Write};

use rayon::prelude::*;
use serde::Serialize;

use super::EmitError;
use crate::model::history::History;
use indented::indented;

/// How many bytes are gathered.
const GATHERED: usize = 1 << 16;
/// How many pieces are made while those before are handed on.
const ROUND: usize = 8;
/// How many bytes a piece mostly has room for from the start.
const ROOM: usize = 1 << 18;

/// Parts of history.json, in the order in which they come into being.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Everything up to the rows.
    Rows,
    /// What codes mean, and links.
    Links,
    /// Actions.
    Actions,
    /// The rest.
    Findings,
}

impl Part {
    /// All, in their order.
    pub const ALL: [Self; 4] = [Self::Rows, Self::Links, Self::Actions, Self::Findings];
}

/// history.json, written part by part.
#[derive(Debug)]
pub struct HistoryJson<W> {
    out: W,
    failed: Option<EmitError>,
    room: Room,
}

/// Room for a round of pieces, and for the round before: taken once, as taking it costs as much as filling it.
type Room = [Vec<Vec<u8>>; 2];

impl<W: Write + Send> HistoryJson<W> {
    /// Begins to write history.json to `out`.
    pub fn new(out: W) -> Self {
        let room = [(); 2].map(|()| (0..ROUND).map(|_| Vec::with_capacity(ROOM)).collect());
        Self { out, failed: None, room }
    }

    /// Writes one part of `history`, of which those to come need not be there yet. What goes wrong is told at the end.
    pub fn write(&mut self, part: Part, history: &History) {
        // Taken apart, so that no member can be forgotten.
        let History {
            schema,
            series,
            settings,
            sources,
            editions,
            observations,
            codes,
            links,
            actions,
            findings,
            artefacts,
        } = history;
        let mut pieces = Pieces(Vec::new());
        match part {
            Part::Rows => {
                pieces.text("{\n");
                pieces.value("schema", schema);
                pieces.text(",\n");
                pieces.value("series", series);
                pieces.text(",\n");
                pieces.value("settings", settings);
                pieces.text(",\n");
                pieces.value("sources", sources);
                pieces.text(",\n");
                pieces.value("editions", editions);
                pieces.text(",\n");
                pieces.list("observations", observations, 64);
            }
            Part::Links => {
                pieces.text(",\n");
                pieces.value("codes", codes);
                pieces.text(",\n");
                pieces.list("links", links, 128);
            }
            Part::Actions => {
                pieces.text(",\n");
                pieces.list("actions", actions, 4);
            }
            Part::Findings => {
                pieces.text(",\n");
                pieces.list("findings", findings, 128);
                pieces.text(",\n");
                pieces.value("artefacts", artefacts);
                pieces.text("\n}\n");
            }
        }
        if self.failed.is_none() {
            self.failed = pieces.write(&mut self.room, &mut self.out).err();
        }
    }

    /// Ends it, and returns what it was written to.
    pub fn end(self) -> Result<W, EmitError> {
        self.failed.map_or(Ok(self.out), Err)
    }
}

/// Returns the bytes of history.json.
pub fn history_json(history: &History) -> Result<Vec<u8>, EmitError> {
    let mut json = HistoryJson::new(Vec::new());
    Part::ALL.into_iter().for_each(|part| json.write(part, history));
    json.end()
}

/// Writes one piece to the end of what it is given.
type Piece<'a> = Box<dyn Fn(&mut Vec<u8>) -> serde_json::Result<()> + Send + Sync + 'a>;

/// Pieces of an object, in order.
struct Pieces<'a>(Vec<Piece<'a>>);

impl<'a> Pieces<'a> {
    fn push(&mut self, piece: impl Fn(&mut Vec<u8>) -> serde_json::Result<()> + Send + Sync + 'a) {
        self.0.push(Box::new(piece));
    }

    /// Adds what stands between values.
    fn text(&mut self, text: impl Into<String>) {
        let text = text.into();
        self.push(move |out| {
            out.extend_from_slice(text.as_bytes());
            Ok(())
        });
    }

    /// Adds a member.
    fn value(&mut self, name: &str, value: &'a (impl Serialize + Sync)) {
        self.text(format!("  \"{name}\": "));
        self.push(move |out| indented(value, 1, out));
    }

    /// Adds a member that is a list, `each` of its values to a piece.
    fn list(&mut self, name: &str, list: &'a [impl Serialize + Sync], each: usize) {
        if list.is_empty() {
            return self.value(name, &[(); 0]);
        }
        self.text(format!("  \"{name}\": ["));
        for (place, values) in list.chunks(each).enumerate() {
            self.push(move |out| {
                for (at, value) in values.iter().enumerate() {
                    out.extend_from_slice(if place + at == 0 { b"\n    " } else { b",\n    " });
                    indented(value, 2, &mut *out)?;
                }
                Ok(())
            });
        }
        self.text("\n  ]");
    }

    /// Makes a round of pieces side by side while `out` gets those of the round before.
    fn write(self, [ready, next]: &mut Room, out: &mut (impl Write + Send)) -> Result<(), EmitError> {
        let mut count = 0;
        for round in self.0.chunks(ROUND) {
            let hand_on = || ready.iter().take(count).try_for_each(|piece| out.write_all(piece));
            let make = || {
                round.par_iter().with_max_len(1).zip(next.par_iter_mut()).try_for_each(|(piece, bytes)| {
                    bytes.clear();
                    piece(bytes)
                })
            };
            let (handed_on, made) = rayon::join(hand_on, make);
            handed_on?;
            made?;
            count = round.len();
            std::mem::swap(ready, next);
        }
        Ok(ready.iter().take(count).try_for_each(|piece| out.write_all(piece))?)
    }
}

/// Writes `value` as history.json is written.
pub fn write_pretty(value: &impl Serialize, out: &mut dyn Write) -> Result<(), EmitError> {
    // JSON is written in very small pieces: they are gathered before they go to whatever `out` is.
    let mut out = BufWriter::with_capacity(GATHERED, out);
    indented(value, 0, &mut out)?;
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(())
}

/// Writes each of `values` on one line.
pub(super) fn write_lines(values: &[impl Serialize], out: &mut dyn Write) -> Result<(), EmitError> {
    let mut out = BufWriter::with_capacity(GATHERED, out);
    for value in values {
        serde_json::to_writer(&mut out, value)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::link::{Judgement, LinkKind};
    use crate::model::sample::{edition, history, link, row};

    #[test]
    fn parts_written_side_by_side_are_the_whole() {
        let many = (2..400).map(|number| row(&format!("2019-01-10/log#{number}"), "Paint “the” gate\n"));
        let ends = ["2019-01-10/log#1", "2019-04-10/log#1"].map(|id| row(id, "Paint the gate"));
        let rows = many.chain(ends).collect();
        let links = vec![link("2019-01-10/log#1", "2019-04-10/log#1", LinkKind::SameNumber, Judgement::Same)];
        let editions = vec![edition("2019-01-10/log", &[("1", None)]), edition("2019-04-10/log", &[])];
        let history = history(editions, rows, links, Vec::new());
        let mut whole = serde_json::to_vec_pretty(&history).expect("JSON");
        whole.push(b'\n');
        assert!(history_json(&history).expect("JSON") == whole, "history.json is what its type says");
    }
}
