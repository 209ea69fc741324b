//! The words with which a status begins. In: text. Out: which state they name, and how far they reach.

use nom::bytes::complete::take_while;
use nom::character::complete::{char, digit1};
use nom::combinator::{opt, verify};
use nom::{IResult, Parser};

use crate::words::{ends_word, fail, letters, longest_of, space};

/// What the leading words of a status say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusWord {
    /// `Complete`, `Done`, `Delivered`.
    Complete,
    /// `Proposed complete`, `Recommended for completion`.
    ProposedComplete,
    /// `Proposed closed`, `Recommend closure`.
    ProposedClosed,
    /// `Partially complete`, `Partly done`, `Completed in part`.
    PartiallyComplete,
    /// `Ongoing`, `Open`, `Carried forward`.
    Ongoing,
    /// `In progress`, `Underway`, `Started`.
    InProgress,
    /// `Not started`, `Pending`.
    NotStarted,
    /// `Closed`, `Withdrawn`, `No longer required`.
    Closed,
    /// `Superseded`, `Merged into`, `Replaced by`.
    Superseded,
}

use StatusWord::{
    Closed, Complete, InProgress, NotStarted, Ongoing, PartiallyComplete, ProposedClosed, ProposedComplete, Superseded,
};

/// Wordings that name a state wherever they lead. The longest that fits is taken.
const STRONG: &[(StatusWord, &str)] = &[
    (Complete, "complete"),
    (Complete, "completed"),
    (Complete, "fully complete"),
    (Complete, "fully completed"),
    (Complete, "fully implemented"),
    (Complete, "fully met"),
    (Complete, "done"),
    (Complete, "finished"),
    (Complete, "achieved"),
    (Complete, "delivered"),
    (Complete, "implemented"),
    (Complete, "discharged"),
    (Complete, "fulfilled"),
    (Complete, "actioned"),
    (Complete, "signed off"),
    (Complete, "fully achieved"),
    (Complete, "fully delivered"),
    (ProposedComplete, "proposed complete"),
    (ProposedComplete, "proposed completed"),
    (ProposedComplete, "proposed as complete"),
    (ProposedComplete, "proposed for completion"),
    (ProposedComplete, "proposed completion"),
    (ProposedComplete, "propose complete"),
    (ProposedComplete, "propose to complete"),
    (ProposedComplete, "suggested complete"),
    (ProposedComplete, "recommend complete"),
    (ProposedComplete, "recommend completion"),
    (ProposedComplete, "recommend for completion"),
    (ProposedComplete, "recommended complete"),
    (ProposedComplete, "recommended completion"),
    (ProposedComplete, "recommended for completion"),
    (ProposedComplete, "recommended as complete"),
    (ProposedClosed, "proposed closed"),
    (ProposedClosed, "proposed close"),
    (ProposedClosed, "proposed closure"),
    (ProposedClosed, "proposed for closure"),
    (ProposedClosed, "proposed for closing"),
    (ProposedClosed, "proposed to close"),
    (ProposedClosed, "proposed to be closed"),
    (ProposedClosed, "propose closed"),
    (ProposedClosed, "propose closure"),
    (ProposedClosed, "propose to close"),
    (ProposedClosed, "propose closing"),
    (ProposedClosed, "propose for closure"),
    (ProposedClosed, "proposal to close"),
    (ProposedClosed, "suggest closure"),
    (ProposedClosed, "suggest closing"),
    (ProposedClosed, "suggested closed"),
    (ProposedClosed, "suggested for closure"),
    (ProposedClosed, "recommend closure"),
    (ProposedClosed, "recommend for closure"),
    (ProposedClosed, "recommend closing"),
    (ProposedClosed, "recommend to close"),
    (ProposedClosed, "recommend close"),
    (ProposedClosed, "recommended closure"),
    (ProposedClosed, "recommended closed"),
    (ProposedClosed, "recommended for closure"),
    (ProposedClosed, "recommended to close"),
    (ProposedClosed, "recommended to be closed"),
    (ProposedClosed, "for closure"),
    (ProposedClosed, "to be closed"),
    (ProposedClosed, "ready to close"),
    (ProposedClosed, "ready for closure"),
    (ProposedClosed, "request closure"),
    (PartiallyComplete, "partially complete"),
    (PartiallyComplete, "partially completed"),
    (PartiallyComplete, "partially done"),
    (PartiallyComplete, "partially delivered"),
    (PartiallyComplete, "partially implemented"),
    (PartiallyComplete, "partially achieved"),
    (PartiallyComplete, "partially met"),
    (PartiallyComplete, "partially discharged"),
    (PartiallyComplete, "partial completion"),
    (PartiallyComplete, "partly complete"),
    (PartiallyComplete, "partly completed"),
    (PartiallyComplete, "partly done"),
    (PartiallyComplete, "partly delivered"),
    (PartiallyComplete, "partly implemented"),
    (PartiallyComplete, "partly achieved"),
    (PartiallyComplete, "partly met"),
    (PartiallyComplete, "part complete"),
    (PartiallyComplete, "part completed"),
    (PartiallyComplete, "part done"),
    (PartiallyComplete, "part delivered"),
    (PartiallyComplete, "part closed"),
    (PartiallyComplete, "partially closed"),
    (PartiallyComplete, "partly closed"),
    (PartiallyComplete, "mostly complete"),
    (PartiallyComplete, "mostly completed"),
    (PartiallyComplete, "mostly done"),
    (PartiallyComplete, "largely complete"),
    (PartiallyComplete, "largely completed"),
    (PartiallyComplete, "substantially complete"),
    (PartiallyComplete, "nearly complete"),
    (PartiallyComplete, "almost complete"),
    (PartiallyComplete, "complete in part"),
    (PartiallyComplete, "completed in part"),
    (PartiallyComplete, "done in part"),
    (PartiallyComplete, "delivered in part"),
    (PartiallyComplete, "implemented in part"),
    (PartiallyComplete, "achieved in part"),
    (PartiallyComplete, "complete in parts"),
    (PartiallyComplete, "in part complete"),
    (PartiallyComplete, "complete except"),
    (PartiallyComplete, "complete apart from"),
    (PartiallyComplete, "completed except"),
    (PartiallyComplete, "completed apart from"),
    (Ongoing, "on going"),
    (Ongoing, "continuing"),
    (Ongoing, "continues"),
    (Ongoing, "continued"),
    (Ongoing, "carried forward"),
    (Ongoing, "carry forward"),
    (Ongoing, "c/f"),
    (Ongoing, "still open"),
    (Ongoing, "still on going"),
    (Ongoing, "still outstanding"),
    (Ongoing, "remains open"),
    (Ongoing, "remains outstanding"),
    (Ongoing, "re opened"),
    (Ongoing, "incomplete"),
    (Ongoing, "not complete"),
    (Ongoing, "not completed"),
    (Ongoing, "not yet complete"),
    (Ongoing, "not yet completed"),
    (Ongoing, "not closed"),
    (Ongoing, "not yet closed"),
    (InProgress, "in progress"),
    (InProgress, "in hand"),
    (InProgress, "in train"),
    (InProgress, "in development"),
    (InProgress, "in draft"),
    (InProgress, "under way"),
    (InProgress, "under development"),
    (InProgress, "work in progress"),
    (InProgress, "work under way"),
    (InProgress, "work has started"),
    (InProgress, "work has begun"),
    (InProgress, "work started"),
    (InProgress, "on track"),
    (InProgress, "on target"),
    (InProgress, "on schedule"),
    (InProgress, "being drafted"),
    (InProgress, "being prepared"),
    (InProgress, "being developed"),
    (InProgress, "being progressed"),
    (InProgress, "being written"),
    (InProgress, "being compiled"),
    (InProgress, "begun"),
    (InProgress, "started"),
    (InProgress, "progressing"),
    (InProgress, "has started"),
    (InProgress, "has begun"),
    (InProgress, "commenced"),
    (NotStarted, "not started"),
    (NotStarted, "not yet started"),
    (NotStarted, "not yet begun"),
    (NotStarted, "not begun"),
    (NotStarted, "not commenced"),
    (NotStarted, "not yet commenced"),
    (NotStarted, "yet to start"),
    (NotStarted, "yet to be started"),
    (NotStarted, "still to start"),
    (NotStarted, "to be started"),
    (NotStarted, "pending"),
    (Closed, "closed out"),
    (Closed, "closed off"),
    (Closed, "withdrawn"),
    (Closed, "cancelled"),
    (Closed, "canceled"),
    (Closed, "rejected"),
    (Closed, "discontinued"),
    (Closed, "abandoned"),
    (Closed, "lapsed"),
    (Closed, "no longer required"),
    (Closed, "no longer needed"),
    (Closed, "no longer relevant"),
    (Closed, "no longer applicable"),
    (Closed, "no longer being pursued"),
    (Closed, "not being pursued"),
    (Closed, "no further action"),
    (Superseded, "superseded"),
    (Superseded, "replaced by"),
    (Superseded, "replaced with"),
    (Superseded, "merged with"),
    (Superseded, "merged into"),
    (Superseded, "combined with"),
    (Superseded, "subsumed into"),
    (Superseded, "subsumed by"),
    (Superseded, "subsumed within"),
    (Superseded, "incorporated into action"),
    (Superseded, "covered by action"),
    (Superseded, "split into"),
];

