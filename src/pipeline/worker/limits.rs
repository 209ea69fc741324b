//! The limits that a worker sets on itself, and the time it took.

use std::time::Duration;

/// Limits this process, from now on, to so many MiB of memory and so many seconds of CPU time. It may write no file and
/// leaves no image of its memory behind. A limit that cannot be set is left: the one on time, which is not set here,
/// holds in any case.
#[cfg(unix)]
pub fn confine(memory: u64, cpu: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let set = |resource: Resource, soft: u64, hard: u64| {
        // Somebody may have set a lower limit before, and it cannot be raised again.
        let hard = getrlimit(resource).maximum.map_or(hard, |before| before.min(hard));
        let _ = setrlimit(resource, Rlimit { current: Some(soft.min(hard)), maximum: Some(hard) });
    };
    let bytes = memory.saturating_mul(1 << 20);
    set(Resource::As, bytes, bytes);
    // The soft limit ends the process with a signal of its own, by which it can be told what happened.
    set(Resource::Cpu, cpu, cpu.saturating_add(5));
    set(Resource::Core, 0, 0);
    set(Resource::Fsize, 0, 0);
}

/// Limits nothing: this system has no way to do it.
#[cfg(not(unix))]
pub fn confine(_memory: u64, _cpu: u64) {}

/// Returns how much CPU time this process has taken so far.
#[cfg(unix)]
pub fn cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// Returns how long this process has been asked for its time: there is no better measure on this system.
#[cfg(not(unix))]
pub fn cpu_time() -> Duration {
    use std::sync::OnceLock;
    use std::time::Instant;
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}
