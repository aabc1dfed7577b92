// Serves a built site as a host does: compressed, with the headers that `_headers` asks for. It prints its
// address and runs until it is stopped.
//
//     node tests/lighthouse/serve.mjs FOLDER
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { createGzip } from "node:zlib";

const folder = process.argv[2];
const types = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
};

// A line without indentation is a path, in which `*` stands for the rest; those below it are its headers.
const rules = [];
for (const line of readFileSync(join(folder, "_headers"), "utf8").split("\n")) {
    if (/^\S/.test(line)) {
        rules.push({ path: line.trim(), headers: [] });
    } else if (line.trim()) {
        const at = line.indexOf(":");
        rules.at(-1).headers.push([line.slice(0, at).trim(), line.slice(at + 1).trim()]);
    }
}
const holds = (rule, path) =>
    rule.endsWith("*") ? path.startsWith(rule.slice(0, -1)) : path === rule;

const server = createServer((request, answer) => {
    const asked = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    let path = join(folder, normalize(asked));
    if (existsSync(path) && statSync(path).isDirectory()) path = join(path, "index.html");
    if (!existsSync(path)) {
        answer.writeHead(404).end();
        return;
    }
    for (const rule of rules.filter((rule) => holds(rule.path, asked))) {
        for (const [name, value] of rule.headers) answer.setHeader(name, value);
    }
    const type = types[extname(path)];
    answer.setHeader("content-type", type ?? "application/octet-stream");
    if (!type) {
        createReadStream(path).pipe(answer);
        return;
    }
    answer.setHeader("content-encoding", "gzip");
    createReadStream(path).pipe(createGzip()).pipe(answer);
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
