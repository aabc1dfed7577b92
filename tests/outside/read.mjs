// Reads a handbook as its manual describes it: front matter, sections, items, marks and braces.
//
// It knows what the sample uses: items as headings, list entries and rows of tables. It does not know
// audiences, sections that are hidden, folders and section names of a site's own, and nested items.

import fs from "node:fs";
import path from "node:path";
import { parse as parseToml } from "smol-toml";
import { parse as parseYaml } from "yaml";

const FOLDERS = {
  visions: "vision", briefs: "brief", "deep-dives": "deep-dive", retros: "retro",
  decisions: "decision", kpis: "kpi",
};

// Heading and other names of each section, by the kinds that have it; then the item in it and its marks.
const SECTIONS = [
  ["audience", ["vision"], ["target audience", "audience", "for whom"]],
  ["problem", ["brief"], ["user problem", "problem", "why", "the problem"]],
  ["wanted", ["brief"], ["desired outcomes", "desired outcome", "outcome", "outcomes"]],
  ["objective", ["vision"], ["business objectives", "objectives", "goals"],
    { words: ["met", "missed", "dropped"], measure: true }],
  ["impact", ["brief"], ["kpi impact", "impact", "metrics", "success measures"], { measure: true }],
  ["option", ["brief", "deep-dive", "decision"], ["options considered", "options", "alternatives", "approaches"],
    { words: ["chosen"] }],
  ["input", ["brief"], ["engineering input", "input"],
    { person: true, date: true, words: ["adopted", "rejected", "changed"] }],
  ["question", ["brief", "deep-dive"], ["questions", "q&a", "open questions"],
    { person: true, date: true, words: ["open"], reference: true }],
  ["lesson", ["retro"], ["lessons", "learnings", "what we learned"],
    { words: ["keep", "change", "try", "embedded", "retired"], reference: true }],
  ["application", ["brief"], ["lessons applied"], { words: ["set aside"], reference: true }],
  ["action", ["retro"], ["actions", "action items", "next steps"],
    { person: true, date: true, words: ["wont"] }],
  ["outcome", ["retro"], ["outcomes"], { measure: true }],
];

/** Returns the documents below a folder, in the order of their paths. */
export function readAll(content) {
  const docs = [];
  const walk = (folder) => {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) walk(full);
      else if (entry.name.endsWith(".md")) docs.push(readOne(full, content));
    }
  };
  walk(content);
  return docs.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function readOne(full, content) {
  const text = fs.readFileSync(full, "utf8").replace(/^\ufeff/, "").replace(/\r\n/g, "\n");
  const below = path.relative(content, full).split(path.sep).join("/");
  const parts = below.replace(/\.md$/, "").split("/");
  const stem = parts.at(-1);
  const [front, body] = split(text);
  const isIndex = stem === "index" || stem === "README";
  let kind = FOLDERS[parts[0]] ?? "page";
  if (parts.length < 2 || (isIndex && parts.length === 2)) kind = "page";
  kind = front.kind ?? kind;
  const name = (isIndex ? parts.at(-2) ?? stem : stem).replace(/^\d{4}-\d\d-\d\d-/, "");
  const doc = { path: below, full, id: front.id ?? name, place: parts.join("/"), kind, front };
  doc.sections = sections(doc, body);
  doc.items = doc.sections.flatMap((section) => items(doc, section));
  return doc;
}

function split(text) {
  const toml = text.match(/^\+\+\+\n([\s\S]*?)\n?\+\+\+\n/);
  if (toml) return [plain(parseToml(toml[1])), text.slice(toml[0].length)];
  const yaml = text.match(/^---\n([\s\S]*?)\n---\n/);
  if (yaml) return [plain(parseYaml(yaml[1]) ?? {}), text.slice(yaml[0].length)];
  return [{}, text];
}

/** Returns front matter with each date as `2026-01-19`, which is ordered as text. */
function plain(value) {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (Array.isArray(value)) return value.map(plain);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, plain(own)]));
  }
  return value;
}

