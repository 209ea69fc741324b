//! report.html in a browser: what it shows, that it can be used by hand and by keyboard, that nothing in it runs.
//!
//! Where no Chromium is installed, these tests say that they skip. `THROUGHLINE_AXE` names the axe-core script that is asked
//! for violations; where it is not set, that test skips.

#[path = "browser/chromium.rs"]
mod chromium;
#[path = "browser/many.rs"]
mod many;

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::{Value, json};
use tempfile::TempDir;

use chromium::{Browser, find, say};

/// A report of a folder of documents, and its history.
struct Made {
    folder: TempDir,
    history: Value,
}

impl Made {
    /// Makes the report of a series of the fixtures.
    fn of_series(name: &str) -> Self {
        Self::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/series").join(name))
    }

    /// Makes the report of all documents in a folder.
    fn of(documents: &Path) -> Self {
        let folder = TempDir::new().expect("a folder");
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("throughline"));
        command.args(["ingest", "--quiet", "--out"]).arg(folder.path()).arg(documents).assert().success();
        let text = fs::read_to_string(folder.path().join("history.json")).expect("a history");
        Self { folder, history: serde_json::from_str(&text).expect("JSON") }
    }

    fn page(&self) -> PathBuf {
        self.folder.path().join("report.html")
    }

    fn list(&self, of: &str) -> &Vec<Value> {
        self.history[of].as_array().expect("a list")
    }

    /// How many events of a kind there are.
    fn events(&self, kind: &str) -> usize {
        let events = self.list("actions").iter().flat_map(|action| action["events"].as_array().expect("events"));
        events.filter(|event| event["kind"] == kind).count()
    }
}

/// The numbers of the actions that the grid shows.
fn shown(browser: &mut Browser) -> u64 {
    let rows = browser.run("Number(document.getElementById('grid').getAttribute('aria-rowcount')) - 1");
    rows.as_u64().expect("a number")
}

fn figure(browser: &mut Browser, name: &str) -> String {
    browser.text(&format!("[data-figure=\"{name}\"] dd"))
}

#[test]
fn every_view_opens_without_a_word_on_the_console() {
    let Some(program) = find() else { return };
    let mut browser = Browser::start(&program, 1400, 900);
    for series in ["harbour", "moor"] {
        let made = Made::of_series(series);
        let mut places: Vec<String> =
            ["", "#findings", "#unsure", "#sources", "#action/nobody", "#nonsense/%E0%A4?text=%"]
                .map(str::to_owned)
                .to_vec();
        let ids = made.list("actions").iter().filter_map(|action| action["id"].as_str());
        places.extend(ids.map(|id| format!("#action/{id}")));
        for place in places {
            browser.open(&made.page(), &place);
            assert_eq!(browser.count("main > section:not([hidden])"), 1, "{series} {place}");
            assert_eq!(browser.problems(), Vec::<String>::new(), "{series} {place}");
        }
    }
}

#[test]
fn a_history_of_nothing_is_a_page_all_the_same() {
    let Some(program) = find() else { return };
    let folder = TempDir::new().expect("a folder");
    let page = folder.path().join("report.html");
    let mut browser = Browser::start(&program, 1400, 900);
    for (actions, editions) in [(0, 0), (0, 2), (1, 1)] {
        write(&many::history(actions, editions), &page);
        for place in ["", "#findings", "#unsure", "#sources", "#action/tl-0001"] {
            browser.open(&page, place);
            assert_eq!(browser.count("main > section:not([hidden])"), 1, "{actions} {editions} {place}");
            assert_eq!(browser.problems(), Vec::<String>::new(), "{actions} {editions} {place}");
        }
    }
}

#[test]
fn more_editions_than_fit_are_shown_window_by_window() {
    let Some(program) = find() else { return };
    let folder = TempDir::new().expect("a folder");
    let page = folder.path().join("report.html");
    write(&many::history(20, 60), &page);
    let mut browser = Browser::start(&program, 390, 800);
    browser.open(&page, "");
    let shown = browser.count("#grid .head .edition");
    assert!((8..25).contains(&shown), "{shown} fit");
    let window = |browser: &mut Browser| browser.text("#shift").replace("‹ earlier", "").replace("later ›", "");
    assert_eq!(window(&mut browser).trim(), format!("Editions {} to 60 of 60", 61 - shown), "the last ones first");
    browser.press("[");
    let by = shown - 1;
    assert_eq!(window(&mut browser).trim(), format!("Editions {} to {} of 60", 61 - shown - by, 60 - by));
    browser.press("]");
    assert_eq!(window(&mut browser).trim(), format!("Editions {} to 60 of 60", 61 - shown));
    let wide = "document.documentElement.scrollWidth <= innerWidth";
    assert_eq!(browser.run(wide), true, "nothing has to be scrolled sideways");
    // Letters can be switched off.
    browser.run("document.getElementById('letters').click()");
    browser.press("[");
    assert_eq!(window(&mut browser).trim(), format!("Editions {} to 60 of 60", 61 - shown));
}

