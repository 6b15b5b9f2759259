// Packages the VSIX and runs the tests with real trainers (torch: several GB of Python packages).
//   npm run test:engines [-- vitest's own arguments]
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { paths } from "./paths.mjs";
import { setUp } from "./setUp.mjs";

await setUp();
const vitest = join(paths.root, "node_modules", "vitest", "vitest.mjs");
const args = ["run", "--config", "vitest.engines.config.mts", ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, [vitest, ...args], { cwd: paths.root, stdio: "inherit" });
process.exitCode = status ?? 1;