/** Returns the known `##` sections with their lines; what stands in fences is text. */
function sections(doc, body) {
  const found = [];
  let open = null;
  let fence = null;
  for (const line of body.split("\n")) {
    const mark = line.match(/^\s*(```+|~~~+)/)?.[1];
    if (mark && !fence) fence = mark;
    else if (mark && line.trim().startsWith(fence)) fence = null;
    const heading = !fence && !mark && line.match(/^(#{1,2})\s+(.*?)\s*$/);
    if (heading) {
      const name = heading[2].replace(/\s*\{[^{}]*\}$/, "").toLowerCase();
      const row = heading[1].length === 2 &&
        SECTIONS.find(([, kinds, names]) => kinds.includes(doc.kind) && names.includes(name));
      open = row ? { name: row[0], marks: row[3], lines: [] } : null;
      if (open) found.push(open);
    } else {
      open?.lines.push(fence || mark ? `\u0000${line}` : line);
    }
  }
  for (const section of found) {
    const paragraphs = section.lines.join("\n").split(/\n\s*\n/).map((text) => text.trim());
    section.says = paragraphs.some((text) => text !== "");
    section.because = paragraphs.some((text) => /^(Because\b|None:)/.test(text));
  }
  return found;
}

function items(doc, section) {
  if (!section.marks) return [];
  let raw = underHeadings(section.lines);
  if (raw.length === 0) raw = [...inLists(section.lines), ...inTables(section.lines)];
  return raw.map((one, place) => {
    const item = { ...marks(one.head, section.marks, one.keys ?? {}), doc, kind: section.name, place };
    item.ticked = one.ticked;
    item.hasBody = one.hasBody ?? false;
    item.anchor = item.pinned ?? slug(item.title);
    return item;
  });
}

function underHeadings(lines) {
  const found = [];
  for (const line of lines) {
    const heading = line.match(/^###\s+(.*?)\s*$/);
    if (heading) found.push({ head: heading[1], hasBody: false });
    else if (found.length && line.trim() !== "") found.at(-1).hasBody = true;
  }
  return found;
}

function inLists(lines) {
  const found = [];
  let isFirst = false;
  for (const line of lines) {
    const entry = line.match(/^[-*+]\s+(?:\[([ xX])\]\s+)?(.*)$/);
    if (entry) {
      const ticked = entry[1] === undefined ? undefined : entry[1] !== " ";
      found.push({ head: entry[2], ticked, hasBody: false });
      isFirst = true;
    } else if (!found.length) {
      continue;
    } else if (line.trim() === "") {
      isFirst = false;
    } else if (isFirst && !/^\s+[-*+]\s/.test(line)) {
      found.at(-1).head += ` ${line.trim()}`;
    } else if (/^\s/.test(line)) {
      isFirst = false;
      found.at(-1).hasBody = true;
    } else {
      return found;
    }
  }
  return found;
}

const KEYS = ["owner", "due", "closed", "effort", "because", "by", "on", "saved", "asked", "answered", "in",
  "kpi", "measured-by", "expect", "target", "observed", "n", "lesson", "repeats", "scope", "done-when",
  "parent", "confidence", "counter"];

function inTables(lines) {
  const rows = lines.filter((line) => line.startsWith("|"));
  const cells = (line) =>
    line.replace(/^\||\|\s*$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replace("\\|", "|"));
  if (rows.length < 3) return [];
  const names = cells(rows[0]).slice(1).map((name) => name.toLowerCase());
  if (!names.every((name) => KEYS.includes(name))) return [];
  return rows.slice(2).map((row) => {
    const [head, ...values] = cells(row);
    const given = names.map((name, at) => [name, values[at] ?? ""]).filter(([, value]) => value !== "");
    return { head, keys: Object.fromEntries(given) };
  });
}

/** Returns the title of an item and what its trailing marks and braces say. */
function marks(head, known, given) {
  const item = { keys: { ...given } };
  let text = head.trim();
  for (let braces; (braces = text.match(/\s*\{([^{}]*)\}$/)) && takeBraces(item, braces[1]);) {
    text = text.slice(0, braces.index);
  }
  const had = new Set();
  const take = (name, pattern) => {
    const found = !had.has(name) && known[name] && text.match(pattern);
    if (!found || (name === "words" && !known.words.includes(found[1]))) return null;
    had.add(name);
    text = text.slice(0, found.index).trimEnd();
    return found;
  };
  if (/[@\d)\]]\.$|@\w+\.$/.test(text)) text = text.slice(0, -1);
  for (let going = true; going;) {
    going = false;
    const measure = take("measure",
      /\[\[([^\]|]+)(?:\|[^\]]*)?\]\](?:\s+([-+−]?\d+(?:\.\d+)?)(%?))?(?:\s+by\s+(\d{4}-\d\d-\d\d))?$/);
    if (measure) [, item.kpi, item.number, , item.due] = measure;
    const reference = take("reference", /\[\[([^\]|]+)(?:\|[^\]]*)?\]\]$/);
    if (reference) item.reference = reference[1];
    const person = take("person", /(?:^|\s)@([\w-]+)$/);
    if (person) item.person = person[1];
    const date = take("date", /(?:^|\s)(\d{4}-\d\d-\d\d)$/);
    if (date) item.date = date[1];
    const word = take("words", /\(([a-z ]+)\)$/);
    if (word) item.word = word[1];
    going = Boolean(measure || reference || person || date || word);
  }
  item.kpi ??= item.keys.kpi ?? item.keys["measured-by"];
  item.reference ??= item.keys.lesson ?? item.keys.repeats ?? item.keys.in;
  item.person ??= item.keys.owner ?? (/^\d{4}-/.test(item.keys.by ?? "") ? undefined : item.keys.by);
  item.due ??= /^\d{4}-/.test(item.keys.by ?? "") ? item.keys.by : undefined;
  item.date ??= item.keys.due ?? item.keys.asked ?? item.keys.on;
  item.title = text.replace(/\[\[([^\]|]+)\|?([^\]]*)\]\]/g, (_, name, shown) => shown || name);
  return item;
}

function takeBraces(item, text) {
  const tokens = text.match(/(?:[^\s"]+="[^"]*"|\S+)/g) ?? [];
  const isData = (token) => /^[#.][\w-]+$|^[\w-]+=("[^"]*"|\S+)$/.test(token);
  if (!tokens.length || !tokens.every(isData)) return false;
  for (const token of tokens) {
    if (token.startsWith("#")) item.pinned = token.slice(1);
    else if (token.startsWith(".")) item.word ??= token.slice(1).replace("set-aside", "set aside");
    else {
      const at = token.indexOf("=");
      item.keys[token.slice(0, at)] = token.slice(at + 1).replace(/^"|"$/g, "");
    }
  }
  return true;
}

function slug(text) {
  const plain = text.toLowerCase().replace(/[`*_~]/g, "");
  return plain.replace(/[^\p{Letter}\p{Number}]+/gu, "-").replace(/^-|-$/g, "");
}
