//! Blocks as somebody would write them, and the HTML that is meant.

use super::colour::{Colour, runs};
use super::{Code, Info, Language};

fn html(info: &str, text: &str) -> String {
    let info = Info::read(info);
    assert_eq!(info.problems, []);
    let (code, problems) = Code::read(info, text);
    assert_eq!(problems, []);
    code.html().to_owned()
}

fn coloured(language: &str, text: &'static str) -> Vec<(&'static str, Colour)> {
    let runs = runs(&Language::of(language), text);
    runs.into_iter().map(|(range, colour)| (&text[range], colour)).collect()
}

#[test]
fn text_without_a_language_stays_as_it_is() {
    assert_eq!(html("", "a < b\n"), "<pre><code>a &lt; b\n</code></pre>\n");
    assert_eq!(
        html("text", "fn main\n"),
        "<pre><code class=\"language-text\">fn main\n</code></pre>\n"
    );
}

#[test]
fn words_have_classes_and_no_styles() {
    assert_eq!(
        html("rust ignore", "let a = \"<b>\";\n"),
        "<pre><code class=\"language-rust\"><span class=\"hl-keyword\">let</span> a = \
         <span class=\"hl-string\">&quot;&lt;b&gt;&quot;</span>;\n</code></pre>\n"
    );
}

/// A language, a text in it, and some of its runs.
type Case = (&'static str, &'static str, &'static [(&'static str, Colour)]);

#[test]
fn each_language_shows_what_its_words_are() {
    use Colour::{Comment, Constant, Function, Keyword, Property, Text, Type};
    let cases: [Case; 17] = [
        ("sh", "# a\ncurl \"x\"\n", &[("# a", Comment), ("curl", Function), ("\"x\"", Text)]),
        ("c", "return 1; // a\n", &[("return", Keyword), ("1", Constant), ("// a", Comment)]),
        ("css", ".a { top: 2px }\n", &[("a", Type), ("top", Property), ("2px", Constant)]),
        ("docker", "FROM alpine\n# a\n", &[("FROM", Keyword), ("# a", Comment)]),
        (
            "go",
            "func a() { return \"b\" }\n",
            &[("func", Keyword), ("a", Function), ("\"b\"", Text)],
        ),
        (
            "html",
            "<p id=\"a\"><!-- b -->\n",
            &[("p", Type), ("id", Property), ("<!-- b -->", Comment)],
        ),
        ("ini", "[a]\nb=c\n", &[("[a]", Property), ("b", Property), ("c", Text)]),
        ("java", "class A { int b = 1; }\n", &[("class", Keyword), ("int", Type), ("1", Constant)]),
        ("js", "const a = b(`c`) // d\n", &[("const", Keyword), ("b", Function), ("`c`", Text)]),
        (
            "json",
            "{\"a\": [true, \"b\"]}\n",
            &[("\"a\"", Property), ("true", Constant), ("\"b\"", Text)],
        ),
        ("md", "# A\n\n- b\n", &[("# A", Keyword), ("- ", Constant)]),
        (
            "py",
            "def a():  # b\n    return \"c\"\n",
            &[("def", Keyword), ("a", Function), ("# b", Comment)],
        ),
        (
            "rust",
            "fn a() -> u8 { 1 }\n",
            &[("fn", Keyword), ("a", Function), ("u8", Type), ("1", Constant)],
        ),
        ("toml", "a = \"b\" # c\n", &[("a", Property), ("\"b\"", Text), ("# c", Comment)]),
        ("ts", "let a: string = 'b'\n", &[("let", Keyword), ("string", Type), ("'b'", Text)]),
        ("xml", "<a b=\"c\"/>\n", &[("a", Type), ("b", Property), ("\"c\"", Text)]),
        ("yaml", "a: \"b\" # c\n", &[("a", Property), ("\"b\"", Text), ("# c", Comment)]),
    ];
    for (language, text, expected) in cases {
        let found = coloured(language, text);
        let missing: Vec<_> = expected.iter().filter(|run| !found.contains(run)).collect();
        assert!(missing.is_empty(), "{language}: {missing:?} not in {found:?}");
    }
}

#[test]
fn a_difference_shows_what_came_and_went() {
    assert_eq!(
        coloured("diff", "@@ -1 +1 @@\n-a\n+b\n c\n"),
        [("@@ -1 +1 @@", Colour::Property), ("-a", Colour::Removed), ("+b", Colour::Added)]
    );
}

#[test]
fn prompts_stand_apart() {
    for language in ["console", "sh"] {
        assert_eq!(coloured(language, "$ ls\na.md\n"), [("$ ", Colour::Prompt)], "{language}");
    }
}

#[test]
fn lines_have_numbers_and_marks() {
    assert_eq!(
        html("text title=\"a <b>.rs\" {2} nums=10", "a\nb\n\n"),
        "<figure class=\"listing\"><figcaption>a &lt;b&gt;.rs</figcaption>\
         <pre class=\"lines numbered\"><code class=\"language-text\">\
         <span class=\"line\" data-line=\"10\">a\n</span>\
         <mark class=\"line marked\" data-line=\"11\">b\n</mark>\
         <span class=\"line\" data-line=\"12\">\n</span></code></pre></figure>\n"
    );
}

