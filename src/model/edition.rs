//! Editions: the dated publications of a series.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{EditionId, SourceId, TableId};
use super::observation::Category;

/// One publication of the log, or a write-up that lists new actions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Edition {
    /// Its name.
    pub id: EditionId,
    /// The source that carries it.
    pub source: SourceId,
    /// Whether it is the log itself, or a write-up.
    pub kind: EditionKind,
    /// Its title, as printed.
    pub title: Option<String>,
    /// The layouts that its tables were read by, joined by `+`.
    pub layout: String,
    /// When it was published, as far as it says so.
    pub published_on: Option<Published>,
    /// Its tables and lists in reading order.
    pub tables: Vec<TableInfo>,
}

/// What an edition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EditionKind {
    /// The log: it says how every open action stands.
    Log,
    /// A write-up: it lists what is new.
    WriteUp,
}

impl EditionKind {
    /// Returns the word used in names of editions.
    pub fn word(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::WriteUp => "write-up",
        }
    }
}

/// A date of publication, as exact as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Published {
    /// The wording that says so.
    pub raw: String,
    /// The first day it can mean, ISO.
    pub from: String,
    /// The last day it can mean, ISO.
    pub to: String,
    /// How exact it is.
    pub precision: Precision,
}

/// How exact a date of publication is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// To the quarter.
    Quarter,
    /// To the year.
    Year,
}

/// A table or list of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TableInfo {
    /// Its name within the edition.
    pub id: TableId,
    /// Its heading, as printed.
    pub title: Option<String>,
    /// The status category that its heading claims for every row.
    pub state: Option<Category>,
    /// Its columns from left to right; empty for lists.
    pub columns: Vec<ColumnInfo>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ColumnInfo {
    /// Its heading, as printed.
    pub raw: String,
    /// What it was taken for: `number`, `action`, `deadline`, `status`, `raised`, `owner` or `extra`.
    pub field: String,
}
