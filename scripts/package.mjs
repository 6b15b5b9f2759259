// Packages a VSIX for one platform and checks what is in it.
//   npm run package [-- --target darwin-arm64] [-- --out FILE] [-- --all]
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { setUp } from "./setUp.mjs";
import { ownTarget, vsixTargets } from "./vsixTargets.mjs";

const { values } = parseArgs({
  options: { target: { type: "string" }, out: { type: "string" }, all: { type: "boolean", default: false } },
});
const targets = values.all ? [...vsixTargets.keys()] : [values.target ?? ownTarget()];
await setUp();
const { packageVsix } = await import("./packageVsix.mjs");
const { listVsix } = await import("./listVsix.mjs");
const { vsixProblems } = await import("./vsixProblems.mjs");

for (const target of targets) {
  const file = await packageVsix(target, values.out === undefined ? undefined : resolve(values.out));
  const files = await listVsix(file);
  const problems = vsixProblems(target, files);
  for (const problem of problems) console.error(problem);
  console.log(
    `${file}: ${files.length} files, ${problems.length === 0 ? "content as it should be" : "content is wrong"}`,
  );
  if (problems.length > 0) process.exitCode = 1;
}
