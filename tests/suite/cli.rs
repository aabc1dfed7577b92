//! The command line: what is printed where, and the exit codes.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::support::{folder, program, read, run, write};

fn broken_site() -> tempfile::TempDir {
    let site = folder(&[("content/good.md", "good")]);
    write(site.path(), "content/bad.md", b"caf\xe9");
    site
}

#[test]
fn a_build_says_what_it_made_in_one_line_and_prints_no_data() {
    let site = folder(&[("content/a.md", "a"), ("content/b.md", "b")]);
    let built = run(site.path(), &["build"]);
    assert_eq!((built.code(), built.stdout().as_str()), (0, ""));
    assert!(built.stderr().starts_with("Built "), "{}", built.stderr());
    assert!(site.path().join("public/a.html").is_file());
}

#[test]
fn the_output_folder_may_be_chosen_under_many_names() {
    let site = folder(&[("site/content/a.md", "a")]);
    for option in ["-o", "--output", "--output-dir", "--dest-dir", "--destination", "--site-dir"] {
        let built = run(site.path(), &["build", "site", option, "elsewhere", "-q"]);
        assert_eq!((built.code(), built.stderr()), (0, String::new()), "{option}");
    }
    assert!(site.path().join("elsewhere/a.html").is_file());
}

#[test]
fn commands_in_a_folder_of_a_site_are_about_the_site() {
    let site = folder(&[
        ("throughline.toml", "title = \"Ours\"\n"),
        ("content/index.md", "# Home\n"),
        ("content/briefs/pay.md", "# Pay\n"),
    ]);
    let ran = run(&site.path().join("content/briefs"), &["build"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    assert!(read(site.path(), "public/index.html").contains("<title>Ours"));
    // A folder that is named is meant.
    let ran = run(&site.path().join("content"), &["build", ".", "-o", "../named"]);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    assert!(!read(site.path(), "named/index.html").contains("Ours"));
}

#[test]
fn global_options_work_after_the_command() {
    let site = folder(&[("site/content/a.md", "a")]);
    let built = run(site.path(), &["build", "--quiet", "-r", "site", "--color", "never"]);
    assert_eq!((built.code(), built.stderr()), (0, String::new()));
    assert!(site.path().join("site/public/a.html").is_file());
}

#[test]
fn an_error_fails_check_and_build_and_leaves_the_output() {
    let site = folder(&[("content/good.md", "good")]);
    assert_eq!(run(site.path(), &["build"]).code(), 0);
    write(site.path(), "content/good.md", "changed");
    write(site.path(), "content/bad.md", b"caf\xe9");
    assert_eq!(run(site.path(), &["check"]).code(), 1);
    let built = run(site.path(), &["build"]);
    assert_eq!(built.code(), 1);
    assert!(built.stderr().contains("error[TL001]"), "{}", built.stderr());
    let page = read(site.path(), "public/good.html");
    assert!(page.contains("good") && !page.contains("changed"), "{page}");
    assert!(!site.path().join("public/bad.html").exists());
}

#[test]
fn build_watch_writes_a_saved_page_and_ends_with_the_process() {
    let before = "# A\n\nA lead.\n\nas it was\n";
    let site = folder(&[("content/a.md", before), ("content/b.md", "b")]);
    let mut child =
        program(site.path()).args(["build", "--watch"]).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    lines.find(|line| line.starts_with("Watching")).unwrap();
    write(site.path(), "content/a.md", before.replace("as it was", "changed"));
    let written = lines.find(|line| line.contains(" written, ")).unwrap();
    drop((child.kill(), child.wait()));
    assert!(written.starts_with("1 written, "), "{written}");
    assert!(read(site.path(), "public/a.html").contains("changed"));
    // A clean build finds nothing left to do.
    assert!(run(site.path(), &["build"]).stderr().contains("\n0 written, "));
}

#[test]
fn json_on_standard_output_is_one_object_a_line() {
    let site = broken_site();
    let checked = run(site.path(), &["check", "--format", "json"]);
    let lines: Vec<serde_json::Value> =
        checked.stdout().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 1);
    let finding = &lines[0];
    assert_eq!(finding["code"], "TL001");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["path"], "content/bad.md");
    assert_eq!((&finding["line"], &finding["column"]), (&1.into(), &4.into()));
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    let site = broken_site();
    let plain = run(site.path(), &["check"]);
    assert!(!plain.stderr().contains('\x1b'));
    let asked = run(site.path(), &["check", "--color", "always"]);
    assert!(asked.stderr().contains('\x1b'));
    let forced = program(site.path()).arg("check").env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(String::from_utf8(forced.stderr).unwrap().contains('\x1b'));
    let both = program(site.path())
        .arg("check")
        .envs([("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")])
        .output()
        .unwrap();
    assert!(!String::from_utf8(both.stderr).unwrap().contains('\x1b'));
}

