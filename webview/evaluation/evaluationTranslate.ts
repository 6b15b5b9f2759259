import { evaluationStrings, type EvaluationStringKey } from "../../src/protocol/evaluation/evaluationStrings.js";
import { fillText } from "../fillText.js";

/** A text of the tables with its values. */
export type EvaluationTranslate = (key: EvaluationStringKey, ...values: readonly (string | number)[]) => string;

/** Reads the host's table; what it lacks is English. */
export const evaluationTranslate =
  (table: Readonly<Record<string, string>>): EvaluationTranslate =>
  (key, ...values) =>
    fillText(table[key] ?? evaluationStrings[key], values);
