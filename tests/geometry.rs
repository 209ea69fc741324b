//! Pages of arbitrary glyphs, rulings and fills end in rows without a panic, and no word of them is lost.
//!
//! `THROUGHLINE_CASES` says how many are tried.

#[path = "fuzz/scene.rs"]
mod scene;

use proptest::prelude::*;

fn cases() -> u32 {
    std::env::var("THROUGHLINE_CASES").ok().and_then(|given| given.parse().ok()).unwrap_or(200)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_geometry_is_read_without_loss(bytes in prop::collection::vec(any::<u8>(), 0..1200)) {
        scene::check(&scene::scene(&bytes));
    }
}
