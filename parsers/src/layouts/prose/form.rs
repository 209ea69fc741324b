//! Whether a wording is an action by its form: `Clerk to write …`, `HB will count …`, `Results to be brought back …`.
//!
//! In: one item's wording. Out: how much it looks like an undertaking. No heading is considered here.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// How much a wording looks like an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A question, a statement, a topic.
    Other,
    /// It may be one: `Share the slides`, `Members should …`.
    Weak,
    /// Somebody is to do something.
    Strong,
}

/// Tells how much `text` looks like an action.
pub fn of(text: &str) -> Form {
    let sentence = first_sentence(text);
    if sentence.ends_with('?') || sentence.trim_end().ends_with(':') {
        return Form::Other;
    }
    let words: Vec<&str> = sentence.split_whitespace().take(40).collect();
    let Some(first) = words.first() else { return Form::Other };
    if OPENERS.contains(bare(first).as_str()) {
        return Form::Other;
    }
    let undertaken = undertaking(&words);
    if undertaken != Form::Other {
        return undertaken;
    }
    if imperative(&words) { if has_owner(text) { Form::Strong } else { Form::Weak } } else { Form::Other }
}

/// Tells whether `word` is a verb that commonly begins an action.
pub fn is_verb(word: &str) -> bool {
    VERBS.contains(bare(word).as_str())
}

fn first_sentence(text: &str) -> &str {
    let head = text.char_indices().nth(600).map_or(text, |(at, _)| text.get(..at).unwrap_or(text));
    let mut from = 0;
    while let Some(at) = head.get(from..).and_then(|rest| rest.find(['.', '?', '!'])).map(|at| at + from) {
        let end = at + 1;
        let behind = head.get(end..).unwrap_or("");
        let before = head.get(..at).unwrap_or("").rsplit(char::is_whitespace).next().unwrap_or("");
        let shortened = head.as_bytes().get(at) == Some(&b'.') && (before.chars().count() <= 2 || before.contains('.'));
        if behind.is_empty()
            || (!shortened
                && behind.trim_start().starts_with(char::is_uppercase)
                && behind.starts_with(char::is_whitespace))
        {
            return head.get(..end).unwrap_or(head);
        }
        from = end;
    }
    head
}

/// Looks for `<actor> to <verb>`, `<actor> will <verb>`, `… to be <participle>`.
fn undertaking(words: &[&str]) -> Form {
    let actor_known = words.first().is_some_and(|word| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || bare(word) == "the" || bare(word) == "all"
    });
    for (index, word) in words.iter().enumerate().take(24) {
        let word = bare(word);
        let next = words.get(index + 1).map(|next| bare(next)).unwrap_or_default();
        let last = index.checked_sub(1).and_then(|at| words.get(at)).map(|word| bare(word)).unwrap_or_default();
        if word == "to" && index > 0 {
            if next == "be" && words.get(index + 2).is_some_and(|word| is_participle(&bare(word))) && words.len() > 4 {
                return Form::Strong;
            }
            if index <= 10
                && actor_known
                && starts_verb(&next)
                && !ABSTRACT.contains(last.as_str())
                && !last.ends_with("ed")
            {
                return Form::Strong;
            }
            if index > 10 {
                continue;
            } else if actor_known {
                return Form::Other;
            }
        }
        let after_to = || next == "to" && words.get(index + 2).is_some_and(|word| starts_verb(&bare(word)));
        match word.as_str() {
            "will" | "shall" if index > 0 && index <= 7 && actor_known && next != "not" => {
                return if next == "be" || next == "have" {
                    Form::Weak
                } else if starts_verb(&next) || next == "also" {
                    Form::Strong
                } else {
                    Form::Other
                };
            }
            "should" | "must" if index > 0 && index <= 7 && actor_known && starts_verb(&next) => return Form::Weak,
            "agreed" | "undertook" | "offered" | "volunteered" | "committed" | "promised" | "tasked" | "is" | "are"
            | "has" | "have" | "needs" | "need"
                if index > 0 && index <= 7 && actor_known && after_to() =>
            {
                return if matches!(word.as_str(), "needs" | "need" | "has" | "have") {
                    Form::Weak
                } else {
                    Form::Strong
                };
            }
            _ if FINITE.contains(word.as_str()) => return Form::Other,
            // `closed at ten`, `welcomed the plan`: the sentence tells what happened.
            _ if index > 0 && word.ends_with("ed") && AFTER_PAST.contains(next.as_str()) => return Form::Other,
            _ => {}
        }
    }
    Form::Other
}

fn imperative(words: &[&str]) -> bool {
    let next = words.get(1).map(|word| bare(word)).unwrap_or_default();
    let noun = matches!(
        next.as_str(),
        "of" | "on" | "from" | "by" | "for" | "in" | "and" | "is" | "was" | "are" | "were" | "has"
    ) || (next == "to" && words.get(2).is_some_and(|word| bare(word) == "be"));
    words.len() > 1 && words.first().is_some_and(|word| is_verb(word)) && !noun
}

/// Tells whether `text` ends in a bracket with a name in it: `… (JS)`, `… [Clerk, May]`.
fn has_owner(text: &str) -> bool {
    let text = text.trim_end_matches(['.', ' ']);
    let Some(open) = text.rfind(['(', '[']) else { return false };
    text.ends_with([')', ']'])
        && text
            .get(open + 1..)
            .is_some_and(|inner| inner.chars().count() <= 60 && inner.starts_with(char::is_uppercase))
}

