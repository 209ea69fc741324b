//! A browser without a window, driven over the pipe that Chromium offers for that (`--remote-debugging-pipe`): messages of
//! JSON, each ended by a zero byte. Nothing else is needed, neither a driver nor a connection.

#![allow(dead_code, reason = "each program uses a part of this")]

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long anything is waited for.
const PATIENCE: Duration = Duration::from_secs(60);
/// The names that Chromium goes by.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// A browser with one page.
pub struct Browser {
    program: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    session: Option<String>,
    next: u64,
    problems: Vec<String>,
    loaded: bool,
    _profile: TempDir,
}

/// Says something past the test runner, which keeps what passing tests print to itself.
pub fn say(words: &str) {
    let mut console = std::io::stderr().lock();
    // Where nobody listens there is nobody to tell.
    let _ = writeln!(console, "{words}");
}

/// Returns the browser that is installed, or says that there is none.
pub fn find() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let found =
        NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|at| at.is_file());
    if found.is_none() {
        say("skipped: no Chromium on PATH, so the report is not looked at in a browser");
    }
    found
}

impl Browser {
    /// Starts the browser with an empty page of that size.
    pub fn start(program: &Path, width: u32, height: u32) -> Self {
        let profile = TempDir::new().expect("a folder");
        // The pipe is file 3 and 4 of the browser; a shell can put it there.
        let mut program = Command::new("sh")
            .args(["-c", r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>/dev/null"#])
            .arg(program)
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-pipe"])
            .args(["--disable-background-networking", "--hide-scrollbars"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell");
        let input = program.stdin.take().expect("a pipe");
        let output = program.stdout.take().expect("a pipe");
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            for message in BufReader::new(output).split(0).map_while(Result::ok) {
                let Ok(message) = serde_json::from_slice(&message) else { continue };
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let mut browser = Self {
            program,
            input,
            messages,
            session: None,
            next: 0,
            problems: Vec::new(),
            loaded: false,
            _profile: profile,
        };
        let target = browser.ask("Target.createTarget", json!({"url": "about:blank"}));
        let attached = browser.ask("Target.attachToTarget", json!({"targetId": target["targetId"], "flatten": true}));
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page.enable", "Runtime.enable", "Log.enable"] {
            browser.ask(domain, json!({}));
        }
        browser.resize(width, height);
        browser
    }

    /// Sets the size of the page.
    pub fn resize(&mut self, width: u32, height: u32) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.ask("Emulation.setDeviceMetricsOverride", size);
    }

    /// Makes the system prefer `light` or `dark`.
    pub fn prefer(&mut self, scheme: &str) {
        let feature = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.ask("Emulation.setEmulatedMedia", json!({"media": "", "features": feature}));
    }

    /// Lets scripts be put into the page from outside, which its own policy forbids.
    pub fn disarm(&mut self) {
        self.ask("Page.setBypassCSP", json!({"enabled": true}));
    }

    /// Opens a file anew, at a place in it that begins with `#`.
    pub fn open(&mut self, file: &Path, place: &str) {
        // From one place of a page to another would not load it.
        self.load("about:blank");
        self.load(&format!("file://{}{place}", file.display()));
    }

    fn load(&mut self, address: &str) {
        self.loaded = false;
        self.ask("Page.navigate", json!({"url": address}));
        let until = Instant::now() + PATIENCE;
        while !self.loaded {
            self.take_in(until).unwrap_or_else(|| panic!("{address} did not load"));
        }
    }

    /// Goes to another place in the page, as a link would.
    pub fn go(&mut self, place: &str) {
        self.run(&format!("location.hash = {}", json!(place)));
        self.run("new Promise((done) => setTimeout(done, 50))");
    }

    /// Returns what a script comes to.
    pub fn run(&mut self, script: &str) -> Value {
        let order = json!({"expression": script, "awaitPromise": true, "returnByValue": true, "userGesture": true});
        let mut answer = self.ask("Runtime.evaluate", order);
        assert!(answer.get("exceptionDetails").is_none(), "{script}\n{answer}");
        answer["result"]["value"].take()
    }

    /// Returns the text of the first element that fits.
    pub fn text(&mut self, selector: &str) -> String {
        let script = format!("document.querySelector({})?.textContent ?? '(nothing)'", json!(selector));
        self.run(&script).as_str().expect("text").to_owned()
    }

    /// Returns how many elements fit.
    pub fn count(&mut self, selector: &str) -> u64 {
        let script = format!("document.querySelectorAll({}).length", json!(selector));
        self.run(&script).as_u64().expect("a number")
    }

    /// Waits until a script comes to true.
    pub fn wait(&mut self, script: &str) {
        let until = Instant::now() + PATIENCE;
        while self.run(script) != true {
            assert!(Instant::now() < until, "still waiting for {script}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Presses a key: a letter, or a name such as `Enter`.
    pub fn press(&mut self, key: &str) {
        let text = match key {
            "Enter" => "\r",
            one if one.chars().count() == 1 => one,
            _ => "",
        };
        let code = match key {
            "Enter" => 13,
            "Escape" => 27,
            "Tab" => 9,
            "End" => 35,
            "Home" => 36,
            "ArrowUp" => 38,
            "ArrowDown" => 40,
            "ArrowLeft" => 37,
            "ArrowRight" => 39,
            "PageDown" => 34,
            _ => 0,
        };
        for kind in ["keyDown", "keyUp"] {
            let mut event = json!({"type": kind, "key": key, "windowsVirtualKeyCode": code});
            if kind == "keyDown" && !text.is_empty() {
                event["text"] = json!(text);
            }
            self.ask("Input.dispatchKeyEvent", event);
        }
        self.run("new Promise((done) => setTimeout(done, 30))");
    }

    /// Types a text.
    pub fn type_in(&mut self, text: &str) {
        self.ask("Input.insertText", json!({"text": text}));
    }

    /// Clicks into the middle of the first element that fits.
    pub fn click(&mut self, selector: &str) {
        let script = format!(
            "(() => {{ const one = document.querySelector({}); one.scrollIntoView({{block: 'center'}}); const at = one.getBoundingClientRect(); return [at.x + at.width / 2, at.y + at.height / 2]; }})()",
            json!(selector)
        );
        let at = self.run(&script);
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({"type": kind, "x": at[0], "y": at[1], "button": "left", "clickCount": 1});
            self.ask("Input.dispatchMouseEvent", event);
        }
        self.run("new Promise((done) => setTimeout(done, 50))");
    }

    /// Returns the page as it is printed: the bytes of a PDF, in base64.
    pub fn print(&mut self) -> String {
        let answer = self.ask("Page.printToPDF", json!({}));
        answer["data"].as_str().expect("a PDF").to_owned()
    }

    /// Returns what was complained of since it was last asked: errors on the console, exceptions, broken policy.
    pub fn problems(&mut self) -> Vec<String> {
        self.run("0");
        std::mem::take(&mut self.problems)
    }

    fn ask(&mut self, method: &str, parameters: Value) -> Value {
        self.next += 1;
        let mut order = json!({"id": self.next, "method": method, "params": parameters});
        if let Some(session) = &self.session {
            order["sessionId"] = json!(session);
        }
        let mut bytes = order.to_string().into_bytes();
        bytes.push(0);
        self.input.write_all(&bytes).expect("the browser listens");
        let until = Instant::now() + PATIENCE;
        loop {
            let mut message = self.take_in(until).unwrap_or_else(|| panic!("no answer to {method}"));
            if message["id"] == self.next {
                assert!(message.get("error").is_none(), "{method}: {message}");
                return message["result"].take();
            }
        }
    }

    /// Takes in the next message; nothing where none comes in time.
    fn take_in(&mut self, until: Instant) -> Option<Value> {
        let message = match self.messages.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(message) => message,
            Err(RecvTimeoutError::Timeout) => return None,
            Err(RecvTimeoutError::Disconnected) => panic!("the browser is gone"),
        };
        let details = &message["params"];
        match message["method"].as_str().unwrap_or_default() {
            "Page.loadEventFired" => self.loaded = true,
            "Runtime.exceptionThrown" => self.problems.push(details["exceptionDetails"].to_string()),
            "Runtime.consoleAPICalled" if details["type"] == "error" || details["type"] == "warning" => {
                self.problems.push(details["args"].to_string());
            }
            "Log.entryAdded" if details["entry"]["level"] != "verbose" => {
                self.problems.push(details["entry"].to_string());
            }
            _ => {}
        }
        Some(message)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}
