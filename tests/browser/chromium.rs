//! The system's Chromium: how it is found and started, and its pages.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use headless_chrome::browser::tab::{ModifierKey, Tab};
use headless_chrome::protocol::cdp::types::Event;
use headless_chrome::protocol::cdp::{Emulation, Log, Page as Pages, Runtime};
use headless_chrome::{Browser, LaunchOptions};
use serde::de::DeserializeOwned;
use serde_json::json;

/// How long anything may take before the test fails.
const DEADLINE: Duration = Duration::from_secs(60);

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
    browser: Browser,
}

impl Chromium {
    pub(crate) fn start(program: PathBuf) -> Chromium {
        let options = LaunchOptions {
            path: Some(program),
            sandbox: false,
            args: FLAGS.iter().map(OsStr::new).collect(),
            idle_browser_timeout: Duration::from_secs(3600),
            ..LaunchOptions::default()
        };
        let browser = Browser::new(options).unwrap();
        browser.set_default_timeout(DEADLINE);
        Chromium { browser }
    }

    /// Opens an empty page of a width, with storage of its own.
    pub(crate) fn page(&self, width_px: u32) -> Page {
        let tab = self.browser.new_context().unwrap().new_tab().unwrap();
        tab.set_default_timeout(DEADLINE);
        let (loaded, loads) = mpsc::channel();
        let complaints = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&complaints);
        tab.call_method(Log::Enable(None)).unwrap();
        tab.call_method(Runtime::Enable(None)).unwrap();
        let listener = move |event: &Event| {
            match event {
                // A page that is closed has nobody who waits for it.
                Event::PageLoadEventFired(_) => drop(loaded.send(())),
                _ => heard.lock().unwrap().extend(complaint(event)),
            }
        };
        tab.add_event_listener(Arc::new(listener)).unwrap();
        let page = Page { tab, loads, complaints };
        page.resize(width_px, 900);
        page
    }
}

/// Returns what an event says against a page: errors and warnings of the console, policies that
/// were violated, requests that failed, exceptions.
fn complaint(event: &Event) -> Option<String> {
    match event {
        Event::LogEntryAdded(event) => {
            let entry = &event.params.entry;
            let is_grave =
                matches!(entry.level, Log::LogEntryLevel::Error | Log::LogEntryLevel::Warning);
            is_grave.then(|| format!("{} {}", entry.text, entry.url.as_deref().unwrap_or_default()))
        }
        Event::RuntimeExceptionThrown(event) => {
            Some(format!("{:?}", event.params.exception_details))
        }
        Event::RuntimeConsoleAPICalled(event) => {
            use Runtime::ConsoleAPICalledEventTypeOption as Level;
            let is_grave =
                matches!(event.params.Type, Level::Error | Level::Warning | Level::Assert);
            is_grave.then(|| format!("{:?}", event.params.args))
        }
        _ => None,
    }
}

/// One open page; it closes with this value.
pub(crate) struct Page {
    tab: Arc<Tab>,
    loads: mpsc::Receiver<()>,
    complaints: Arc<Mutex<Vec<String>>>,
}

impl Drop for Page {
    fn drop(&mut self) {
        // A page that the browser has already closed is closed enough.
        drop(self.tab.close_target());
    }
}

impl Page {
    /// Goes to an address and waits until it has loaded.
    pub(crate) fn go(&self, url: &str) {
        while self.loads.try_recv().is_ok() {}
        self.tab.navigate_to(url).unwrap();
        self.wait_for_load(url);
    }

    /// Waits until the page has loaded once more.
    pub(crate) fn wait_for_load(&self, what: &str) {
        let outcome = self.loads.recv_timeout(DEADLINE);
        outcome.unwrap_or_else(|_| panic!("{what} did not load"));
    }

    /// Returns how often the page has loaded since this was last asked.
    pub(crate) fn loads(&self) -> usize {
        self.loads.try_iter().count()
    }

    /// Returns what the browser said against the page since this was last asked.
    pub(crate) fn complaints(&self) -> Vec<String> {
        // Whatever the page had to say was said before the answer to this.
        self.eval::<u32>("1");
        std::mem::take(&mut *self.complaints.lock().unwrap())
    }

    /// Returns the value of an expression; a promise is waited for.
    pub(crate) fn eval<T: DeserializeOwned>(&self, expression: &str) -> T {
        let method: Runtime::Evaluate = method(json!({
            "expression": expression, "returnByValue": true, "awaitPromise": true, "userGesture": true
        }));
        let answer = self.tab.call_method(method);
        let answer = answer.unwrap_or_else(|error| panic!("{expression}: {error}"));
        if let Some(details) = answer.exception_details {
            panic!("{expression}: {details:?}");
        }
        let value = answer.result.value.unwrap_or(serde_json::Value::Null);
        serde_json::from_value(value).unwrap_or_else(|error| panic!("{expression}: {error}"))
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
        while !self.eval::<bool>(&look) {
            assert!(Instant::now() < end, "this never came true: {claim}");
        }
    }

    /// Makes the window another size.
    pub(crate) fn resize(&self, width_px: u32, height_px: u32) {
        let method: Emulation::SetDeviceMetricsOverride = method(json!({
            "width": width_px, "height": height_px, "deviceScaleFactor": 1, "mobile": false
        }));
        self.tab.call_method(method).unwrap();
    }

    /// Makes the system prefer light or dark.
    pub(crate) fn prefer(&self, scheme: &str) {
        self.emulate("prefers-color-scheme", scheme);
    }

    /// Makes the system ask for little motion: pages scroll at once.
    pub(crate) fn reduce_motion(&self) {
        self.emulate("prefers-reduced-motion", "reduce");
    }

    fn emulate(&self, name: &str, value: &str) {
        let feature = Emulation::MediaFeature { name: name.into(), value: value.into() };
        let media = Emulation::SetEmulatedMedia { media: None, features: Some(vec![feature]) };
        self.tab.call_method(media).unwrap();
    }

    /// Turns scripts of pages off.
    pub(crate) fn forbid_scripts(&self) {
        self.tab.call_method(Emulation::SetScriptExecutionDisabled { value: true }).unwrap();
    }

    /// Presses and releases a key.
    pub(crate) fn press(&self, key: &str) {
        self.tab.press_key(key).unwrap();
    }

    /// Presses and releases a key while shift is down.
    pub(crate) fn press_with_shift(&self, key: &str) {
        self.tab.press_key_with_modifiers(key, Some(&[ModifierKey::Shift])).unwrap();
    }

    /// Clicks on an element with the mouse.
    pub(crate) fn click(&self, selector: &str) {
        self.tab.find_element(selector).unwrap().click().unwrap();
    }

    /// Returns a picture of the window.
    pub(crate) fn picture(&self) -> Vec<u8> {
        let format = Pages::CaptureScreenshotFormatOption::Png;
        self.tab.capture_screenshot(format, None, None, true).unwrap()
    }
}

/// Makes a method of the browser's protocol: most have a dozen fields of which few are set.
fn method<T: DeserializeOwned>(fields: serde_json::Value) -> T {
    serde_json::from_value(fields).expect("the fields are those of the protocol")
}
