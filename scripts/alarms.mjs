// Prints when each alarm fires in made runs: in the one with its fault, and in healthy ones, where none should.
//   npm run alarms [-- --runs N] [--seed N] [--steps N]     exit code 1 when one is missing, late or false
import { build } from "esbuild";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { paths } from "./paths.mjs";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    steps: { type: "string", default: "60" },
  },
});
const outfile = join(paths.cache, "alarms", "alarmTable.mjs");
const entry = join(paths.root, "test", "alarms", "alarmTable.ts");
await build({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "esm", logLevel: "warning" });
const { alarmTable } = await import(pathToFileURL(outfile).href);
const isRight = alarmTable({
  runs: Number(values.runs),
  seed: Number(values.seed),
  steps: Number(values.steps),
  out: (/** @type {string} */ line) => console.log(line),
});
process.exitCode = isRight ? 0 : 1;
