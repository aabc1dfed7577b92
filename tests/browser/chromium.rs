//! The system's Chromium: how it is found and started, and its pages.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use base64::prelude::{BASE64_STANDARD, Engine};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::protocol::{DEADLINE, Link};

/// What keeps the browser from the network, and from asking its user anything.
const FLAGS: [&str; 10] = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// The event by which a page says that it has loaded.
const LOADED: &str = "Page.loadEventFired";

/// The keys that change what another one does, as the browser's protocol numbers them.
pub(crate) const ALT: u32 = 1;
pub(crate) const CONTROL: u32 = 2;
pub(crate) const META: u32 = 4;
pub(crate) const SHIFT: u32 = 8;

/// Returns the program that `CHROMIUM` names, or the first by its usual names.
pub(crate) fn find() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Some(PathBuf::from(named));
    }
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let mut places = names.into_iter().flat_map(|name| {
        std::env::split_paths(&path).map(move |folder| folder.join(name)).collect::<Vec<_>>()
    });
    places.find(|place| place.is_file())
}

/// A running browser with a profile of its own.
pub(crate) struct Chromium {
    // Ends before the folder of its profile goes.
    link: Mutex<Link>,
    _profile: tempfile::TempDir,
}

impl Chromium {
    pub(crate) fn start(program: &Path) -> Chromium {
        let profile = tempfile::tempdir().unwrap();
        let link = Mutex::new(Link::start(program, &FLAGS, profile.path()));
        Chromium { link, _profile: profile }
    }

    /// Opens an empty page of a width, with storage of its own.
    pub(crate) fn page(&self, width_px: u32) -> Page<'_> {
        let call = |method: &str, parameters: Value, answer: &str| {
            let answers = self.link.lock().unwrap().call(None, method, parameters).unwrap();
            answers[answer].as_str().unwrap().to_owned()
        };
        let context = call("Target.createBrowserContext", json!({}), "browserContextId");
        let target = json!({ "url": "about:blank", "browserContextId": context });
        let target = call("Target.createTarget", target, "targetId");
        let session = json!({ "targetId": target, "flatten": true });
        let session = call("Target.attachToTarget", session, "sessionId");
        let page = Page { chromium: self, context, session };
        for domain in ["Page", "Log", "Runtime"] {
            page.call(&format!("{domain}.enable"), json!({}));
        }
        page.resize(width_px, 900);
        page
    }
}

/// Returns what an event says against a page: errors and warnings of the console, policies that
/// were violated, requests that failed, exceptions.
fn complaint(event: &Value) -> Option<String> {
    let details = &event["params"];
    let is_grave = match event["method"].as_str()? {
        "Log.entryAdded" => ["error", "warning"].contains(&details["entry"]["level"].as_str()?),
        "Runtime.consoleAPICalled" => {
            ["error", "warning", "assert"].contains(&details["type"].as_str()?)
        }
        "Runtime.exceptionThrown" => true,
        _ => false,
    };
    is_grave.then(|| details.to_string())
}

/// One open page; it closes with this value.
pub(crate) struct Page<'a> {
    chromium: &'a Chromium,
    context: String,
    session: String,
}

impl Drop for Page<'_> {
    fn drop(&mut self) {
        let Ok(mut link) = self.chromium.link.lock() else { return };
        let context = json!({ "browserContextId": self.context });
        // A page that the browser has already closed is closed enough.
        drop(link.call(None, "Target.disposeBrowserContext", context));
    }
}

