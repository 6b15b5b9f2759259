import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npm } from "./npm.mjs";
import { paths } from "./paths.mjs";
import { progress } from "./progress.mjs";

const lockfile = join(paths.root, "package-lock.json");
const modules = join(paths.root, "node_modules");
const stamp = join(modules, ".loupe-lockfile");

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean }>} */
const packagesOf = file => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {});

/** True when npm, run by hand, has already installed every package in the version of the lockfile. */
function isInstalled() {
  const wanted = Object.entries(packagesOf(lockfile)).filter(
    ([path, { optional }]) => path !== "" && optional !== true,
  );
  const installed = packagesOf(join(modules, ".package-lock.json"));
  return wanted.every(([path, { version }]) => installed[path]?.version === version);
}

/** Installs the dependencies when they are missing or the lockfile has changed. */
async function installDependencies() {
  const hash = createHash("sha256").update(readFileSync(lockfile)).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  if (!isInstalled()) {
    // No package of ours needs its install script: esbuild and sharp bring their binaries as packages.
    const flags = ["--include=dev", "--include=optional", "--ignore-scripts"];
    await progress("Installing dependencies", () => npm(["ci", ...flags], { cwd: paths.root }));
  }
  writeFileSync(stamp, hash);
}

/**
 * Makes a fresh clone ready: dependencies, then (unless told not to) a build of everything in dist/.
 *
 * @param {{ build?: boolean }} [options]
 * @returns {Promise<void>}
 */
export async function setUp({ build = true } = {}) {
  await installDependencies();
  if (!build) return;
  const esbuild = await import("../esbuild.mjs");
  await progress("Building", () => esbuild.build());
}