/// Tells `mending` from `bring`: what stands before the ending has a vowel.
fn is_gerund(word: &str) -> bool {
    word.strip_suffix("ing").is_some_and(|stem| stem.contains(['a', 'e', 'i', 'o', 'u', 'y']))
}

fn starts_verb(word: &str) -> bool {
    word.len() > 1 && word.chars().all(|c| c.is_lowercase() || c == '-') && !is_gerund(word) && !NO_VERBS.contains(word)
}

fn is_participle(word: &str) -> bool {
    word.ends_with("ed") || word.ends_with("en") || word.ends_with("wn") || PARTICIPLES.contains(word)
}

fn words(list: &'static str) -> BTreeSet<&'static str> {
    list.split(' ').filter(|word| !word.is_empty()).collect()
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Words with which no actor begins.
static OPENERS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    words(
        "although are as because but can could did do does due how if in is it need needs no should since that there \
         these they this those though was were what when where whether which who why will would yes",
    )
});

/// Words after which the sentence is a statement.
static FINITE: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    words(
        "agreed answered appears are asked be been came can clarified commented confirmed considered could declared \
         did discussed do does emphasised emphasized explained felt flagged gave had has have hope hoped hopes how \
         informed is like looked may might must need needed needs noted observed ought questioned raised recommended \
         replied reported requested said seemed seems shall shared should stated stressed suggested that thought told \
         tried try want wanted wants was welcomed went were what where which who why will wish wished would",
    )
});

/// Words that follow a past tense rather than a participle.
static AFTER_PAST: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| words("a all an at her his how it no on some that the their there this when with"));

/// Nouns that `to` explains, and prepositions it belongs to.
static ABSTRACT: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    words(
        "ability able access according addition agreement amendments answer answers approach areas attempt attempts \
         available back capacity chance change changes commitment contribution decision decisions desire difficult \
         due duty easy effort efforts failure hard important intention introduction invitation issues items likely \
         link links matters need needs next opportunities opportunity option options papers permission plan plans \
         points power pressure prior proposal proposals questions ready reason reasons reference regard related \
         relating relation request requests response responses right rights scope similar steps subject tendency \
         thank thanks things threat time topic topics up updates visit way ways welcome willingness work",
    )
});

/// Words after `to` that begin no undertaking.
static NO_VERBS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    words(
        "a all an and any be blame both date each eight eleven end five four her his how it its me members midnight \
         my new nine noon not one or other others our people seven six some such ten that the their them these this \
         those three twelve two us users what whether which whom your",
    )
});

/// Participles that do not end in `-ed` or `-en`.
static PARTICIPLES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    words(
        "begun bought brought built cut dealt done found had held hung kept laid led left lent made met paid put read \
         run sent set sold sought spent split taught told",
    )
});

/// Verbs that begin actions.
static VERBS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    words(
        "add adopt advertise agree allocate amend analyse announce apply appoint approach approve arrange ask assess \
         attend authorise authorize book brief bring build buy call cancel carry change chase check circulate clarify \
         clean clear close collate collect compile complete confirm consider consult contact continue convene \
         coordinate correct cost count create cut deal decide define delete deliver demonstrate design determine \
         develop discuss display distribute draft draw email encourage engage ensure erect escalate establish \
         evaluate examine explain explore extend feed fill finalise finalize find finish fit fix follow forward \
         gather get give hire hold host identify implement improve include increase inform inspect install introduce \
         investigate invite issue keep launch lead let liaise list lock look maintain make map measure meet mend \
         monitor move negotiate nominate notify obtain offer open order organise organize oversee paint pay phone \
         pick plan post prepare present press print procure produce promote propose provide publicise publish \
         purchase pursue push put raise recommend record recruit reduce refer register remind remove renew rent \
         repair replace reply report request research respond review revise rewrite ring run scan schedule search \
         secure seek sell send set share sign solve sort speak start study submit supply support survey table take \
         talk test thank tidy trace train transfer trial turn undertake update upload use verify visit warn work \
         write",
    )
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undertakings_are_told_by_their_form() {
        for text in [
            "Harbour Master to count the trailers.",
            "HB/FO to send out the register ten days before each meeting.",
            "The Clerk will write to the quarry.",
            "M. Aske agreed to ask the school.",
            "Results of the count to be brought back after the summer.",
            "Fuel prices – FO to find out.",
            "Write to the quarry (JT)",
        ] {
            assert_eq!(of(text), Form::Strong, "{text}");
        }
        for text in ["Write to the quarry", "Members should keep dogs on leads", "The report will be printed"] {
            assert_eq!(of(text), Form::Weak, "{text}");
        }
    }

    #[test]
    fn talk_is_no_action() {
        for text in [
            "Is HB to blame for the state of the yard?",
            "HB explained that the rule has to be kept.",
            "Topics to discuss",
            "Members would like to finish by nine.",
            "Papers to come back:",
            "This will be shown on the chart.",
            "Why is the crane to go?",
            "The group asked the Clerk to hurry.",
            "A text service is being thought about.",
            "Decision to extend the pier",
            "Review of the bylaws",
            "The meeting closed at ten minutes to nine.",
        ] {
            assert_eq!(of(text), Form::Other, "{text}");
        }
    }
}
