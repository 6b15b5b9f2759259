// Writes the tables of the miniature's assumptions and orderings into docs/miniature.md, between its markers:
//   <!-- table: parameters -->  …  <!-- end of table -->
//   node scripts/miniatureDocs.mjs        (a test fails when they are not what the code says)
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { miniatureTables, withTables } from "./miniatureTables.mjs";
import { paths } from "./paths.mjs";

const sources = [
  "miniatureParameters",
  "miniatureOptions",
  "miniatureConstants",
  "parameterRange",
  "orderings",
  "examinedSettings",
];

const folder = join(paths.root, "src", "core", "simulate", "miniature");
const outfile = join(paths.cache, "miniatureDocs", "miniature.mjs");
const contents = sources.map(name => `export * from ${JSON.stringify(join(folder, `${name}.ts`))};`).join("\n");
await build({
  stdin: { contents, resolveDir: paths.root, loader: "ts" },
  ...{ outfile, bundle: true, platform: "node", format: "esm", logLevel: "warning" },
});
const document = join(paths.root, "docs", "miniature.md");
const code = await import(pathToFileURL(outfile).href);
writeFileSync(document, await withTables(readFileSync(document, "utf8"), miniatureTables(code)));
