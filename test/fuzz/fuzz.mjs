// Gives the readers inputs that nobody would write, and holds them to what is claimed of any input.
//   npm run fuzz [-- --runs N] [--seed N] [--only TARGET]     exit code 1 when a claim does not hold
import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "1000000" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
  },
});
const folder = fileURLToPath(new URL("../../.cache/fuzz/", import.meta.url));
const entry = (/** @type {string} */ name) => fileURLToPath(new URL(`${name}.ts`, import.meta.url));

await build({
  entryPoints: [entry("main"), entry("fuzzWorker")],
  outdir: folder,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  target: "node20",
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  ...{ conditions: ["module"], mainFields: ["module", "main"] },
  external: ["sharp"],
  logLevel: "warning",
});
const { main } = await import(`${folder}main.mjs`);
const holds = await main({
  runs: Number(values.runs),
  seed: Number(values.seed),
  only: values.only ?? null,
  out: (/** @type {string} */ line) => console.log(line),
});
process.exitCode = holds ? 0 : 1;