/// Words that name a state only where the wording shows that they do: `Open.` does, `Open Space` does not.
const WEAK: &[(StatusWord, &str)] = &[
    (Complete, "resolved"),
    (Closed, "closed"),
    (Closed, "dropped"),
    (Ongoing, "open"),
    (Ongoing, "active"),
    (Ongoing, "live"),
    (Ongoing, "outstanding"),
    (InProgress, "wip"),
    (NotStarted, "to do"),
    (Superseded, "merged"),
    (Superseded, "replaced"),
    (Superseded, "split"),
    (Closed, "nfa"),
];

/// What may follow a weak word: what it is said of, or a word that leads on to when, why or how.
const FOLLOWERS: &[&str] = &[
    "action",
    "actions",
    "item",
    "items",
    "point",
    "points",
    "task",
    "tasks",
    "recommendation",
    "recommendations",
    "issue",
    "issues",
    "at",
    "as",
    "in",
    "on",
    "following",
    "after",
    "by",
    "per",
    "and",
    "since",
    "subject",
    "pending",
    "due",
    "but",
    "until",
    "this",
    "because",
    "when",
    "from",
    "via",
    "to",
    "with",
    "for",
    "awaiting",
    "being",
];

/// Words after which `Complete` is a promise.
const PROMISES: &[&str] = &[
    "by", "before", "when", "once", "after", "until", "if", "the", "a", "an", "list", "set", "copy", "picture",
    "review",
];

