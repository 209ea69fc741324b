//! Printed labels, as far as two of them can be the same one: `**2` bears the 2 of an older numbering, `90.` is `90`.

/// Returns `label` without the marks, brackets and full stop around it: `(7)` → `7`, `**2` → `2`, `90.` → `90`.
pub fn bare(label: &str) -> &str {
    label.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Tells whether two labels, each with its number, say the same: `Action 7` and `7.` do, `7` and `7a` do not.
pub fn same(left: (&str, Option<u64>), right: (&str, Option<u64>)) -> bool {
    match (left.1, right.1) {
        (Some(left), Some(right)) => left == right,
        _ => bare(left.0).to_lowercase() == bare(right.0).to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dress_is_not_part_of_a_label() {
        for (label, expected) in [("90.", "90"), ("(7)", "7"), ("**2", "2"), ("3.2:", "3.2"), ("…", ""), ("é.", "é")]
        {
            assert_eq!(bare(label), expected, "{label}");
        }
        assert!(same(("Action 7", Some(7)), ("7.", Some(7))));
        assert!(!same(("7", Some(7)), ("7a", None)));
    }
}
