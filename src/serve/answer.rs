//! From a request to an answer.

use std::sync::Arc;

use anyhow::Context;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};

use super::listen::Names;
use super::{Bound, Contents, events, folder};
use crate::html;
use crate::id::{Digest, RelPath};
use crate::pipeline::Snapshot;
use crate::render::POLICY;
use crate::source;

const HTML: &str = "text/html; charset=utf-8";

/// What every answer needs to know.
struct Server {
    contents: Contents,
    base: String,
    names: Names,
}

/// Answers requests for as long as it is polled.
pub(super) async fn serve(bound: Bound, contents: Contents, base: &str) -> anyhow::Result<()> {
    let names = bound.names();
    let listener =
        tokio::net::TcpListener::from_std(bound.listener).context("cannot start the server")?;
    let server = Server { contents, base: base.to_owned(), names };
    let router = Router::new().fallback(answer).with_state(Arc::new(server));
    axum::serve(listener, router).await.context("cannot serve")
}

async fn answer(State(server): State<Arc<Server>>, request: Request) -> Response {
    let headers = request.headers();
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| request.uri().host()).unwrap_or_default();
    if !server.names.allow(host) {
        let text = "this server answers to its own names only; see `serve --host`";
        return plain(StatusCode::FORBIDDEN, text);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "nothing can be changed over HTTP");
    }
    let Some(path) = decoded(request.uri().path()) else {
        return plain(StatusCode::BAD_REQUEST, "the path is not readable");
    };
    if let (true, Contents::Live(viewer)) = (is_events(&server, &path), &server.contents) {
        let since = since(headers, request.uri().query());
        return policed(events::stream(viewer, since).into_response());
    }
    let Some(below) = path.strip_prefix(server.base.as_str()) else {
        if format!("{path}/") == server.base || path == "/" {
            return redirect(&server.base);
        }
        return missing(&server).await;
    };
    let current = headers.get(header::IF_NONE_MATCH).and_then(|tag| tag.to_str().ok());
    match find(&server, below) {
        None => missing(&server).await,
        Some(found) if found.needs_slash(below) => redirect(&format!("{}/", request.uri().path())),
        Some(found) if current == Some(found.tag().as_str()) => {
            let response = StatusCode::NOT_MODIFIED.into_response();
            with(response, &[(header::ETAG, &found.tag())])
        }
        Some(found) => page(found, StatusCode::OK).await,
    }
}

/// What a path means.
struct Found {
    path: RelPath,
    key: Digest,
    origin: Origin,
}

enum Origin {
    Snapshot(Arc<Snapshot>),
    File(std::path::PathBuf),
}

impl Found {
    /// Returns whether the address lacks the slash without which the page's relative links fail.
    fn needs_slash(&self, below: &str) -> bool {
        let is_index = self.path.file_name() == "index.html";
        is_index && !below.is_empty() && !below.ends_with('/') && !below.ends_with("index.html")
    }

    /// Returns the tag by which a browser asks whether its copy is current. A page of the preview
    /// carries its generation, which its key leaves out.
    fn tag(&self) -> String {
        match &self.origin {
            Origin::Snapshot(snapshot) if self.path.extension() == "html" => {
                format!("\"{:032x}-{}\"", self.key.0, snapshot.generation())
            }
            _ => format!("\"{:032x}\"", self.key.0),
        }
    }
}

fn find(server: &Server, below: &str) -> Option<Found> {
    match &server.contents {
        Contents::Live(viewer) => {
            let snapshot = Arc::clone(&viewer.slot.borrow().snapshot);
            let asked = format!("/{below}");
            let route = snapshot
                .resolve(&asked)
                .or_else(|| snapshot.resolve(&format!("{asked}/")))?
                .clone();
            let key = snapshot.key(&route);
            Some(Found { path: route.path, key, origin: Origin::Snapshot(snapshot) })
        }
        Contents::Folder(folder) => {
            let found = folder::find(folder, below)?;
            Some(Found { path: found.path, key: found.key, origin: Origin::File(found.real) })
        }
    }
}