/// Reads the status word at the front of `text`, and how many bytes it takes, marks before it included.
///
/// Reads `Complete.`, `ON-GOING –`, `Proposed complete for the March board`, `Action is now closed`, `50% complete`, `✓`.
/// Reads nothing of `Complete by June`, `Open Space`, `Update – started`.
pub fn leading(text: &str) -> Option<(StatusWord, usize)> {
    status(text).ok().map(|(rest, word)| (word, text.len() - rest.len()))
}

fn status(text: &str) -> IResult<&str, StatusWord> {
    let (text, _) = marks(text)?;
    let (after_lead, lead) = lead_in(text);
    if lead && let Ok(found) = weak(after_lead).or_else(|_| strong(after_lead)) {
        return Ok(found);
    }
    strong(text).or_else(|_| weak(text)).or_else(|_| see_action(text)).or_else(|_| share(text)).or_else(|_| tick(text))
}

/// Reads what may stand before the first word: bullets, quotes, brackets.
fn marks(text: &str) -> IResult<&str, &str> {
    take_while(|c: char| {
        c.is_whitespace()
            || matches!(c, '-' | '–' | '—' | '*' | '•' | '\u{f0b7}' | '"' | '“' | '‘' | '\'' | '(' | '[' | '_' | ':')
    })
    .parse(text)
}

/// Steps over `Action`, `This action is now`, `Status:`, and tells whether such words stood there.
fn lead_in(text: &str) -> (&str, bool) {
    const SUBJECTS: &[&str] = &["status", "action", "actions", "item", "items", "all", "now"];
    const OTHERS: &[&str] = &["this", "the", "is", "are", "has", "have", "been", "was", "were"];
    let holds = |words: &[&str], word: &str| words.iter().any(|known| known.eq_ignore_ascii_case(word));
    let mut rest = text;
    let mut named = false;
    for _ in 0..5 {
        let Ok((after, word)) = letters(rest) else { break };
        let subject = holds(SUBJECTS, word);
        if !(subject || holds(OTHERS, word)) || !after.starts_with([' ', ':']) {
            break;
        }
        named |= subject;
        rest = after.trim_start_matches([' ', ':']);
    }
    (rest, named)
}

