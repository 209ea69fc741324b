//! The register of papers that rows cite as evidence: `Artefact 8`, `Paper 6`, `Annex B`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::model::history::Artefact;
use crate::model::ids::ObservationId;
use crate::model::observation::Observation;
use crate::model::pattern::Pattern;

/// What papers that are numbered are called.
static CITED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"\b(?<kind>Artefacts?|Artifacts?|Papers?|Annex(?:es)?|Appendix|Appendices|Enclosures?|Exhibits?|Attachments?|Documents?|Evidence)\s+(?:(?i:no)\.?\s*)?(?<first>\d{1,4}|[A-Z](?:\d{1,3})?)\b(?<more>(?:\s*(?:,|&|and)\s*(?:\d{1,4}|[A-Z]\d{0,3})\b)*)",
    )
});

static LABEL: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"\d{1,4}|\b[A-Z]\d{0,3}\b"));

/// Returns the papers that the status or a note of `observations` cites, by name and number.
pub fn artefacts(observations: &[Observation]) -> Vec<Artefact> {
    let mut register: BTreeMap<(String, Number), Vec<ObservationId>> = BTreeMap::new();
    for seen in observations {
        for text in [seen.status.as_ref().map(|f| &f.raw), seen.note.as_ref().map(|f| &f.raw)].into_iter().flatten() {
            for name in cited(text) {
                let citing = register.entry(name).or_default();
                if citing.last() != Some(&seen.id) {
                    citing.push(seen.id.clone());
                }
            }
        }
    }
    let named = |((kind, number), observations): ((String, Number), Vec<ObservationId>)| Artefact {
        name: format!("{kind} {}", number.printed()),
        observations,
    };
    register.into_iter().map(named).collect()
}

/// A number, or a letter that counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Number {
    Plain(u32),
    Lettered(String),
}

impl Number {
    fn printed(&self) -> String {
        match self {
            Self::Plain(number) => number.to_string(),
            Self::Lettered(label) => label.clone(),
        }
    }
}

fn cited(text: &str) -> Vec<(String, Number)> {
    let (Some(pattern), Some(label)) = (CITED.on(text), LABEL.on(text)) else { return Vec::new() };
    let mut found = Vec::new();
    for captures in pattern.captures_iter(text) {
        let kind = captures.name("kind").map_or("", |kind| kind.as_str());
        let kind = match kind {
            "Annexes" => "Annex",
            "Appendices" => "Appendix",
            kind => kind.strip_suffix('s').unwrap_or(kind),
        };
        let labels = [captures.name("first"), captures.name("more")].into_iter().flatten();
        for one in labels.flat_map(|labels| label.find_iter(labels.as_str())) {
            // A year is no number of a paper.
            let number = match one.as_str().parse::<u32>() {
                Ok(number) if (1900..2100).contains(&number) => continue,
                Ok(number) => Number::Plain(number),
                Err(_) => Number::Lettered(one.as_str().to_owned()),
            };
            found.push((kind.to_owned(), number));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::observation::Category;
    use crate::model::sample::row;

    #[test]
    fn papers_are_registered_by_name_with_who_cites_them() {
        let said =
            |label: &str, status: &str| row(&format!("2019-01-10/log#a:{label}"), "x").status(Category::None, status);
        let rows = [
            said("1", "Complete. Artefact 10. See Papers 2, 3 and 4"),
            said("2", "Artefact 9 shows it; Artefact 10 too. Annex B. Paper 2019 was long, a paper 7 pages long"),
        ];
        let register = artefacts(&rows);
        let told: Vec<String> = register.iter().map(|a| format!("{} ×{}", a.name, a.observations.len())).collect();
        assert_eq!(told, ["Annex B ×1", "Artefact 9 ×1", "Artefact 10 ×2", "Paper 2 ×1", "Paper 3 ×1", "Paper 4 ×1"]);
    }
}
