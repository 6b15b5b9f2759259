import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import { readEvaluationRun } from "../../node/evaluation/readEvaluationRun.js";
import { tellNotDone } from "../benchmark/tellOutcome.js";
import { pickPaths } from "../pickPaths.js";
import { t } from "../t.js";
import { clip } from "../tree/clip.js";
import type { EvaluationServices } from "./evaluationServices.js";

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    found => found.isDirectory(),
    () => false,
  );

/** What stands at a path: a folder itself, or that of the file that was named. */
const folderOf = async (argument: unknown): Promise<string | null> => {
  if (!(argument instanceof vscode.Uri) || argument.scheme !== "file") return null;
  return (await isFolder(argument.fsPath)) ? argument.fsPath : dirname(argument.fsPath);
};

/** Commands about what stands on the list of evaluations. Nothing on disk is touched. */
export const evaluationListCommands = {
  /** Puts folders on the list, wherever they lie. */
  async open(services: EvaluationServices, argument: unknown): Promise<void> {
    const given = await folderOf(argument);
    const folders = given === null ? await pickPaths.folders(t("Open Evaluation Folder")) : [given];
    for (const folder of folders) {
      const read = await readEvaluationRun(folder);
      if (read.kind === "run") await services.evaluations.open(folder);
      else tellNotDone(services, t("{0} is no folder of an evaluation: it has no evaluation.json.", folder));
    }
    if (folders.length > 0) await services.worker.configure();
  },

  async remove(services: EvaluationServices, folder: string): Promise<void> {
    await services.evaluations.remove(folder);
    await services.worker.configure();
    const undo = t("Undo");
    const sentence = t(
      "{0} is off the list; its files stay. Open Evaluation Folder… brings it back.",
      clip(basename(folder), 80),
    );
    void vscode.window.showInformationMessage(sentence, undo).then(async chosen => {
      if (chosen === undo)
        await this.open(services, vscode.Uri.file(join(folder, "evaluation.json"))).catch((error: unknown) =>
          services.showFailure(t("The command could not be carried out."), error),
        );
    });
  },
} as const;
