//! A run that is ended at any moment, or for which there is no room, loses nothing: run again, and all is as if nothing had
//! happened.
//!
//! `THROUGHLINE_KILLS=200 cargo test --test killed` kills as often; a few times are the default, so that the test is short.

mod place;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use place::{AUTUMN, Place, WINTER, say, snapshot};

/// Where a series stands before the run that is disturbed: two logs known, one of them changed since, and one new.
fn before() -> Place {
    let place = Place::new(&[("logs/autumn.txt", AUTUMN), ("logs/winter.txt", WINTER)]);
    place.ends("ingest logs -q", 0);
    place.write("logs/winter.txt", WINTER.replace("welded", "riveted"));
    place.write("logs/spring.txt", WINTER.replace("05/12/2022", "06/03/2023").replace("Mar'23", "Aug'23"));
    place
}

fn copy(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    for entry in walkdir::WalkDir::new(from).into_iter().flatten() {
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        match entry.file_type().is_dir() {
            true => fs::create_dir_all(target).expect("made"),
            false => fs::copy(entry.path(), target).map(|_| ()).expect("copied"),
        }
    }
}

/// Random enough, and the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

#[test]
fn a_run_killed_at_any_moment_loses_nothing() {
    let kills: u32 = std::env::var("THROUGHLINE_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(12);
    let place = before();
    copy(&place.path("output"), &place.path("start"));
    let old = snapshot(&place.path("start"));
    let start = Instant::now();
    place.ends("ingest logs -q --only sqlite,csv", 0);
    let whole = u64::try_from(start.elapsed().as_micros()).expect("a short time");
    let undisturbed = place.snapshot("output");
    assert_ne!(old, undisturbed);
    let (mut dice, mut at_work, mut completed) = (Dice(7), 0, 0);
    for kill in 0..kills {
        copy(&place.path("start"), &place.path("output"));
        let mut run = place.command("ingest logs -q --only sqlite,csv").spawn().expect("it runs");
        if kill % 3 == 2 {
            // At the very moment when files begin to take their places, and a little later.
            while run.try_wait().expect("a process").is_none() && !place.path("output/.journal").exists() {}
            std::thread::sleep(Duration::from_micros(dice.below(3000)));
        } else {
            std::thread::sleep(Duration::from_micros(dice.below(whole * 11 / 10)));
        }
        at_work += u32::from(run.try_wait().expect("a process").is_none());
        let _ = run.kill();
        run.wait().expect("it ends");
        // Whatever can be seen is whole: as it was, or as it will be.
        completed += u32::from(place.path("output/.journal").exists());
        for (path, bytes) in snapshot(&place.path("output")) {
            let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            let known = |files: &[(std::path::PathBuf, Vec<u8>)]| files.contains(&(path.clone(), bytes.clone()));
            assert!(hidden || known(&old) || known(&undisturbed), "kill {kill}: {} is neither", path.display());
        }
        place.ends("ingest logs -q --only sqlite,csv", 0);
        let after = snapshot(&place.path("output"));
        let names =
            |files: &[(std::path::PathBuf, Vec<u8>)]| files.iter().map(|file| file.0.clone()).collect::<Vec<_>>();
        assert_eq!(names(&after), names(&undisturbed), "kill {kill}: nothing is left lying about");
        assert!(after == undisturbed, "kill {kill}: as an undisturbed run leaves it");
    }
    say(&format!(
        "killed {kills} times, {at_work} of them at work, {completed} while files took their places; nothing was lost"
    ));
}

/// Where files may only be so large, a run ends as it does on a full disk, and needs no rights to be tried.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_grow_ends_the_run_and_nothing_is_lost() {
    let place = before();
    let old = place.snapshot("output");
    // The signal for it is ignored, so that writing fails as it does without room.
    let limited = format!("trap '' XFSZ; ulimit -f 8; exec {} ingest logs", env!("CARGO_BIN_EXE_throughline"));
    let run = Command::new("bash").args(["-c", &limited]).current_dir(place.path("")).output();
    let Ok(run) = run else { return say("skipped: there is no bash to limit the size of files with") };
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(4), "{said}");
    assert!(said.contains("cannot write output/history.") && said.contains("too large"), "{said}");
    assert_eq!(place.snapshot("output"), old);
    place.ends("ingest logs", 0);
    place.ends("verify", 0);
}

/// A disk of a few hundred kilobytes, where the system lets a user have one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_ends_the_run_and_nothing_is_lost() {
    let place = before();
    fs::create_dir(place.path("disk")).expect("made");
    // As it was, then without room, then with room again.
    let script = "mount -t tmpfs -o size=2m none disk || exit 77
        cp -r output disk/out && head -c 4000000 /dev/zero > disk/filler 2> /dev/null
        cp -r disk/out before
        \"$0\" ingest logs --out disk/out 2> full.txt; echo $? > full.code
        cp -r disk/out after; rm disk/filler
        \"$0\" ingest logs --out disk/out 2> room.txt; echo $? > room.code
        cp -r disk/out end";
    let mut unshare = Command::new("unshare");
    unshare.args(["--user", "--map-root-user", "--mount", "sh", "-c", script, env!("CARGO_BIN_EXE_throughline")]);
    let run = unshare.current_dir(place.path("")).stdout(Stdio::null()).output();
    if !run.is_ok_and(|run| run.status.success()) {
        return say("skipped: this system gives no small disk to a user (unshare, mount)");
    }
    assert_eq!(place.text("full.code").trim(), "4", "{}", place.text("full.txt"));
    let said = place.text("full.txt");
    // The system says the one, SQLite the other.
    let full = ["No space left", "disk is full"].iter().any(|words| said.contains(words));
    assert!(said.contains("cannot write disk/out") && full, "{said}");
    assert!(
        snapshot(&place.path("before")) == snapshot(&place.path("after")),
        "nothing is lost, and nothing half written"
    );
    assert_eq!(place.text("room.code").trim(), "0", "{}", place.text("room.txt"));
    place.ends("ingest logs", 0);
    assert_eq!(
        fs::read(place.path("end/history.json")).expect("bytes"),
        fs::read(place.path("output/history.json")).expect("bytes")
    );
}
