// Writes a made-up run, all set-up included.
//   npm run sample -- OUT [--seed N] [--steps N] [--healthy | --fault NAME] [--live SECONDS]
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { paths } from "./paths.mjs";
import { setUp } from "./setUp.mjs";

const cli = join(paths.dist, "cli.js");
await setUp({ build: !existsSync(cli) });
// npm runs us in the checkout; a relative path is meant from where the person stands.
const cwd = process.env["INIT_CWD"] ?? process.cwd();
const { status } = spawnSync(process.execPath, [cli, "sample", ...process.argv.slice(2)], { cwd, stdio: "inherit" });
process.exitCode = status ?? 1;
