//! Decisions: what a person answered about two rows. They are a record, and outrank what the rules say.

use serde::{Deserialize, Serialize};

/// An answer to whether two rows are one action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// What was answered.
    pub answer: Answer,
    /// The row of the earlier edition; of two in one edition, the one that is printed first.
    pub earlier: End,
    /// The other row.
    pub later: End,
}

/// What a person says of two rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// They are one action.
    Same,
    /// They are two actions.
    Different,
    /// The later is a part of the earlier.
    Split,
    /// The earlier is a part of the later.
    Merged,
}

/// One of the two rows. Only the key counts; the rest is for whoever reads the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// The digest that the row is known by, which stays when its source is read anew.
    pub key: String,
    /// The edition it stands in.
    #[serde(default)]
    pub edition: String,
    /// The label it is printed under.
    #[serde(default)]
    pub label: String,
    /// The beginning of its wording.
    #[serde(default)]
    pub action: String,
}

impl Answer {
    /// Returns the word that stands for it in decisions.toml.
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Split => "split",
            Self::Merged => "merged",
        }
    }
}
