// Live preview: keeps an open page in step with what is on disk. Only `serve` loads it.
(function () {
  "use strict";
  var self = document.currentScript;
  var generation = Number(self.dataset.generation);
  var path = self.dataset.path;
  var source = null;
  var waiting = Promise.resolve();

  function open() {
    if (source || document.hidden) return;
    source = new EventSource(self.dataset.events + "?generation=" + generation);
    source.onmessage = function (event) {
      var message = JSON.parse(event.data);
      // One after the other: a slow page must not overtake a newer one.
      waiting = waiting.then(function () { return take(message); }).catch(function () { location.reload(); });
    };
  }

  // A browser opens six streams a host, so a hidden page gives its own back.
  function close() {
    if (source) source.close();
    source = null;
  }

  function take(message) {
    generation = message.generation;
    if (message.kind !== "css") banner(message.html);
    if (message.kind === "css") return restyle();
    if (message.kind === "reload" && concerns(message.changed)) return exchange();
    return undefined;
  }

  // No list, or an empty one, means that everything may have changed.
  function concerns(changed) {
    return !changed || !changed.length || changed.indexOf(path) >= 0;
  }

  // The findings stand above the page, which stays as it was last good.
  function banner(html) {
    var shown = document.getElementById("throughline-findings");
    if (!html) {
      if (shown) shown.remove();
      return;
    }
    if (!shown) {
      shown = document.createElement("div");
      shown.id = "throughline-findings";
      shown.setAttribute("role", "alert");
      document.body.prepend(shown);
    }
    shown.innerHTML = html;
  }

  function fresh() {
    return fetch(location.pathname + location.search, { cache: "no-store" }).then(function (answer) {
      if (!answer.ok) throw new Error("the page is gone");
      return answer.text();
    }).then(function (text) {
      return new DOMParser().parseFromString(text, "text/html");
    });
  }

  // The new sheet takes over once it is there, so that no unstyled moment shows.
  function restyle() {
    return fresh().then(function (page) {
      var old = document.querySelector("link[rel=stylesheet]");
      var link = page.querySelector("link[rel=stylesheet]").cloneNode();
      link.href = link.getAttribute("href").split("?")[0] + "?" + generation;
      link.addEventListener("load", function () { old.remove(); });
      old.after(link);
    });
  }

  function exchange() {
    return fresh().then(function (page) {
      // What a script adds to the page it adds to the new one, too, so that it is no difference.
      document.dispatchEvent(new CustomEvent("throughline:exchanging", { bubbles: true, detail: page }));
      var folded = Array.from(document.querySelectorAll("main details"));
      var openOnes = folded.map(function (one) { return one.open; });
      var focused = document.activeElement && document.activeElement.id;
      morph(document.querySelector("main"), page.querySelector("main"));
      var side = document.querySelector("[data-side] nav");
      if (side && page.querySelector("[data-side] nav")) side.replaceWith(page.querySelector("[data-side] nav"));
      document.title = page.title;
      var sheet = document.querySelector("link[rel=stylesheet]");
      var fresh = page.querySelector("link[rel=stylesheet]");
      if (sheet && fresh && sheet.getAttribute("href") !== fresh.getAttribute("href")) sheet.href = fresh.href;
      Array.from(document.querySelectorAll("main details")).forEach(function (one, index) {
        if (openOnes[index]) one.open = true;
      });
      if (focused && document.getElementById(focused)) document.getElementById(focused).focus({ preventScroll: true });
      document.dispatchEvent(new Event("throughline:exchanged"));
    });
  }

  // Replaces what differs and leaves the rest, so that scroll position and selection stay.
  function morph(old, now) {
    var before = Array.from(old.childNodes);
    var after = Array.from(now.childNodes);
    var start = 0;
    while (start < before.length && start < after.length && before[start].isEqualNode(after[start])) start += 1;
    var tail = 0;
    while (
      tail < before.length - start && tail < after.length - start &&
      before[before.length - 1 - tail].isEqualNode(after[after.length - 1 - tail])
    ) tail += 1;
    before = before.slice(start, before.length - tail);
    after = after.slice(start, after.length - tail);
    if (before.length === 1 && after.length === 1 && alike(before[0], after[0])) {
      morph(before[0], after[0]);
      return;
    }
    var anchor = before.length ? before[before.length - 1].nextSibling : old.childNodes[start] || null;
    before.forEach(function (node) { node.remove(); });
    after.forEach(function (node) { old.insertBefore(document.importNode(node, true), anchor); });
  }

  function alike(a, b) {
    return a.nodeType === 1 && b.nodeType === 1 && a.cloneNode(false).isEqualNode(b.cloneNode(false));
  }

  document.addEventListener("visibilitychange", function () { if (document.hidden) close(); else open(); });
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", open);
  open();
})();
