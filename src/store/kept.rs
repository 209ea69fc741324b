//! What the runs were told, for the runs to come: `settings.toml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The note at the head of the file.
const HEAD: &str =
    "# What earlier runs on this folder were told. Later runs go by it unless they are told otherwise.\n\n";

/// What the runs were told. Dates set by hand are kept with the documents that they are about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// The name of the series, where one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// Whether `05/12/2018` is the twelfth of May.
    #[serde(default)]
    pub month_first: bool,
    /// Headings of columns added by the user, by field.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, Vec<String>>,
}

impl Kept {
    /// Returns the text of the file.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        Ok(format!("{HEAD}{}", toml::to_string_pretty(self)?))
    }
}
