// `npm run bench [-- --small | --rows N] [--json]`: bundles the benchmark, which is TypeScript like the rest, and runs it.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const folder = fileURLToPath(new URL("../../.cache/bench/", import.meta.url));
const entry = (name, from = "") => [name, fileURLToPath(new URL(`${from}${name}.ts`, import.meta.url))];

await build({
  entryPoints: Object.fromEntries([
    ...[
      "main",
      "variant",
      "watchVariant",
      "rewardVariant",
      "searchVariant",
      "chatVariant",
      "tableVariant",
      "deskVariant",
    ].map(name => entry(name)),
    entry("factWorker", "../../src/"),
    entry("miniatureWorker", "../../src/"),
    entry("gradingWorker", "../../src/"),
  ]),
  outdir: `${folder}code`,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  target: "node20",
  // Some packages inside of packages are CommonJS and ask for node's own modules by `require`.
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  // As in the product: packages are bundled, so that starting a process loads few files.
  minify: true,
  // Native: it is loaded from where it was installed.
  external: ["sharp"],
  logLevel: "warning",
});
const { values } = parseArgs({
  options: {
    small: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    rows: { type: "string" },
  },
});
const { main } = await import(`${folder}code/main.mjs`);
process.exitCode = await main({
  folder,
  isSmall: values.small,
  isJson: values.json,
  rows: values.rows === undefined ? null : Number(values.rows),
  glyphsFile: fileURLToPath(new URL("../../dist/glyphs.json", import.meta.url)),
  workerScript: `${folder}code/miniatureWorker.mjs`,
  viewer: fileURLToPath(new URL("viewerLoad.py", import.meta.url)),
  pageFigures: new URL("pageFigures.mjs", import.meta.url).href,
});
