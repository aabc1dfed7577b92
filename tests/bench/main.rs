//! What building and previewing cost, beside the floor that is measured in the same run.
//!
//! `cargo bench` measures at 1,000 and 10,000 generated documents; `cargo bench -- 2000` at as many as
//! are named, and `cargo bench -- chart` only what charts and diagrams cost. Absolute times say
//! little on a machine that does other things too: the ratios count.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on fails")]
#![expect(clippy::print_stdout, reason = "the table is what this program is for")]

mod chart;
mod corpus;
mod diagram;
mod floor;
mod growth;
mod preview;
mod process;

use std::time::Duration;

use floor::Cost;
use preview::Saves;
use process::{Spent, program, run};

/// How often short runs are repeated; the median counts.
const TIMES: usize = 3;

fn main() {
    let sizes: Vec<usize> =
        std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 10_000] } else { sizes };
    chart::measure();
    diagram::measure();
    if std::env::args().any(|argument| argument == "chart") {
        return;
    }
    growth::measure();
    for documents in sizes {
        measure(documents);
    }
}

fn measure(documents: usize) {
    let place = process::folder();
    let root = place.path().join("site");
    let bytes = corpus::write(&root, documents);
    println!(
        "\n{documents} documents, {:.1} MiB of Markdown, seed {}, in {}",
        bytes as f64 / 1_048_576.0,
        corpus::SEED,
        place.path().parent().unwrap().display()
    );
    println!("{:<28}{:>10}{:>10}{:>12}{:>12}", "", "wall", "CPU", "floor CPU", "memory");

    let output = place.path().join("floor");
    let floors = (0..TIMES).map(|_| floor::run(&root.join("content"), &output)).collect();
    let floor = median(floors, |cost: &Cost| cost.cpu);
    row("floor", floor.wall, floor.cpu, floor, None);
    std::fs::remove_dir_all(&output).unwrap();

    let site = place.path().join("public");
    let colds = (0..TIMES).map(|_| {
        // There is none before the first build.
        drop(std::fs::remove_dir_all(&site));
        run(program().args(["build", "-q", "-o"]).arg(&site).arg(&root))
    });
    let cold = median(colds.collect(), |spent: &Spent| spent.cpu);
    row("build, cold", cold.wall, cold.cpu, floor, Some(cold.peak_kib));
    let warms =
        (0..TIMES).map(|_| run(program().args(["build", "-q", "-o"]).arg(&site).arg(&root)));
    let warm = median(warms.collect(), |spent: &Spent| spent.cpu);
    row("build, nothing changed", warm.wall, warm.cpu, floor, Some(warm.peak_kib));
    std::fs::remove_dir_all(&site).unwrap();
    let checks = (0..TIMES).map(|_| run(program().args(["check", "-q"]).arg(&root)));
    let check = median(checks.collect(), |spent: &Spent| spent.cpu);
    row("check", check.wall, check.cpu, floor, Some(check.peak_kib));

    let seen = preview::run(&root, corpus::Sizes::of(documents).briefs);
    println!(
        "{:<28}{:>8.0} ms{:>34}",
        "serve, ready to answer",
        ms(seen.ready),
        format!("{} MiB", seen.peak_kib / 1024)
    );
    println!(
        "{:<28}{:>10}{:>10}{:>12}{:>12}",
        "a save in serve (ms)", "told", "page", "page, worst", "routes"
    );
    saves("body edit", &seen.bodies);
    saves("title edit", &seen.titles);
}

fn row(name: &str, wall: Duration, cpu: Duration, floor: Cost, peak_kib: Option<u64>) {
    let ratio = cpu.as_secs_f64() / floor.cpu.as_secs_f64();
    let memory = peak_kib.map_or_else(String::new, |kib| format!("{} MiB", kib / 1024));
    println!(
        "{name:<28}{:>8.2} s{:>8.2} s{ratio:>10.1} ×{memory:>12}",
        wall.as_secs_f64(),
        cpu.as_secs_f64()
    );
}

fn saves(name: &str, saves: &Saves) {
    let middle = |times: &[Duration]| ms(times[times.len() / 2]);
    println!(
        "{name:<28}{:>10.1}{:>10.1}{:>12.1}{:>12}",
        middle(&saves.told),
        middle(&saves.right),
        ms(*saves.right.last().unwrap()),
        saves.changed[saves.changed.len() / 2].map_or("any".to_owned(), |count| count.to_string())
    );
}

fn median<T: Copy>(mut costs: Vec<T>, by: impl Fn(&T) -> Duration) -> T {
    costs.sort_by_key(by);
    costs[costs.len() / 2]
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
