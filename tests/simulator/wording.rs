//! Wordings of simulated actions: made of clauses, reworded, cut short, spoilt.

use super::Dice;
use super::words::{ACTORS, FRAMES, PLACES, SUBJECTS, TAILS, THINGS, VERBS};

/// One thing to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    verb: (usize, usize),
    thing: usize,
    place: Option<usize>,
    tails: Vec<usize>,
}

/// What an action says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wording {
    /// Somebody is to do one thing, or several.
    Clauses {
        /// Who.
        actor: usize,
        /// What.
        clauses: Vec<Clause>,
        /// After how many words it is cut short.
        cut: Option<usize>,
    },
    /// One of a family of near-duplicates.
    Framed {
        /// Which family.
        frame: usize,
        /// Which of it.
        subject: usize,
        /// What was added later.
        tail: Option<usize>,
    },
}

impl Wording {
    /// Makes a wording of one to three clauses.
    pub fn new(dice: &mut Dice) -> Self {
        let count = [1, 1, 2, 2, 3][dice.below(5)];
        let clauses = (0..count).map(|_| Clause::new(dice)).collect();
        Self::Clauses { actor: dice.below(ACTORS.len()), clauses, cut: None }
    }

    /// Makes one of a family, if it can be told from those `taken`.
    pub fn framed(dice: &mut Dice, taken: &[(usize, usize)]) -> Self {
        loop {
            let (frame, subject) = (dice.below(FRAMES.len()), dice.below(SUBJECTS.len()));
            if !taken.contains(&(frame, subject)) || taken.len() >= FRAMES.len() * SUBJECTS.len() {
                return Self::Framed { frame, subject, tail: None };
            }
        }
    }

    /// Makes a near-twin: the same but for its subjects.
    pub fn twin(&self, dice: &mut Dice) -> Self {
        let mut twin = self.clone();
        match &mut twin {
            Self::Framed { subject, .. } => *subject = (*subject + 1 + dice.below(SUBJECTS.len() - 1)) % SUBJECTS.len(),
            Self::Clauses { clauses, .. } => {
                for clause in clauses {
                    clause.thing = (clause.thing + 1 + dice.below(THINGS.len() - 1)) % THINGS.len();
                    if dice.chance(500)
                        && let Some(place) = &mut clause.place
                    {
                        *place = (*place + 1 + dice.below(PLACES.len() - 1)) % PLACES.len();
                    }
                }
            }
        }
        twin
    }

    /// Rewords it a little, or more the more `much` there is.
    pub fn reword(&mut self, dice: &mut Dice, much: usize) {
        for _ in 0..1 + dice.below(much.max(1)) {
            match self {
                Self::Framed { tail, .. } => {
                    *tail = if tail.is_none() { Some(dice.below(TAILS.len())) } else { None };
                }
                Self::Clauses { actor, clauses, cut } => match dice.below(8) {
                    0 => *actor = dice.below(ACTORS.len()),
                    1 => *cut = if cut.is_none() { Some(9 + dice.below(6)) } else { None },
                    change => {
                        let at = dice.below(clauses.len());
                        clauses[at].reword(dice, change);
                    }
                },
            }
        }
    }

    /// Takes it apart, one part for each clause; nothing where it has but one.
    pub fn parts(&self) -> Option<Vec<Self>> {
        match self {
            Self::Clauses { actor, clauses, .. } if clauses.len() >= 2 => {
                let part = |clause: &Clause| Self::Clauses { actor: *actor, clauses: vec![clause.clone()], cut: None };
                Some(clauses.iter().map(part).collect())
            }
            _ => None,
        }
    }

    /// Puts two together.
    pub fn with(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Clauses { actor, clauses, .. }, Self::Clauses { clauses: more, .. })
                if clauses.len() + more.len() <= 4 =>
            {
                let clauses = clauses.iter().chain(more).cloned().collect();
                Some(Self::Clauses { actor: *actor, clauses, cut: None })
            }
            _ => None,
        }
    }

    /// Returns which of which family it is.
    pub fn family(&self) -> Option<(usize, usize)> {
        match self {
            Self::Framed { frame, subject, .. } => Some((*frame, *subject)),
            Self::Clauses { .. } => None,
        }
    }

    /// Returns it as printed.
    pub fn text(&self) -> String {
        match self {
            Self::Framed { frame, subject, tail } => {
                let mut text = FRAMES[*frame].replace("{}", SUBJECTS[*subject]);
                if let Some(tail) = tail {
                    text = format!("{text} {}", TAILS[*tail]);
                }
                capital(&text) + "."
            }
            Self::Clauses { actor, clauses, cut } => {
                let clauses: Vec<String> = clauses.iter().map(Clause::text).collect();
                let text = format!("{} to {}", ACTORS[*actor], clauses.join("; and to "));
                match cut {
                    Some(words) if text.split(' ').count() > *words => {
                        text.split(' ').take(*words).collect::<Vec<_>>().join(" ") + " …"
                    }
                    _ => text + ".",
                }
            }
        }
    }
}

impl Clause {
    fn new(dice: &mut Dice) -> Self {
        let verb = dice.below(VERBS.len());
        Self {
            verb: (verb, dice.below(VERBS[verb].len())),
            thing: dice.below(THINGS.len()),
            place: dice.chance(700).then(|| dice.below(PLACES.len())),
            tails: (0..1 + dice.below(2)).map(|_| dice.below(TAILS.len())).collect(),
        }
    }

    fn reword(&mut self, dice: &mut Dice, change: usize) {
        match change {
            2 | 3 => self.verb.1 = (self.verb.1 + 1) % VERBS[self.verb.0].len(),
            4 if self.tails.len() > 1 => {
                self.tails.remove(dice.below(2));
            }
            5 if self.tails.len() > 1 => self.tails.reverse(),
            6 if self.place.is_none() => self.place = Some(dice.below(PLACES.len())),
            _ if self.tails.len() < 3 => self.tails.push(dice.below(TAILS.len())),
            _ => self.tails.truncate(1),
        }
    }

    fn text(&self) -> String {
        let mut text = format!("{} the {}", VERBS[self.verb.0][self.verb.1], THINGS[self.thing]);
        if let Some(place) = self.place {
            text += &format!(" at {}", PLACES[place]);
        }
        for tail in &self.tails {
            text += &format!(" {}", TAILS[*tail]);
        }
        text
    }
}

/// Spoils letters of `text`, each with a chance of so many in 100,000.
pub fn spoil(text: &str, dice: &mut Dice, chance: usize) -> String {
    let mut spoilt = String::new();
    for letter in text.chars() {
        if dice.below(100_000) >= chance {
            spoilt.push(letter);
            continue;
        }
        match dice.below(3) {
            0 => {}
            1 => spoilt.extend([letter, letter]),
            _ => spoilt.push(char::from(b'a' + u8::try_from(dice.below(26)).unwrap_or(0))),
        }
    }
    spoilt
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
