//! One page for each finding code.

use crate::model::finding::Severity;

/// The explanation of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// The code: `N001`.
    pub code: &'static str,
    /// How grave such findings usually are.
    pub severity: Severity,
    /// What it is, in a few words.
    pub title: &'static str,
    /// What it means.
    pub means: &'static str,
    /// An example, invented.
    pub example: &'static str,
    /// What to do about it.
    pub todo: &'static str,
}

/// Returns the page for `code`, in capitals or not.
pub fn page(code: &str) -> Option<&'static Page> {
    pages().iter().find(|page| page.code.eq_ignore_ascii_case(code.trim()))
}

/// Returns all pages by code.
pub fn pages() -> &'static [Page] {
    &[]
}