#[test]
fn counts_agree_with_the_history() {
    let Some(program) = find() else { return };
    let made = Made::of_series("harbour");
    let mut browser = Browser::start(&program, 1400, 900);
    browser.open(&made.page(), "");
    let unsure = made.list("links").iter().filter(|link| link["judgement"] == "unsure").count();
    for (name, count) in [
        ("actions", made.list("actions").len()),
        ("editions", made.list("editions").len()),
        ("rows", made.list("observations").len()),
        ("findings", made.list("findings").len()),
        ("slips", made.events("deadline-slipped")),
        ("not seen", made.events("not-seen")),
        ("unsure links", unsure),
    ] {
        assert_eq!(figure(&mut browser, name), count.to_string(), "{name}");
    }
    assert_eq!(shown(&mut browser), made.list("actions").len() as u64);
    assert_eq!(browser.count(".editions tbody tr"), made.list("editions").len() as u64);
    let sum = |browser: &mut Browser, column: u32| {
        let cells = format!("[...document.querySelectorAll('.editions tbody td:nth-of-type({column})')]");
        let script = format!("{cells}.reduce((sum, cell) => sum + (Number(cell.textContent) || 0), 0)");
        browser.run(&script).as_u64()
    };
    assert_eq!(sum(&mut browser, 3), Some(made.events("raised") as u64));
    assert_eq!(sum(&mut browser, 4), Some(made.events("closed") as u64));
    browser.go("#findings");
    assert_eq!(browser.count(".finding"), made.list("findings").len() as u64);
    browser.go("#unsure");
    assert_eq!(browser.count("article.unsure"), unsure as u64);
    let first = made.list("links").iter().find(|link| link["judgement"] == "unsure").expect("an unsure link");
    let command =
        format!("throughline review {} {}", first["from"].as_str().expect("text"), first["to"].as_str().expect("text"));
    assert_eq!(browser.text("article.unsure .command code"), command);
    browser.go("#sources");
    assert_eq!(browser.count("article.source"), made.list("sources").len() as u64);
    assert_eq!(browser.text("article.source .digest code"), made.list("sources")[0]["id"].as_str().expect("text"));
}

#[test]
fn the_filter_shows_what_it_asks_for_and_stands_in_the_address() {
    let Some(program) = find() else { return };
    let made = Made::of_series("harbour");
    let mut browser = Browser::start(&program, 1400, 900);
    browser.open(&made.page(), "");
    let actions = made.list("actions");
    let with = |test: &dyn Fn(&Value) -> bool| actions.iter().filter(|action| test(action)).count() as u64;
    let row = |id: &Value| made.list("observations").iter().find(|row| row["id"] == *id).expect("a row");
    let rows = |action: &Value| {
        let ids: Vec<Value> = action["observations"].as_array().expect("rows").clone();
        ids.iter().map(row).cloned().collect::<Vec<Value>>()
    };
    let complete = with(&|action| action["state"] == "complete");
    browser.run("(() => { const one = document.querySelector('[name=state]'); one.value = 'complete'; one.dispatchEvent(new Event('input', {bubbles: true})); })()");
    assert_eq!(shown(&mut browser), complete);
    assert_eq!(browser.run("location.hash"), "#overview?state=complete");
    assert_eq!(browser.text("#count"), format!("{complete} of {} actions", actions.len()));
    browser.press("x");
    browser.wait("location.hash === '#overview'");
    assert_eq!(shown(&mut browser), actions.len() as u64);

    // What is typed is looked for in every wording there ever was.
    browser.press("/");
    browser.wait("document.activeElement.name === 'text'");
    browser.type_in("spoil GROUND");
    let holds = |row: &Value| {
        ["action", "status", "note"].iter().any(|field| {
            let raw = row[field]["raw"].as_str().unwrap_or_default().to_lowercase();
            raw.contains("spoil ground")
        })
    };
    let spoil = with(&|action| rows(action).iter().any(holds));
    assert!(spoil > 0);
    assert_eq!(shown(&mut browser), spoil);

    // An address that was passed on shows the same.
    let owned = with(&|action| {
        rows(action)
            .iter()
            .any(|row| row["owner"]["names"].as_array().is_some_and(|names| names.contains(&json!("Harbour Master"))))
    });
    let coded = with(&|action| {
        made.list("findings").iter().any(|finding| {
            finding["code"] == "T002" && finding["actions"].as_array().expect("ids").contains(&action["id"])
        })
    });
    let seen = with(&|action| rows(action).iter().any(|row| row["edition"] == "2021-11-22/log"));
    let section = with(&|action| rows(action).iter().any(|row| row["section"] == "Dredging"));
    let gaps =
        with(&|action| action["events"].as_array().expect("events").iter().any(|event| event["kind"] == "not-seen"));
    for (query, count) in [
        ("owner=Harbour+Master", owned),
        ("code=T002", coded),
        ("edition=2021-11-22%2Flog", seen),
        ("section=Dredging", section),
        ("only=gap", gaps),
        ("text=nothing+of+the+kind", 0),
    ] {
        browser.open(&made.page(), &format!("#overview?{query}"));
        assert_eq!(shown(&mut browser), count, "{query}");
        assert!(count > 0 || query.contains("nothing"), "{query} is no test");
    }
    assert_eq!(browser.run("document.getElementById('none').hidden"), false);
}

