//! `throughline schema`: the JSON Schema of history.json.

use std::io::Write as _;

use super::console::Console;
use super::exit::{CliError, Exit};
use crate::pipeline;

/// Prints the schema.
pub fn run(console: &Console) -> Result<Exit, CliError> {
    let mut out = console.out();
    pipeline::write_schema(&mut out)?;
    out.flush()?;
    Ok(Exit::Done)
}