#[test]
fn usage_errors_have_exit_code_2() {
    let site = folder(&[("content/a.md", "a"), ("public/mine.txt", "mine")]);
    for arguments in [
        &["biuld"][..],
        &[],
        &["build", "--no-such-option"],
        &["build", "nowhere"],
        &["build", "a", "--root", "b"],
        &["build"],
        &["explain", "TL999"],
        &["build", "--as-of", "yesterday"],
        &["new", "breif", "Title"],
    ] {
        assert_eq!(run(site.path(), arguments).code(), 2, "{arguments:?}");
    }
}

#[test]
fn a_refused_folder_comes_with_what_to_do() {
    let site = folder(&[("content/a.md", "a"), ("public/mine.txt", "mine")]);
    let refused = run(site.path(), &["build"]);
    assert!(
        refused.stderr().contains("it holds `mine.txt`\nhelp: choose another folder with `-o`")
    );
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let site = folder(&[]);
    let mut child = program(site.path())
        .args(["completions", "bash"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(String::from_utf8(ended.stderr).unwrap(), "");
}

#[test]
fn a_rule_is_explained_and_all_are_listed() {
    let site = folder(&[]);
    let one = run(site.path(), &["explain", "tl203"]);
    assert!(one.stdout().starts_with("TL203: no KPI impact (warning)\n\n"));
    let all = run(site.path(), &["explain"]);
    assert!(all.stdout().contains("TL501  reminder  shipped brief without retro\n"));
}

#[test]
fn completions_are_there_for_every_shell() {
    let site = folder(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(site.path(), &["completions", shell]);
        assert!(script.stdout().contains("throughline"), "{shell}");
    }
}

#[test]
fn init_writes_a_starter_and_never_writes_over_anything() {
    let site = folder(&[]);
    assert_eq!(run(site.path(), &["init", "handbook"]).code(), 0);
    for path in ["throughline.toml", ".gitignore", ".github/workflows/handbook.yml"] {
        assert!(site.path().join("handbook").join(path).is_file(), "{path}");
    }
    assert_eq!(run(site.path(), &["init", "handbook"]).code(), 2);
    write(site.path(), "handbook/throughline.toml", "title = \"Mine\"\n");
    std::fs::remove_file(site.path().join("handbook/content/index.md")).unwrap();
    assert_eq!(run(site.path(), &["init", "handbook", "--force"]).code(), 0);
    assert_eq!(read(site.path(), "handbook/throughline.toml"), "title = \"Mine\"\n");
    assert!(site.path().join("handbook/content/index.md").is_file());
}

#[test]
fn the_starter_is_as_fresh_as_the_day_on_which_it_was_made() {
    let site = folder(&[]);
    // 2027-01-06 is a Wednesday; its Monday lies 52 weeks after the starter's own.
    let status = program(site.path())
        .args(["init", "-q"])
        .env("SOURCE_DATE_EPOCH", "1799193600")
        .status()
        .unwrap();
    assert!(status.success());
    let series = read(site.path(), "content/kpis/first-answer.csv");
    assert!(series.trim_end().lines().last().unwrap().starts_with("2026-12-28,"), "{series}");
    let retro = read(site.path(), "content/retros/suggested-answers-retro.md");
    assert!(retro.contains("held = 2026-11-16\n"));
}

#[test]
fn the_starter_passes_a_strict_check() {
    let site = folder(&[]);
    run(site.path(), &["init"]);
    let checked = run(site.path(), &["check", "--strict"]);
    assert_eq!(
        (checked.code(), checked.stderr().contains("warning")),
        (0, false),
        "{}",
        checked.stderr()
    );
}

#[test]
fn a_new_brief_has_a_day_in_its_name_and_its_sections() {
    let site = folder(&[("content/index.md", "home")]);
    let made = run(site.path(), &["new", "brief", "Invite  links!", "--as-of", "2026-11-22"]);
    assert_eq!(made.stdout(), "content/briefs/2026-11-22-invite-links.md\n");
    let text = read(site.path(), "content/briefs/2026-11-22-invite-links.md");
    let head = "+++\ncreated = 2026-11-22\n# owner = \"\"\n# serves = \"\"\n# proposed = 2026-01-31\n+++\n\
                # Invite links!\n\n## User problem\n\n*";
    assert!(text.starts_with(head), "{text}");
    assert!(text.contains("<!-- As in: - Fewer buyers give up [[drop-off]] -6 by 2026-06-30 -->"));
}

#[test]
fn a_second_document_of_a_name_gets_the_next_free_id() {
    let site = folder(&[("content/visions/2026-01-01-invite-links.md", "")]);
    let made = run(site.path(), &["new", "brief", "Invite links", "--as-of", "2026-11-22"]);
    assert_eq!(made.stdout(), "content/briefs/2026-11-22-invite-links-2.md\n");
}

#[test]
fn a_title_is_no_markup_and_no_path() {
    let site = folder(&[("content/index.md", "home")]);
    let made = run(site.path(), &["new", "page", "../*Öl* & <b>"]);
    assert_eq!(made.stdout(), "content/öl-b.md\n");
    assert!(read(site.path(), "content/öl-b.md").contains("# ../\\*Öl\\* \\& \\<b\\>\n"));
}

#[test]
fn an_unknown_objective_is_refused() {
    let site = folder(&[("content/index.md", "home")]);
    let made = run(site.path(), &["new", "brief", "Invite links", "--serves", "growth"]);
    assert_eq!(made.code(), 2);
    assert!(made.stderr().starts_with("error: no such objective: `growth`\nhelp: "));
    assert!(!site.path().join("content/briefs").exists());
}

#[test]
fn a_new_document_can_be_printed_instead() {
    let site = folder(&[("content/index.md", "home")]);
    let made = run(site.path(), &["new", "retro", "Looking back", "--stdout"]);
    assert!(made.stdout().contains("\n## Lessons\n\n*"));
    assert!(!site.path().join("content/retros").exists());
}

#[test]
fn clean_removes_what_build_wrote() {
    let site = folder(&[("content/a.md", "a")]);
    run(site.path(), &["build"]);
    assert_eq!(run(site.path(), &["clean"]).code(), 0);
    assert!(!site.path().join("public").exists());
}

#[test]
fn the_notes_of_a_new_document_are_one_on_the_terminal_and_each_for_itself_as_json() {
    let prompts = "# Pay\n\n## User problem\n\n*What user problem are we solving, for whom, and how do we \
                   know?*\n\n## Evidence\n\n*Numbers, quotes, sources.*\n\n## Desired outcomes\n\n*What can \
                   users do afterwards that they cannot do today?*\n";
    let site = folder(&[("content/briefs/pay.md", prompts)]);
    let told = run(site.path(), &["check"]).stderr();
    assert_eq!(told.matches("info[TL011]").count(), 1, "{told}");
    assert!(told.contains("= note: the same in lines 9, 13 of this file"), "{told}");
    assert!(told.contains("3 notes"), "{told}");
    let lines = run(site.path(), &["check", "--format", "json"]).stdout();
    assert_eq!(lines.matches("TL011").count(), 3, "{lines}");
}

#[test]
fn forges_get_findings_in_their_own_form() {
    let site = folder(&[("content/briefs/pay.md", "# Pay\n\n[x](nope.md)\n")]);
    let told = run(site.path(), &["check", "--format", "github"]);
    assert_eq!(told.code(), 1);
    let start = "::error file=content/briefs/pay.md,line=3,col=5,endColumn=12,title=TL006 link to nothing::";
    assert!(told.stdout().starts_with(start), "{}", told.stdout());
    let told = run(site.path(), &["check", "--format", "sarif"]);
    assert_eq!(told.code(), 1);
    let log: serde_json::Value = serde_json::from_str(&told.stdout()).unwrap();
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "TL006");
}

#[test]
fn quiet_says_only_what_fails() {
    let site = folder(&[
        ("throughline.toml", "title = \"T\"\n"),
        ("content/briefs/pay.md", "+++\naccepted = 2026-01-02\n+++\n# Pay\n"),
        ("content/lost.md", "# Lost\n\n[[nowhere]]\n"),
    ]);
    for (arguments, warnings) in [
        (&["check", "-q"][..], false),
        (&["build", "-q"][..], false),
        (&["check", "-q", "--strict"][..], true),
        (&["build", "-q", "--strict"][..], true),
    ] {
        let ran = run(site.path(), arguments);
        assert_eq!(ran.code(), 1, "{}", ran.stderr());
        assert!(ran.stderr().contains("error[TL006]"), "{}", ran.stderr());
        assert_eq!(ran.stderr().contains("warning["), warnings, "{arguments:?}");
    }
}

#[test]
fn what_only_some_may_see_is_not_written_where_everyone_looks() {
    let site = folder(&[
        ("throughline.toml", "title = \"T\"\n[audiences]\nleads = \"Leads\"\n"),
        ("content/plan.md", "+++\nvisible-to = \"leads\"\n+++\n# Plan\n"),
    ]);
    let refused = run(site.path(), &["build", "--audience", "leads"]);
    assert_eq!(refused.code(), 2, "{}", refused.stderr());
    assert!(refused.stderr().contains("-o public-leads"), "{}", refused.stderr());
    assert!(!site.path().join("public").exists());
    let built = run(site.path(), &["build", "--audience", "leads", "-o", "public-leads"]);
    assert_eq!(built.code(), 0, "{}", built.stderr());
    assert!(site.path().join("public-leads/plan.html").exists());
}

#[test]
fn help_names_every_kind() {
    let site = folder(&[]);
    for command in ["new", "schema"] {
        let help = run(site.path(), &["help", command]).stdout();
        let words: Vec<&str> =
            help.split(|letter: char| !letter.is_alphanumeric() && letter != '-').collect();
        for kind in throughline::kind::Kind::ALL {
            assert!(words.contains(&kind.name()), "`help {command}` has no `{}`", kind.name());
        }
    }
}