fn strong(text: &str) -> IResult<&str, StatusWord> {
    let (rest, found) = longest_of(STRONG, text)?;
    if found == Complete && promises(text, rest) { fail(text) } else { Ok((rest, found)) }
}

/// Tells whether a word of completion is a promise: `Complete by June`, `Completed by June 2019`, `Complete the paper`.
fn promises(text: &str, rest: &str) -> bool {
    let word = text.get(..text.len() - rest.len()).unwrap_or("");
    let Ok((after, next)) = letters(rest.trim_start()) else { return false };
    if !rest.starts_with(char::is_whitespace) || !PROMISES.contains(&next.to_lowercase().as_str()) {
        return false;
    }
    match next.to_lowercase().as_str() {
        "by" | "before" if !word.eq_ignore_ascii_case("complete") => crate::date::starts_dated(after.trim_start()),
        _ => word.eq_ignore_ascii_case("complete"),
    }
}

fn weak(text: &str) -> IResult<&str, StatusWord> {
    let (rest, found) = longest_of(WEAK, text)?;
    let ends = rest.trim_start().chars().next().is_none_or(|c| !c.is_alphanumeric());
    let follows =
        || letters(rest.trim_start()).is_ok_and(|(_, next)| FOLLOWERS.contains(&next.to_lowercase().as_str()));
    let dated = || crate::date::starts_dated(rest.trim_start());
    // `open-air` and `live/dead` are words of their own.
    let joined = rest.starts_with(['-', '\'', '’']) && !ends_word(rest.get(1..).unwrap_or(""));
    if !joined && (ends || follows() || dated()) { Ok((rest, found)) } else { fail(text) }
}

/// Reads `See action 4`, `See 4`: another action has taken over.
fn see_action(text: &str) -> IResult<&str, StatusWord> {
    let (rest, _) =
        longest_of(&[((), "see action"), ((), "see actions"), ((), "see item"), ((), "see recommendation")], text)?;
    let (rest, _) = (space, opt(char('#')), digit1).parse(rest)?;
    Ok((rest, Superseded))
}

/// Reads how much is done: `100%`, `50% complete`.
fn share(text: &str) -> IResult<&str, StatusWord> {
    let (rest, number) = verify(digit1, |digits: &str| digits.len() <= 3).parse(text)?;
    let (rest, _) = (space, char('%')).parse(rest)?;
    let done = longest_of(&[((), "complete"), ((), "completed"), ((), "done")], rest.trim_start());
    let rest = match done {
        Ok((rest, ())) => rest,
        Err(_) if rest.trim().is_empty() || rest.starts_with(['.', ',', ';', ':']) => rest,
        Err(_) => return fail(text),
    };
    let word = match number.parse::<u32>() {
        Ok(0) => NotStarted,
        Ok(100) => Complete,
        _ => PartiallyComplete,
    };
    Ok((rest, word))
}

/// Reads a tick: `✓`.
fn tick(text: &str) -> IResult<&str, StatusWord> {
    let (rest, _) = nom::character::complete::one_of("✓✔☑✅").parse(text)?;
    Ok((rest, Complete))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_reaches_to_the_end_of_the_words() {
        for (text, word, length) in [
            ("Complete: two boats", Complete, 8),
            ("ON–GOING this needs paint", Ongoing, 10),
            ("• Proposed Complete – ask", ProposedComplete, 21),
            ("Completed in part", PartiallyComplete, 17),
            ("✓ painted", Complete, 3),
        ] {
            assert_eq!(leading(text), Some((word, length)), "{text}");
        }
    }

    #[test]
    fn a_word_that_only_looks_like_a_status_is_none() {
        for text in [
            "Open Harbour to repaint",
            "Complete by June",
            "Completely new",
            "Update – started",
            "Live music policy",
            "Closed session held",
            "é",
            "",
        ] {
            assert_eq!(leading(text), None, "{text}");
        }
    }
}
