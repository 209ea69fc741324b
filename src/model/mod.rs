//! The words of the field as types: what history.json holds. No input or output, and nothing of ours imported.
//!
//! The types here are written to history.json as they stand, so their documentation is the format's; the JSON Schema is
//! made from them.

pub mod action;
pub mod decision;
pub mod edition;
pub mod finding;
pub mod history;
pub mod ids;
pub mod label;
pub mod link;
pub mod named_date;
pub mod observation;
pub mod pattern;
#[cfg(test)]
pub(crate) mod sample;
pub mod source;
