//! Hashing of numbers that the program gives out itself.
//!
//! In come whole numbers, out come numbers that lie apart. Much quicker than what the standard library takes against keys
//! that somebody chooses; the keys here are letters and places. No result depends on the order that it puts keys in.

use std::hash::{BuildHasherDefault, Hasher};

/// Makes hash tables quick whose keys are numbers.
pub type Mixed = BuildHasherDefault<Mixer>;

/// Mixes numbers by the odd number next to 2^64 divided by the golden ratio (Knuth).
#[derive(Debug, Default)]
pub struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        // The keys that come so are rows of numbers, two to a step.
        for eight in bytes.chunks(8) {
            let number = eight.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte));
            self.write_u64(number);
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
