// Computes alignment coverage and the derived KPIs of a handbook from its files, and compares them with
// the export of a build.
//
//     node derived.mjs ROOT EXPORT
//
// The definitions are those of the manual (content/guide/kpi-data.md, checks.md), written a second time.
// It says `differs: …` for each difference, and exits 1 where there is one.

import fs from "node:fs";
import path from "node:path";
import { parse as parseToml } from "smol-toml";
import { readAll } from "./read.mjs";

const [root, exported] = process.argv.slice(2);
const config = parseToml(fs.readFileSync(path.join(root, "throughline.toml"), "utf8"));
const today = config["as-of"].toISOString().slice(0, 10);
const content = path.join(root, "content");
const people = parseToml(fs.readFileSync(path.join(content, "people.toml"), "utf8")).people ?? {};

const DAY = 86_400_000;
const days = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / DAY);
const plus = (date, count) => new Date(Date.parse(date) + count * DAY).toISOString().slice(0, 10);
const come = (date) => (date && date <= today ? date : undefined);
const list = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const least = (dates) => dates.filter(Boolean).sort()[0];
const known = (values) => values.filter((value) => value !== undefined);

// What is there on the day.
const BEGINS = ["proposed", "accepted", "started", "shipped", "declined", "parked", "presented", "held", "decided"];
const docs = readAll(content).filter(({ front }) => {
  if (front["visible-to"]) throw new Error("this script knows no audiences");
  const begins = front.created ?? least(BEGINS.map((key) => front[key]));
  return !front.draft && !(begins > today) && !(front["publish-on"] > today) && !(front["expires-on"] <= today);
});
for (const doc of docs) {
  const isLater = (item) => item.kind !== "action" && item.date > today || item.keys.on > today;
  doc.items = doc.items.filter((item) => !isLater(item));
}
const of = (kind) => docs.filter((doc) => doc.kind === kind);
const inDoc = (doc, kind) => doc.items.filter((item) => item.kind === kind);
const all = (kind) => docs.flatMap((doc) => inDoc(doc, kind));
const [briefs, retros, dives, kpis] = ["brief", "retro", "deep-dive", "kpi"].map(of);

// What references mean.
const bare = (reference) => reference.replace(/^[a-z-]+:/, "").trim();
function theDoc(reference, kinds) {
  const found = docs.filter((doc) => kinds.includes(doc.kind) &&
    [doc.id, doc.place, `${doc.place}.md`].includes(bare(reference)));
  return found.length === 1 ? found[0] : undefined;
}
function theItem(reference, kind) {
  const [doc, anchor] = bare(reference).includes("#") ? bare(reference).split("#") : [undefined, bare(reference)];
  const found = all(kind).filter((item) => item.anchor === anchor &&
    (doc === undefined || item.doc.id === doc || item.doc.place.endsWith(doc)));
  return found.length === 1 ? found[0] : undefined;
}
const naming = (holders, field, doc, kinds) =>
  holders.filter((holder) => list(holder.front[field]).some((name) => theDoc(name, kinds) === doc));
const superseded = (doc) => naming(of(doc.kind), "supersedes", doc, [doc.kind]).length > 0;
const serves = (brief) =>
  known(list(brief.front.serves).filter((name) => name !== "none").map((name) => theItem(name, "objective")));
const retrosOf = (brief) => naming(retros, "reviews", brief, ["brief"]);
const informing = (brief) => naming(dives, "informs", brief, ["brief"]);
const says = (doc, name) => doc.sections.some((section) => section.name === name && section.says);
const reasons = (doc, name) => doc.sections.some((section) => section.name === name && section.because);

// Periods and series.
function period(rhythm, date) {
  const [year, month] = date.split("-").map(Number);
  const end = (months) => new Date(Date.UTC(year, months, 0)).toISOString().slice(0, 10);
  switch (rhythm) {
    case "day": return date;
    case "week": return plus(date, 6 - ((new Date(date).getUTCDay() + 6) % 7));
    case "month": return end(month);
    case "quarter": return end(Math.ceil(month / 3) * 3);
    default: return `${year}-12-31`;
  }
}
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

const stage = (from, to) => () => known(briefs.map((brief) => {
  const [start, end] = [come(brief.front[from]), come(brief.front[to])];
  return start && end && start <= end ? { on: end, value: days(start, end) } : undefined;
}));
const isEngineer = (name) => {
  const entry = Object.entries(people).find(([id, person]) =>
    id === name || person.name === name || list(person.aliases).includes(name));
  return (entry?.[1].discipline ?? "engineering") === "engineering";
};
const started = (doc) => ["proposed", "accepted", "started", "shipped", "created"]
  .map((key) => doc.front[key]).find(Boolean);
