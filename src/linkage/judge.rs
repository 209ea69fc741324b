//! From score to judgement, and from a pair to a link.
//!
//! In come weighed pairs, out come links that are the same, unsure or none. "Same" is refused where the words on which two
//! rows differ are their subject, where the wording is too common to tell by, and where another choice is as good.

use crate::model::link::{JudgedBy, Judgement, Link, LinkKind, RunnerUp};

use super::compare::Verdict;
use super::score::{self, APART, Weighed};
use super::series::Series;
use super::weights::BIT;

/// Even odds, by the model.
pub const EVEN: i32 = 500;
/// Below this a pair is no link. The model is wary: of simulated links at these odds most are right, and a link that is not
/// sure is put to a person, while one that is missing is an action that vanishes and another that appears.
pub const UNSURE: i32 = 425;
/// From this a pair may be the same: four to one by the model, which is wary. Of simulated links above it whose words say
/// nothing against it more than 998 in 1,000 are right.
pub const SAME: i32 = 550;
/// A choice that is not twelve times as likely as another is none.
pub const MARGIN: i32 = 90;

/// How much of a wording's subject one side may have to itself, in thousandths: under one number, and under two.
const ADDED: u32 = 600;
const ADDED_UNNUMBERED: u32 = 150;
/// And under two, where no other row says it.
const ADDED_ALONE: u32 = 250;

/// From this share on, in thousandths, it is asked whether what one side has to itself is said by another row.
const BESIDES: u32 = 30;

/// Judges a pair that was chosen; `elsewhere` tells whether what one of them says besides is said by another row, where
/// anybody looked; `rival` is what the best other choice would bring, above [`UNSURE`]. Where a former wording
/// spoke, it was another row's, and the pair is as sure as it is that that row was of the action.
pub fn judge(weighed: &Weighed, rival: Option<i32>, elsewhere: &dyn Fn() -> Option<bool>) -> Judgement {
    // Wordings that were not near enough for a closer look are not surely of one action, whatever stands beside them.
    let Some(words) = weighed.words else { return Judgement::Unsure };
    let ambiguous = rival.is_some_and(|rival| weighed.points - UNSURE < rival + MARGIN);
    let number = weighed.number == Verdict::Agree;
    let other_subject = words.swapped > APART || words.twins || words.figures || words.exchanged;
    let telling = !words.short || number || words.identical && weighed.context >= 3 * BIT;
    // The same words under the same number need no other witness: in a short log there is none.
    let bound = if words.identical && number { EVEN } else { SAME };
    let sure = weighed.points >= bound && weighed.firm && !other_subject && telling && !ambiguous;
    // Under another number, what one of them says besides may be a second action that went into it, or out of it.
    let mostly_new = || {
        if number {
            return words.added > ADDED;
        }
        if words.cut {
            // What is cut short may be any that begins so.
            return words.added > ADDED_UNNUMBERED || rival.is_some_and(|rival| rival > 0);
        }
        words.added >= BESIDES
            && elsewhere().map_or(words.added > ADDED_UNNUMBERED, |elsewhere| elsewhere || words.added > ADDED_ALONE)
    };
    if sure && !mostly_new() { Judgement::Same } else { Judgement::Unsure }
}

/// Tells how two rows of different editions belong together.
pub fn kind(series: &Series, earlier: usize, later: usize) -> LinkKind {
    if !series.in_log(later) {
        return LinkKind::Restated;
    }
    let (a, b) = (&series.members[earlier], &series.members[later]);
    let older = a.observation.legacy && b.observation.legacy && a.observation.label == b.observation.label;
    let label = |member: usize| super::numbering::label(series.members[member].observation);
    let numbered = label(earlier).is_some() && label(earlier) == label(later);
    if series.in_log(earlier) && (older || numbered) { LinkKind::SameNumber } else { LinkKind::Renumbered }
}

/// Makes the link of a pair that was chosen.
pub fn link(
    series: &Series,
    weighed: &Weighed,
    kind: LinkKind,
    judgement: Judgement,
    runners_up: Vec<RunnerUp>,
) -> Link {
    Link {
        from: series.members[weighed.earlier].observation.id.clone(),
        to: series.members[weighed.later].observation.id.clone(),
        kind,
        score: weighed.score(),
        judgement,
        by: JudgedBy::Rule,
        evidence: score::evidence(series, weighed),
        runners_up,
    }
}
