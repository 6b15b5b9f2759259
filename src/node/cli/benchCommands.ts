import { Command } from "commander";
import { benchBuildCommand } from "./benchBuildCommand.js";
import { benchExportCommand, type BenchExportParts } from "./benchExportCommand.js";
import { benchImportCommand } from "./benchImportCommand.js";
import { benchReviewLogCommand } from "./benchReviewLogCommand.js";
import { benchSampleCommand } from "./benchSampleCommand.js";
import { benchStatsCommand } from "./benchStatsCommand.js";
import { benchWriteCommand } from "./benchWriteCommand.js";
import type { Output } from "./output.js";

/** What bench commands read from beside the program. */
export interface BenchAssets extends BenchExportParts {
  /** `glyphs.json` of the build. */
  readonly glyphsFile: string;
}

/** `loupe bench`: from annotated comics to a benchmark that people have checked. One line a subcommand. */
export function benchCommands({ glyphsFile, ...parts }: BenchAssets, output: Output): Command {
  return new Command("bench")
    .description("make, check, measure and export the benchmark: import, build, review, statistics, export")
    .addCommand(benchSampleCommand(glyphsFile, output))
    .addCommand(benchImportCommand(output))
    .addCommand(benchWriteCommand(output))
    .addCommand(benchBuildCommand(output))
    .addCommand(benchReviewLogCommand(output))
    .addCommand(benchStatsCommand(output))
    .addCommand(benchExportCommand(parts, output));
}
