import { build } from "esbuild";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import type { MiniatureArm } from "../../../src/core/simulate/miniature/compareArm.js";
import type { ExaminedSetting } from "../../../src/core/simulate/miniature/examinedSettings.js";
import { defaultMiniatureOptions } from "../../../src/core/simulate/miniature/miniatureOptions.js";
import { trainMiniatures } from "../../../src/node/simulate/trainMiniatures.js";
import { paths } from "../../../scripts/paths.mjs";

export const seedsTo = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at + 1);

let script: Promise<string> | null = null;

/** The bundle that threads run, made once a process and its own: another one may be at work with an older one. */
function threadScript(): Promise<string> {
  script ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), "loupe-miniature-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    const outfile = join(folder, "miniatureWorker.cjs");
    const source = join(paths.root, "src", "miniatureWorker.ts");
    await build({ entryPoints: [source], outfile, bundle: true, platform: "node", format: "cjs", logLevel: "warning" });
    return outfile;
  })();
  return script;
}

/** The settings whose names LOUPE_SETTINGS matches (a regular expression); all where it is not set. */
export function chosenSettings(settings: readonly ExaminedSetting[]): readonly ExaminedSetting[] {
  const wanted = new RegExp(process.env["LOUPE_SETTINGS"] ?? "");
  return settings.filter(({ name }) => wanted.test(name));
}

/**
 * Trains strategies under one setting and the same seeds, on all cores (or LOUPE_THREADS threads), and says when it is
 * done. Arms by strategy.
 */
export async function trainedArms(
  { name, options }: ExaminedSetting,
  strategies: readonly string[],
  seeds: readonly number[],
): Promise<ReadonlyMap<string, MiniatureArm>> {
  const found = strategies.flatMap(id => builtInStrategies.find(strategy => strategy.id === id) ?? []);
  const jobs = seeds.flatMap(seed =>
    found.map(strategy => ({ options: { ...defaultMiniatureOptions, ...options, seed }, strategy })),
  );
  const start = performance.now();
  const threads = Number(process.env["LOUPE_THREADS"] ?? 0);
  const trained = await trainMiniatures(jobs, {
    script: await threadScript(),
    ...(threads > 0 ? { threads } : {}),
  });
  if (trained.kind !== "trained") throw new Error(`${name}: ${JSON.stringify(trained)}`);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`${new Date().toISOString().slice(11, 19)} ${name}: ${jobs.length} trainings in ${seconds} s`);
  return new Map(
    found.map((strategy, arm) => {
      const histories = trained.histories.filter((_, place) => place % found.length === arm);
      return [strategy.id, { strategy, histories }];
    }),
  );
}
