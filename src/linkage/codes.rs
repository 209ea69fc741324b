//! Codes for occasions: learns from rows that are surely the same what `M4` in one edition is called in the next.
//!
//! In come a series and its links, out come the codes with what they mean and every vote on it. The column "raised" is
//! trusted most, for it never moves; wording carried over with nothing but the code exchanged comes next, one vote for
//! each sentence however often it was pasted, and so does what documents tell of an occasion in so many words; deadlines move, so that they alone decide little.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use crate::model::ids::EditionId;
use crate::model::link::{Code, CodeEvidence, Judgement, Link, LinkKind, Told};
use crate::model::named_date::{Named, named};
use crate::model::observation::{DateField, DateKind, Observation};

use super::series::Series;
use super::vocabulary::words_of;

/// A vote for what a code means.
struct Vote {
    name: &'static str,
    /// The rows compared.
    rows: Option<(usize, usize)>,
    /// The edition that says it in so many words.
    told_by: Option<EditionId>,
    says: String,
    from: String,
    to: String,
}

/// More codes than this are no codes.
const CODES: usize = 400;
/// More codes or dates than this in one text are not looked at.
const NAMED: usize = 64;

/// Learns what the codes of a series mean.
pub fn learn(series: &Series, links: &[Link], told: &[Told]) -> Vec<Code> {
    let mut votes: BTreeMap<String, Vec<Vote>> = codes_in(series).into_iter().map(|code| (code, Vec::new())).collect();
    let pattern = pattern(votes.keys());
    let places: BTreeMap<&str, usize> =
        series.members.iter().enumerate().map(|(place, member)| (member.observation.id.0.as_str(), place)).collect();
    let mut sentences = BTreeSet::new();
    for link in links {
        let sure =
            link.judgement == Judgement::Same && matches!(link.kind, LinkKind::SameNumber | LinkKind::Renumbered);
        let (Some(&earlier), Some(&later)) = (places.get(link.from.0.as_str()), places.get(link.to.0.as_str())) else {
            continue;
        };
        if !sure || !series.in_log(earlier) || !series.in_log(later) {
            continue;
        }
        let pair = (earlier, later);
        let (a, b) = (series.members[earlier].observation, series.members[later].observation);
        from_column(&mut votes, "raised", pair, a.raised.as_ref(), b.raised.as_ref());
        from_column(&mut votes, "raised", (later, earlier), b.raised.as_ref(), a.raised.as_ref());
        from_column(&mut votes, "deadline", pair, a.deadline.as_ref(), b.deadline.as_ref());
        if let Some((pattern, names)) = &pattern {
            from_wording(&mut votes, &mut sentences, pattern, names, pair, (status(a), status(b)));
        }
    }
    from_told(&mut votes, told);
    votes.into_iter().map(|(code, votes)| decide(series, code, votes)).collect()
}

/// Takes what documents say of occasions for votes on the codes that mean them. `WS3` and `Workshop 3` are one where no
/// other code could be.
fn from_told(votes: &mut BTreeMap<String, Vec<Vote>>, told: &[Told]) {
    let codes: Vec<String> = votes.keys().cloned().collect();
    let mut known = BTreeSet::new();
    for one in told {
        let mut meant = codes.iter().filter(|code| is_short_for(code, &one.code));
        let (Some(code), None) = (meant.next(), meant.next()) else { continue };
        // Two papers that say the same say it once.
        if known.insert((code.clone(), one.from.clone(), one.to.clone())) {
            votes.entry(code.clone()).or_default().push(Vote {
                name: "told",
                rows: None,
                told_by: Some(one.edition.clone()),
                says: one.says.clone(),
                from: one.from.clone(),
                to: one.to.clone(),
            });
        }
    }
}

/// Tells whether `code` is `name`, or its letters stand in it in their order, from its first on, with the same number.
fn is_short_for(code: &str, name: &str) -> bool {
    let apart = |text: &str| {
        let text = words_of(text).concat();
        let letters = text.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        (text.get(letters.len()..).unwrap_or_default().trim_start_matches('0').to_owned(), letters)
    };
    let ((number, short), (other, long)) = (apart(code), apart(name));
    let mut rest = long.chars();
    let stands = short.chars().all(|letter| rest.any(|other| other == letter));
    !number.is_empty() && number == other && short.chars().next() == long.chars().next() && stands
}

fn codes_in(series: &Series) -> BTreeSet<String> {
    let fields = series.members.iter().flat_map(|m| [m.observation.raised.as_ref(), m.observation.deadline.as_ref()]);
    fields.flatten().flat_map(codes_of).take(200_000).collect()
}

fn codes_of(field: &DateField) -> Vec<String> {
    let codes = field.parts.iter().filter(|part| part.kind == DateKind::Code);
    codes.filter_map(|part| part.code.clone()).filter(|code| !code.trim().is_empty()).collect()
}

