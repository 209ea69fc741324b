//! Names of things: one type for each kind, so that they cannot be mixed up.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name!(
    /// A source: the SHA-256 of its bytes, in hexadecimal digits.
    SourceId
);
name!(
    /// An edition: its date and kind, `2018-12-05/log`; `~2` where several are alike.
    EditionId
);
name!(
    /// A table of an edition: `ongoing`, `summary`.
    TableId
);
name!(
    /// A row as one edition prints it: `2019-04-18/log#ongoing:97`.
    ObservationId
);
name!(
    /// An action through all editions. Given once, never changed, never used again.
    ActionId
);
