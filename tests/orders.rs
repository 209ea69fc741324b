//! Four editions, one by one, in each of their 24 orders: one history, whatever came first, and no id that leads nowhere.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// Four logs of an invented lido: renumbered, reworded, split, left out and brought back.
const LOGS: [(&str, &str); 4] = [
    (
        "a.txt",
        "Lido Action Log 04/02/2020\n\n#\tAction\tDeadline\tStatus\n\
         1\tRetile the shallow end of the pool\tMay'20\tOngoing\n\
         2\tPaddling club to store its boats behind the kiosk and to mend the kiosk shutters\tJun'20\tNot started\n\
         3\tTreasurer to compare three quotations for solar matting\tApr'20\tOngoing\n\
         4\tPut up a plaque to the founders by the turnstile\tSep'20\tNot started\n",
    ),
    (
        "b.txt",
        "Lido Action Log 09/06/2020\n\n#\tAction\tDeadline\tStatus\n\
         1\tRetile the shallow end of the pool\tJul'20\tOngoing\n\
         2\tPaddling club to store its boats behind the kiosk\tJun'20\tComplete\n\
         3\tPaddling club to mend the kiosk shutters\tAug'20\tOngoing\n\
         4\tTreasurer to compare three quotations for solar matting, with their guarantees\tJul'20\tOngoing\n",
    ),
    (
        "c.txt",
        "Lido Action Log 13/10/2020\n\n#\tAction\tDeadline\tStatus\n\
         1\tRetile the shallow end of the pool before the swimming gala\tDec'20\tOngoing\n\
         2\tTreasurer to compare four quotations for solar matting, with their guarantees\tNov'20\tOngoing\n\
         3\tPut up a plaque to the founders by the turnstile\tDec'20\tOngoing\n",
    ),
    (
        "d.txt",
        "Lido Action Log 09/02/2021\n\n#\tAction\tDeadline\tStatus\n\
         1\tPut up a plaque to the founders by the turnstile\tMar'21\tComplete\n\
         2\tRetile the shallow end of the pool before the swimming gala\tMar'21\tComplete\n\
         3\tTeach the lifeguards to read the new chlorine meter\tApr'21\tNot started\n",
    ),
];

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let program = Command::new(env!("CARGO_BIN_EXE_throughline")).current_dir(folder).args(arguments).output();
    let output = program.expect("the program starts");
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

fn history(folder: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(folder.join("out/history.json")).expect("a history")).expect("JSON")
}

/// Returns the history as text in which ids are replaced by the order of the actions.
fn without_ids(history: &Value) -> String {
    let mut text = serde_json::to_string_pretty(history).expect("JSON");
    for (place, id) in ids(history).iter().enumerate() {
        text = text.replace(&format!("\"{id}\""), &format!("\"action {place}\""));
    }
    text
}

fn ids(history: &Value) -> Vec<String> {
    let actions = history["actions"].as_array().expect("actions");
    actions.iter().map(|action| action["id"].as_str().expect("an id").to_owned()).collect()
}

fn orders(rest: &[usize]) -> Vec<Vec<usize>> {
    if rest.is_empty() {
        return vec![Vec::new()];
    }
    let first = |&first: &usize| {
        let others: Vec<usize> = rest.iter().copied().filter(|&other| other != first).collect();
        orders(&others).into_iter().map(move |order| [vec![first], order].concat())
    };
    rest.iter().flat_map(first).collect()
}

#[test]
fn all_orders_of_arrival_end_in_one_history_and_no_id_is_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in LOGS {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    let whole = folder.path().join("whole");
    std::fs::create_dir(&whole).expect("a folder");
    let names: Vec<String> = LOGS.iter().map(|(name, _)| format!("../{name}")).collect();
    let mut all = vec!["ingest", "--quiet", "--series", "lido", "--out", "out"];
    all.extend(names.iter().map(String::as_str));
    run(&whole, &all);
    let wanted = without_ids(&history(&whole));
    assert_eq!(ids(&history(&whole)).len(), 7);
    let orders = orders(&[0, 1, 2, 3]);
    assert_eq!(orders.len(), 24);
    for order in orders {
        let place = folder.path().join(order.iter().map(usize::to_string).collect::<String>());
        std::fs::create_dir(&place).expect("a folder");
        // What every id stood for when it was given.
        let mut given: BTreeMap<String, String> = BTreeMap::new();
        for edition in &order {
            run(&place, &["ingest", "--quiet", "--series", "lido", "--out", "out", &names[*edition]]);
            for action in history(&place)["actions"].as_array().expect("actions") {
                let id = action["id"].as_str().expect("an id").to_owned();
                given.entry(id).or_insert_with(|| action["observations"][0].as_str().expect("a row").to_owned());
            }
        }
        let end = history(&place);
        assert_eq!(without_ids(&end), wanted, "{order:?}");
        for (id, row) in given {
            let shown = run(&place, &["show", &id, "--out", "out", "--json"]);
            let text = String::from_utf8_lossy(&shown.stdout);
            assert!(text.contains(&format!("\"{row}\"")), "{order:?}: {id} once was {row}: {text}");
        }
    }
}
