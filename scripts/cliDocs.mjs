// Writes the schemas of what `loupe` reads and prints into docs/cli.md, between its markers:
//   <!-- schema: score output -->  …  <!-- end of schema -->
//   node scripts/cliDocs.mjs           writes them
//   node scripts/cliDocs.mjs --check   fails when they are not what the code says
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import prettier from "prettier";
import { isMain } from "./isMain.mjs";
import { paths } from "./paths.mjs";

const document = join(paths.root, "docs", "cli.md");
const marked = /<!-- schema: ([^>]+?) -->.*?<!-- end of schema -->/gs;

/**
 * The document with the schemas between its markers. A name that has no schema is an error, and so is a schema that the
 * document has no place for.
 *
 * @param {string} text
 * @param {Readonly<Record<string, unknown>>} schemas JSON Schemas by name
 * @returns {Promise<string>}
 */
export async function withSchemas(text, schemas) {
  const names = [...text.matchAll(marked)].map(match => match[1] ?? "");
  const missing = Object.keys(schemas).filter(name => !names.includes(name));
  if (missing.length > 0) throw new Error(`docs/cli.md has no place for: ${missing.join(", ")}`);
  /** @type {Map<string, string>} */
  const blocks = new Map();
  for (const name of names) blocks.set(name, await block(name, schemas[name]));
  return text.replace(marked, (_, name) => blocks.get(name) ?? "");
}

/**
 * @param {string} name
 * @param {unknown} schema
 */
async function block(name, schema) {
  if (schema === undefined) throw new Error(`docs/cli.md shows a schema that is not there: ${name}`);
  const json = await prettier.format(JSON.stringify(schema), { parser: "json", printWidth: 120 });
  return `<!-- schema: ${name} -->\n\n\`\`\`json\n${json}\`\`\`\n\n<!-- end of schema -->`;
}

/** The schemas as the code says them now. */
async function currentSchemas() {
  const outfile = join(paths.cache, "cliDocs", "outputSchemas.mjs");
  const entry = join(paths.root, "src", "node", "cli", "outputSchemas.ts");
  await build({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "esm", logLevel: "warning" });
  const { outputJsonSchemas } = await import(pathToFileURL(outfile).href);
  return outputJsonSchemas();
}

async function main() {
  const text = readFileSync(document, "utf8");
  const wanted = await withSchemas(text, await currentSchemas());
  if (!process.argv.includes("--check")) {
    writeFileSync(document, wanted);
    return;
  }
  if (wanted === text) return;
  console.error("docs/cli.md is not what the code says: run `node scripts/cliDocs.mjs`");
  process.exitCode = 1;
}

if (isMain(import.meta.url)) await main();