impl Page<'_> {
    /// Goes to an address and waits until it has loaded.
    pub(crate) fn go(&self, url: &str) {
        self.loads();
        let answer = self.call("Page.navigate", json!({ "url": url }));
        assert_eq!(answer["errorText"], Value::Null, "{url}");
        self.wait_for_load(url);
    }

    /// Waits until the page has loaded once more.
    pub(crate) fn wait_for_load(&self, what: &str) {
        assert!(self.has_loaded(DEADLINE), "{what} did not load");
    }

    /// Returns how often the page has loaded since this was last asked.
    pub(crate) fn loads(&self) -> usize {
        let mut count = 0;
        while self.has_loaded(Duration::ZERO) {
            count += 1;
        }
        count
    }

    fn has_loaded(&self, within: Duration) -> bool {
        let end = Instant::now() + within;
        self.chromium.link.lock().unwrap().event(&self.session, LOADED, end).is_some()
    }

    /// Returns what the browser said against the page since this was last asked.
    pub(crate) fn complaints(&self) -> Vec<String> {
        // Whatever the page had to say was said before the answer to this.
        self.eval::<u32>("1");
        let events = self.chromium.link.lock().unwrap().events_but(&self.session, LOADED);
        events.iter().filter_map(complaint).collect()
    }

    /// Returns the value of an expression; a promise is waited for.
    pub(crate) fn eval<T: DeserializeOwned>(&self, expression: &str) -> T {
        self.try_eval(expression).unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    fn try_eval<T: DeserializeOwned>(&self, expression: &str) -> Result<T, String> {
        let mut answer = self.try_call(
            "Runtime.evaluate",
            json!({
                "expression": expression, "returnByValue": true, "awaitPromise": true,
                "userGesture": true
            }),
        )?;
        if let Some(details) = answer.get("exceptionDetails") {
            return Err(details.to_string());
        }
        let value = answer["result"]["value"].take();
        serde_json::from_value(value).map_err(|error| error.to_string())
    }

    /// Waits until an expression is true on the page, which may be loaded anew meanwhile.
    pub(crate) fn wait(&self, claim: &str) {
        let end = Instant::now() + DEADLINE;
        let look = format!(
            "new Promise(function (done) {{
                var end = Date.now() + 1000;
                (function look() {{
                    if ({claim}) done(true);
                    else if (Date.now() > end) done(false);
                    else setTimeout(look, 10);
                }})();
            }})"
        );
        // A page that is left takes its promises with it.
        let mut last = self.try_eval(&look);
        while last != Ok(true) {
            assert!(Instant::now() < end, "this never came true: {claim} ({last:?})");
            last = self.try_eval(&look);
        }
    }

    /// Makes the window another size.
    pub(crate) fn resize(&self, width_px: u32, height_px: u32) {
        let size = json!({
            "width": width_px, "height": height_px, "deviceScaleFactor": 1, "mobile": false
        });
        self.call("Emulation.setDeviceMetricsOverride", size);
    }

    /// Makes the system prefer light or dark.
    pub(crate) fn prefer(&self, scheme: &str) {
        self.emulate("prefers-color-scheme", scheme);
    }

    /// Makes the system ask for little motion: pages scroll at once.
    pub(crate) fn reduce_motion(&self) {
        self.emulate("prefers-reduced-motion", "reduce");
    }

    /// Makes the system force its own few colours on pages.
    pub(crate) fn force_colours(&self) {
        self.emulate("forced-colors", "active");
    }

    /// Shows the page as it stands on paper.
    pub(crate) fn show_paper(&self) {
        self.call("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    }

    fn emulate(&self, name: &str, value: &str) {
        let features = json!({ "features": [{ "name": name, "value": value }] });
        self.call("Emulation.setEmulatedMedia", features);
    }

    /// Turns scripts of pages off.
    pub(crate) fn forbid_scripts(&self) {
        self.call("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    }

    /// Presses and releases a key.
    pub(crate) fn press(&self, key: &str) {
        self.press_with(key, 0);
    }

    /// Presses and releases a key while modifiers are down.
    pub(crate) fn press_with(&self, key: &str, modifiers: u32) {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "Escape" => (27, ""),
            "?" => (191, "?"),
            "[" => (219, "["),
            "]" => (221, "]"),
            "t" => (84, "t"),
            "ArrowLeft" => (37, ""),
            "ArrowRight" => (39, ""),
            _ => panic!("no test has pressed {key} yet: add its code"),
        };
        for event in ["keyDown", "keyUp"] {
            let mut details = json!({
                "type": event, "key": key, "code": key, "windowsVirtualKeyCode": code,
                "modifiers": modifiers
            });
            if !text.is_empty() && modifiers & (CONTROL | ALT | META) == 0 {
                details["text"] = text.into();
            }
            self.call("Input.dispatchKeyEvent", details);
        }
    }

    /// Moves the mouse to a point of the window.
    pub(crate) fn point(&self, x: f64, y: f64) {
        let details = json!({ "type": "mouseMoved", "x": x, "y": y });
        self.call("Input.dispatchMouseEvent", details);
    }

    /// Clicks on an element with the mouse.
    pub(crate) fn click(&self, selector: &str) {
        let (x, y): (f64, f64) = self.eval(&format!(
            "(function () {{
                var element = document.querySelector({});
                element.scrollIntoView({{ block: 'center', behavior: 'instant' }});
                var box = element.getBoundingClientRect();
                return [box.left + box.width / 2, box.top + box.height / 2];
            }})()",
            Value::from(selector)
        ));
        for event in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let button = if event == "mouseMoved" { "none" } else { "left" };
            let details =
                json!({ "type": event, "x": x, "y": y, "button": button, "clickCount": 1 });
            self.call("Input.dispatchMouseEvent", details);
        }
    }

    /// Returns a picture of the window, as PNG.
    pub(crate) fn picture(&self) -> Vec<u8> {
        let answer = self.call("Page.captureScreenshot", json!({ "format": "png" }));
        BASE64_STANDARD.decode(answer["data"].as_str().unwrap()).unwrap()
    }

    fn call(&self, method: &str, parameters: Value) -> Value {
        self.try_call(method, parameters).unwrap()
    }

    fn try_call(&self, method: &str, parameters: Value) -> Result<Value, String> {
        self.chromium.link.lock().unwrap().call(Some(&self.session), method, parameters)
    }
}
