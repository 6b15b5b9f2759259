import type { BenchmarkManifest } from "../../../core/benchmark/benchmarkManifest.js";
import type { BuildOptions } from "../../../core/benchmark/buildOptions.js";
import { canonicalJson } from "../../../core/benchmark/canonicalJson.js";
import type { BuiltQuestions } from "../../../core/benchmark/generate/finishQuestions.js";
import { generatorVersion } from "../../../core/benchmark/generate/generatorVersion.js";
import type { PageRecord } from "../../../core/benchmark/pageRecord.js";
import { sha256 } from "../../../core/benchmark/sha256.js";
import type { FileEntry } from "./fileEntry.js";
import type { OwnFields } from "./ownFields.js";

const licenceNote =
  "Images are not part of this folder: they are the user's own copies, under the terms of the set that they come from.";

function countsOf({ questions }: BuiltQuestions): BenchmarkManifest["counts"] {
  const counts: Record<string, Record<string, number>> = {};
  for (const { task, split } of questions) {
    const own = counts[task] ?? { train: 0, val: 0, test: 0 };
    counts[task] = { ...own, [split]: (own[split] ?? 0) + 1 };
  }
  return counts;
}

const namesOf = (pages: readonly PageRecord[]) =>
  [...new Set(pages.map(({ source }) => source.dataset))].sort().join(" + ");

/**
 * The manifest of a build. It carries no date and no path of the machine: the same input gives the same bytes. `own`: what
 * people wrote into the manifest that is there, which stays.
 */
export function buildManifest(
  own: OwnFields,
  pages: readonly PageRecord[],
  built: BuiltQuestions,
  options: BuildOptions,
  files: readonly FileEntry[],
): BenchmarkManifest {
  const name = namesOf(pages);
  return {
    v: 1,
    kind: "benchmark",
    id: own.id ?? `bm-${sha256(name).slice(0, 12)}`,
    name: own.name ?? name,
    version: own.version ?? "1.0.0",
    generator: {
      name: "rollout-loupe",
      version: generatorVersion,
      seed: options.seed,
      config_sha: sha256(canonicalJson(options)),
    },
    options,
    licence_note: own.licence_note ?? licenceNote,
    splits: { train: [...built.splits.train], val: [...built.splits.val], test: [...built.splits.test] },
    cluster: built.cluster,
    ...(built.unparted === null ? {} : { unparted: { ...built.unparted } }),
    counts: countsOf(built),
    refused: Object.fromEntries(Object.entries(built.refused).map(([task, counts]) => [task, { ...counts }])),
    files: files.map(entry => ({ ...entry })),
  };
}
