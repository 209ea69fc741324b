//! The commands: arguments to requests, outcomes to words and exit codes. The only place that prints.
//!
//! Data goes to standard output, everything else to standard error.

mod agenda;
mod anatomy;
mod blame;
mod config;
mod console;
mod diff;
mod evaluate;
mod exit;
mod explain;
mod export;
mod extract;
mod findings;
mod forget;
mod ingest;
mod manual;
mod named;
mod options;
mod pairs;
mod redline;
mod report;
mod review;
mod schema;
mod show;
mod stats;
mod summary;
mod verify;
mod watch;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::{ColorChoice, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::pipeline::{self, panic_message};
use config::Config;
use console::Console;
use exit::{CliError, Exit};
use options::Global;

/// Follows every numbered action through every edition of an action log.
#[derive(Debug, Parser)]
#[command(name = "throughline", version, propagate_version = true, after_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// What can be asked for.
#[derive(Debug, Subcommand)]
enum Command {
    /// Read files and folders, and write the history of every action to DIR/history.json
    Ingest(ingest::Arguments),
    /// Run `ingest` as files arrive
    Watch(watch::Arguments),
    /// Print the rows of one document, without linking
    Extract(extract::Arguments),
    /// Print the life of one action: every edition, wording, deadline, event
    Show(show::Arguments),
    /// Print the last status of an action, each phrase with the edition that brought it
    Blame(blame::Arguments),
    /// Print what changed between two logs
    Diff(diff::Arguments),
    /// Print how things stood, edition by edition
    Stats(stats::Arguments),
    /// Print the questions for the next meeting, as Markdown
    Agenda(agenda::Arguments),
    /// Print everything an auditor should look at
    Findings(findings::Arguments),
    /// Say what a finding's code means, or why two rows are, or are not, one action
    Explain(explain::Arguments),
    /// Put the pairs that are not sure before a person, one at a time
    Review(review::Arguments),
    /// Write DIR/report.html, the history as a page to read
    Report(report::Arguments),
    /// Measure the links against pairs labelled by hand
    Evaluate(evaluate::Arguments),
    /// Write the history as tables: CSV, a workbook, SQLite, Parquet
    Export(export::Arguments),
    /// Read every source again, and tell whether everything still holds
    Verify(verify::Arguments),
    /// Take a source out again
    Forget(forget::Arguments),
    /// Print the JSON Schema of history.json
    Schema,
    /// Say which options are in force, and whence
    Config(config::Arguments),
    /// Print what a shell completes commands by
    Completions(manual::Completions),
    /// Write manual pages
    Man(manual::Man),
    /// Read one PDF for another process of this program
    #[command(hide = true)]
    Worker,
}

const EXAMPLES: &str = "\
Examples:
  throughline ingest logs/ --out output      read a folder, write output/history.json
  throughline ingest new-log.txt             add one more edition to what is known
  throughline show 42                        every action that ever bore the number 42
  throughline diff                           what changed between the last two logs
  throughline findings --fail-on warning     for a build that should fail on doubts

Exit codes: 0 done; 1 --fail-on or --strict found what it asks for, or verify what does not hold; 2 wrong usage, or a path that does not exist;
3 done, but some source could not be read; 4 could not run.";

/// Runs the command that `arguments` (the program's name first) ask for.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    // A panic is told in our own words, below; the default message speaks of threads and backtraces.
    std::panic::set_hook(Box::new(|info| tracing::debug!("{info}")));
    if let [_, only] = arguments.as_slice()
        && only == "worker"
    {
        return pipeline::serve(std::io::stdin(), std::io::stdout());
    }
    let done = catch_unwind(AssertUnwindSafe(|| parse_and_dispatch(&arguments)));
    let exit = done.unwrap_or_else(|payload| {
        let what = panic_message(payload.as_ref());
        Console::plain().error(
            &format!("internal error: {what}"),
            &[],
            "this is a mistake in the program; please report it",
        );
        Exit::CouldNotRun
    });
    exit.into()
}

