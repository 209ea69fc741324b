//! The words with which a status begins.

/// What the leading words of a status say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusWord { Complete, ProposedComplete, ProposedClosed, PartiallyComplete, Ongoing, InProgress, NotStarted, Closed, Superseded }
/// Reads the status word at the front of `text`, and how many bytes it takes.
pub fn leading(_text: &str) -> Option<(StatusWord, usize)> { None }
