// Packages a VSIX for one platform, or for several side by side, and checks what is in it.
//   npm run package [-- --target darwin-arm64 …] [-- --out FILE] [-- --all]
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { setUp } from "./setUp.mjs";
import { ownTarget, vsixTargets } from "./vsixTargets.mjs";

const { values } = parseArgs({
  options: {
    target: { type: "string", multiple: true, default: [ownTarget()] },
    out: { type: "string" },
    all: { type: "boolean", default: false },
  },
});
const targets = values.all ? [...vsixTargets.keys()] : [...new Set(values.target)];
if (values.out !== undefined && targets.length > 1) throw new Error("--out is for one platform");
await setUp();
const { packageVsix } = await import("./packageVsix.mjs");
const { listVsix } = await import("./listVsix.mjs");
const { vsixProblems } = await import("./vsixProblems.mjs");

/** @param {string} target */
async function pack(target) {
  const file = await packageVsix(target, values.out === undefined ? undefined : resolve(values.out));
  const files = await listVsix(file);
  const problems = vsixProblems(target, files);
  for (const problem of problems) console.error(problem);
  console.log(
    `${file}: ${files.length} files, ${problems.length === 0 ? "content as it should be" : "content is wrong"}`,
  );
  if (problems.length > 0) process.exitCode = 1;
}

// Most of it waits for npm and the disk.
const atOnce = 4;
for (let first = 0; first < targets.length; first += atOnce) {
  const packed = await Promise.allSettled(targets.slice(first, first + atOnce).map(pack));
  const failures = packed.flatMap(one => (one.status === "rejected" ? [one.reason] : []));
  for (const failure of failures) console.error(failure);
  if (failures.length > 0) process.exitCode = 1;
}
