//! Pages of arbitrary glyphs, rulings and fills end in rows without a panic, and no word of them is lost.

#[path = "fuzz/scene.rs"]
mod scene;

use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_geometry_is_read_without_loss(bytes in prop::collection::vec(any::<u8>(), 0..1200)) {
        scene::check(&scene::scene(&bytes));
    }
}
