//! `throughline completions` and `throughline man`: what shells and `man` want to know, made from the commands themselves.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, Command};
use clap_complete::Shell;

use super::console::Console;
use super::exit::{CliError, Exit};

/// The arguments of `completions`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  throughline completions bash > ~/.local/share/bash-completion/completions/throughline
  throughline completions zsh > ~/.zfunc/_throughline")]
pub struct Completions {
    /// The shell
    shell: Shell,
}

/// The arguments of `man`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  throughline man ~/.local/share/man/man1")]
pub struct Man {
    /// The folder that the pages are written to
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Prints what the shell completes by.
pub fn completions(arguments: &Completions, mut command: Command, console: &Console) -> Result<Exit, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "throughline", &mut script);
    let mut out = console.out();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Exit::Done)
}

/// Writes a page for the program and one for each command.
pub fn man(arguments: &Man, mut command: Command, console: &Console) -> Result<Exit, CliError> {
    command.build();
    let failed = |error: std::io::Error| CliError::Folder { path: arguments.folder.clone(), source: error };
    fs::create_dir_all(&arguments.folder).map_err(failed)?;
    let mut pages = vec![("throughline".to_owned(), command.clone())];
    for own in command.get_subcommands().filter(|own| !own.is_hide_set() && own.get_name() != "help") {
        let name = format!("throughline-{}", own.get_name());
        pages.push((name.clone(), own.clone().name(name)));
    }
    for (name, command) in &pages {
        let mut page = Vec::new();
        clap_mangen::Man::new(command.clone()).render(&mut page)?;
        fs::write(arguments.folder.join(format!("{name}.1")), page).map_err(failed)?;
    }
    console.say(&format!("written: {} pages in {}", pages.len(), arguments.folder.display()));
    Ok(Exit::Done)
}
