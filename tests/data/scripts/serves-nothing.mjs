// Which briefs serve no objective?
import { readFileSync } from "node:fs";

const { documents, relations } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const serving = relations.filter((row) => row.relation === "serves").map((row) => row.from);
for (const row of documents) {
  if (row.kind === "brief" && !serving.includes(row.id)) console.log(row.id, "-", row.because ?? "");
}
