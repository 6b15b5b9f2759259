import * as vscode from "vscode";
import type { CommandHandlers } from "../commands/commandHandlers.js";
import { t } from "../t.js";
import { continueEvaluation } from "./continueEvaluation.js";
import { evaluateCommand } from "./evaluateCommand.js";
import { evaluationListCommands } from "./evaluationListCommands.js";
import type { EvaluationServices } from "./evaluationServices.js";
import { judgeCommand } from "./judgeCommand.js";
import { openResults } from "./openResults.js";

type EvaluationCommand =
  | "loupe.evaluateModel"
  | "loupe.continueEvaluation"
  | "loupe.judgeAnswers"
  | "loupe.openEvaluationTables"
  | "loupe.openEvaluationResults"
  | "loupe.openEvaluationFolder"
  | "loupe.removeEvaluation"
  | "loupe.refreshEvaluations";

/** The evaluation that a command is about: the one that it is given, the selected one, the only one, or one that is picked. */
async function targetEvaluation(
  { evaluations, selectedEvaluation }: EvaluationServices,
  argument: unknown,
): Promise<string | null> {
  const known = await evaluations.all();
  const given = typeof argument === "string" ? argument : selectedEvaluation();
  if (known.some(({ folder }) => folder === given)) return given;
  if (known.length === 1) return known[0]?.folder ?? null;
  const items = known.map(({ folder, name }) => ({ label: name, description: folder, folder }));
  const chosen = await vscode.window.showQuickPick(items, { title: t("Which evaluation?"), matchOnDescription: true });
  return chosen?.folder ?? null;
}

/** Commands that ask models, and those that open what they answered. */
export function evaluationCommands(services: EvaluationServices): CommandHandlers<EvaluationCommand> {
  const onTarget = (act: (folder: string) => Promise<void>) => async (argument: unknown) => {
    const folder = await targetEvaluation(services, argument);
    if (folder !== null) await act(folder);
  };
  return {
    "loupe.evaluateModel": argument => evaluateCommand(services, argument),
    "loupe.continueEvaluation": onTarget(folder => continueEvaluation(services, folder)),
    "loupe.judgeAnswers": onTarget(folder => judgeCommand(services, folder)),
    "loupe.openEvaluationTables": () => {
      services.evaluationPanels.open();
    },
    "loupe.openEvaluationResults": onTarget(folder => openResults(services, folder)),
    "loupe.openEvaluationFolder": argument => evaluationListCommands.open(services, argument),
    "loupe.removeEvaluation": onTarget(folder => evaluationListCommands.remove(services, folder)),
    "loupe.refreshEvaluations": () => services.evaluations.refresh(),
  };
}
