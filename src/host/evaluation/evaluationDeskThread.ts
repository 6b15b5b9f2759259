import type { EvaluationDeskApi } from "../../node/evaluation/stored/evaluationDesk.js";
import type { SpentApi } from "../../node/evaluation/stored/spentOf.js";
import type { DeskThread } from "../deskThread.js";

/** The thread that reads evaluations. */
export type EvaluationDeskThread = DeskThread<EvaluationDeskApi & SpentApi>;
