//! Whether time grows with the input and no faster, on what parsers have drowned in.

use std::time::{Duration, Instant};

use throughline::config::Config;
use throughline::diag::{self, Lines, Styling};
use throughline::doc::{self, Location, ParseOptions};
use throughline::id::{Digest, RelPath};

/// What stands first is repeated, then what stands second as often.
const DEEP: &[(&str, &str)] = &[
    ("<b>", ""),
    ("<b>", "</b>"),
    ("<b>", "</i>"),
    ("<b>\n\n", ""),
    ("<a href=x>", "</a>"),
    ("<div>\n", "</div>\n"),
    ("<a href=x.md>y</a> ", ""),
    ("[a](#b)\n\n", ""),
    ("## X {visible-to=a {b} ", "c\n"),
    ("{visible-to=a} ", ""),
    ("visible-to ", "`x` "),
    ("[^x] ", "[^y]: z\n"),
    ("{#a} ", "{#b .c} "),
];

/// How often the shorter input repeats a piece.
const PIECES: usize = 5_000;

/// Prints how much longer twice the input takes, at worst: a document is read, and its findings are put
/// into words.
pub(crate) fn measure() {
    let ratio = |(first, second): &(&str, &str)| {
        let least = |count: usize| (0..5).map(|_| read(first, second, count)).min().unwrap();
        let (half, whole) = (least(PIECES), least(2 * PIECES));
        (whole.as_secs_f64() / half.as_secs_f64(), format!("{first:?} {second:?}"))
    };
    let worst = DEEP.iter().map(ratio).max_by(|a, b| a.0.total_cmp(&b.0)).unwrap();
    let inputs = DEEP.len();
    println!(
        "\ntwice the input, worst of {inputs} hostile ones: {:.1} × the time ({})",
        worst.0, worst.1
    );
}

fn read(first: &str, second: &str, count: usize) -> Duration {
    let text = format!("## Options\n\n### X {}{}", first.repeat(count), second.repeat(count));
    let path = RelPath::new("content/briefs/a.md").unwrap();
    let location = Location { path: RelPath::new("briefs/a").unwrap(), is_index: false };
    let options = ParseOptions::of(&Config::default());
    let started = Instant::now();
    let document =
        doc::parse(&path, &text.as_str().into(), Digest::of(text.as_bytes()), &location, &options);
    let lines = Lines::of(&text);
    for finding in &document.findings {
        std::hint::black_box(diag::human(finding, &lines, &[], Styling::Plain));
    }
    started.elapsed()
}
