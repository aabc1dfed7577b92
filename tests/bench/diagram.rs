//! What the largest flowchart costs beside one of half its size.

use std::hint::black_box;
use std::time::{Duration, Instant};

use throughline::diagram::read;

/// How many nodes a diagram has that is nearly the largest that is drawn.
const MOST: usize = 380;

/// Prints a row for each size: nodes, edges and milliseconds, of three times the shortest.
pub(crate) fn measure() {
    println!("\n{:<28}{:>10}{:>10}", "a flowchart", "edges", "ms");
    for count in [MOST / 2, MOST] {
        let text = tree(count);
        let edges = text.lines().count() - 1;
        let each = (0..3).map(|_| once(&text)).min().unwrap();
        let name = format!("of {count} nodes");
        println!("{name:<28}{edges:>10}{:>10.1}", each.as_secs_f64() * 1e3);
    }
}

/// Returns a flowchart whose nodes hang together as in a tree, with some ways across.
fn tree(count: usize) -> String {
    let mut text = String::from("flowchart TD\n");
    for at in 1..count {
        text.push_str(&format!("n{} --> n{at}\n", (at - 1) / 2));
        if at % 3 == 0 {
            text.push_str(&format!("n{} -->|way {at}| n{at}\n", at * 7 % at));
        }
    }
    text
}

fn once(text: &str) -> Duration {
    let start = Instant::now();
    black_box(read(text).unwrap().draw());
    start.elapsed()
}
