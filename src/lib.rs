//! throughline follows every numbered action through every edition of an action log.
//!
//! The architecture, in the order in which a document goes through it:
//!
//! 1. [`extract`]: bytes become text, in whatever encoding they are; those of a PDF become lines and drawn cells, by the
//!    geometry of its pages, in a process of its own;
//! 2. `throughline_parsers`, a crate of its own that knows nothing of this one: text becomes tables and rows, word for
//!    word, with a ledger that says where every word went;
//! 3. [`normalise`]: rows become observations, with dates, states and owners read as far as they can be;
//! 4. [`linkage`]: observations of all editions are compared, and those judged the same action are linked; what a person
//!    answered about two of them stands, and the rules choose round it;
//! 5. [`reconcile`]: links become actions with a life: steps, events, conflicts;
//! 6. [`audit`]: the history is looked through for what somebody should look at: findings;
//! 7. [`emit`]: the history becomes files.
//!
//! [`query`] answers questions of a finished history: who brought which phrase, what changed, how things stand.
//!
//! [`model`] holds the words of the field as types, the same that history.json is made of, and the few tools that several
//! stages share. [`store`] is the output folder as ledger: what was read, the ids given out, a person's answers, what later
//! runs should know. Only [`pipeline`] knows the order of the stages, and only it calls them; no stage calls another. [`cli`]
//! is the only place that prints.

pub mod audit;
pub mod cli;
pub mod emit;
pub mod extract;
pub mod linkage;
pub mod model;
pub mod normalise;
pub mod pipeline;
pub mod query;
pub mod reconcile;
pub mod store;
