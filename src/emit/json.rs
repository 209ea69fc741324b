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

/// Writes history.json: hands its bytes to `out`, piece by piece.
pub fn write_history(history: &History, out: &mut (dyn FnMut(&[u8]) + Send)) -> Result<(), EmitError> {
    // Taken apart, so that no part can be forgotten.
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
    let mut pieces = Pieces::default();
    pieces.value("schema", schema);
    pieces.value("series", series);
    pieces.value("settings", settings);
    pieces.value("sources", sources);
    pieces.value("editions", editions);
    pieces.list("observations", observations, 128);
    pieces.value("codes", codes);
    pieces.list("links", links, 256);
    pieces.list("actions", actions, 16);
    pieces.list("findings", findings, 256);
    pieces.value("artefacts", artefacts);
    pieces.text("\n}\n");
    pieces.write(out)
}

/// Returns the bytes of history.json.
pub fn history_json(history: &History) -> Result<Vec<u8>, EmitError> {
    let mut json = Vec::new();
    write_history(history, &mut |piece| json.extend_from_slice(piece))?;
    Ok(json)
}

/// Writes one piece to the end of what it is given.
type Piece<'a> = Box<dyn Fn(&mut Vec<u8>) -> serde_json::Result<()> + Send + Sync + 'a>;

/// The pieces of an object, in order.
#[derive(Default)]
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
    fn value(&mut self, name: &'a str, value: &'a (impl Serialize + Sync)) {
        self.text(format!("{}  \"{name}\": ", self.begin()));
        self.push(move |out| indented(value, 1, out));
    }

    /// Adds a member that is a list, `each` of its values to a piece.
    fn list(&mut self, name: &'a str, list: &'a [impl Serialize + Sync], each: usize) {
        if list.is_empty() {
            return self.value(name, &[(); 0]);
        }
        self.text(format!("{}  \"{name}\": [", self.begin()));
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

    fn begin(&self) -> &'static str {
        if self.0.is_empty() { "{\n" } else { ",\n" }
    }

    /// Makes a round of pieces side by side while `out` gets those of the round before.
    fn write(self, out: &mut (dyn FnMut(&[u8]) + Send)) -> Result<(), EmitError> {
        let (mut ready, mut next): (Vec<Vec<u8>>, Vec<Vec<u8>>) = (vec![Vec::new(); ROUND], vec![Vec::new(); ROUND]);
        let mut count = 0;
        for round in self.0.chunks(ROUND) {
            let hand_on = || ready.iter().take(count).for_each(|piece| out(piece));
            let make = || {
                round.par_iter().with_max_len(1).zip(next.par_iter_mut()).try_for_each(|(piece, bytes)| {
                    bytes.clear();
                    piece(bytes)
                })
            };
            rayon::join(hand_on, make).1?;
            count = round.len();
            std::mem::swap(&mut ready, &mut next);
        }
        ready.iter().take(count).for_each(|piece| out(piece));
        Ok(())
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
