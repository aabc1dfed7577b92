//! The pages in a real browser. Where no Chromium is found the tests list themselves as ignored,
//! but in CI they fail: a check that is silently skipped there checks nothing. The same holds of
//! axe-core, which `tests/browser/get-axe` fetches.
//!
//! `THROUGHLINE_SCREENSHOTS=DIR cargo test --test browser` takes pictures of every type of page
//! instead.

#![expect(clippy::unwrap_used, reason = "a helper of a test that cannot go on fails the test")]

mod axe;
mod board;
mod chromium;
mod crosshair;
mod keyboard;
mod keys;
mod labels;
mod live;
mod looks;
mod pages;
mod protocol;
mod screenshots;
mod site;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Conclusion, Failed, Trial};

use chromium::Chromium;
use site::Sample;

/// What every test gets: one browser, and one built sample with its server.
struct Bench {
    chromium: Chromium,
    sample: Sample,
}

/// A test by its name.
type Test = (&'static str, fn(&Bench));

fn main() -> ExitCode {
    if let Some(folder) = std::env::var_os("THROUGHLINE_SCREENSHOTS") {
        let program = chromium::find().expect("pictures need a Chromium");
        screenshots::take(&Bench::new(&program), &PathBuf::from(folder));
        return ExitCode::SUCCESS;
    }
    run(Arguments::from_args()).exit_code()
}

fn run(mut arguments: Arguments) -> Conclusion {
    // Each page has a window of its own in the one browser; a second one would take its focus.
    arguments.test_threads = Some(1);
    let tests =
        [board::TESTS, crosshair::TESTS, keyboard::TESTS, labels::TESTS, live::TESTS, looks::TESTS]
            .concat();
    let tests = [tests, keys::TESTS.to_vec(), pages::TESTS.to_vec()].concat();
    let found = chromium::find();
    let in_ci = std::env::var_os("CI").is_some();
    let ignored = found.is_none() && !in_ci;
    let without_axe = axe::find().is_none() && !in_ci;
    let bench = Arc::new(std::sync::OnceLock::new());
    let tests = tests.into_iter().map(|test| (test, ignored));
    let of_axe = axe::TESTS.iter().map(|test| (*test, ignored || without_axe));
    let trials = tests.chain(of_axe).map(|((name, test), ignored)| {
        let (found, bench) = (found.clone(), Arc::clone(&bench));
        let body = move || {
            let program = found.ok_or("no Chromium: set CHROMIUM or install `chromium`")?;
            test(bench.get_or_init(|| Bench::new(&program)));
            Ok::<(), Failed>(())
        };
        Trial::test(name, body).with_ignored_flag(ignored)
    });
    libtest_mimic::run(&arguments, trials.collect())
}

impl Bench {
    fn new(program: &Path) -> Bench {
        Bench { chromium: Chromium::start(program), sample: Sample::build() }
    }
}
