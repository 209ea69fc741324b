//! history.json, and rows as JSON: two-space indent, keys in the order of the types, newline at the end.

use std::io::{BufWriter, Write};

use serde::Serialize;

use super::EmitError;
use crate::model::history::History;

/// How many bytes are gathered.
const GATHERED: usize = 1 << 16;

/// Writes history.json.
pub fn write_history(history: &History, out: &mut dyn Write) -> Result<(), EmitError> {
    write_pretty(history, out)
}

/// Writes `value` as history.json is written.
pub fn write_pretty(value: &impl Serialize, out: &mut dyn Write) -> Result<(), EmitError> {
    // JSON is written in very small pieces: they are gathered before they go to whatever `out` is.
    let mut out = BufWriter::with_capacity(GATHERED, out);
    serde_json::to_writer_pretty(&mut out, value)?;
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
