//! `build --keep-going`: what rests on broken data is withheld, and the rest is published.
//!
//! The values of the broken file are all of 734xx, its counts of 4711x and its remarks one word, so that
//! whatever is made of them can be told in any byte of the output.

use std::collections::BTreeMap;
use std::path::Path;

use tempfile::TempDir;
use throughline::id::Date;

use crate::pages::{Built, files};
use crate::support::{folder, read, run, write};

const KPI: &str = "unit = \"orders\"\ndirection = \"up\"\nowner = \"jo\"\nperiod = \"week\"\n";

const BRIEF: &str = "+++\nowner = \"mina\"\nserves = \"vision#more\"\naccepted = 2025-09-01\nshipped = 2026-02-03\n+++\n\
                     # Pay\n## User problem\nBuyers leave.\n## KPI impact\n- More orders [[orders]] +50 by 2026-06-01\n\
                     - More visits [[visits]] +5% by 2026-06-01\n## Desired outcomes\nBuyers stay.\n";

const LATER: &str = "+++\nowner = \"mina\"\nserves = \"vision#more\"\naccepted = 2026-05-01\n+++\n# Later\n\
                     ## User problem\nBuyers wait.\n## KPI impact\n- More orders [[orders]] +5% by 2026-12-31\n";

const RETRO: &str = "+++\nreviews = \"pay\"\nfacilitator = \"jo\"\nheld = 2026-05-05\n+++\n# A look back\n\
                     ## What went well\nThe flag.\n## What could have been better\nThe night.\n## Lessons\nNone.\n\
                     ## Outcomes\n- More came [[orders]] +50\n";

const PAGE: &str = "# Numbers\n\nNow [](kpi:orders), and [](kpi:visits).\n\n![Orders](kpi:orders)\n\n\
                    ![Orders](kpi:orders?chart=spark)\n\n[Download](kpis/visits.csv)\n";

const SURVEY: &str = "+++\nowner = \"jo\"\nwaves = [{ on = 2026-01-12, file = \"wave.csv\" }]\n\
                      questions = [{ id = \"stay\", text = \"Stay?\", scale = [\"yes\", \"no\"] }]\n+++\n# Mood\n";

/// Returns thirty weeks of values in two columns; some rows are replaced.
fn weeks(replaced: &[(usize, &str)]) -> String {
    let first = Date::parse("2025-09-01").unwrap();
    let mut text = "date,value,other,n,note\n".to_owned();
    for week in 0..30 {
        let date = first.plus_days(7 * i32::try_from(week).unwrap()).unwrap();
        let level = if week < 22 { 73_400 } else { 73_480 } + week % 3;
        let own = replaced.iter().find(|(at, _)| *at == week).map(|(_, cell)| (*cell).to_owned());
        let value = own.unwrap_or_else(|| level.to_string());
        text.push_str(&format!("{date},{value},{},4711{},quagga\n", level + 5, week % 9));
    }
    text
}

/// Returns a site whose KPIs `orders` and `returns` read one file, and `visits` another.
fn site(orders: &str) -> TempDir {
    let kpi = |title: &str, more: &str| format!("+++\n{KPI}{more}+++\n# {title}\n\nA number.\n");
    let site = folder(&[
        ("throughline.toml", "title = \"Handbook\"\nas-of = 2026-06-30\n"),
        (
            "content/vision.md",
            "+++\nkind = \"vision\"\nowner = \"mina\"\n+++\n# Vision\n\n## Business objectives\n\n\
             ### More orders [[orders]] 99000 by 2026-12-31 {#more}\n",
        ),
        ("content/briefs/pay.md", BRIEF),
        ("content/briefs/later.md", LATER),
        ("content/retros/look.md", RETRO),
        ("content/numbers.md", PAGE),
        ("content/surveys/mood.md", SURVEY),
        (
            "content/surveys/wave.csv",
            "group,question,answer,count\nkitchen,stay,yes,73441\nkitchen,stay,no,73442\n",
        ),
    ]);
    write(site.path(), "content/kpis/orders.md", kpi("Orders", ""));
    let other = "source = { file = \"orders.csv\", value = \"other\" }\n";
    write(site.path(), "content/kpis/returns.md", kpi("Returns", other));
    write(site.path(), "content/kpis/visits.md", kpi("Visits", ""));
    write(site.path(), "content/kpis/orders.csv", orders);
    write(
        site.path(),
        "content/kpis/visits.csv",
        weeks(&[])
            .replace(",7348", ",5190")
            .replace(",734", ",515")
            .replace(",4711", ",12")
            .replace("quagga", "okapi"),
    );
    site
}

