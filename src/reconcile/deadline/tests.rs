use super::*;
use crate::model::link::Code as Meaning;
use crate::model::observation::DateKind::{
    After, Code, Date, Month, OpenEnded, Recurring, Redacted, StatusWord, Unknown,
};
use crate::model::sample::date;

fn codes() -> Vec<Meaning> {
    let code = |code: &str, from: &str, to: &str, judgement| Meaning {
        code: code.to_owned(),
        from: Some(from.to_owned()),
        to: Some(to.to_owned()),
        judgement,
        evidence: Vec::new(),
    };
    vec![
        code("M3", "2019-02-01", "2019-02-28", Judgement::Same),
        code("M4", "2019-05-01", "2019-05-31", Judgement::Unsure),
    ]
}

fn february(raw: &str) -> DateField {
    date(raw, Month, "2019-02-01..2019-02-28")
}

#[test]
fn a_deadline_goes_one_way_or_none() {
    use EventKind::*;
    let may = || date("May 2019", Month, "2019-05-01..2019-05-31");
    let after = || date("after March 2019", After, "2019-04-01..");
    let day = |raw: &str, day: &str| date(raw, Date, &format!("{day}..{day}"));
    let none = || DateField { raw: String::new(), locator: Vec::new(), parts: Vec::new() };
    let cases = [
        (february("Feb 2019"), february("02/2019"), None),
        (february("Feb 2019"), may(), Some((DeadlineSlipped, "+ 3 months", true))),
        (may(), february("Feb 2019"), Some((DeadlineAdvanced, "- 3 months", true))),
        (day("4 May 2019", "2019-05-04"), day("5 May 2019", "2019-05-05"), Some((DeadlineSlipped, "+ 1 day", true))),
        (may(), day("4 May 2019", "2019-05-04"), Some((DeadlineUnclear, "named more exactly", true))),
        (date("M3", Code, "M3"), february("Feb 2019"), Some((DeadlineRelabelled, "relabelled (M3 = 2019-02)", true))),
        (date("M3", Code, "M3"), may(), Some((DeadlineSlipped, "relabelled (M3 = 2019-02), + 3 months", true))),
        (date("m 3", Code, "m 3"), date("M3", Code, "M3"), None),
        (date("M4", Code, "M4"), may(), Some((DeadlineRelabelled, "relabelled (M4 = 2019-05, not sure)", false))),
        (date("M9", Code, "M9"), may(), Some((DeadlineUnclear, "what stood before is not understood", true))),
        (after(), day("1 June 2019", "2019-06-01"), Some((DeadlineUnclear, "named more exactly", true))),
        (after(), date("after May 2019", After, "2019-06-01.."), Some((DeadlineSlipped, "+ 2 months", true))),
        (day("30 Nov 2019", "2019-11-30"), day("1 Dec 2019", "2019-12-01"), Some((DeadlineSlipped, "+ 1 day", true))),
        (february("Feb 2019"), after(), Some((DeadlineSlipped, "+ 2 months", true))),
        (february("Feb 2019"), date("Ongoing", OpenEnded, ""), Some((DeadlineOpened, "", true))),
        (date("Ongoing", OpenEnded, ""), may(), Some((DeadlineSet, "", true))),
        (none(), may(), Some((DeadlineSet, "", true))),
        (date("Done", StatusWord, ""), may(), Some((DeadlineSet, "", true))),
        (may(), none(), Some((DeadlineUnclear, "no deadline is printed any more", true))),
        (may(), date("Done", StatusWord, ""), Some((DeadlineUnclear, "a status word stands in its place", true))),
        (may(), date("………", Redacted, ""), None),
        (
            may(),
            date("when the tide allows", Unknown, ""),
            Some((DeadlineUnclear, "what stands now is not understood", true)),
        ),
        (
            date("Monthly", Recurring, ""),
            date("Ongoing", OpenEnded, ""),
            Some((DeadlineUnclear, "no date is named before or after", true)),
        ),
    ];
    let codes = codes();
    for (before, after, expected) in cases {
        let found = change(&before, &after, &Codes::new(&codes), false);
        let found = found.map(|change| (change.kind, change.detail.unwrap_or_default(), change.sure));
        let expected = expected.map(|(kind, detail, sure)| (kind, detail.to_owned(), sure));
        assert_eq!(found, expected, "{} → {}", before.raw, after.raw);
    }
}

#[test]
fn what_is_over_needs_no_date() {
    let codes = codes();
    let done = date("Done", StatusWord, "");
    assert!(change(&february("Feb 2019"), &done, &Codes::new(&codes), true).is_none());
}

#[test]
fn only_sure_days_are_so_now() {
    let codes = codes();
    let span = |field: DateField| span(&field, &Codes::new(&codes));
    let days = |from: Option<&str>, to: Option<&str>| Span { from: from.map(str::to_owned), to: to.map(str::to_owned) };
    assert_eq!(span(date("M3", Code, "M3")), days(Some("2019-02-01"), Some("2019-02-28")));
    assert_eq!(span(date("M4", Code, "M4")), Span::default());
    assert_eq!(span(date("after March 2019", After, "2019-04-01..")), days(Some("2019-04-01"), None));
    assert_eq!(span(date("Monthly", Recurring, "")), Span::default());
    let mut both = date("M3 and June 2019", Code, "M3");
    both.parts.extend(date("", Month, "2019-06-01..2019-06-30").parts);
    assert_eq!(span(both), days(Some("2019-02-01"), Some("2019-06-30")));
}
