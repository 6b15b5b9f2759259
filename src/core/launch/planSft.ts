import { datasetInfo, messagesShape, type DatasetEntry } from "./datasetInfo.js";
import { llamaFactoryYaml } from "./llamaFactoryYaml.js";
import type { PlanPieces } from "./planPieces.js";
import type { ResolvedConfig } from "./resolvedConfig.js";
import type { PlanContext, PlannedFile } from "./runPlan.js";
import { sftCommand } from "./sftCommand.js";
import { sftFindings } from "./sftFindings.js";
import { sftSettings } from "./sftSettings.js";
import { selectedRows, sftDataFolder, sftDatasetNames, sftValues } from "./sftValues.js";
import { zeroThree, zeroThreeFile } from "./zeroThree.js";

const file = (path: string, text: string, isExecutable = false): PlannedFile => ({ path, text, isExecutable });

/** A place on the host, absolute or relative to the run folder, as seen from the folder of dataset_info.json. */
function fromDataFolder(path: string): string {
  if (path.startsWith("/")) return path;
  return path.startsWith(`${sftDataFolder}/`) ? path.slice(sftDataFolder.length + 1) : `../${path}`;
}

function infoFile(resolved: ResolvedConfig, { data }: PlanContext): PlannedFile {
  const shape = data.shape ?? messagesShape;
  const train = resolved.config.data.tasks === undefined ? fromDataFolder(data.train) : selectedRows(data.train);
  const entries: DatasetEntry[] = [{ name: sftDatasetNames.train, file: train, shape }];
  if (data.validation !== null)
    entries.push({ name: sftDatasetNames.validation, file: fromDataFolder(data.validation), shape });
  return file(`${sftDataFolder}/dataset_info.json`, datasetInfo(entries));
}

function filesOf(resolved: ResolvedConfig, context: PlanContext): readonly PlannedFile[] {
  const { config } = resolved;
  const files = [
    file("command.sh", sftCommand(resolved, context), true),
    file("sft.yaml", llamaFactoryYaml(sftValues(resolved, context))),
    infoFile(resolved, context),
  ];
  if (sftValues(resolved, context)["deepspeed"] === zeroThreeFile)
    files.push(file(zeroThreeFile, `${JSON.stringify(zeroThree, null, 2)}\n`));
  const selectRows = context.trainer["select_rows.py"];
  if (config.data.tasks !== undefined && selectRows !== undefined)
    files.push(file("trainer/select_rows.py", selectRows));
  if (context.resumeFrom !== null) files.push(file("resume-from", `${context.resumeFrom}\n`));
  return files;
}

/**
 * A supervised run of LLaMA-Factory (Table 9 of the paper): its YAML, dataset_info.json, DeepSpeed's configuration and the
 * command. The tables of `settings` and the findings are for people. SFT-S and SFT-R differ in their data alone.
 */
export function planSft(resolved: ResolvedConfig, context: PlanContext): PlanPieces {
  return {
    files: filesOf(resolved, context),
    stages: [{ name: "sft", folder: "out", steps: null, warmSteps: 0 }],
    settings: sftSettings(resolved),
    prompts: null,
    findings: sftFindings(resolved),
  };
}
