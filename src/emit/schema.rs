//! The JSON Schema of history.json, made from the types that are written to it.

use std::io::Write;

use schemars::generate::SchemaSettings;

use super::EmitError;
use crate::model::history::History;

/// Writes the JSON Schema (draft 2020-12) of history.json.
pub fn write_schema(out: &mut dyn Write) -> Result<(), EmitError> {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    super::json::write_pretty(&generator.into_root_schema_for::<History>(), out)
}
