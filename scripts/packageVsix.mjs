import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npm } from "./npm.mjs";
import { paths } from "./paths.mjs";
import { runProcess } from "./runProcess.mjs";
import { vsixTargets } from "./vsixTargets.mjs";

/** What is staged. `.vscodeignore` filters once more; nothing else of the checkout can get in. */
const staged = [
  "package.nls.json",
  "package.nls.zh-cn.json",
  "l10n",
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
  ".vscodeignore",
  "dist",
  "docs",
  "examples",
  "media",
  "syntaxes",
];

const readManifest = () => JSON.parse(readFileSync(join(paths.root, "package.json"), "utf8"));

/**
 * sharp and the binaries of one platform, in the versions of our lockfile, whatever platform this is.
 *
 * @param {string} stage
 * @param {string} target
 */
async function installSharp(stage, target) {
  const platform = vsixTargets.get(target);
  if (platform === undefined) throw new Error(`unknown target ${target}: one of ${[...vsixTargets.keys()].join(", ")}`);
  for (const name of ["package.json", "package-lock.json"]) cpSync(join(paths.root, name), join(stage, name));
  const libc = platform.libc === undefined ? [] : [`--libc=${platform.libc}`];
  const flags = ["--omit=dev", "--include=optional", "--ignore-scripts", "--no-bin-links"];
  await npm(["ci", ...flags, `--os=${platform.os}`, `--cpu=${platform.cpu}`, ...libc], { cwd: stage });
  rmSync(join(stage, "package-lock.json"));
}

/**
 * The manifest of the VSIX: without what only the checkout needs.
 *
 * @param {string} stage
 */
function writeManifest(stage) {
  const {
    scripts,
    devDependencies,
    overrides,
    allowScripts,
    prettier,
    private: isPrivate,
    ...manifest
  } = readManifest();
  void [scripts, devDependencies, overrides, allowScripts, prettier, isPrivate];
  writeFileSync(join(stage, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * Packages dist/ as it is (build first) into a VSIX for one platform.
 *
 * @param {string} target VS Code's name of the platform, e.g. `darwin-arm64`
 * @param {string} [file] where to write it
 * @returns {Promise<string>} the file
 */
export async function packageVsix(target, file) {
  const { version } = readManifest();
  const vsix = file ?? join(paths.root, `rollout-loupe-${target}-${String(version)}.vsix`);
  // Others may be packaging at the same time.
  const stage = join(paths.cache, "package", `${target}.${process.pid}`);
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  try {
    await installSharp(stage, target);
    for (const name of staged) {
      if (existsSync(join(paths.root, name))) cpSync(join(paths.root, name), join(stage, name), { recursive: true });
    }
    writeManifest(stage);
    const vsce = join(paths.root, "node_modules", "@vscode", "vsce", "vsce");
    const flags = ["--allow-missing-repository", "--no-rewrite-relative-links"];
    await runProcess(process.execPath, [vsce, "package", "--target", target, "--out", vsix, ...flags], { cwd: stage });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  return vsix;
}