#[test]
fn an_action_opens_by_hand_and_by_keyboard() {
    let Some(program) = find() else { return };
    let made = Made::of_series("harbour");
    let mut browser = Browser::start(&program, 1400, 900);
    browser.open(&made.page(), "");
    let title = |index: usize| made.list("actions")[index]["title"].as_str().expect("a title").to_owned();
    browser.click("#c-2-1 a");
    assert_eq!(browser.text("#title-action"), title(2));
    browser.press("Escape");
    assert_eq!(browser.run("location.hash"), "#overview");
    browser.press("ArrowDown");
    browser.press("ArrowDown");
    browser.press("ArrowRight");
    let said = "document.getElementById(document.getElementById('grid').getAttribute('aria-activedescendant'))";
    let label = browser.run(&format!("{said}.getAttribute('aria-label')"));
    assert!(label.as_str().is_some_and(|label| label.starts_with("15 Mar 2021, log: ")), "{label}");
    browser.press("Enter");
    assert_eq!(browser.text("#title-action"), title(4));
    assert_eq!(browser.run("document.activeElement.id"), "title-action", "those who hear the page are told");
    browser.press("n");
    assert_eq!(browser.text("#title-action"), title(5));
    browser.press("p");
    browser.press("p");
    assert_eq!(browser.text("#title-action"), title(3));
    let steps = made.list("actions")[3]["steps"].as_array().map_or(0, Vec::len);
    assert_eq!(browser.count(".steps > .step:not(.gap)"), steps as u64);
    browser.press("?");
    assert_eq!(browser.run("document.getElementById('help').open"), true);
    browser.press("Escape");
    assert_eq!(browser.run("document.getElementById('help').open"), false);
    for (key, view) in [("2", "findings"), ("3", "unsure"), ("4", "sources"), ("1", "overview")] {
        browser.press(key);
        assert_eq!(browser.run(&format!("document.getElementById('view-{view}').hidden")), false, "{key}");
    }
    let last = made.list("actions").len() - 1;
    browser.press("j");
    browser.press("End");
    assert_eq!(browser.run(&format!("{said}.closest('.row').id")), format!("r-{last}"));
    for colours in ["light", "dark", "auto"] {
        browser.press("t");
        assert_eq!(browser.text("#theme"), format!("Colours: {colours}"));
    }
    assert_eq!(browser.problems(), Vec::<String>::new());
}

#[test]
fn every_action_is_printed() {
    let Some(program) = find() else { return };
    let made = Made::of_series("harbour");
    // So low a page shows few rows at once.
    let mut browser = Browser::start(&program, 900, 300);
    browser.open(&made.page(), "");
    let all = made.list("actions").len() as u64;
    assert!(browser.count("#grid .body .row") < all);
    let script = "(() => { dispatchEvent(new Event('beforeprint')); const rows = document.querySelectorAll('#grid .body .row').length; dispatchEvent(new Event('afterprint')); return rows; })()";
    assert_eq!(browser.run(script), all);
    let pdf = browser.print();
    assert!(pdf.starts_with("JVBERi0"), "it is a PDF");
    let script = format!("atob({}).match(/\\/Type\\s*\\/Page[^s]/g).length", json!(pdf));
    let pages = browser.run(&script).as_u64().expect("a number");
    assert!((2..20).contains(&pages), "{pages} pages");
    assert_eq!(browser.problems(), Vec::<String>::new());
}

/// Every cell of this log would run something if it were markup.
const HOSTILE: &str = "Harbour Action Log 12/09/2022\n\n\
    No\tAction\tOwner\tDeadline\tStatus\n\
    1\t<script>window.ran = 1</script> Paint the doors\t<img src=x onerror=\"window.ran = 2\">\tNov'22\tOngoing. </script><script>window.ran = 3</script>\n\
    2\t<!--<script>window.ran = 4\t<svg onload=window.ran=5>\tjavascript:window.ran=6\t<b>Complete</b> {{policy}} \\u003cscript>\n";

