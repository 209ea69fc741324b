//! What a user names on the command line: an action, an edition; or why there is none such.

use super::console::Console;
use super::exit::CliError;
use super::options::Global;
use crate::model::action::Action;
use crate::model::edition::{Edition, EditionKind};
use crate::model::history::History;
use crate::pipeline::{self, query};

/// Returns the last history, and the ids of the actions that `name` means in it.
pub fn actions(name: &str, global: &Global, console: &Console) -> Result<(History, Vec<usize>), CliError> {
    let (history, ids) = pipeline::last_history(&global.folders())?;
    let id = ids.resolve(name);
    if id != name {
        console.say(&format!("{name} turned out to be one with {id}"));
    }
    let found: Vec<&Action> = query::find(&history, id);
    if found.is_empty() {
        let hint = "give an id as in history.json (tl-0001), or a number as printed in some edition";
        let what = format!("no action is called {name}, or ever bore that number");
        return Err(CliError::Unknown { what, hint: hint.to_owned() });
    }
    let places = found.iter().filter_map(|action| history.actions.iter().position(|one| one.id == action.id)).collect();
    Ok((history, places))
}

/// Returns the edition that `name` means.
pub fn edition<'a>(history: &'a History, name: &str) -> Result<&'a Edition, CliError> {
    query::edition(history, name).ok_or_else(|| {
        let known: Vec<&str> = history.editions.iter().map(|edition| edition.id.0.as_str()).collect();
        CliError::Unknown {
            what: format!("there is no edition {name}"),
            hint: format!("there are {}", known.join(", ")),
        }
    })
}

/// Returns the last two dated logs.
pub fn last_two_logs(history: &History) -> Result<[&Edition; 2], CliError> {
    let logs: Vec<&Edition> =
        history.editions.iter().filter(|one| one.kind == EditionKind::Log && one.published_on.is_some()).collect();
    match logs.as_slice() {
        [.., before, last] => Ok([before, last]),
        _ => Err(CliError::Unknown {
            what: format!("there are not two dated logs to compare, but {}", logs.len()),
            hint: "ingest another log, or say when one was published with --date FILE=2019-04-18".to_owned(),
        }),
    }
}