const COUNTS = ["miscommunication", "changed-requirements"];

const CASES = {
  "time-to-market": stage("accepted", "shipped"),
  "stage-times": stage("proposed", "shipped"),
  "why-time": stage("proposed", "accepted"),
  queue: stage("accepted", "started"),
  build: stage("started", "shipped"),
  rework: (rhythm) => briefs.filter((brief) => come(brief.front.shipped) &&
    plus(period(rhythm, brief.front.shipped), 180) <= today).map((brief) => {
    const shipped = brief.front.shipped;
    const isAgain = briefs.some((later) => list(later.front.reworks).some((rework) =>
      typeof rework === "object" && COUNTS.includes(rework.cause) && theDoc(rework.brief, ["brief"]) === brief &&
      come(started(later)) && started(later) >= shipped && days(shipped, started(later)) <= 180));
    return { on: shipped, value: Number(isAgain) };
  }),
  "involvement-lead": () => known(briefs.map((brief) => {
    const first = least(inDoc(brief, "input").filter((input) => !input.person || isEngineer(input.person))
      .map((input) => come(input.date)));
    const on = come(brief.front.accepted);
    return first && on ? { on, value: days(first, on) } : undefined;
  })),
  "lesson-application": () => known(all("lesson").map((lesson) => {
    const held = come(lesson.doc.front.held);
    const on = held && least(all("application")
      .filter((use) => use.word !== "set aside" && use.reference && theItem(use.reference, "lesson") === lesson)
      .map((use) => come(use.doc.front.accepted)).filter((accepted) => accepted >= held));
    return on ? { on, value: days(held, on) } : undefined;
  })),
  "question-age": () => known(all("question").map((question) => {
    const [asked, on] = [come(question.date), come(question.keys.answered)];
    return asked && on && asked <= on && question.word !== "open" ? { on, value: days(asked, on) } : undefined;
  })),
  "retro-delay": () => known(briefs.map((brief) => {
    const shipped = come(brief.front.shipped);
    const on = shipped && least(retrosOf(brief).map((retro) => come(retro.front.held))
      .filter((held) => held >= shipped));
    return on ? { on, value: days(shipped, on) } : undefined;
  })),
  "action-closure": () => known(all("action").map((action) => {
    const { date: due, keys: { closed }, ticked, word } = action;
    const isGivenUp = word === "wont" && !(closed > today);
    if (!come(due) || isGivenUp || (ticked && !closed)) return undefined;
    return { on: due, value: Number(Boolean(come(closed)) && closed <= due) };
  })),
};
const SHARES = ["rework", "action-closure"];

function derived(kpi) {
  const { derive } = kpi.front;
  const rhythm = kpi.front.period ?? (derive === "rework" ? "quarter" : "month");
  const periods = new Map();
  for (const { on, value } of CASES[derive](rhythm)) {
    const end = period(rhythm, on);
    if (end <= today) periods.set(end, [...(periods.get(end) ?? []), value]);
  }
  return [...periods].sort().map(([to, values]) => {
    return { to, n: values.length, value: SHARES.includes(derive) ? 100 * mean(values) : median(values) };
  });
}

/** Returns the rows of a data file as records: of CSV by its header, of TOML and JSON the one list of them. */
function rowsOf(file) {
  const text = fs.readFileSync(file, "utf8");
  if (file.endsWith(".csv")) {
    const [header, ...rows] = text.trim().split(/\r?\n/).map((row) => row.split(","));
    return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ""])));
  }
  const data = file.endsWith(".toml") ? parseToml(text) : JSON.parse(text);
  return Array.isArray(data) ? data : Object.values(data).find(Array.isArray);
}

/** Returns the last day that the series of a KPI speaks of. */
function measuredUntil(kpi) {
  if (kpi.front.derive) return derived(kpi).at(-1)?.to;
  const source = kpi.front.source;
  const table = typeof source === "object" ? source : { file: source };
  const stem = path.basename(kpi.full, ".md");
  const names = table.file ? [table.file] : ["csv", "toml", "json"].map((form) => `${stem}.${form}`);
  const file = names.map((name) => path.join(path.dirname(kpi.full), name)).find((name) => fs.existsSync(name));
  if (!file) return undefined;
  const cell = (row, name) => String(row[name] ?? "").trim();
  const counted = rowsOf(file).filter((row) => cell(row, table.value ?? "value") &&
    Object.entries(table.where ?? {}).every(([name, value]) => cell(row, name) === value));
  const ends = counted.map((row) => {
    const date = cell(row, table.date ?? "date");
    return period(kpi.front.period ?? "month", date.length === 7 ? `${date}-01` : date);
  });
  return ends.filter((end) => end <= today).at(-1);
}

