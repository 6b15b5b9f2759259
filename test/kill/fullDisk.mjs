// Opens a run whose storage is a file system that is really full (a mount of 16 kB, in a namespace of its own).
//   npm run full-disk          Linux only; exit code 1 when an answer differs or it is not said just once
import { mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundleVictim } from "./bundleVictim.mjs";

const folder = fileURLToPath(new URL("../../.cache/full-disk/", import.meta.url));
await bundleVictim(folder, ["fullDiskMain", "narrow"]);
const { main } = await import(`${folder}fullDiskMain.mjs`);
const place = `${folder}place`;
rmSync(place, { recursive: true, force: true });
mkdirSync(place);
process.exitCode = (await main({
  place,
  script: `${folder}narrow.mjs`,
  out: (/** @type {string} */ line) => console.log(line),
}))
  ? 0
  : 1;
