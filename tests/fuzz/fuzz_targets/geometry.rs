//! Any glyphs, rulings and fills: from geometry to rows without a panic, no word lost, the ledger exact.
//!
//! `cargo install cargo-fuzz`, then `cargo fuzz run geometry --fuzz-dir tests/fuzz --sanitizer none`.

#![no_main]

#[path = "../scene.rs"]
mod scene;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| scene::check(&scene::scene(bytes)));
