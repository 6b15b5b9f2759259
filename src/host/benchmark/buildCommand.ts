import { readFile } from "node:fs/promises";
import * as vscode from "vscode";
import * as z from "zod";
import { buildOptionsSchema, type BuildOptions } from "../../core/benchmark/buildOptions.js";
import { benchmarkPaths } from "../../node/benchmark/benchmarkPaths.js";
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

/** Makes the questions of a benchmark's pages, with the options of the last build. */
export async function buildCommand(services: BenchmarkServices, argument: unknown): Promise<void> {
  if (!(await requireTrustForBenchmark())) return;
  const folder = await targetBenchmark(services, argument);
  if (folder === null) return;
  const options = await optionsOf(folder);
  const result = await services.thread.withProgress(t("Building questions"), client =>
    client.build({ folder, options }),
  );
  services.folders.refresh();
  if (result.kind !== "built") {
    tellNotDone(services, failureWords.build(result, t));
    return;
  }
  const { questions, pages, reviews } = result;
  const again = reviews.stale + reviews.unknown;
  const counts = t("{0} questions were made of {1} pages.", formatCount(questions), formatCount(pages));
  const sentence = again === 0 ? counts : `${counts} ${t("{0} earlier decisions hold no more.", formatCount(again))}`;
  tellOutcome(services, sentence, [
    { label: t("Review Questions"), act: () => vscode.commands.executeCommand("loupe.reviewQuestions", { folder }) },
    { label: t("Statistics"), act: () => vscode.commands.executeCommand("loupe.benchmarkStatistics", { folder }) },
  ]);
}
