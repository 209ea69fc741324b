//! No input makes the parsers panic, and the word ledger adds up on all of it.

use proptest::prelude::*;
use throughline_parsers::{Vocabulary, parse};

/// Pieces that logs are made of, to be put together in senseless ways.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("# Actions Deadline Status When from?".to_owned()),
        Just("Ref,Action,Owner,\"Due date\",Status".to_owned()),
        Just("#\tAction\tDeadline\tStatus".to_owned()),
        Just("| No | Action | Owner | Status |\n|---|---|---|---|".to_owned()),
        Just("No.    Action              Owner      Due        Status".to_owned()),
        Just("7 Paint the rail. ".to_owned()),
        Just("**2 Ask the pilots".to_owned()),
        Just("** = old actions".to_owned()),
        Just("Feb'19 Ongoing. ".to_owned()),
        Just("Actions\n\n- Clerk to write\n - b. twice".to_owned()),
        Just("Action 4: see".to_owned()),
        Just("ACTION 3.2 (JS): mend".to_owned()),
        Just("Owner: Clerk\nDue: May 2020".to_owned()),
        Just("\u{c}".to_owned()),
        Just("\n\n\n\n".to_owned()),
        Just("\"".to_owned()),
        Just("\t\t|,".to_owned()),
        Just("……… and ………".to_owned()),
        "\\PC{0,12}",
        "[ \\t\\n,|\"#*0-9a-zA-Z’‘–.]{0,30}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_parsed(text in "\\PC{0,300}") {
        check(&text)?;
    }

    #[test]
    fn any_mixture_is_parsed(pieces in prop::collection::vec((piece(), "[ \\n\\t]{0,3}"), 0..40)) {
        let text: String = pieces.into_iter().map(|(piece, gap)| piece + &gap).collect();
        check(&text)?;
    }
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let words = parse(text, &Vocabulary::default()).words;
    let sum = words.cells + words.headings + words.legend + words.notes + words.furniture + words.prose + words.unplaced;
    prop_assert_eq!(words.total, text.split_whitespace().count() as u64);
    prop_assert_eq!(words.total, sum);
    Ok(())
}
