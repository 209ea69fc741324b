//! One file per family of log.

pub mod aligned;
pub mod flattened;
pub mod minutes;
pub mod prose;
pub mod separated;
pub mod write_up;
