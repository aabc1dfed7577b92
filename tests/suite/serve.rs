//! The preview server, over a real socket.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::support::{folder, program, run, write};

/// A server that runs as long as this value lives.
struct Server {
    child: Child,
    port: u16,
    url: String,
}

impl Server {
    fn start(folder: &Path, arguments: &[&str]) -> Server {
        let mut command = program(folder);
        command.arg("serve").args(arguments).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().to_owned();
        let port = url.split([':', '/']).nth(4).unwrap().parse().unwrap();
        Server { child, port, url }
    }

    fn send(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    fn get_with(&self, path: &str, headers: &str) -> Answer {
        let host = format!("127.0.0.1:{}", self.port);
        let host =
            if headers.contains("Host:") { String::new() } else { format!("Host: {host}\r\n") };
        let mut stream =
            self.send(&format!("GET {path} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n"));
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.get_with(path, "")
    }

    fn events(&self, query: &str) -> Events {
        let port = self.port;
        let request =
            format!("GET /_throughline/events{query} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n");
        let mut events = Events(BufReader::new(self.send(&request)));
        while events.line() != "" {}
        events
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let prefix = format!("{name}: ");
        self.head.lines().find_map(|line| line.strip_prefix(prefix.as_str()))
    }
}

struct Events(BufReader<TcpStream>);

impl Events {
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Returns the data of the next message; fails where none comes within the time-out.
    fn next(&mut self) -> serde_json::Value {
        loop {
            if let Some(data) = self.line().strip_prefix("data: ") {
                return serde_json::from_str(data).unwrap();
            }
        }
    }
}

fn site() -> TempDir {
    folder(&[("content/index.md", "the home page"), ("content/briefs/pay.md", BRIEF)])
}

/// A brief whose last paragraph no other page shows.
const BRIEF: &str = "# Pay\n\nA lead.\n\nthe brief\n";

#[test]
fn pages_are_served_by_the_names_that_people_type() {
    let site = site();
    let server = Server::start(site.path(), &["-p", "0"]);
    for path in ["/briefs/pay", "/briefs/pay.html", "/briefs/pay?x=1"] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.body.contains("the brief")), (200, true), "{path}");
    }
    assert!(server.get("/").body.contains("the home page"));
    assert_eq!(server.get("/nothing").status, 404);
}

