//! `throughline.toml`: options that need not be given every time; and `throughline config show`.
//!
//! In: the nearest file of that name, in this folder or one above. Out: the same commands with other defaults, so that what
//! is given on the command line still counts more, and a value that is none is told like any other. Keys are the options'
//! own names: those of every command at the top, the others under the name of their command.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::builder::ValueRange;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, Subcommand};
use toml::{Table, Value};

use super::console::Console;
use super::exit::{CliError, Exit};

/// The name of the file.
const NAME: &str = "throughline.toml";

/// Options that name files or folders, which are meant from where the file stands.
const PATHS: [&str; 4] = ["out", "ids", "decisions", "layout"];

/// Options that a file cannot set: what is secret, and what is about one run only.
const NEVER: [&str; 5] = ["help", "version", "password", "date", "dry-run"];

/// The arguments of `config`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    wish: Wish,
}

/// What can be asked of it.
#[derive(Debug, Subcommand)]
enum Wish {
    /// Print every option with what it is where nothing else is said, and who says so
    #[command(after_help = "\
Examples:
  throughline config show
  throughline config show --out elsewhere")]
    Show,
}

/// What the file says.
#[derive(Debug, Default)]
pub struct Config {
    path: Option<PathBuf>,
    /// Values by command (nothing for all) and option.
    values: BTreeMap<(Option<String>, String), Vec<String>>,
}

impl Config {
    /// Reads the nearest file, from `folder` upwards.
    pub fn find(folder: &Path) -> Result<Self, CliError> {
        let Some(path) = folder.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file()) else {
            return Ok(Self::default());
        };
        let wrong = |what: String| wrong(&path, &what);
        let text = fs::read_to_string(&path).map_err(|error| wrong(error.to_string()))?;
        let table: Table = toml::from_str(&text).map_err(|error: toml::de::Error| wrong(error.to_string()))?;
        let mut config = Self::default();
        for (key, value) in table {
            match value {
                Value::Table(options) => {
                    for (name, value) in options {
                        config.take(Some(key.clone()), &name, &value, &path)?;
                    }
                }
                value => config.take(None, &key, &value, &path)?,
            }
        }
        config.path = Some(path);
        Ok(config)
    }

    /// Returns `command` with the defaults that the file sets.
    pub fn apply(&self, mut command: Command) -> Result<Command, CliError> {
        let Some(path) = &self.path else { return Ok(command) };
        for ((section, name), values) in &self.values {
            let unknown = || {
                let of = section.as_ref().map_or("of every command".to_owned(), |section| format!("of {section}"));
                wrong(path, &format!("{name} is no option {of} that can be set here"))
            };
            let owner = match section {
                None => &command,
                Some(section) => command.find_subcommand(section).ok_or_else(unknown)?,
            };
            let known = owner.get_arguments().find(|argument| argument.get_long() == Some(name.as_str()));
            let fits = |argument: &&Arg| !argument.is_required_set() && !NEVER.contains(&name.as_str());
            let argument = known.filter(fits).ok_or_else(unknown)?;
            let id = argument.get_id().clone();
            let flag = argument.get_num_args() == Some(ValueRange::EMPTY)
                || matches!(argument.get_action(), ArgAction::SetTrue | ArgAction::Count);
            let values = match (flag, values.as_slice()) {
                (true, [one]) if one == "false" => continue,
                (true, [one]) if one == "true" && matches!(argument.get_action(), ArgAction::Count) => {
                    vec!["1".to_owned()]
                }
                _ => values.clone(),
            };
            let set = |argument: Arg| argument.default_values(values);
            command = match section {
                None => command.mut_arg(id, set),
                Some(section) => command.mut_subcommand(section, |own| own.mut_arg(id, set)),
            };
        }
        Ok(command)
    }

    /// Says where a value that is wrong may come from.
    pub fn remark(&self) -> Option<String> {
        self.path.as_ref().map(|path| {
            format!("note: {} sets options as well; `throughline config show` prints which", path.display())
        })
    }

    fn take(&mut self, section: Option<String>, name: &str, value: &Value, path: &Path) -> Result<(), CliError> {
        let name = name.replace('_', "-");
        let mut values = Vec::new();
        let list = match value {
            Value::Array(list) => list.as_slice(),
            one => std::slice::from_ref(one),
        };
        for one in list {
            values.push(match one {
                Value::String(text) if PATHS.contains(&name.as_str()) => below(path, text),
                Value::String(text) => text.clone(),
                Value::Integer(number) => number.to_string(),
                Value::Boolean(truth) => truth.to_string(),
                other => {
                    return Err(wrong(path, &format!("{name} = {other}: text, a number, true or false is wanted")));
                }
            });
        }
        self.values.insert((section, name), values);
        Ok(())
    }
}