/// Makes the pattern that finds the codes in wording, and which name each spelling stands for.
fn pattern<'a>(codes: impl Iterator<Item = &'a String>) -> Option<(Regex, BTreeMap<String, String>)> {
    let names: BTreeMap<String, String> =
        codes.take(CODES).map(|code| (words_of(code).concat(), code.clone())).collect();
    let spelt = |code: &String| words_of(code).iter().map(|word| spaced(word)).collect::<Vec<_>>().join(r"[\s.-]*");
    let mut spellings: Vec<String> = names.values().map(spelt).filter(|spelling| !spelling.is_empty()).collect();
    spellings.sort_by_key(|spelling| std::cmp::Reverse(spelling.len()));
    let regex = Regex::new(&format!(r"(?i)\b(?:{})\b", spellings.join("|"))).ok()?;
    (!spellings.is_empty()).then_some((regex, names))
}

/// Lets a space stand between the letters and the digits of a code.
fn spaced(word: &str) -> String {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = word.get(letters.len()..).unwrap_or_default();
    let gap = if letters.is_empty() || digits.is_empty() { "" } else { r"\s?" };
    format!("{}{gap}{digits}", regex::escape(letters))
}

fn from_column(
    votes: &mut BTreeMap<String, Vec<Vote>>,
    name: &'static str,
    (earlier, later): (usize, usize),
    coded: Option<&DateField>,
    dated: Option<&DateField>,
) {
    let (Some(coded), Some(dated)) = (coded, dated) else { return };
    let codes = codes_of(coded);
    let dates: Vec<(String, String)> = dated
        .parts
        .iter()
        .filter(|part| part.kind != DateKind::Code && part.kind != DateKind::After)
        .filter_map(|part| part.from.clone().zip(part.to.clone()))
        .collect();
    // "M2 and M3" against two dates: each code has its own, in order.
    if codes.len() != dates.len() || !codes_of(dated).is_empty() {
        return;
    }
    for (code, (from, to)) in codes.into_iter().zip(dates) {
        let vote = Vote { name, rows: Some((earlier, later)), told_by: None, says: dated.raw.clone(), from, to };
        votes.entry(code).or_default().push(vote);
    }
}

/// A date with the words on its left and on its right.
type InPlace = (Named, Vec<String>, Vec<String>);

/// Finds sentences carried over in which nothing but a code became a date.
fn from_wording(
    votes: &mut BTreeMap<String, Vec<Vote>>,
    sentences: &mut BTreeSet<(String, Vec<String>, Vec<String>, String)>,
    pattern: &Regex,
    names: &BTreeMap<String, String>,
    (earlier, later): (usize, usize),
    (was, now): (&str, &str),
) {
    let mut dates: Option<Vec<InPlace>> = None;
    for found in pattern.find_iter(was).take(NAMED) {
        let dates = dates.get_or_insert_with(|| {
            let around = |date: Named| {
                let (left, right) = (before(now, date.place.start), after(now, date.place.end));
                (date, left, right)
            };
            named(now, NAMED).into_iter().map(around).collect()
        });
        let Some(code) = names.get(&words_of(found.as_str()).concat()) else { continue };
        let (left, right) = (before(was, found.start()), after(was, found.end()));
        let carried = dates.iter().find(|(_, l, r)| is_carried((&left, &right), (l, r)));
        let Some((date, ..)) = carried else { continue };
        if sentences.insert((code.clone(), left, right, date.from.clone())) {
            let Named { raw, from, to, .. } = date.clone();
            votes.entry(code.clone()).or_default().push(Vote {
                name: "wording",
                rows: Some((earlier, later)),
                told_by: None,
                says: raw,
                from,
                to,
            });
        }
    }
}

/// Tells whether what stands on both sides of two words is the same.
fn is_carried((left, right): (&[String], &[String]), (l, r): (&[String], &[String])) -> bool {
    let before = left.iter().rev().zip(l.iter().rev()).take_while(|(a, b)| a == b).count();
    let after = right.iter().zip(r).take_while(|(a, b)| a == b).count();
    let (before, after) = (before.min(6), after.min(6));
    before >= 2 && before + after >= 4 || before >= 1 && after >= 3
}

/// How much of a sentence on either side of a code is read, in letters.
const SIDE: usize = 160;

/// Returns the words of the sentence before a place.
fn before(text: &str, place: usize) -> Vec<String> {
    let text = text.get(..place).unwrap_or_default();
    let start = text.char_indices().rev().take(SIDE).last().map_or(place, |(start, _)| start);
    let near = text.get(start..).unwrap_or_default();
    let sentence = near.rfind(". ").and_then(|end| near.get(end + 2..)).unwrap_or(near);
    let mut words = words_of(sentence);
    // `at M4` is `in June 2022`.
    const LEADS: &[&str] = &["at", "in", "by", "on", "for", "to", "of", "before", "until", "from", "into", "during"];
    if words.last().is_some_and(|word| LEADS.contains(&word.as_str())) {
        words.pop();
    }
    words
}

/// Returns the words of the sentence after a place.
fn after(text: &str, place: usize) -> Vec<String> {
    let near: String = text.get(place..).unwrap_or_default().chars().take(SIDE).collect();
    let sentence = near.find(". ").and_then(|end| near.get(..end)).unwrap_or(&near);
    words_of(sentence)
}

