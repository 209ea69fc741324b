//! Pieces of pages as pictures, each of one row.

use serde::Serialize;

use super::base64::base64;

/// A piece of a page with a row marked on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Picture {
    page: u32,
    width: u32,
    height: u32,
    /// The picture itself, as a `data:` address.
    src: String,
}

impl Picture {
    /// Takes in a PNG of so many pixels, cut out of a page counted from 1.
    pub fn new(page: u32, [width, height]: [u32; 2], png: &[u8]) -> Self {
        Self { page, width, height, src: format!("data:image/png;base64,{}", base64(png)) }
    }
}
