import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MiniatureOptions } from "../../../src/core/simulate/miniature/miniatureOptions.js";
import { runDisk, type RunDisk } from "../../../src/node/simulate/runDisk.js";
import { runMiniature, type MiniatureRunOptions } from "../../../src/node/simulate/runMiniature.js";
import { squareGlyphs } from "../simulate/squareGlyphs.js";
import { strategyOf } from "./trainingOf.js";

/** Five steps of four rollouts, validated and saved every two: two checkpoints on the way and one at the end. */
export const tiny: Partial<MiniatureOptions> = {
  steps: 5,
  prompts: 2,
  responses: 2,
  pages: 2,
  validationQuestions: 2,
  validationEvery: 2,
};

/** Writes or goes on with a tiny run in `folder/run`. */
export function runTiny(folder: string, more: Partial<MiniatureRunOptions> = {}) {
  const glyphsFile = join(folder, "glyphs.json");
  writeFileSync(glyphsFile, JSON.stringify(squareGlyphs));
  return runMiniature({
    ...{ out: join(folder, "run"), options: tiny, strategy: strategyOf("two-phase"), pace: { kind: "fast" } },
    ...{ glyphsFile, checkpointEvery: 2 },
    ...more,
  });
}

/** Every file of the run with a hash of its bytes, and every folder. */
export function bytesOf(folder: string, runName = "run"): readonly string[] {
  const run = join(folder, runName);
  return readdirSync(run, { recursive: true, encoding: "utf8" })
    .sort()
    .map(name => {
      const file = join(run, name);
      if (statSync(file).isDirectory()) return `${name}/`;
      return `${name} ${createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 16)}`;
    });
}

/** What a process dies of that is killed. */
export class Killed extends Error {}

/**
 * A disk whose process is killed at its operation number `at`, from 0: before it, or where bytes are written, with half
 * of them on the disk. `count` is how many there were.
 */
export function killingDisk(at: number, isHalfDone: boolean): RunDisk & { readonly count: () => number } {
  let count = 0;
  const step = async (half: (() => Promise<void>) | null, whole: () => Promise<void>) => {
    if (count++ < at) return whole();
    if (isHalfDone && half !== null && count === at + 1) await half();
    throw new Killed(`operation ${at}`);
  };
  return {
    count: () => count,
    makeFolder: path => step(null, () => runDisk.makeFolder(path)),
    write: (file, text) =>
      step(
        () => runDisk.write(file, text.slice(0, text.length / 2)),
        () => runDisk.write(file, text),
      ),
    append: (file, bytes) =>
      step(
        () => runDisk.append(file, bytes.slice(0, bytes.length / 2)),
        () => runDisk.append(file, bytes),
      ),
    rename: (from, to) => step(null, () => runDisk.rename(from, to)),
    cut: (file, bytes) => step(null, () => runDisk.cut(file, bytes)),
    remove: path => step(null, () => runDisk.remove(path)),
  };
}
