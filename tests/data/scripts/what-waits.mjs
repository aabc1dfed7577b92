// What waits for whom? A proposal, a question and a concern wait for the owner of their document.
import { readFileSync } from "node:fs";

const { documents, items } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const owners = new Map(documents.map((row) => [row.id, row.owner]));
for (const row of documents) if (row.state === "proposed") console.log(row.owner, "decides:", row.title);
for (const row of items) {
  const who = row.kind === "action" ? row.fields.person : owners.get(row.document);
  if (["open", "raised"].includes(row.state)) console.log(who, `owes ${row.kind}:`, row.title);
}