#[test]
fn a_colour_that_spans_lines_is_split_between_them() {
    assert_eq!(
        html("rust {1}", "/* a\nb */ 1\n"),
        "<pre class=\"lines\"><code class=\"language-rust\">\
         <mark class=\"line marked\"><span class=\"hl-comment\">/* a\n</span></mark>\
         <span class=\"line\"><span class=\"hl-comment\">b */</span> \
         <span class=\"hl-constant\">1</span>\n</span></code></pre>\n"
    );
}

#[test]
fn marks_in_comments_are_taken_out() {
    let text = "a // [!code ++]\nb # [!code --]\nc <!-- [!code error] -->\nd /* [!code warning] */\n\
                // [!code focus:2]\ne\nf\n";
    let found = html("text", text);
    let lines: Vec<&str> = found.split_inclusive('\n').collect();
    assert_eq!(
        lines,
        [
            "<pre class=\"lines focused\"><code class=\"language-text\"><ins class=\"line added\">a\n",
            "</ins><del class=\"line removed\">b\n",
            "</del><span class=\"line error\">c\n",
            "</span><span class=\"line warning\">d\n",
            "</span><span class=\"line focus\">e\n",
            "</span><span class=\"line focus\">f\n",
            "</span></code></pre>\n",
        ]
    );
}

#[test]
fn what_only_looks_like_a_mark_is_text() {
    for text in ["[!code ++]\n", "a [!code ++]\n", "a // [!code ++] b\n", "a // [!code ++\n"] {
        assert_eq!(html("", text), format!("<pre><code>{text}</code></pre>\n"), "{text}");
    }
}

#[test]
fn markdown_shows_how_marks_are_written() {
    assert!(html("md", "a // [!code ++]\n").contains("a // [!code ++]"));
}

#[test]
fn any_text_is_read_without_a_stop() {
    let bits = ["(", "{", "\"", "'", "/*", "é", "<a ", "`", "\n", "[!code ", "$ ", "#", "\0"];
    for language in [
        "sh", "c", "css", "docker", "go", "html", "ini", "js", "json", "md", "py", "rust", "toml",
        "xml", "yaml",
    ] {
        let mut seed = 7_usize;
        let text: String = (0..400)
            .map(|_| {
                seed = seed
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                bits[(seed >> 33) % bits.len()]
            })
            .collect();
        let (code, _) = Code::read(Info::read(&format!("{language} {{1,3-5}}")), &text);
        let shown: String = code
            .html()
            .split('<')
            .filter_map(|part| part.split_once('>'))
            .map(|(_, text)| text)
            .collect();
        let plain = |text: &str| {
            text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
        };
        assert_eq!(plain(&shown).trim_end(), code.text.trim_end(), "{language}");
    }
}

#[test]
fn scans_tell_what_looks_alike_apart() {
    use Colour::{Comment, Constant, Function, Keyword, Property, Text, Type};
    let cases: [Case; 12] = [
        // A lifetime is no character, and a string of Rust goes on over lines.
        (
            "rust",
            "fn a<'b>(c: &'b str) -> char { 'd' }",
            &[("fn", Keyword), ("str", Type), ("char", Type), ("'d'", Text)],
        ),
        ("rust", "r#\"a \" b\"# + \"c\nd\"", &[("r#\"a \" b\"#", Text), ("\"c\nd\"", Text)]),
        (
            "rust",
            "vec![1]; a.b.c(2)",
            &[("1", Constant), ("b", Property), ("c", Function), ("2", Constant)],
        ),
        ("js", "a.default = x => y // \"z\"", &[("default", Property), ("// \"z\"", Comment)]),
        ("py", "a = '''b\nc''' # d", &[("'''b\nc'''", Text), ("# d", Comment)]),
        (
            "sh",
            "a=1 b | c -d \"$e\" # f",
            &[
                ("a", Property),
                ("1", Constant),
                ("c", Function),
                ("\"$e\"", Text),
                ("# f", Comment),
            ],
        ),
        (
            "toml",
            "a = [1, \"#\"] # b",
            &[("a", Property), ("1", Constant), ("\"#\"", Text), ("# b", Comment)],
        ),
        (
            "yaml",
            "- a: http://b # c\n  d: |\n    e: f",
            &[("a", Property), ("# c", Comment), ("d", Property), ("e: f", Text)],
        ),
        (
            "css",
            "a:hover { b: c(1px) #fff; } /* d */",
            &[
                ("a", Type),
                ("hover", Type),
                ("b", Property),
                ("c", Function),
                ("1px", Constant),
                ("#fff", Constant),
                ("/* d */", Comment),
            ],
        ),
        (
            "html",
            "a < b &amp; <c d='e'>",
            &[("&amp;", Constant), ("c", Type), ("d", Property), ("'e'", Text)],
        ),
        ("json", "{\"a\\\"\": -1.5e3}", &[("\"a\\\"\"", Property), ("1.5e3", Constant)]),
        (
            "md",
            "1. `a`\n```\n# b\n```\n# c",
            &[
                ("1. ", Constant),
                ("`a`", Text),
                ("```", Text),
                ("# b", Text),
                ("```", Text),
                ("# c", Keyword),
            ],
        ),
    ];
    for (language, text, expected) in cases {
        assert_eq!(coloured(language, text), expected, "{language}: {text}");
    }
}