/// Prints every option of every command that can be set, with its value and who says so.
pub fn run(
    arguments: &Arguments,
    command: &Command,
    matches: &ArgMatches,
    config: &Config,
    console: &Console,
) -> Result<Exit, CliError> {
    let Wish::Show = arguments.wish;
    let mut out = console.out();
    match &config.path {
        Some(path) => writeln!(out, "# {}", path.display())?,
        None => writeln!(out, "# there is no {NAME} here or in a folder above")?,
    }
    let given = |id: &str| {
        let said = matches.value_source(id) == Some(ValueSource::CommandLine);
        let values = matches.get_raw(id).into_iter().flatten();
        said.then(|| values.map(|value| value.to_string_lossy().into_owned()).collect::<Vec<_>>())
    };
    let sorted = |own: Vec<&Arg>| {
        let mut own: Vec<Arg> = own.into_iter().cloned().collect();
        own.sort_by_key(|argument| argument.get_long().map(str::to_owned));
        own
    };
    for argument in &sorted(settable(command).collect()) {
        let whence = given(argument.get_id().as_str());
        line(&mut out, config, None, argument, whence)?;
    }
    // A command that the file is about stands last; here each has its place.
    let mut commands: Vec<&Command> = command.get_subcommands().filter(|own| !own.is_hide_set()).collect();
    commands.sort_by_key(|own| own.get_name().to_owned());
    for own in commands {
        let arguments = sorted(settable(own).filter(|argument| !argument.is_global_set()).collect());
        if !arguments.is_empty() {
            writeln!(out, "\n[{}]", own.get_name())?;
        }
        for argument in &arguments {
            line(&mut out, config, Some(own.get_name()), argument, None)?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn line(
    out: &mut impl std::io::Write,
    config: &Config,
    section: Option<&str>,
    argument: &Arg,
    given: Option<Vec<String>>,
) -> Result<(), CliError> {
    let name = argument.get_long().unwrap_or_default();
    let set = config.values.contains_key(&(section.map(str::to_owned), name.to_owned()));
    let default = argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let (values, whence): (Vec<String>, &str) = match (given, set) {
        (Some(values), _) => (values, "command line"),
        (None, true) => (default, NAME),
        (None, false) => (default, "default"),
    };
    let flag = matches!(argument.get_action(), ArgAction::SetTrue | ArgAction::Count);
    let quoted = |value: &String| match value.parse::<i64>().is_ok() || flag {
        true => value.clone(),
        false => Value::String(value.clone()).to_string(),
    };
    let value = match values.iter().map(quoted).collect::<Vec<_>>().as_slice() {
        [] if flag => "false".to_owned(),
        [] => return writeln!(out, "# {name} is not set").map_err(CliError::Output),
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    };
    writeln!(out, "{:<32} # {whence}", format!("{name} = {value}")).map_err(CliError::Output)
}

/// Returns the options of a command that a file can set.
fn settable(command: &Command) -> impl Iterator<Item = &Arg> {
    let fits =
        |argument: &&Arg| argument.get_long().is_some_and(|name| !NEVER.contains(&name)) && !argument.is_required_set();
    command.get_arguments().filter(fits)
}

/// Returns a path as it is meant from where the file stands.
fn below(file: &Path, path: &str) -> String {
    match file.parent() {
        Some(folder) => folder.join(path).display().to_string(),
        None => path.to_owned(),
    }
}

fn wrong(path: &Path, what: &str) -> CliError {
    CliError::Unknown {
        what: format!("{}: {}", path.display(), what.trim_end()),
        hint: "keys are the names of options: out = \"results\" for every command, [ingest] only = [\"json\"] for one"
            .to_owned(),
    }
}