#[test]
fn every_answer_has_the_policy_of_the_published_site() {
    let site = site();
    let server = Server::start(site.path(), &["-p", "0"]);
    for path in ["/", "/nothing"] {
        let answer = server.get(path);
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"));
        assert_eq!(answer.header("cache-control"), Some("no-cache"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    }
}

#[test]
fn a_current_copy_is_not_sent_again() {
    let site = site();
    let server = Server::start(site.path(), &["-p", "0"]);
    let tag = server.get("/").header("etag").unwrap().to_owned();
    let answer = server.get_with("/", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((answer.status, answer.body.as_str()), (304, ""));
}

#[test]
fn a_foreign_host_name_is_refused() {
    let site = site();
    let server = Server::start(site.path(), &["-p", "0"]);
    for host in ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", ""] {
        assert_eq!(server.get_with("/", &format!("Host: {host}\r\n")).status, 403, "{host}");
    }
    for host in ["localhost", "127.0.0.1:1", "[::1]:4000", "LOCALHOST"] {
        assert_eq!(server.get_with("/", &format!("Host: {host}\r\n")).status, 200, "{host}");
    }
}

#[test]
fn nothing_can_be_written_over_http() {
    let site = site();
    let server = Server::start(site.path(), &["-p", "0"]);
    let request = "PUT / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let mut text = String::new();
    server.send(request).read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 405"));
}

#[test]
fn a_busy_port_gives_way_to_the_next_one_unless_it_is_demanded() {
    let site = site();
    let busy = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = busy.local_addr().unwrap().port().to_string();
    let server = Server::start(site.path(), &["-p", &port]);
    assert_ne!(server.port.to_string(), port);
    assert_eq!(server.get("/").status, 200);
    let refused = run(site.path(), &["serve", "-p", &port, "--strict-port"]);
    assert_eq!(refused.code(), 3);
    assert!(refused.stderr().contains(&format!("cannot listen on 127.0.0.1 port {port}")));
}

#[test]
fn the_site_lies_below_the_path_of_its_address() {
    let site = site();
    let server =
        Server::start(site.path(), &["-p", "0", "--base-url", "https://handbook.example/team/x/"]);
    assert!(server.url.ends_with("/team/x/"));
    assert!(server.get("/team/x/briefs/pay").body.contains("the brief"));
    assert_eq!(server.get("/").header("location"), Some("/team/x/"));
    assert_eq!(server.get("/briefs/pay").status, 404);
}

#[test]
fn a_save_is_told_to_open_pages() {
    let site = site();
    let server = Server::start(site.path(), &["-p", "0"]);
    let mut events = server.events("?generation=1");
    assert_eq!(events.next()["kind"], "findings");
    write(site.path(), "content/briefs/pay.md", BRIEF.replace("the brief", "another text"));
    let message = events.next();
    assert_eq!(message["kind"], "reload");
    assert_eq!(message["changed"], serde_json::json!(["briefs/pay.html"]));
    assert!(server.get("/briefs/pay").body.contains("another text"));
    // Who was away meanwhile learns it on return.
    let mut late = server.events("?generation=1");
    assert_eq!(late.next()["kind"], "findings");
    assert_eq!(late.next()["changed"][0], "briefs/pay.html");
}

#[test]
fn a_broken_save_is_told_and_the_last_good_page_stays() {
    let site = site();
    let server = Server::start(site.path(), &["-p", "0"]);
    let mut events = server.events("");
    write(site.path(), "content/briefs/pay.md", b"caf\xe9 <b>");
    let message = events.next();
    assert_eq!(message["kind"], "findings");
    let html = message["html"].as_str().unwrap();
    assert!(html.starts_with("<pre>error[TL001]: the byte 0xE9 here is not UTF-8"), "{html}");
    assert!(html.contains("&lt;b&gt;"));
    assert!(server.get("/briefs/pay").body.contains("the brief"));
    // Who joins late is told at once.
    assert_eq!(server.events("").next()["html"], message["html"]);
    write(site.path(), "content/briefs/pay.md", BRIEF.replace("the brief", "mended"));
    let cleared = events.next();
    assert_eq!((&cleared["kind"], &cleared["html"]), (&"findings".into(), &"".into()));
    assert_eq!(events.next()["kind"], "reload");
    assert!(server.get("/briefs/pay").body.contains("mended"));
}

#[test]
fn a_page_that_comes_back_learns_that_nothing_is_wrong_any_more() {
    let site = site();
    let server = Server::start(site.path(), &["-p", "0"]);
    let mut events = server.events("");
    write(site.path(), "content/briefs/pay.md", b"caf\xe9");
    let broken = events.next();
    write(site.path(), "content/briefs/pay.md", BRIEF);
    assert_eq!(events.next()["html"], "");
    let mut back = server.events(&format!("?generation={}", broken["generation"]));
    let message = back.next();
    assert_eq!((&message["kind"], &message["html"]), (&"findings".into(), &"".into()));
}

#[test]
fn a_page_of_a_server_that_ran_before_is_loaded_anew() {
    let site = site();
    let server = Server::start(site.path(), &["-p", "0"]);
    let mut events = server.events("?generation=57");
    assert_eq!(events.next()["kind"], "findings");
    let message = events.next();
    assert_eq!((&message["kind"], &message["changed"]), (&"reload".into(), &serde_json::json!([])));
}

#[test]
fn a_built_folder_is_served_without_its_hidden_files_or_what_lies_outside() {
    let site = folder(&[
        ("secret.txt", "secret"),
        ("public/index.html", "home"),
        ("public/briefs/pay.html", "built"),
        ("public/briefs/index.html", "all briefs"),
        ("public/404.html", "not here"),
        ("public/app.0123abcd.js", ""),
        ("public/.throughline", "throughline output 1"),
    ]);
    #[cfg(unix)]
    std::os::unix::fs::symlink("../secret.txt", site.path().join("public/link.txt")).unwrap();
    let server = Server::start(site.path(), &["--dir", "public", "-p", "0"]);
    assert!(server.get("/briefs/pay").body.contains("built"));
    assert_eq!(server.get("/briefs").header("location"), Some("/briefs/"));
    let script = server.get("/app.0123abcd.js");
    assert_eq!(script.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert_eq!(script.header("cache-control"), Some("public, max-age=31536000, immutable"));
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/briefs/..%5c..%5csecret.txt",
        "//secret.txt",
        "/link.txt",
        "/.throughline",
        "/%00",
        "/%zz",
    ] {
        let answer = server.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.body.contains("secret"), "{path}");
    }
    assert!(server.get("/nothing").body.contains("not here"));
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_server_well() {
    let site = site();
    let mut server = Server::start(site.path(), &["-p", "0"]);
    let _open = server.events("");
    let id = server.child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_data_file_beside_the_content_is_followed() {
    let site = site();
    write(site.path(), "exports/raw.csv", "email,answer\na@b.example,4\n");
    let server = Server::start(site.path(), &["-p", "0"]);
    let mut events = server.events("?generation=1");
    let told = events.next()["html"].as_str().unwrap().to_owned();
    assert!(told.contains("error[TL702]"), "{told}");
    write(site.path(), "exports/raw.csv", "question,answers\nspeed,4\n");
    assert_eq!(events.next()["html"], "");
    std::fs::remove_file(site.path().join("exports/raw.csv")).unwrap();
    write(site.path(), "content/briefs/pay.md", BRIEF.replace("the brief", "another text"));
    while !server.get("/briefs/pay").body.contains("another text") {
        events.next();
    }
}

#[test]
fn a_save_tells_what_is_new_and_what_is_mended_and_how_much_is_left() {
    let broken = "# Pay\n\nSee [[no\u{1b}[31mwhere]].\n\nSee [[nothing]].\n";
    let site = site();
    write(site.path(), "content/briefs/pay.md", broken);
    write(site.path(), "content/other.md", "# Other\n\nSee [[neither]].\n");
    let mut command = program(site.path());
    command.args(["serve", "-p", "0"]).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    // All that is told until a rebuild is through.
    let mut told = || -> String {
        let mut text = String::new();
        for line in lines.by_ref().map(Result::unwrap) {
            let is_last = line.starts_with("Ready: ") || line.starts_with("Kept ");
            text.push_str(&format!("{line}\n"));
            if is_last {
                break;
            }
        }
        text
    };
    let first = told();
    for name in ["where", "nothing", "neither"] {
        assert!(first.contains(&format!("{name}`")), "{first}");
    }
    // One is mended, one moves down a line, and one is new.
    let saved = "# Pay\n\nA line more.\n\nSee [[nothing]].\n\nSee [[nonsense]].\n";
    write(site.path(), "content/briefs/pay.md", saved);
    let second = told();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(second.matches("error[TL006]").count(), 1, "{second}");
    assert!(second.contains("`nonsense`") && second.contains("briefs/pay.md:7:7"), "{second}");
    assert!(second.contains("mended[TL006]: content/briefs/pay.md: ") && second.contains("where`"));
    // A terminal takes what stands in a page for no command.
    assert!(!first.contains('\u{1b}') && !second.contains('\u{1b}'), "{second}");
    assert!(!second.contains("`nothing`") && !second.contains("`neither`"), "{second}");
    assert!(second.contains("3 errors"), "{second}");
}
