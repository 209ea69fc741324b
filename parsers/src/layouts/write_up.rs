//! Stub.
use crate::reading::Reading;
/// Reads every line that no table took.
pub fn read(_reading: &mut Reading<'_>) {}
