// Kills the index's worker and its process at random moments, and looks whether all is as it was.
//   npm run kill [-- --rounds N] [--seed N]     exit code 1 when an answer differs
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundleVictim } from "./bundleVictim.mjs";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "200" }, seed: { type: "string", default: "1" } },
});
const folder = fileURLToPath(new URL("../../.cache/kill/", import.meta.url));
await bundleVictim(folder, ["main", "victim"]);
const { main } = await import(`${folder}main.mjs`);
const holds = await main({
  rounds: Number(values.rounds),
  seed: Number(values.seed),
  out: (/** @type {string} */ line) => console.log(line),
});
process.exitCode = holds ? 0 : 1;
