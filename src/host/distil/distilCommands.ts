import type { CommandHandlers } from "../commands/commandHandlers.js";
import type { EvaluationServices } from "../evaluation/evaluationServices.js";
import { targetEvaluation } from "../evaluation/targetEvaluation.js";
import { distilCommand } from "./distilCommand.js";
import type { DistilPanels } from "./distilPanels.js";

type DistilCommand = "loupe.openDistilledTraces" | "loupe.distilTraces";

interface DistilServices extends EvaluationServices {
  readonly distilPanels: DistilPanels;
}

/** Commands about what is trained on of a teacher's answers. */
export const distilCommands = (services: DistilServices): CommandHandlers<DistilCommand> => ({
  "loupe.openDistilledTraces": async argument => {
    const folder = await targetEvaluation(services, argument);
    if (folder !== null) services.distilPanels.open(folder);
  },
  "loupe.distilTraces": argument => distilCommand(services, argument),
});