fn status(observation: &Observation) -> &str {
    observation.status.as_ref().map_or("", |status| status.raw.as_str())
}

/// Weighs the votes on one code.
fn decide(series: &Series, code: String, mut votes: Vec<Vote>) -> Code {
    votes.sort_by(|a, b| {
        (trust(b.name), a.rows, &a.told_by, &a.from).cmp(&(trust(a.name), b.rows, &b.told_by, &b.from))
    });
    let telling = votes.iter().any(|vote| trust(vote.name) > 0);
    let meanings: BTreeSet<(String, String)> = votes
        .iter()
        .filter(|vote| !telling || trust(vote.name) > 0)
        .map(|vote| (vote.from.clone(), vote.to.clone()))
        .collect();
    let agree = |vote: &Vote, (from, to): &(String, String)| &vote.from <= to && from <= &vote.to;
    let worth = |meaning: &(String, String)| {
        let exact = votes.iter().filter(|v| (&v.from, &v.to) == (&meaning.0, &meaning.1)).count();
        let for_it = votes.iter().filter(|vote| agree(vote, meaning));
        let (trusted, moved) = for_it.fold((0, 0), |(trusted, moved), vote| match trust(vote.name) {
            0 => (trusted, moved + 1),
            trust => (trusted + trust, moved),
        });
        (trusted, moved, exact)
    };
    // Of meanings that are equally well founded the earliest: what moves, moves later.
    let best = meanings.iter().max_by(|a, b| worth(a).cmp(&worth(b)).then(b.cmp(a))).cloned();
    let agrees = |vote: &Vote| best.as_ref().is_some_and(|meaning| agree(vote, meaning));
    let count = |name: &str, yes: bool| votes.iter().filter(|v| v.name == name && agrees(v) == yes).count();
    // What a document tells needs a second witness, be it deadlines.
    let borne_out = usize::from(count("told", true) > 0 && count("deadline", true) > 0);
    let (raised, wording) = (count("raised", true), count("wording", true) + count("told", true) + borne_out);
    let against = count("raised", false) + count("wording", false) + count("told", false);
    let sure = raised >= 3 && count("raised", false) == 0 && against * 4 <= raised + wording
        || raised + wording >= 2 && against * 4 <= raised + wording;
    let known = telling || count("deadline", true) >= 2 && count("deadline", false) == 0;
    let meaning = best.clone().filter(|_| known);
    let evidence = votes.iter().map(|vote| CodeEvidence {
        name: vote.name.to_owned(),
        earlier: vote.rows.map(|(earlier, _)| series.members[earlier].observation.id.clone()),
        later: vote.rows.map(|(_, later)| series.members[later].observation.id.clone()),
        told_by: vote.told_by.clone(),
        says: vote.says.clone(),
        agrees: known && agrees(vote),
    });
    Code {
        code,
        from: meaning.as_ref().map(|(from, _)| from.clone()),
        to: meaning.map(|(_, to)| to),
        judgement: if sure { Judgement::Same } else { Judgement::Unsure },
        evidence: evidence.collect(),
    }
}

fn trust(name: &str) -> u32 {
    match name {
        "raised" => 3,
        "wording" | "told" => 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_short_for_an_occasion_of_its_letters_and_number() {
        for (code, name, expected) in [
            ("WS3", "WORKSHOP 3", true),
            ("M5", "M5", true),
            ("M05", "Meeting 5", true),
            ("WS3", "WORKSHOP 4", false),
            ("WS3", "SHOW 3", false),
            ("WSX3", "WORKSHOP 3", false),
            ("WS", "WORKSHOP", false),
        ] {
            assert_eq!(is_short_for(code, name), expected, "{code} / {name}");
        }
    }

    #[test]
    fn what_a_document_tells_is_sure_only_with_a_second_witness() {
        let told = |code: &str, day: &str| Told {
            code: code.to_owned(),
            from: day.to_owned(),
            to: day.to_owned(),
            says: format!("{code} on {day}"),
            edition: EditionId("2021-03-15/write-up".to_owned()),
        };
        let series = Series::new(&[], &[]);
        let decided = |told: &[Told]| {
            let mut votes = BTreeMap::from([("M5".to_owned(), Vec::new())]);
            from_told(&mut votes, told);
            votes.into_iter().map(|(code, votes)| decide(&series, code, votes)).next().expect("a code")
        };
        let code = decided(&[told("Meeting 5", "2021-11-22")]);
        assert_eq!((code.from.as_deref(), code.judgement), (Some("2021-11-22"), Judgement::Unsure));
        assert_eq!(code.evidence[0].told_by, Some(EditionId("2021-03-15/write-up".to_owned())));
        // Said twice in the same way is said once; said in two ways, it is not sure either.
        let code = decided(&[told("M5", "2021-11-22"), told("M5", "2021-11-22"), told("M5", "2021-11-29")]);
        assert_eq!((code.evidence.len(), code.judgement), (2, Judgement::Unsure));
        assert_eq!(decided(&[]).from, None);
    }
}
