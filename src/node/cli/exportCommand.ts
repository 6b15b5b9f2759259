import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { EstimatorId } from "../../core/reward/estimatorId.js";
import { splitStrategySpecs } from "../../core/reward/strategySpec.js";
import { exportGroup } from "../export/exportGroup.js";
import { exportParts } from "../export/exportParts.js";
import { readFailure } from "../index/readFailure.js";
import type { CommandOptions } from "./commandOptions.js";
import { ExpectedError } from "./expectedError.js";
import { namedPath } from "./namedPath.js";
import type { Output } from "./output.js";
import { reasonText } from "./reasonText.js";
import { withRewards } from "./withRewards.js";

export interface ExportOptions extends CommandOptions {
  readonly out: string;
  readonly strategy?: string;
  readonly strategies?: string;
  readonly estimator: EstimatorId;
}

/** Names something that is there, where nothing was named. */
const anyStrategy = "rarl";

async function write(path: string, text: string): Promise<void> {
  try {
    await writeFile(resolve(path), text);
  } catch (error) {
    const failure = readFailure(error);
    const why = failure.kind === "unreadable" ? failure.message : failure.kind === "denied" ? "permission denied" : "";
    throw new ExpectedError(`${path}: cannot be written${why === "" ? "" : ` (${why})`}`);
  }
}

/** `loupe export FILE ROW --out X.html`: the group of a row as one HTML file. */
export async function exportCommand(
  file: string,
  row: number,
  options: ExportOptions,
  version: string,
  output: Output,
): Promise<void> {
  if (namedPath(file).isFolder) throw new ExpectedError(`${file}: a folder, not a file of rollouts`);
  const { strategy, estimator, out } = options;
  await withRewards(file, { ...options, strategy: strategy ?? anyStrategy }, output, async ({ runs, rewards }) => {
    const strategies = strategy === undefined ? null : splitStrategySpecs(strategy);
    const query = { ref: { file: resolve(file), row }, strategies, estimator, version };
    const exported = await exportGroup(query, exportParts(runs, rewards));
    if (exported.kind !== "html")
      throw new ExpectedError(
        exported.code === "row-gone" ? `${file}: no row ${row}` : `${file}, row ${row}: ${reasonText(exported)}`,
      );
    await write(out, exported.html);
    output.out(`${out}\n`);
  });
}
