//! history.json, and rows as JSON: two-space indent, keys in the order of the types, newline at the end.

use std::io::Write;

use serde::Serialize;

use super::EmitError;
use crate::model::history::History;

/// Writes history.json.
pub fn write_history(history: &History, out: &mut dyn Write) -> Result<(), EmitError> {
    write_pretty(history, out)
}

/// Writes `value` as history.json is written.
pub fn write_pretty(value: &impl Serialize, out: &mut dyn Write) -> Result<(), EmitError> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    out.write_all(b"\n")?;
    Ok(())
}

/// Writes each of `values` on one line.
pub(super) fn write_lines(values: &[impl Serialize], out: &mut dyn Write) -> Result<(), EmitError> {
    for value in values {
        serde_json::to_writer(&mut *out, value)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
