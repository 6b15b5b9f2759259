import { readFile } from "node:fs/promises";
import * as vscode from "vscode";
import * as z from "zod";
import { buildOptionsSchema, type BuildOptions } from "../../core/benchmark/buildOptions.js";
import type { Unparted } from "../../core/benchmark/split/splitPages.js";
import { benchmarkPaths } from "../../node/benchmark/benchmarkPaths.js";
import type { BuildOutcome } from "../../node/benchmark/build/buildOutcome.js";
import { t } from "../t.js";
import { formatCount } from "../tree/formatCount.js";
import type { BenchmarkServices } from "./benchmarkServices.js";
import { failureWords } from "./failureWords.js";
import { requireTrustForBenchmark } from "./requireTrustForBenchmark.js";
import { targetBenchmark } from "./targetBenchmark.js";
import { tellNotDone, tellOutcome } from "./tellOutcome.js";

const builtSchema = z.looseObject({ options: buildOptionsSchema });

/** As the last build was asked; the defaults for the first one. */
async function optionsOf(folder: string): Promise<BuildOptions> {
  try {
    return builtSchema.parse(JSON.parse(await readFile(benchmarkPaths(folder).manifest, "utf8"))).options;
  } catch {
    return buildOptionsSchema.parse({}); // nothing was built yet, or by another version
  }
}

type Built = Extract<BuildOutcome, { kind: "built" }>;

function unpartedWords({ code, units }: Unparted): string {
  switch (code) {
    case "few-issues":
      return t("All of them are for training: splits by issue need three issues, and there are {0}.", units);
    case "few-pages":
      return t(
        "All of them are for training: splits need three different pages with questions, and there are {0}.",
        units,
      );
    default: {
      const never: never = code;
      return never;
    }
  }
}

function sentenceOf({ questions, pages, reviews, manifest: { unparted } }: Built): string {
  const again = reviews.stale + reviews.unknown;
  return [
    t("{0} questions were made of {1} pages.", formatCount(questions), formatCount(pages)),
    ...(unparted === undefined ? [] : [unpartedWords(unparted)]),
    ...(again === 0 ? [] : [t("{0} earlier decisions hold no more.", formatCount(again))]),
  ].join(" ");
}

async function build(services: BenchmarkServices, folder: string, options: BuildOptions): Promise<void> {
  const result = await services.thread.withProgress(t("Building questions"), client =>
    client.build({ folder, options }),
  );
  services.folders.refresh();
  if (result.kind !== "built") {
    tellNotDone(services, failureWords.build(result, t));
    return;
  }
  const byPage = { ...options, split: { ...options.split, by: "page" } } as const;
  const offer = { label: t("Split by Page"), act: () => build(services, folder, byPage) };
  tellOutcome(services, sentenceOf(result), [
    ...(result.manifest.unparted?.code === "few-issues" ? [offer] : []),
    { label: t("Review Questions"), act: () => vscode.commands.executeCommand("loupe.reviewQuestions", { folder }) },
    { label: t("Statistics"), act: () => vscode.commands.executeCommand("loupe.benchmarkStatistics", { folder }) },
  ]);
}

/** Makes the questions of a benchmark's pages, with the options of the last build. */
export async function buildCommand(services: BenchmarkServices, argument: unknown): Promise<void> {
  if (!(await requireTrustForBenchmark())) return;
  const folder = await targetBenchmark(services, argument);
  if (folder !== null) await build(services, folder, await optionsOf(folder));
}
