//! Standard output and standard error, with or without colour.

use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write};

use serde::Serialize;

use super::options::{Color, Global, LogFormat};
use crate::pipeline;

/// How wide text is set at most.
const WIDEST: usize = 100;

/// Where a command prints.
#[derive(Debug, Clone)]
pub struct Console {
    quiet: bool,
    verbose: u8,
    json: bool,
    out: Style,
    err: Style,
}

/// Something told, as an object of one line.
#[derive(Debug, Serialize)]
struct Told<'a> {
    time: String,
    level: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    causes: &'a [String],
    #[serde(skip_serializing_if = "str::is_empty")]
    hint: &'a str,
}

/// Whether a stream is coloured.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    colored: bool,
}

impl Console {
    /// Returns the console that `global` asks for.
    pub fn new(global: &Global) -> Self {
        let wanted = |terminal: bool| match global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        };
        Self {
            quiet: global.quiet,
            verbose: global.verbose,
            json: global.log_format == LogFormat::Json,
            out: Style { colored: wanted(io::stdout().is_terminal()) },
            err: Style { colored: wanted(io::stderr().is_terminal()) },
        }
    }

    /// Returns a console without colour, for when nothing is known yet.
    pub fn plain() -> Self {
        let style = Style { colored: false };
        Self { quiet: false, verbose: 0, json: false, out: style, err: style }
    }

    /// Returns standard output.
    pub fn out(&self) -> BufWriter<StdoutLock<'static>> {
        BufWriter::new(io::stdout().lock())
    }

    /// Returns how standard output is coloured.
    pub fn style(&self) -> Style {
        self.out
    }

    /// Tells whether more than the necessary is wanted.
    pub fn is_verbose(&self) -> bool {
        self.verbose > 0 && !self.quiet
    }

    /// Tells whether a bar may be drawn.
    pub fn shows_progress(&self) -> bool {
        !self.quiet && !self.json && io::stderr().is_terminal()
    }

    /// Tells the user something.
    pub fn say(&self, text: &str) {
        if !self.quiet && !self.told("info", text, &[], "") {
            line(text);
        }
    }

    /// Warns the user.
    pub fn warn(&self, text: &str) {
        if !self.quiet && !self.told("warning", text, &[], "") {
            line(&format!("{} {text}", self.err.yellow("warning:")));
        }
    }

    /// Tells what failed, each cause on its own line, and what can be done about it.
    pub fn error(&self, what: &str, causes: &[String], hint: &str) {
        if self.told("error", what, causes, hint) {
            return;
        }
        line(&format!("{} {what}", self.err.red("error:")));
        for cause in causes {
            line(&format!("  caused by: {}", cause.trim_end().replace('\n', "\n    ")));
        }
        line(&format!("{} {hint}", self.err.bold("hint:")));
    }

    /// Tells it as an object, where that is wanted. Returns whether it is.
    fn told(&self, level: &str, message: &str, causes: &[String], hint: &str) -> bool {
        if !self.json {
            return false;
        }
        let told = Told { time: pipeline::now(), level, message, causes, hint };
        if let Ok(text) = serde_json::to_string(&told) {
            line(&text);
        }
        true
    }

    /// Starts to print what the stages tell of their work, as far as that is wanted.
    pub fn start_tracing(&self) {
        let level = match (self.quiet, self.verbose) {
            (true, _) | (_, 0) => tracing::Level::ERROR,
            (_, 1) => tracing::Level::INFO,
            _ => tracing::Level::DEBUG,
        };
        let subscriber = tracing_subscriber::fmt()
            .with_writer(io::stderr)
            .with_ansi(self.err.colored)
            .with_max_level(level)
            .with_timer(tracing_subscriber::fmt::time::uptime())
            .with_target(false)
            .with_span_events(if self.verbose > 1 {
                tracing_subscriber::fmt::format::FmtSpan::CLOSE
            } else {
                tracing_subscriber::fmt::format::FmtSpan::NONE
            });
        // It fails only where one was started before, which then goes on.
        let _ = match self.json {
            true => subscriber.json().try_init(),
            false => subscriber.try_init(),
        };
    }
}

/// Returns how wide text may be set.
pub fn width() -> usize {
    textwrap::termwidth().clamp(40, WIDEST)
}

impl Style {
    /// Returns `text` in red.
    pub fn red(self, text: &str) -> String {
        self.paint(text, "1;31")
    }

    /// Returns `text` in yellow.
    pub fn yellow(self, text: &str) -> String {
        self.paint(text, "1;33")
    }

    /// Returns `text` in bold.
    pub fn bold(self, text: &str) -> String {
        self.paint(text, "1")
    }

    /// Returns the style without colour.
    pub fn plain() -> Self {
        Self { colored: false }
    }

    /// Tells whether there is any colour.
    pub fn is_colored(self) -> bool {
        self.colored
    }

    /// Returns `text` in green.
    pub fn green(self, text: &str) -> String {
        self.paint(text, "32")
    }

    /// Returns `text` in red, struck through.
    pub fn struck(self, text: &str) -> String {
        self.paint(text, "9;31")
    }

    /// Returns `text` in a colour that stands back.
    pub fn dim(self, text: &str) -> String {
        self.paint(text, "2")
    }

    fn paint(self, text: &str, code: &str) -> String {
        if self.colored { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// Prints a line to standard error. Where that is closed there is nobody left to tell.
fn line(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}
