//! How far a worker may go, and how it may end.

use std::path::PathBuf;
use std::time::Duration;

use thiserror::Error;

use crate::store::Obstacle;

/// No source is waited for longer than this, in seconds: a year.
const LONGEST: u64 = 31_536_000;

/// How far reading one PDF may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walls {
    /// The program that reads when it is started with the hidden command `worker`; none reads in this process, without
    /// any of the limits.
    pub program: Option<PathBuf>,
    /// How much memory it may take, in MiB.
    pub memory: u64,
    /// How much CPU time it may take, in seconds.
    pub cpu: u64,
    /// How long it may take, in seconds.
    pub time: u64,
}

impl Walls {
    /// Returns how long it may take.
    pub fn span(&self) -> Duration {
        // No clock can be asked for a time that is too far away.
        Duration::from_secs(self.time.min(LONGEST))
    }
}

impl Default for Walls {
    fn default() -> Self {
        Self { program: None, memory: 1024, cpu: 60, time: 60 }
    }
}

/// Why a worker did not come to its end.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Death {
    /// It could not be started.
    #[error("the process that reads PDFs cannot be started: {0}")]
    Start(String),
    /// It took more memory than allowed.
    #[error("the reader ran out of memory (limit {0} MiB)")]
    Memory(u64),
    /// It took more CPU time than allowed.
    #[error("the reader took more than {0} s of CPU time")]
    Cpu(u64),
    /// It took longer than allowed.
    #[error("reading it took longer than {0} s")]
    Time(u64),
    /// Its stack overflowed.
    #[error("the reader crashed: its stack overflowed")]
    Stack,
    /// It was ended from outside, with a signal that nobody gives himself.
    #[error("the reader was ended from outside (signal {0}), as happens where a computer is short of memory")]
    Killed(i32),
    /// It was ended by a signal.
    #[error("the reader crashed (signal {0})")]
    Signal(i32),
    /// It ended before its time.
    #[error("the reader ended early (exit code {0})")]
    Exit(i32),
    /// What it said was not what a worker says.
    #[error("the reader's answer could not be understood: {0}")]
    Nonsense(String),
}

impl Death {
    /// Returns what stood in the way.
    pub fn obstacle(&self) -> Obstacle {
        match *self {
            Self::Start(_) | Self::Nonsense(_) => Obstacle::Worker,
            Self::Memory(limit) => Obstacle::Memory { limit },
            Self::Cpu(limit) => Obstacle::Cpu { limit },
            Self::Time(limit) => Obstacle::Time { limit },
            Self::Killed(_) => Obstacle::Killed,
            Self::Stack | Self::Signal(_) | Self::Exit(_) => Obstacle::Crash,
        }
    }
}
