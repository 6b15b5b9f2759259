import type { CommandHandlers } from "../commands/commandHandlers.js";
import { checkpointCommand } from "./checkpointCommand.js";
import { continueEvaluation } from "./continueEvaluation.js";
import { evaluateCommand } from "./evaluateCommand.js";
import { evaluationListCommands } from "./evaluationListCommands.js";
import type { EvaluationServices } from "./evaluationServices.js";
import { importResults } from "./importResults.js";
import { judgeCommand } from "./judgeCommand.js";
import { openResults } from "./openResults.js";
import { targetEvaluation } from "./targetEvaluation.js";

type EvaluationCommand =
  | "loupe.evaluateModel"
  | "loupe.evaluateCheckpoint"
  | "loupe.importResults"
  | "loupe.continueEvaluation"
  | "loupe.judgeAnswers"
  | "loupe.openEvaluationTables"
  | "loupe.openEvaluationResults"
  | "loupe.openEvaluationFolder"
  | "loupe.removeEvaluation"
  | "loupe.refreshEvaluations";

/** Commands that ask models, and those that open what they answered. */
export function evaluationCommands(services: EvaluationServices): CommandHandlers<EvaluationCommand> {
  const onTarget = (act: (folder: string) => Promise<void>) => async (argument: unknown) => {
    const folder = await targetEvaluation(services, argument);
    if (folder !== null) await act(folder);
  };
  return {
    "loupe.evaluateModel": argument => evaluateCommand(services, argument),
    "loupe.evaluateCheckpoint": argument => checkpointCommand(services, argument),
    "loupe.importResults": argument => importResults(services, argument),
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
