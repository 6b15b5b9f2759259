import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { paths } from "./paths.mjs";

const builtCli = join(paths.dist, "cli.js");
/** So many steps are there at once: enough for a tree and for curves that rise. The others come one by one. */
const stepsAtOnce = 40;

/** Exit code of `loupe simulate` for a run that it cannot go on with; any other failure is no reason to take one away. */
const anotherRun = 5;

/** @param {string} run */
function isComplete(run) {
  try {
    const { options } = JSON.parse(readFileSync(join(run, "miniature.json"), "utf8"));
    return Number(readFileSync(join(run, "latest_checkpointed_iteration.txt"), "utf8")) >= options.steps;
  } catch {
    return false;
  }
}

/**
 * @param {string} run
 * @param {string} cli
 */
function begin(run, cli) {
  const pace = ["--pace", "live", "--live-from", String(stepsAtOnce + 1)];
  const args = [cli, "simulate", "--out", run, ...pace, "--json"];
  return spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
}

/**
 * Trains a miniature that can be watched: the run that was stopped last time goes on; a complete one begins again, and so
 * does one that this version cannot go on with.
 *
 * @param {string} folder the folder that holds the run
 * @param {string} cli the command line that trains it
 * @returns {{ kill(): void }} stops it, with a checkpoint
 */
export function growMiniatureRun(folder, cli = builtCli) {
  const run = join(folder, "miniature-run");
  const remove = () => rmSync(run, { recursive: true, force: true });
  if (isComplete(run)) remove();
  console.log("A small simulated policy is being trained; its run grows for about four minutes.");
  let child = begin(run, cli);
  child.once("exit", code => {
    if (code !== anotherRun) return;
    remove();
    child = begin(run, cli);
  });
  return { kill: () => void child.kill() };
}
