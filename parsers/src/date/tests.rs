use super::*;

fn month(month: u32, year: i32) -> DatePart {
    DatePart::Month { month, year: Some(year) }
}

fn day(first: u32, second: u32, year: i32) -> DatePart {
    DatePart::Day { first, second, year: Some(year), ordered: true }
}

#[test]
fn a_date_at_the_front_is_cut_off() {
    for (text, part, length) in [
        ("Feb'19 Paint", month(2, 2019), 6),
        ("Feb. 19 Paint", month(2, 2019), 7),
        ("5th December 2018 Paint", day(5, 12, 2018), 17),
        ("Wednesday 5th December 2018", day(5, 12, 2018), 27),
        ("December 5, 2018. Paint", day(5, 12, 2018), 16),
        ("WS3 and WS4 Complete.", DatePart::Code { code: "WS3".into() }, 11),
        ("WS2 Actions", DatePart::Code { code: "WS2".into() }, 11),
        ("Oct ‘18 and Dec’18", month(10, 2018), 22),
        ("Jan and Feb 2019 Paint", month(1, 2019), 16),
        ("Q4 2019 Paint", DatePart::Quarter { quarter: 4, year: Some(2019) }, 7),
        ("w/c 25th Paint", DatePart::Week { day: 25, month: None, year: None, ending: false }, 8),
        ("post-March 2019", DatePart::After { inner: Some(Box::new(month(3, 2019))) }, 15),
        ("End March 2019 Paint", month(3, 2019), 14),
        ("WS3/4 Paint", DatePart::Code { code: "WS3".into() }, 5),
        ("End 2019 Ongoing", DatePart::Year { year: 2019 }, 8),
        ("Sept Ongoing, the boat", DatePart::Month { month: 9, year: None }, 4),
    ] {
        assert_eq!(leading(text), Some((part, length)), "{text}");
    }
}

#[test]
fn running_text_is_not_taken_for_a_date() {
    for text in [
        "May I ask",
        "March to the quay",
        "2019 was wet",
        "2019. The boat",
        "4/5 boats",
        "1 May I ask",
        "May 19 regatta crews",
        "by March 2019 the boat",
        "A4 paper",
        "WS4 paper",
        "Meeting 4 notes",
        "Second boat",
        "December regatta",
        "Sun hats",
        "1.2.3 Paint",
        "é",
        "",
        "12,616,809 boats",
        "Ongoing",
        "Complete",
        "………",
    ] {
        assert_eq!(leading(text), None, "{text}");
    }
}

#[test]
fn what_stands_in_a_date_column_is_known() {
    for text in [
        "Feb’19",
        "May",
        "2019",
        "WS3 and WS4",
        "Monthly",
        "Ongoing",
        "TBC",
        "Complete",
        "………",
        "Each meeting",
        "Jan, Feb 2019",
        "By end of March 2019",
        "ASAP",
        "Spring 2019",
        "March 2019 (TBC)",
        "After the recess",
        "Not started",
        "n/a",
    ] {
        assert!(is_date_like(text), "{text}");
    }
    for text in [
        "",
        "-",
        "Paint the boat",
        "May I ask",
        "Ongoing repairs to the boat",
        "Complete the boat",
        "Ann Smith",
        "7",
        "March on the quay",
        "Following up on boats",
        "A4 paper",
    ] {
        assert!(!is_date_like(text), "{text}");
    }
}

#[test]
fn a_huge_cell_is_read_in_time() {
    for piece in ["Jan ", "by ", "after ", "1 and ", "...", "Open May ", "w/c ", "… ", "((", "Complete by ", "12"] {
        let text = piece.repeat(2_000);
        cell(&text);
        leading(&text);
        assert!(!is_date_like(&text));
        crate::status::leading(&text);
        crate::mark::is_redacted(&text);
    }
}

proptest::proptest! {
    #[test]
    fn nothing_panics_and_lengths_fall_between_characters(
        text in "([A-Za-z0-9]{0,3}|Jan|May|w/c|post|Q4|20(18|19)|Complete|by|[-–/.,:'’…█ ]|\\PC){0,12}"
    ) {
        let date = leading(&text).map(|(_, length)| length);
        let status = crate::status::leading(&text).map(|(_, length)| length);
        for length in date.into_iter().chain(status) {
            proptest::prop_assert!(length > 0 && text.get(..length).is_some());
        }
        for mark in crate::mark::redactions(&text) {
            proptest::prop_assert!(text.get(mark).is_some());
        }
        cell(&text);
        is_date_like(&text);
    }
}