// States, promises.
const WAY = ["proposed", "accepted", "started", "shipped", "declined", "parked"];
const theKpi = (item) => (item.kpi ? theDoc(item.kpi, ["kpi"]) : undefined);
function covers(brief, kpi, due) {
  const observed = retrosOf(brief).flatMap((retro) => inDoc(retro, "outcome")
    .filter((outcome) => theKpi(outcome) === kpi)
    .map((outcome) => come(outcome.keys.on ?? retro.front.held ?? retro.front.created)));
  return [measuredUntil(kpi), ...observed].some((day) => day >= due);
}
function state(brief) {
  if (superseded(brief)) return "superseded";
  const dated = WAY.filter((step) => brief.front[step]);
  const reached = dated.filter((step) => come(brief.front[step]));
  if (!reached.length) return dated.length ? "idea" : brief.front.state ?? "idea";
  const last = reached.reduce((a, b) => (brief.front[b] >= brief.front[a] ? b : a));
  const impacts = inDoc(brief, "impact");
  const isMeasured = impacts.length > 0 && impacts.every((impact) =>
    impact.due && theKpi(impact) && covers(brief, theKpi(impact), impact.due));
  return last === "shipped" && isMeasured ? "measured" : last;
}
const states = new Map(briefs.map((brief) => [brief, state(brief)]));
const isIn = (...names) => (brief) => names.includes(states.get(brief));
const accepted = briefs.filter(isIn("accepted", "started", "shipped", "measured"));
const live = briefs.filter(isIn("proposed", "accepted", "started", "shipped"));

// Coverage.
const name = (end) => (end.doc ? `${end.doc.id}#${end.anchor}` : end.id);
const weeks = { d: 1, day: 1, w: 7, week: 7, m: 30, month: 30, quarter: 91, y: 365, year: 365 };
function isLarge(brief) {
  const span = (text) => {
    const [, count, unit] = text.match(/^(\d+)\s*([a-z]+?)s?$/);
    return count * weeks[unit];
  };
  return brief.front.appetite && span(brief.front.appetite) > span(config.large ?? "4 weeks");
}
const isDecided = (question) => of("decision").some((decision) =>
  list(decision.front.decides).some((what) => what.includes("#") && theItem(what, "question") === question));
function waits(question) {
  const { answered } = question.keys;
  const isAnswered = answered ? Boolean(come(answered)) :
    question.hasBody || question.reference || isDecided(question);
  return (!isAnswered || question.word === "open") && question.date && days(question.date, today) > 14;
}
const objectives = all("objective").filter(({ word, doc }) =>
  !["met", "missed", "dropped"].includes(word) && doc.front.state !== "superseded" && !superseded(doc));

// Lessons as TL503 ranks them.
const first = (lesson) => {
  const earlier = lesson.reference && theItem(lesson.reference, "lesson");
  return earlier ? first(earlier) : lesson;
};
const promised = (brief) => known(inDoc(brief, "impact").map(theKpi));
const systems = (brief) => known(informing(brief).map((dive) => dive.front.system?.toLowerCase()));
const both = (some, others) => new Set(some.filter((one) => others.includes(one))).size;
const teaching = retros.filter((retro) => come(retro.front.held))
  .sort((a, b) => (a.front.held === b.front.held ? 0 : a.front.held < b.front.held ? 1 : -1))
  .map((retro, age) => {
    const reviewed = known(list(retro.front.reviews).map((what) => theDoc(what, ["brief"])));
    return {
      retro, age,
      objectives: reviewed.flatMap(serves),
      systems: reviewed.flatMap(systems),
      kpis: [...reviewed.flatMap(promised), ...known(inDoc(retro, "outcome").map(theKpi))],
      lessons: inDoc(retro, "lesson").filter((lesson) => ["change", "try"].includes(lesson.word)),
    };
  });
