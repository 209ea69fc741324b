//! From score to judgement, and from a pair to a link.
//!
//! In come weighed pairs, out come links that are the same, unsure or none. "Same" is refused where the words on which two
//! rows differ are their subject, where the wording is too common to tell by, and where another choice is as good.

use crate::model::link::{JudgedBy, Judgement, Link, LinkKind, RunnerUp};

use super::compare::Verdict;
use super::score::{self, Weighed};
use super::series::Series;

/// Below this a pair is no link.
pub const UNSURE: u32 = 400;
/// Below this a row of a write-up is not the action of an earlier log: it tells what is new.
pub const UNSURE_TOLD: u32 = 520;
/// From this a pair may be the same.
pub const SAME: u32 = 600;
/// A choice that is no better than this above another is none.
pub const MARGIN: u32 = 40;

/// Judges a pair that was chosen; `rival` is what the best other choice would bring, on the scale of its score.
pub fn judge(series: &Series, weighed: &Weighed, rival: Option<u32>) -> Judgement {
    let later = &series.members[weighed.later];
    let likeness = series.corpus.compare(weighed.wording, later.wording);
    let ambiguous = rival.is_some_and(|rival| weighed.score < rival + MARGIN);
    let number = weighed.number == Verdict::Agree;
    let other_subject = likeness.swapped > 100 || weighed.twins;
    let mostly_new = likeness.added > if number || weighed.context >= 90 { 600 } else { 400 };
    let telling = !weighed.short || number || likeness.identical && weighed.context >= 90;
    let sure = weighed.score >= SAME && likeness.alike >= 550 && !other_subject && !mostly_new && telling && !ambiguous;
    if sure { Judgement::Same } else { Judgement::Unsure }
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
        score: weighed.score,
        judgement,
        by: JudgedBy::Rule,
        evidence: score::evidence(series, weighed),
        runners_up,
    }
}
