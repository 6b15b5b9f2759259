import * as vscode from "vscode";
import { t } from "../t.js";

const offer = (label: string, command: string, folder: string) => ({
  label,
  act: () => vscode.commands.executeCommand(command, folder),
});

/** The ways on from an evaluation of which something is told. */
export const evaluationOffers = (folder: string) => ({
  tables: offer(t("Open Evaluation Tables"), "loupe.openEvaluationTables", folder),
  results: offer(t("Open Results"), "loupe.openEvaluationResults", folder),
  goOn: offer(t("Continue"), "loupe.continueEvaluation", folder),
});
