//! `throughline watch`: runs as files arrive.
//!
//! It looks again and again, which works on every file system, and needs nothing from the system. A file counts as whole
//! when two looks one after the other see the same of it, and a run is made when that is so of all.

use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use clap::Args;

use super::console::Console;
use super::exit::{CliError, Exit};
use super::export::Form;
use super::ingest::{self, exit_of, tell};
use super::options::{Global, ReadingOptions};
use super::report;
use crate::pipeline::{self, Asked, Glance, Request};

/// The arguments of `watch`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  throughline watch inbox/ --out output
  throughline watch inbox/ --every 60 --log-format json

It polls: it looks every few seconds at names, sizes and times of the files, and runs `throughline ingest` when they have
changed and two looks have seen the same. It goes on until it is ended; it can be ended at any moment.")]
pub struct Arguments {
    /// Files and folders to watch
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How long to wait from one look to the next
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = clap::value_parser!(u64).range(1..))]
    every: u64,
    /// Stop after so many runs
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    times: Option<u64>,
    /// The name of the series
    #[arg(long, value_name = "NAME")]
    series: Option<String>,
    /// What to make: history.json is written in any case, and history.sqlite where nothing is said
    #[arg(long, value_name = "FORM", value_delimiter = ',')]
    only: Vec<Form>,
    #[command(flatten)]
    reading: ReadingOptions,
}

/// Looks, and runs when there is something new, until it is ended.
pub fn run(arguments: &Arguments, global: &Global, console: &Console) -> Result<Exit, CliError> {
    let request = Request {
        paths: arguments.paths.clone(),
        folders: global.folders(),
        reading: arguments.reading.reading()?,
        series: arguments.series.clone(),
        threads: None,
        outputs: ingest::outputs(&arguments.only),
        dry_run: false,
        asked: Asked::default(),
    };
    let look = || pipeline::glance(&request.paths, &request.folders);
    let (mut before, mut done, mut runs) = (look()?, Glance::default(), 0);
    console.say(&format!("watching, with a look every {} s; end it with Ctrl-C", arguments.every));
    loop {
        thread::sleep(Duration::from_secs(arguments.every));
        let exit = match look() {
            // A folder that cannot be looked at now may be there again at the next look.
            Err(error) => {
                report(&error.into(), console);
                continue;
            }
            Ok(now) if now != before || now == done || now.is_empty() => {
                before = now;
                continue;
            }
            Ok(now) => {
                done = now;
                let bar = ingest::Bar::new(console);
                match pipeline::ingest(&request, &bar) {
                    Ok(outcome) => {
                        tell(&outcome, console);
                        exit_of(&outcome)
                    }
                    Err(error) => report(&error.into(), console),
                }
            }
        };
        runs += 1;
        if arguments.times.is_some_and(|times| runs >= times) {
            return Ok(exit);
        }
    }
}
