// Which lessons has no brief applied?
import { readFileSync } from "node:fs";

const { items, relations } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const applied = relations.filter((row) => row.inverse === "applied-in").map((row) => row.to);
for (const item of items) {
  if (item.kind === "lesson" && !applied.includes(item.id)) console.log(item.id);
}
