import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { paths } from "./paths.mjs";
import { progress } from "./progress.mjs";
import { runProcess } from "./runProcess.mjs";

const cli = join(paths.dist, "cli.js");

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