/// Renders or reads what was found, off the thread that answers.
async fn page(found: Found, status: StatusCode) -> Response {
    let tag = found.tag();
    let cache = cache(&found.path);
    let made = tokio::task::spawn_blocking(move || bytes(&found)).await;
    match made.map_err(anyhow::Error::from).and_then(|made| made) {
        Ok((bytes, content_type)) => {
            let response = (status, Body::from(bytes)).into_response();
            let headers = [
                (header::CONTENT_TYPE, content_type),
                (header::CACHE_CONTROL, cache),
                (header::ETAG, tag.as_str()),
            ];
            with(response, &headers)
        }
        Err(error) => {
            // The page that would listen for changes is what failed, so this one asks again.
            let again = "<!doctype html><meta http-equiv=\"refresh\" content=\"1\">";
            let error = html::text(&format!("{error:#}"));
            let text = format!("{again}<title>Error</title><pre>{error}</pre>");
            let response = (StatusCode::INTERNAL_SERVER_ERROR, text).into_response();
            with(response, &[(header::CONTENT_TYPE, HTML)])
        }
    }
}

fn bytes(found: &Found) -> anyhow::Result<(Vec<u8>, &'static str)> {
    match &found.origin {
        Origin::Snapshot(snapshot) => {
            let route =
                snapshot.resolve(&format!("/{}", found.path)).context("the page is gone")?;
            let rendered = snapshot.render(route)?;
            Ok((rendered.bytes, rendered.content_type))
        }
        Origin::File(real) => {
            let bytes =
                std::fs::read(real).with_context(|| format!("cannot read {}", real.display()))?;
            Ok((bytes, source::media_type(&found.path)))
        }
    }
}

/// Answers with the site's own page for what is not there.
async fn missing(server: &Server) -> Response {
    match find(server, "404.html") {
        Some(found) => page(found, StatusCode::NOT_FOUND).await,
        None => plain(StatusCode::NOT_FOUND, "there is no such page"),
    }
}

fn is_events(server: &Server, path: &str) -> bool {
    const EVENTS: &str = "_throughline/events";
    path.strip_prefix(server.base.as_str()).or(path.strip_prefix('/')) == Some(EVENTS)
        || path.strip_prefix('/') == Some(EVENTS)
}

/// Returns the generation up to which a page knows: what a broken stream told last, else what the
/// page was rendered from.
fn since(headers: &HeaderMap, query: Option<&str>) -> Option<u64> {
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    last.or_else(|| {
        query?.split('&').find_map(|pair| pair.strip_prefix("generation=")?.parse().ok())
    })
}

/// Returns how long a browser may keep a file: one that has its digest in its name for ever.
fn cache(path: &RelPath) -> &'static str {
    let mut parts = path.file_name().rsplit('.').skip(1);
    let is_digest =
        |part: &str| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    if parts.next().is_some_and(is_digest) {
        return "public, max-age=31536000, immutable";
    }
    "no-cache"
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    with((status, text).into_response(), &[(header::CONTENT_TYPE, "text/plain; charset=utf-8")])
}

fn redirect(to: &str) -> Response {
    // Two slashes at the front would name a host.
    let to = format!("/{}", to.trim_start_matches('/'));
    with(StatusCode::TEMPORARY_REDIRECT.into_response(), &[(header::LOCATION, &to)])
}

/// Adds headers, and those that every answer has.
fn with(mut response: Response, headers: &[(HeaderName, &str)]) -> Response {
    for (name, value) in headers {
        if let Ok(value) = value.parse() {
            response.headers_mut().insert(name, value);
        }
    }
    policed(response)
}

fn policed(mut response: Response) -> Response {
    let always = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
    ];
    for (name, value) in always {
        response.headers_mut().insert(name, header::HeaderValue::from_static(value));
    }
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(header::HeaderValue::from_static("no-cache"));
    response
}

/// Returns a path with its percent signs resolved; nothing where that is no text, or holds what no
/// path of a site holds.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok())?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = after.get(2..)?;
    }
    let text = String::from_utf8(bytes).ok()?;
    let is_odd = text.contains(['\0', '\\']) || text.split('/').any(|part| part == "..");
    (!is_odd).then_some(text)
}