function matching(brief) {
  const found = teaching.filter((one) => !list(one.retro.front.reviews).some((what) =>
    theDoc(what, ["brief"]) === brief) &&
    !(brief.front.accepted && one.retro.front.held >= brief.front.accepted) &&
    (both(serves(brief), one.objectives) || both(systems(brief), one.systems)));
  const ranked = found.flatMap((one) => one.lessons.map((lesson, place) => ({
    lesson,
    rank: [-both(promised(brief), one.kpis), -both(list(brief.front.tags), list(one.retro.front.tags)), one.age, place],
  })));
  ranked.sort((a, b) => a.rank.map((part, at) => part - b.rank[at]).find((part) => part !== 0) ?? 0);
  const firsts = new Set();
  const best = ranked.filter(({ lesson }) => !firsts.has(first(lesson)) && firsts.add(first(lesson))).slice(0, 3);
  const answers = inDoc(brief, "application").map((use) => use.reference && theItem(use.reference, "lesson"));
  return best.map(({ lesson }) => [lesson, known(answers).some((use) => first(use) === first(lesson))]);
}

const judged = (cases, isMet) => cases.map((one) => [one, isMet(one)]);
const COVERAGE = {
  "shared-understanding": judged(objectives, (objective) => {
    const kpi = theKpi(objective);
    return kpi && measuredUntil(kpi) && says(objective.doc, "audience") &&
      live.some((brief) => serves(brief).includes(objective));
  }),
  "why-before-how": judged(accepted, (brief) => says(brief, "problem") && says(brief, "wanted") &&
    (inDoc(brief, "impact").length > 0 || reasons(brief, "impact"))),
  "deep-dives": judged(accepted.filter(isLarge), (brief) =>
    informing(brief).some((dive) => !inDoc(dive, "question").some(waits))),
  "problem-solvers": judged(accepted, (brief) =>
    (reasons(brief, "input") || inDoc(brief, "input").some((input) =>
      input.date < brief.front.accepted && (!input.person || isEngineer(input.person)))) &&
    (reasons(brief, "option") || inDoc(brief, "option").length > 1)),
  retros: judged(
    briefs.filter(isIn("shipped", "measured")).filter((brief) => days(brief.front.shipped, today) > 30),
    (brief) => retrosOf(brief).some((retro) =>
      come(retro.front.held) && days(brief.front.shipped, retro.front.held) <= 30)),
  lessons: accepted.flatMap(matching),
  "measured-success": judged(
    accepted.flatMap((brief) => inDoc(brief, "impact")).filter((impact) => come(impact.due)),
    (impact) => come(impact.doc.front.shipped) && theKpi(impact) &&
      covers(impact.doc, theKpi(impact), impact.due)),
};

// The comparison.
const data = JSON.parse(fs.readFileSync(exported, "utf8"));
let differences = 0;
const same = (what, own, other) => {
  if (JSON.stringify(own) === JSON.stringify(other)) return;
  differences += 1;
  console.log(`differs: ${what}: computed ${JSON.stringify(own)}, exported ${JSON.stringify(other)}`);
};
for (const [part, cases] of Object.entries(COVERAGE)) {
  const missing = cases.filter(([, isMet]) => !isMet).map(([end]) => name(end)).sort();
  const ratio = data.coverage.find((ratio) => ratio.part === part) ?? { missing: [] };
  const own = { met: cases.length - missing.length, of: cases.length, missing };
  same(part, own, { met: ratio.met, of: ratio.of, missing: [...ratio.missing].sort() });
}
same("parts", Object.keys(COVERAGE).sort(), data.coverage.map((ratio) => ratio.part).sort());
const own = kpis.filter((kpi) => kpi.front.derive);
same("derived KPIs", own.map((kpi) => kpi.id).sort(), data.kpis.filter((kpi) => kpi.derive).map((kpi) => kpi.id).sort());
let points = 0;
for (const kpi of own) {
  const series = data.kpis.find((known) => known.id === kpi.id)?.series ?? [];
  const told = (point) => `${point.to} ${point.value.toFixed(4)} n=${point.n}`;
  points += series.length;
  same(kpi.id, derived(kpi).map(told), series.map(told));
}
if (own.length === 0 || points === 0) {
  differences += 1;
  console.log("differs: there is nothing to compare");
}
if (differences) process.exit(1);
const ratios = Object.entries(COVERAGE).map(([, cases]) => cases.length).join(", ");
console.log(`outside: 7 ratios over ${ratios} cases, ${own.length} KPIs with ${points} points, none differs`);
