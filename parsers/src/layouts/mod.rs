//! One file per family of log, and what they share.

pub mod aligned;
pub mod finish;
pub mod flattened;
pub mod furniture;
pub mod grid;
pub mod heading;
pub mod legacy;
pub mod minutes;
pub mod prose;
pub mod records;
pub mod separated;
pub mod write_up;