/// Returns the files that hold a value, a count or a remark of the broken file, or what is made of them:
/// a number of five digits may have a thin space in it.
fn leaks(output: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let tells = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).replace('\u{202f}', "");
        let numbers = text.split(|letter: char| !letter.is_alphanumeric());
        let is_told = |word: &str| {
            let is_number = word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit());
            (is_number && (word.starts_with("734") || word.starts_with("4711"))) || word == "quagga"
        };
        numbers.into_iter().any(is_told)
    };
    let told = output.iter().filter(|(_, bytes)| tells(bytes));
    told.map(|(path, _)| path.clone()).collect()
}

fn public(site: &Path) -> BTreeMap<String, Vec<u8>> {
    files(&site.join("public"))
}

#[test]
fn sound_data_are_told_in_many_places() {
    let site = site(&weeks(&[]));
    let ran = run(site.path(), &["build", "--keep-going"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    let told = leaks(&public(site.path()));
    for path in [
        "numbers.html",
        "kpis/orders.html",
        "kpis/orders.csv",
        "kpis/returns.csv",
        "kpis/index.html",
        "briefs/pay.html",
        "briefs/later.html",
        "surveys/mood.html",
        "throughline.json",
    ] {
        assert!(told.contains(&path.to_owned()), "{path} of {told:?}");
    }
}

#[test]
fn what_rests_on_a_broken_file_is_withheld_to_the_last_byte() {
    let site = site(&weeks(&[(4, "n/a"), (17, "\"73,417\"")]));
    write(
        site.path(),
        "content/surveys/wave.csv",
        "group,question,answer,count\nkitchen,stay,yes,73441\nkitchen,stay,no,x\n",
    );
    let ran = run(site.path(), &["build", "--keep-going"]);
    let said = ran.stderr() + &ran.stdout();
    assert_eq!(ran.code(), 1, "{said}");
    assert!(said.contains("orders.csv:6:12") && said.contains("orders.csv:19:12"), "{said}");
    assert!(!said.contains("TL605") && said.contains("Built "), "{said}");
    let output = public(site.path());
    assert_eq!(leaks(&output), Vec::<String>::new());
    assert!(!output.contains_key("kpis/orders.csv") && !output.contains_key("kpis/returns.csv"));
    let page = |path: &str| String::from_utf8(output[path].clone()).unwrap();
    let why = "2 places in orders.csv cannot be read";
    for path in ["kpis/orders.html", "kpis/returns.html", "numbers.html", "briefs/pay.html"] {
        assert!(page(path).contains(why), "{path}");
    }
    for path in ["kpis/orders.html", "numbers.html"] {
        assert!(page(path).contains("checks.html\">"), "{path}");
    }
    assert!(page("checks.html").contains(why));
    assert!(page("surveys/mood.html").contains("1 place in wave.csv cannot be read"));
    assert!(page("throughline.json").contains("\"withheld\""));
    // What became of the promise is told of the other KPI alone.
    assert!(!page("briefs/pay.html").contains("+80") && page("briefs/pay.html").contains("+400"));
    // The rest is there.
    assert!(
        page("kpis/visits.csv").contains(",51900,") && page("kpis/visits.html").contains("<svg")
    );
    assert!(page("numbers.html").contains("okapi") || page("kpis/visits.html").contains("okapi"));
}

#[test]
fn without_the_flag_nothing_is_written_and_the_last_output_stays() {
    let site = site(&weeks(&[]));
    assert_eq!(run(site.path(), &["build"]).code(), 0);
    let before = public(site.path());
    write(site.path(), "content/kpis/orders.csv", weeks(&[(4, "n/a")]));
    let ran = run(site.path(), &["build"]);
    assert_eq!(ran.code(), 1);
    assert!(ran.stderr().contains("Nothing was written"), "{}", ran.stderr());
    assert_eq!(public(site.path()), before);
    // With it, what was published of those data before goes.
    assert_eq!(run(site.path(), &["build", "--keep-going"]).code(), 1);
    assert!(!leaks(&public(site.path())).contains(&"kpis/orders.csv".to_owned()));
    // Once they are mended, all is as it was.
    write(site.path(), "content/kpis/orders.csv", weeks(&[]));
    assert_eq!(run(site.path(), &["build", "--keep-going"]).code(), 0);
    assert_eq!(public(site.path()), before);
}

#[test]
fn a_file_of_which_nothing_can_be_read_withholds_its_kpi() {
    for (path, text) in [
        ("content/kpis/orders.csv", "date;value;other\n2026-01-05;1,5;2\n"),
        ("content/kpis/orders.csv", "date,wert,other\n2026-01-05,1,2\n"),
        ("content/kpis/orders.csv", ""),
        ("content/kpis/orders.json", "[]"),
    ] {
        let site = site(&weeks(&[]));
        write(site.path(), path, text);
        let ran = run(site.path(), &["build", "--keep-going"]);
        assert_eq!(ran.code(), 1, "{path} {text}: {}", ran.stderr());
        let page = read(site.path(), "public/kpis/orders.html");
        assert!(page.contains("The numbers are not shown"), "{path} {text}");
        assert!(read(site.path(), "public/kpis/visits.html").contains("<svg"));
    }
}

#[test]
fn an_error_of_another_kind_refuses_still_and_says_why() {
    let site = site(&weeks(&[(4, "n/a")]));
    write(site.path(), "content/page.md", "+++\ntitle = \n+++\nText.\n");
    let ran = run(site.path(), &["build", "--keep-going"]);
    assert_eq!(ran.code(), 1);
    let said = ran.stderr();
    assert!(
        said.contains("`--keep-going` withholds numbers whose data are broken; 1 finding"),
        "{said}"
    );
    assert!(said.contains("Nothing was written"), "{said}");
    assert!(!site.path().join("public").exists());
}

/// A site whose promises are due within the weeks that were measured, and whose survey says who was asked.
fn due() -> TempDir {
    let site = site(&weeks(&[]));
    write(site.path(), "content/briefs/pay.md", BRIEF.replace("2026-06-01", "2026-03-01"));
    let asked = SURVEY.replace("\"wave.csv\" }", "\"wave.csv\", invited = 200000 }");
    write(site.path(), "content/surveys/mood.md", asked);
    site
}

/// Returns the state of the brief, and the names in its chain.
fn brief(site: &Path) -> (String, Vec<String>) {
    let built = Built { files: public(site) };
    let export: serde_json::Value = serde_json::from_str(built.text("throughline.json")).unwrap();
    let documents = export["documents"].as_array().unwrap();
    let brief = documents.iter().find(|document| document["id"] == "pay").unwrap();
    let chain = built.page("briefs/pay.html").texts(".chain li");
    (brief["state"].as_str().unwrap().to_owned(), chain)
}

#[test]
fn a_broken_cell_changes_no_state_and_blames_nobody() {
    let site = due();
    let rules = ["TL604", "TL703", "TL701"];
    let is_quiet = |said: &str| rules.iter().all(|rule| !said.contains(rule));
    let ran = run(site.path(), &["build", "--keep-going"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    assert!(is_quiet(&ran.stderr()), "{}", ran.stderr());
    assert_eq!(brief(site.path()).0, "measured");

    write(site.path(), "content/kpis/orders.csv", weeks(&[(4, "n/a")]));
    let wave = "group,question,answer,count\nkitchen,stay,yes,73441\nkitchen,stay,no,x\n";
    write(site.path(), "content/surveys/wave.csv", wave);
    let ran = run(site.path(), &["build", "--keep-going"]);
    assert_eq!(ran.code(), 1);
    assert!(is_quiet(&ran.stderr()), "{}", ran.stderr());
    let (state, chain) = brief(site.path());
    assert_eq!(state, "measured");
    assert!(chain.iter().all(|node| !node.contains("not measured")), "{chain:?}");
    let built = Built { files: public(site.path()) };
    let mood = built.page("surveys/mood.html");
    let said = mood.texts(".survey .note");
    assert_eq!(said, ["The answers are withheld: 1 place in wave.csv cannot be read."]);
    assert!(built.holding("Nobody has been asked").is_empty());
    assert_eq!(leaks(&public(site.path())), Vec::<String>::new());
    // What is missing of the wave is its own fault, whether or not it is withheld.
    let told = run(site.path(), &["check", "--reminders"]).stderr();
    assert!(told.contains("TL601") && is_quiet(&told), "{told}");
}

#[test]
fn what_a_file_that_tells_nothing_would_measure_is_called_withheld() {
    let site = due();
    for kpi in ["orders", "visits"] {
        write(site.path(), &format!("content/kpis/{kpi}.csv"), "date;wert\n2026-01-05;1\n");
    }
    assert_eq!(run(site.path(), &["build", "--keep-going"]).code(), 1);
    let (state, chain) = brief(site.path());
    assert_eq!(state, "shipped");
    assert!(chain.iter().any(|node| node.contains("numbers withheld")), "{chain:?}");
    let built = Built { files: public(site.path()) };
    assert_eq!(built.holding("due and not measured"), Vec::<&str>::new());
}