fn parse_and_dispatch(arguments: &[OsString]) -> Exit {
    let command = Cli::command().color(color_of(arguments));
    let here = std::env::current_dir().unwrap_or_default();
    let configured = Config::find(&here).and_then(|config| Ok((config.apply(command)?, config)));
    let (mut command, config) = match configured {
        Ok(configured) => configured,
        Err(error) => return report(&error, &Console::plain()),
    };
    let parsed = command.try_get_matches_from_mut(arguments);
    let parsed = parsed.and_then(|matches| Cli::from_arg_matches(&matches).map(|cli| (cli, matches)));
    let (cli, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            // Help and version are printed this way too; a closed pipe is nobody's mistake.
            let _ = error.print();
            if let Some(remark) = config.remark().filter(|_| error.use_stderr()) {
                Console::plain().say(&remark);
            }
            return if error.use_stderr() { Exit::Usage } else { Exit::Done };
        }
    };
    let console = Console::new(&cli.global);
    console.start_tracing();
    let done = match &cli.command {
        Command::Ingest(arguments) => ingest::run(arguments, &cli.global, &console),
        Command::Watch(arguments) => watch::run(arguments, &cli.global, &console),
        Command::Extract(arguments) => extract::run(arguments, &console),
        Command::Show(arguments) => show::run(arguments, &cli.global, &console),
        Command::Blame(arguments) => blame::run(arguments, &cli.global, &console),
        Command::Diff(arguments) => diff::run(arguments, &cli.global, &console),
        Command::Stats(arguments) => stats::run(arguments, &cli.global, &console),
        Command::Agenda(arguments) => agenda::run(arguments, &cli.global, &console),
        Command::Findings(arguments) => findings::run(arguments, &cli.global, &console),
        Command::Explain(arguments) => explain::run(arguments, &cli.global, &console),
        Command::Review(arguments) => review::run(arguments, &cli.global, &console),
        Command::Report(arguments) => report::run(arguments, &cli.global, &console),
        Command::Evaluate(arguments) => evaluate::run(arguments, &cli.global, &console),
        Command::Export(arguments) => export::run(arguments, &cli.global, &console),
        Command::Verify(arguments) => verify::run(arguments, &cli.global, &console),
        Command::Forget(arguments) => forget::run(arguments, &cli.global, &console),
        Command::Schema => schema::run(&console),
        Command::Config(arguments) => {
            let own = matches.subcommand_matches("config").unwrap_or(&matches);
            config::run(arguments, &command, own, &config, &console)
        }
        Command::Completions(arguments) => manual::completions(arguments, Cli::command(), &console),
        Command::Man(arguments) => manual::man(arguments, Cli::command(), &console),
        // Alone it has been obeyed before; it takes no options.
        Command::Worker => Ok(Exit::Usage),
    };
    done.unwrap_or_else(|error| report(&error, &console))
}

/// Tells what failed, each cause on its own line, and what can be done.
fn report(error: &CliError, console: &Console) -> Exit {
    if error.is_closed_pipe() {
        return Exit::Done;
    }
    let mut causes = Vec::new();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        causes.push(inner.to_string());
        cause = inner.source();
    }
    console.error(&error.to_string(), &causes, error.hint());
    error.exit()
}

/// Returns whether messages about the arguments themselves are coloured, which must be known before these are understood.
fn color_of(arguments: &[OsString]) -> ColorChoice {
    let words: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy()).collect();
    let after = words.iter().position(|word| word == "--color").and_then(|index| words.get(index + 1));
    let joined = words.iter().find_map(|word| word.strip_prefix("--color="));
    match after.map(AsRef::as_ref).or(joined) {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }

    /// Pages, hints and examples are string literals, so that the sources hold all of them.
    #[test]
    fn every_command_named_anywhere_exists() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        let mut named = 0;
        for entry in walkdir::WalkDir::new(folder) {
            let entry = entry.expect("a file");
            if entry.path().extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let text = std::fs::read_to_string(entry.path()).expect("text");
            let quoted = text.split('`').filter(|piece| piece.starts_with("throughline ") && !piece.contains('\n'));
            for command in quoted {
                named += 1;
                let error = Cli::try_parse_from(command.split_whitespace()).err().map(|error| error.kind());
                let fits = matches!(error, None | Some(clap::error::ErrorKind::MissingRequiredArgument));
                assert!(fits, "{}: {command}: {error:?}", entry.path().display());
            }
        }
        assert!(named > 10, "{named}");
    }
}
