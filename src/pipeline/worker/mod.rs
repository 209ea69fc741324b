//! PDFs are read in a process of its own, behind walls: what a broken or malicious file does there costs that file only.
//!
//! The program starts itself with a hidden command ([`serve`]), and tells it over standard input what to do ([`Order`])
//! with which bytes. The worker sets its own limits on memory and CPU time, does the [`work`], and answers over standard
//! output in frames ([`Message`]). Who asked ([`ask`]) keeps the time, kills a worker that takes too long, and makes a
//! reason of every way in which one can end ([`Death`]). Where there is no program to start (a library's user that names
//! none), the work is done in the same process: panics are caught there, but nothing else is.
//!
//! Limits on memory and CPU time are there on Unix only, and that on memory is one on address space, which some systems
//! (macOS) do not enforce. The limit on time holds everywhere.

mod ask;
mod limits;
mod serve;
mod walls;
mod wire;
mod work;

pub use ask::ask;
pub use serve::serve;
pub use walls::{Death, Walls};
pub use wire::{Answer, Message, Order, Secret, Task};
pub use work::{STACK, read, work};