#[test]
fn markup_in_a_document_is_shown_and_never_run() {
    let Some(program) = find() else { return };
    let documents = TempDir::new().expect("a folder");
    fs::write(documents.path().join("<img src=x onerror=window.ran=7>.txt"), HOSTILE).expect("a file");
    let made = Made::of(documents.path());
    assert_eq!(made.list("actions").len(), 2);
    let mut browser = Browser::start(&program, 1400, 900);
    for place in ["", "#action/tl-0001", "#action/tl-0002", "#findings", "#unsure", "#sources"] {
        browser.open(&made.page(), place);
        assert_eq!(browser.run("window.ran ?? null"), Value::Null, "{place}");
        assert_eq!(browser.problems(), Vec::<String>::new(), "{place}");
        assert_eq!(browser.count("main img, main b:empty, main script"), 0, "{place}");
    }
    browser.open(&made.page(), "#action/tl-0001");
    assert!(browser.text("#title-action").starts_with("<script>window.ran = 1</script> Paint the doors"));
    assert!(browser.text(".w-status").contains("</script><script>window.ran = 3</script>"));
    // Even a script that is put in afterwards is not run.
    browser.run("(() => { const one = document.createElement('script'); try { one.textContent = 'window.ran = 8'; document.body.append(one); } catch {} })()");
    assert_eq!(browser.run("window.ran ?? null"), Value::Null);
}

#[test]
fn pieces_of_pages_are_shown_beside_their_rows() {
    let Some(program) = find() else { return };
    let made = Made::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pdf/qpdf/turned-by-90.pdf"));
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("throughline"));
    command.args(["report", "--with-pages", "--quiet", "--out"]).arg(made.folder.path()).assert().success();
    let mut browser = Browser::start(&program, 1400, 900);
    browser.open(&made.page(), "#action/tl-0004");
    browser.wait("document.querySelector('.page img').complete");
    assert_eq!(browser.run("document.querySelector('.page img').naturalWidth > 400"), true);
    let said = browser.run("document.querySelector('.page img').alt");
    assert_eq!(said, "Page 1 of turned-by-90.pdf, the row marked");
    assert_eq!(browser.problems(), Vec::<String>::new());
}

#[test]
fn axe_finds_no_violation() {
    let Some(program) = find() else { return };
    let Some(axe) = std::env::var_os("THROUGHLINE_AXE").and_then(|path| fs::read_to_string(path).ok()) else {
        say("skipped: THROUGHLINE_AXE names no axe-core script, so the report is not searched for hurdles");
        return;
    };
    let folder = TempDir::new().expect("a folder");
    let many = folder.path().join("many.html");
    write(&many::history(60, 30), &many);
    let harbour = Made::of_series("harbour");
    let mut browser = Browser::start(&program, 1400, 900);
    browser.disarm();
    for (width, scheme) in [(1400, "light"), (1400, "dark"), (390, "light")] {
        browser.resize(width, 900);
        browser.prefer(scheme);
        for (page, place) in [
            (&harbour.page(), ""),
            (&harbour.page(), "#action/tl-0007"),
            (&harbour.page(), "#action/tl-0019"),
            (&harbour.page(), "#findings"),
            (&harbour.page(), "#unsure"),
            (&harbour.page(), "#sources"),
            (&many, ""),
            (&many, "#action/tl-0003"),
        ] {
            browser.open(page, place);
            browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
            if place.is_empty() {
                browser.run("document.getElementById('grid').focus()");
            }
            browser.run(&axe);
            let found = browser.run(
                "axe.run(document).then((found) => found.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html + ' ' + node.failureSummary).join(' | ')}`))",
            );
            assert_eq!(found, json!([]), "{width} {scheme} {place}");
        }
    }
}

#[test]
fn five_thousand_actions_are_drawn_as_they_are_scrolled_to() {
    let Some(program) = find() else { return };
    let folder = TempDir::new().expect("a folder");
    let page = folder.path().join("report.html");
    write(&many::history(5000, 12), &page);
    let mut browser = Browser::start(&program, 1400, 900);
    browser.open(&page, "");
    assert_eq!(shown(&mut browser), 5000);
    assert!(browser.count("#grid .body .row") < 80);
    browser.press("j");
    browser.press("End");
    assert_eq!(browser.text(".row.active .number"), "5000");
    assert!(browser.count("#grid .body .row") < 80);
    browser.press("Enter");
    assert!(browser.text("#title-action").contains("at pier 5 before the season"));
    assert_eq!(browser.problems(), Vec::<String>::new());
}

fn write(history: &throughline::model::history::History, path: &Path) {
    let none = std::collections::BTreeMap::new();
    let report = throughline::emit::Report { history, explanations: &[], pictures: &none, remarks: &[] };
    let mut bytes = Vec::new();
    throughline::emit::write_report(&report, &mut bytes).expect("it is written");
    fs::write(path, bytes).expect("a file");
}
