//! What nobody can do without: read, Markdown to HTML, one template a page, write; in parallel.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;
use tera::{Context, Tera};

use crate::process::own_cpu;

const PAGE: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <title>{{ title }}</title>\n</head>\n<body>\n<main>{{ body | safe }}</main>\n</body>\n</html>\n";

/// What a run costs.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) wall: Duration,
    pub(crate) cpu: Duration,
}

/// Turns every document below a folder into a page.
pub(crate) fn run(content: &Path, output: &Path) -> Cost {
    let (started, cpu) = (Instant::now(), own_cpu());
    let mut tera = Tera::new();
    tera.add_raw_template("page.html", PAGE).unwrap();
    let mut files = Vec::new();
    let mut folders = vec![content.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else if entry.path().extension().is_some_and(|extension| extension == "md") {
                files.push(entry.path());
            }
        }
        let below = folder.strip_prefix(content).unwrap();
        std::fs::create_dir_all(output.join(below)).unwrap();
    }
    files.par_iter().for_each(|file| page(file, content, output, &tera));
    Cost { wall: started.elapsed(), cpu: own_cpu() - cpu }
}

fn page(file: &PathBuf, content: &Path, output: &Path, tera: &Tera) {
    let text = std::fs::read_to_string(file).unwrap();
    let body = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n"));
    let body = body.map_or(text.as_str(), |(_, body)| body);
    let title = body.lines().next().unwrap_or_default().trim_start_matches("# ");
    let mut html_text = String::with_capacity(body.len() * 3 / 2);
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    html::push_html(&mut html_text, Parser::new_ext(body, options));
    let mut context = Context::new();
    context.insert("title", title);
    context.insert("body", &html_text);
    let page = tera.render("page.html", &context).unwrap();
    let target = output.join(file.strip_prefix(content).unwrap()).with_extension("html");
    std::fs::write(target, page).unwrap();
}
