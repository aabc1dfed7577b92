// Runs in the head, before the first paint. Every page reads well without it.
(function () {
  "use strict";
  var root = document.documentElement;

  // An old address: go on to the new one and keep the place on the page.
  if (root.dataset.redirect) {
    location.replace(root.dataset.redirect + location.hash);
    return;
  }

  // Storage is closed to some pages opened from disk; then nothing is remembered.
  function recall(key) {
    try { return localStorage.getItem("throughline-" + key); } catch (error) { return null; }
  }
  function remember(key, value) {
    try {
      if (value) localStorage.setItem("throughline-" + key, value);
      else localStorage.removeItem("throughline-" + key);
    } catch (error) { /* not remembered */ }
  }

  root.classList.add("js");

  // Light, dark, or as the system has it.
  var modes = ["system", "light", "dark"];
  function mode() {
    var kept = recall("theme");
    return modes.indexOf(kept) > 0 ? kept : "system";
  }
  function paint() {
    if (mode() === "system") delete root.dataset.theme;
    else root.dataset.theme = mode();
    document.querySelectorAll("[data-switch]").forEach(function (button) {
      var word = mode().charAt(0).toUpperCase() + mode().slice(1);
      button.hidden = false;
      button.setAttribute("aria-label", "Colours: " + mode() + ". Change");
      button.querySelector("[data-switch-word]").textContent = word;
    });
  }
  paint();
  window.addEventListener("storage", paint);

  function element(name, attributes, text) {
    var made = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (text) made.textContent = text;
    return made;
  }

  // On narrow pages the navigation opens as a dialog; without scripts its button leads to it.
  function menu() {
    var opener = document.querySelector("[data-menu]");
    var side = document.querySelector("[data-side]");
    if (!opener || !side || !window.HTMLDialogElement) return;
    var nav = side.firstElementChild;
    var dialog = element("dialog", { class: "drawer", "aria-label": "Menu" });
    var closer = element("button", { type: "button", class: "close" }, "Close");
    dialog.append(closer);
    document.body.append(dialog);
    opener.setAttribute("role", "button");
    opener.setAttribute("aria-haspopup", "dialog");
    opener.addEventListener("click", function (event) {
      event.preventDefault();
      dialog.append(nav);
      dialog.showModal();
    });
    opener.addEventListener("keydown", function (event) {
      if (event.key === " ") { event.preventDefault(); opener.click(); }
    });
    closer.addEventListener("click", function () { dialog.close(); });
    dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", function () { side.append(nav); });
    window.matchMedia("(min-width: 61rem)").addEventListener("change", function () {
      if (dialog.open) dialog.close();
    });
  }

  // What keys do, one row each: which keys, in words, and what happens; "there" tells whether a page has
  // it. Other scripts add rows of their own to throughline.keys. A row without "act" is listed only.
  var keys = [
    { keys: ["?"], text: "This list of keys", act: showKeys },
    { keys: ["/", "Ctrl K"], text: "Search", there: function () { return document.querySelector("[data-find]"); } },
    { keys: ["["], text: "The page before this one", act: function () { return along("prev", "previousElementSibling"); } },
    { keys: ["]"], text: "The page after this one", act: function () { return along("next", "nextElementSibling"); } },
    { keys: ["t"], text: "Contents of this page", act: toContents },
    { keys: ["Esc"], text: "Close what is open" }
  ];
  window.throughline = { keys: keys };

  function along(way, beside) {
    var here = document.querySelector(".pager [aria-current]");
    var link = document.querySelector(".along [rel=" + way + "]") || here && here[beside];
    if (link) link.click();
    else say(way === "prev" ? "No page comes before this one" : "No page comes after this one");
  }
  function toContents() {
    var shown = Array.from(document.querySelectorAll(".toc, .toc-folded")).find(function (one) { return one.checkVisibility(); });
    if (!shown) return say("This page has no contents to list");
    if ("open" in shown) shown.open = true;
    var target = shown.querySelector("[aria-current]") || shown.querySelector("a");
    target.focus();
  }

  // A key by itself does something unless somebody is writing, has opened a dialog, or turned keys off.
  function listening() {
    document.addEventListener("keydown", function (event) {
      // On some keyboards brackets take AltGr, which is no modifier of a command.
      var isHeld = (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState("AltGraph");
      if (isHeld || event.isComposing || event.defaultPrevented || recall("keys") === "off") return;
      if (event.target.closest("input, textarea, select, [contenteditable]")) return;
      var open = document.querySelector("dialog[open]");
      var row = keys.find(function (one) { return one.act && one.keys.indexOf(event.key) >= 0; });
      if (!row || open && open.className !== "keys") return;
      event.preventDefault();
      if (open) open.close();
      if (!open || row.act !== showKeys) row.act();
    });
    document.querySelectorAll("[data-keys-open]").forEach(function (button) {
      button.hidden = !window.HTMLDialogElement;
      button.addEventListener("click", showKeys);
    });
  }
  function showKeys() {
    var dialog = element("dialog", { class: "keys", "aria-labelledby": "tl-keys" });
    var list = element("dl", {});
    keys.filter(function (row) { return !row.there || row.there(); }).forEach(function (row) {
      var line = element("div", {});
      var names = element("dt", {});
      row.keys.forEach(function (key) { names.append(element("kbd", {}, key), " "); });
      line.append(names, element("dd", {}, row.text));
      list.append(line);
    });
    var single = element("input", { type: "checkbox" });
    var label = element("label", {});
    single.checked = recall("keys") !== "off";
    single.addEventListener("change", function () { remember("keys", single.checked ? "" : "off"); });
    label.append(single, " Let single keys do this");
    var closer = element("button", { type: "button", class: "close" }, "Close");
    closer.addEventListener("click", function () { dialog.close(); });
    dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", function () { dialog.remove(); });
    dialog.append(closer, element("h2", { id: "tl-keys" }, "Keys"), list, label);
    document.body.append(dialog);
    dialog.showModal();
  }

  // Sections of the navigation that were closed stay so from page to page, but for the one of the page.
  function section(details) { return details.firstElementChild.textContent; }
  function closedOnes() { return (recall("closed") || "").split("\n").filter(Boolean); }
  function foldSections() {
    var closed = closedOnes();
    document.querySelectorAll("[data-side] details").forEach(function (details) {
      if (details.dataset.kept !== undefined || !details.querySelector("li")) return;
      details.dataset.kept = "";
      if (closed.indexOf(section(details)) >= 0 && !details.querySelector("[aria-current]")) details.open = false;
    });
  }
  // The clicked one alone is remembered: that the section of a page is open by itself is no choice.
  document.addEventListener("click", function (event) {
    var summary = event.target.closest && event.target.closest(".side summary, .drawer summary");
    if (!summary) return;
    var name = section(summary.parentNode);
    var others = closedOnes().filter(function (one) { return one !== name; });
    remember("closed", (summary.parentNode.open ? others.concat(name) : others).join("\n"));
  });
  // Before the first paint, so that nothing jumps.
  if (recall("closed") && window.MutationObserver) {
    var parsing = new MutationObserver(foldSections);
    parsing.observe(root, { childList: true, subtree: true });
    document.addEventListener("DOMContentLoaded", function () { parsing.disconnect(); });
  }

  // The navigation keeps its place from page to page.
  function keepPlace() {
    var side = document.querySelector("[data-side]");
    if (!side) return;
    try { side.scrollTop = Number(sessionStorage.getItem("throughline-side")) || 0; } catch (error) { /* at the top */ }
    var here = side.querySelector('.near:first-child [aria-current="page"]');
    if (here) {
      var room = side.getBoundingClientRect();
      var line = here.getBoundingClientRect();
      if (line.top < room.top || line.bottom > room.bottom) side.scrollTop += line.top - room.top - room.height / 3;
    }
    window.addEventListener("pagehide", function () {
      try { sessionStorage.setItem("throughline-side", String(side.scrollTop)); } catch (error) { /* not kept */ }
    });
  }

  // The table of contents marks the heading being read.
  var observer;
  function follow() {
    if (observer) observer.disconnect();
    var links = document.querySelectorAll(".toc a[href^='#']");
    if (!links.length || !window.IntersectionObserver) return;
    var byId = {};
    links.forEach(function (link) { byId[decodeURIComponent(link.hash.slice(1))] = link; });
    var headings = Array.from(document.querySelectorAll("main [id]")).filter(function (one) { return byId[one.id]; });
    function mark() {
      var current = headings.filter(function (one) { return one.getBoundingClientRect().top < 140; }).pop() || headings[0];
      links.forEach(function (link) { link.removeAttribute("aria-current"); });
      if (current) byId[current.id].setAttribute("aria-current", "location");
    }
    observer = new IntersectionObserver(mark, { rootMargin: "-120px 0px -60% 0px", threshold: [0, 1] });
    headings.forEach(function (one) { observer.observe(one); });
    mark();
  }

  // What was done is said aloud, since a changed icon is not.
  var said;
  function say(text) {
    if (!said) {
      said = element("div", { class: "said", role: "status" });
      document.body.append(said);
    }
    said.textContent = text;
    said.classList.add("shown");
    clearTimeout(say.timer);
    say.timer = setTimeout(function () { said.classList.remove("shown"); }, 1600);
  }
  function copy(text, done) {
    if (!navigator.clipboard) return;
    navigator.clipboard.writeText(text).then(function () { say(done); }, function () { say("Not copied"); });
  }
  // What one would type: no prompts, and no lines that went out; numbers and signs are no text.
  function code(block) {
    var own = block.cloneNode(true);
    own.querySelectorAll("del.line, .prompt").forEach(function (one) { one.remove(); });
    return own.textContent.replace(/\n$/, "");
  }
  function copyable() {
    if (!navigator.clipboard) return;
    document.querySelectorAll(".prose pre").forEach(function (block) {
      if (block.parentNode.className === "code") return;
      var holder = element("div", { class: "code" });
      var button = element("button", { type: "button", class: "copy" }, "Copy");
      block.replaceWith(holder);
      holder.append(block, button);
      button.addEventListener("click", function () {
        copy(code(block), "Code copied");
      });
    });
  }

  // Code that is wider than its place is scrolled by the keyboard, too; what fits needs no stop.
  function stops() {
    if (!window.ResizeObserver) return;
    var sizes = new ResizeObserver(function (changes) {
      changes.forEach(function (change) {
        var block = change.target;
        var isWide = block.scrollWidth > block.clientWidth;
        if (isWide === block.hasAttribute("tabindex")) return;
        [["tabindex", "0"], ["role", "group"], ["aria-label", "Code"]].forEach(function (pair) {
          if (isWide) block.setAttribute(pair[0], pair[1]);
          else block.removeAttribute(pair[0]);
        });
      });
    });
    document.querySelectorAll(".prose pre").forEach(function (block) { sizes.observe(block); });
  }

  // A chosen tab is chosen in every group that has it, and on the next page; without scripts tabs are folds.
  function tabs() {
    var groups = Array.from(document.querySelectorAll(".tabs"));
    function title(tab) { return tab.firstElementChild.textContent; }
    function choose(name) {
      groups.forEach(function (group) {
        var tab = Array.from(group.children).find(function (one) { return title(one) === name; });
        if (tab) tab.open = true;
      });
    }
    var kept = (recall("tabs") || "").split("\n").filter(Boolean);
    kept.slice().reverse().forEach(choose);
    groups.forEach(function (group) {
      if (group.dataset.tabs !== undefined) return;
      group.dataset.tabs = "";
      group.addEventListener("click", function (event) {
        var tab = event.target.closest("summary") && event.target.closest("details");
        if (!tab || tab.parentNode !== group) return;
        // One of them is always open.
        event.preventDefault();
        var top = group.getBoundingClientRect().top;
        choose(title(tab));
        scrollBy(0, group.getBoundingClientRect().top - top);
        kept = [title(tab)].concat(kept.filter(function (name) { return name !== title(tab); })).slice(0, 20);
        remember("tabs", kept.join("\n"));
      });
    });
  }

  // A footnote is shown where it is referred to, while pointer or focus rest there.
  function notes() {
    document.querySelectorAll("sup.fn > a").forEach(function (link) {
      var note = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!note || link.dataset.note !== undefined) return;
      link.dataset.note = "";
      var box, timer;
      function hide() {
        clearTimeout(timer);
        if (!box) return;
        box.remove();
        box = null;
        link.removeAttribute("aria-describedby");
      }
      function later(act) {
        return function () { clearTimeout(timer); timer = setTimeout(act, 150); };
      }
      function show() {
        if (box) return;
        box = element("div", { class: "note-box", role: "tooltip", id: "tl-note" });
        Array.from(note.childNodes).forEach(function (one) { box.append(one.cloneNode(true)); });
        box.querySelectorAll(".fn-back").forEach(function (one) { one.remove(); });
        box.querySelectorAll("[id]").forEach(function (one) { one.removeAttribute("id"); });
        document.body.append(box);
        var at = link.getBoundingClientRect();
        var room = document.documentElement.clientWidth - box.offsetWidth - 12;
        var above = at.top - box.offsetHeight - 8;
        box.style.left = scrollX + Math.max(12, Math.min(at.left - 16, room)) + "px";
        box.style.top = scrollY + (above > 60 ? above : at.bottom + 8) + "px";
        box.addEventListener("pointerenter", function () { clearTimeout(timer); });
        box.addEventListener("pointerleave", later(hide));
        link.setAttribute("aria-describedby", "tl-note");
      }
      if (window.matchMedia("(hover: hover)").matches) {
        link.addEventListener("pointerenter", later(show));
        link.addEventListener("pointerleave", later(hide));
      }
      link.addEventListener("focus", function () { if (link.matches(":focus-visible")) show(); });
      link.addEventListener("blur", hide);
      link.addEventListener("click", hide);
      document.addEventListener("keydown", function (event) { if (event.key === "Escape") hide(); });
      window.addEventListener("pagehide", hide);
    });
  }

  // Tables whose heads are clicked are sorted; a third click restores the order they came in.
  function sorting() {
    document.querySelectorAll("table[data-sortable]").forEach(function (table) {
      var body = table.tBodies[0];
      var rows = Array.from(body.rows);
      var heads = Array.from(table.tHead.rows[0].cells);
      function key(row, column) {
        var cell = row.cells[column];
        return cell.dataset.key !== undefined ? cell.dataset.key : cell.textContent.trim();
      }
      heads.forEach(function (head, column) {
        if ("unsorted" in head.dataset) return;
        var button = element("button", { type: "button" }, head.textContent);
        head.textContent = "";
        head.append(button);
        button.addEventListener("click", function () {
          var now = head.getAttribute("aria-sort");
          var next = now === "ascending" ? "descending" : now === "descending" ? null : "ascending";
          heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
          var sorted = rows.slice();
          if (next) {
            head.setAttribute("aria-sort", next);
            var sign = next === "descending" ? -1 : 1;
            sorted.sort(function (a, b) {
              var one = key(a, column);
              var other = key(b, column);
              // What has no date or figure says nothing, so it stands last either way.
              if (!one || !other) return Number(!one) - Number(!other);
              return sign * one.localeCompare(other, undefined, { numeric: true });
            });
          }
          body.append.apply(body, sorted);
        });
      });
    });
  }

  // Cards and rows are filtered and ordered in place; the address holds the choice.
  function filtering() {
    var form = document.querySelector("[data-filters]");
    if (!form) return;
    var selects = Array.from(form.querySelectorAll("[data-filter]"));
    var order = form.querySelector("[data-order]");
    var count = form.querySelector("[data-count]");
    var cards = Array.from(document.querySelectorAll("[data-card]"));
    var places = cards.map(function (card) { return { card: card, home: card.parentNode, after: null }; });
    form.hidden = false;
    function title(card) { return card.querySelector("a, th, h3").textContent; }
    function compare(a, b) {
      if (order.value === "age") return Number(b.dataset.age) - Number(a.dataset.age);
      if (order.value === "date") return b.dataset.date.localeCompare(a.dataset.date);
      if (order.value === "title") return title(a).localeCompare(title(b));
      return cards.indexOf(a) - cards.indexOf(b);
    }
    function apply() {
      var shown = 0;
      cards.forEach(function (card) {
        var keys = card.dataset.keys.split("|");
        card.hidden = selects.some(function (select) {
          return select.value && keys[Number(select.dataset.filter)] !== select.value;
        });
        if (!card.hidden) shown += 1;
      });
      places.slice().sort(function (a, b) { return compare(a.card, b.card); }).forEach(function (place) {
        var rest = place.home.querySelector(":scope > .all");
        place.home.insertBefore(place.card, rest);
      });
      count.textContent = shown === cards.length ? "" : shown + " of " + cards.length + " shown";
      var chosen = new URLSearchParams();
      selects.forEach(function (select) { if (select.value) chosen.set("f" + select.dataset.filter, select.value); });
      if (order.value) chosen.set("order", order.value);
      var query = chosen.toString();
      try { history.replaceState(null, "", query ? "?" + query : location.pathname); } catch (error) { /* from disk */ }
    }
    var asked = new URLSearchParams(location.search);
    selects.forEach(function (select) { select.value = asked.get("f" + select.dataset.filter) || ""; });
    order.value = asked.get("order") || "";
    form.addEventListener("change", apply);
    if (location.search) apply();
  }

  // Lanes that go on beyond an edge fade there.
  function edges() {
    var board = document.querySelector("[data-board]");
    if (!board) return;
    function look() {
      board.classList.toggle("more-before", board.scrollLeft > 2);
      board.classList.toggle("more-after", board.scrollLeft + board.clientWidth < board.scrollWidth - 2);
    }
    board.addEventListener("scroll", look, { passive: true });
    if (window.ResizeObserver) {
      var watch = new ResizeObserver(look);
      watch.observe(board);
      Array.from(board.children).forEach(function (lane) { watch.observe(lane); });
    }
    look();
  }

  // On paper everything folded is open.
  function printing() {
    window.addEventListener("beforeprint", function () {
      document.querySelectorAll("details:not([open])").forEach(function (one) {
        // Of a group only one can be open.
        if (one.name) one.dataset.group = one.name;
        one.removeAttribute("name");
        one.open = true;
        one.dataset.opened = "";
      });
    });
    window.addEventListener("afterprint", function () {
      document.querySelectorAll("details[data-opened]").forEach(function (one) {
        one.open = false;
        if (one.dataset.group) one.name = one.dataset.group;
        delete one.dataset.group;
        delete one.dataset.opened;
      });
    });
  }

  // A link into something folded opens it.
  function unfold() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var folded = target && target.closest("details:not([open])");
    if (folded) {
      folded.open = true;
      target.scrollIntoView();
    }
  }

  // What lives in the page's content; live preview calls it again after it exchanged the content.
  function dress() {
    foldSections();
    follow();
    copyable();
    stops();
    tabs();
    notes();
    sorting();
    filtering();
    edges();
    unfold();
  }

  document.addEventListener("DOMContentLoaded", function () {
    paint();
    menu();
    keepPlace();
    listening();
    printing();
    dress();
    document.addEventListener("click", function (event) {
      if (!event.target.closest) return;
      var anchor = event.target.closest("a.anchor");
      if (anchor) copy(anchor.href, "Link copied");
      if (!event.target.closest("[data-switch]")) return;
      remember("theme", modes[(modes.indexOf(mode()) + 1) % modes.length].replace("system", ""));
      paint();
    });
    window.addEventListener("hashchange", unfold);
    // Set anew afterwards, the mark of the heading would be a difference where nothing was edited.
    document.addEventListener("throughline:exchanging", function () {
      document.querySelectorAll(".toc [aria-current]").forEach(function (link) { link.removeAttribute("aria-current"); });
    });
    document.addEventListener("throughline:exchanged", dress);
  });
})();
