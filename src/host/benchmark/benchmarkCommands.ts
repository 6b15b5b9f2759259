import { existsSync } from "node:fs";
import * as vscode from "vscode";
import * as z from "zod";
import { benchmarkPaths } from "../../node/benchmark/benchmarkPaths.js";
import type { CommandHandlers } from "../commands/commandHandlers.js";
import { t } from "../t.js";
import { benchmarkNode } from "./benchmarkNode.js";
import type { BenchmarkServices } from "./benchmarkServices.js";
import { buildCommand } from "./buildCommand.js";
import { exportCommand } from "./exportCommand.js";
import { importCommand } from "./importCommand.js";
import { mappingViewType } from "./mappingEditor.js";
import { sampleCommand } from "./sampleCommand.js";
import { targetBenchmark } from "./targetBenchmark.js";
import { writeCommand } from "./writeCommand.js";

type BenchmarkCommand =
  | "loupe.importAnnotated"
  | "loupe.buildQuestions"
  | "loupe.writeTexts"
  | "loupe.exportBenchmark"
  | "loupe.benchmarkStatistics"
  | "loupe.makeSampleBenchmark"
  | "loupe.editMapping"
  | "loupe.orderPages"
  | "loupe.refreshBenchmarks";

const pageSchema = z.looseObject({ page: z.string() });

function pageOf(argument: unknown): string | null {
  const node = typeof argument === "string" ? benchmarkNode.read(argument) : null;
  if (node?.kind === "page") return node.page;
  return pageSchema.safeParse(argument).data?.page ?? null;
}

/** Opens the form over a folder's mapping; annotations that need none have none. */
async function openMapping(folder: string): Promise<void> {
  const file = benchmarkPaths(folder).mapping;
  if (existsSync(file)) await vscode.commands.executeCommand("vscode.openWith", vscode.Uri.file(file), mappingViewType);
  else
    vscode.window.setStatusBarMessage(
      t("This benchmark has no mapping: its comics say by their form what is what."),
      6000,
    );
}

/** Commands that make a benchmark, and those that open its views. */
export function benchmarkCommands(services: BenchmarkServices): CommandHandlers<BenchmarkCommand> {
  const { folders, benchmarkPanels } = services;
  const onTarget = (act: (folder: string) => unknown) => async (argument: unknown) => {
    const folder = await targetBenchmark(services, argument);
    if (folder !== null) await act(folder);
  };
  return {
    "loupe.importAnnotated": argument => importCommand(services, argument),
    "loupe.buildQuestions": argument => buildCommand(services, argument),
    "loupe.writeTexts": argument => writeCommand(services, argument),
    "loupe.exportBenchmark": argument => exportCommand(services, argument),
    "loupe.makeSampleBenchmark": argument => sampleCommand(services, argument),
    "loupe.benchmarkStatistics": onTarget(folder => benchmarkPanels.openStatistics(folder)),
    "loupe.orderPages": argument => onTarget(folder => benchmarkPanels.openOrder(folder, pageOf(argument)))(argument),
    "loupe.editMapping": onTarget(openMapping),
    "loupe.refreshBenchmarks": () => folders.refresh(),
  };
}
