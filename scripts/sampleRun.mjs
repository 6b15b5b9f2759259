import { spawn } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { paths } from "./paths.mjs";
import { progress } from "./progress.mjs";
import { runProcess } from "./runProcess.mjs";

const cli = join(paths.dist, "cli.js");
const growSeconds = 300;

/**
 * The sample run that `npm start` opens, written on the first call.
 *
 * @returns {Promise<string>} its folder
 */
export async function sampleRun() {
  const folder = join(paths.cache, "sample");
  if (existsSync(folder)) return folder;
  const making = `${folder}.${process.pid}`;
  mkdirSync(dirname(making), { recursive: true });
  try {
    await progress("Drawing the sample run", () => runProcess(process.execPath, [cli, "sample", making]));
    renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
}

/**
 * Lets the sample run grow for a few minutes, as a training would, so that the live part shows.
 *
 * @param {string} folder
 * @returns {import("node:child_process").ChildProcess}
 */
export function growSampleRun(folder) {
  console.log(`The sample run keeps growing for ${growSeconds / 60} minutes.`);
  return spawn(process.execPath, [cli, "sample", folder, "--live", String(growSeconds)], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}
