//! The script that points at the values of a line: where it is loaded, and how large it is.

use crate::pages::build;
use crate::support::{folder, read};

#[test]
fn only_pages_with_a_chart_load_the_crosshair() {
    let data = "date,value\n2026-01,1\n2026-02,3\n2026-03,2\n";
    let site = folder(&[
        ("content/index.md", "# Ours\n\n![Speed](kpi:speed)\n"),
        ("content/kpis/speed.md", "# Speed\n"),
        ("content/kpis/speed.csv", data),
        ("content/kpis/empty.md", "# Empty\n"),
        ("content/kpis/index.md", "# Numbers\n\n![Speed](kpi:speed?chart=bars)\n"),
        ("content/glossary.md", "# Words\n\n![Speed](kpi:speed?chart=spark)\n"),
        ("content/plain.md", "# Plain\n\nSee [](kpi:speed), and `![Speed](kpi:speed)`.\n"),
    ]);
    let built = build(site.path(), &[]);
    let pages = built.files.iter().filter(|(path, _)| path.ends_with(".html"));
    let (with, without): (Vec<_>, Vec<_>) =
        pages.partition(|(_, bytes)| String::from_utf8_lossy(bytes).contains("/crosshair."));
    let with: Vec<&str> = with.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(with, ["index.html", "kpis/index.html", "kpis/speed.html"]);
    assert!(without.iter().any(|(path, _)| path.as_str() == "kpis/empty.html"));
}

#[test]
fn the_crosshair_stays_under_two_kilobytes() {
    let theme = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default"));
    assert!(read(theme, "crosshair.js").len() < 2000);
}
