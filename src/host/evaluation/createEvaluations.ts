import { join } from "node:path";
import * as vscode from "vscode";
import type { DeskGiven } from "../../node/evaluation/stored/deskCalls.js";
import { DeskThread } from "../deskThread.js";
import { FolderMemory } from "../folderMemory.js";
import type { RunsWorker } from "../runsWorker.js";
import type { OpenTree } from "../openTree.js";
import type { ShowFailure } from "../showFailure.js";
import type { RolloutPanels } from "../view/rolloutPanels.js";
import type { EvaluationDeskThread } from "./evaluationDeskThread.js";
import { EvaluationFolders } from "./evaluationFolders.js";
import type { EvaluationList } from "./evaluationList.js";
import { EvaluationPanels } from "./evaluationPanels.js";
import type { EvaluationServices } from "./evaluationServices.js";
import { EvaluationTree } from "./evaluationTree.js";

interface Parts {
  readonly extension: vscode.Extension<unknown>;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
  readonly trees: OpenTree;
  readonly worker: RunsWorker;
  readonly panels: RolloutPanels;
  readonly evaluationList: EvaluationList;
}

type OwnServices = Pick<
  EvaluationServices,
  "evaluations" | "desk" | "evaluationPanels" | "evaluationMemory" | "selectedEvaluation"
>;

/** What a window has for evaluations: their list, their tables, and the thread that reads them. */
export function createEvaluations(
  context: vscode.ExtensionContext,
  parts: Parts,
): OwnServices & { readonly evaluationTree: EvaluationTree; dispose(): void } {
  const given: DeskGiven = {
    gradeStore: join(context.globalStorageUri.fsPath, "evaluations"),
    gradingScript: context.asAbsolutePath("dist/gradingWorker.js"),
  };
  const script = context.asAbsolutePath("dist/benchmarkWorker.js");
  const desk: EvaluationDeskThread = new DeskThread({ script, name: "loupe evaluations", given });
  const evaluations = new EvaluationFolders(desk, parts.evaluationList);
  const evaluationTree = new EvaluationTree(evaluations, desk);
  const view = parts.trees("loupe.evaluations", evaluationTree);
  const evaluationPanels = new EvaluationPanels({ ...parts, evaluations, desk });
  return {
    ...{ evaluations, desk, evaluationTree, evaluationPanels },
    evaluationMemory: new FolderMemory(context.workspaceState, "loupe.evaluationEndpoints"),
    selectedEvaluation: () => view.selection[0] ?? null,
    dispose: () => {
      vscode.Disposable.from(evaluationPanels, view, evaluationTree, evaluations, desk).dispose();
    },
  };
}
