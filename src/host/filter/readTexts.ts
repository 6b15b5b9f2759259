import { parseFilter } from "../../core/filter/parseFilter.js";
import { parseSort } from "../../core/filter/parseSort.js";
import { filterProblemText } from "../../protocol/filterProblemText.js";
import * as vscode from "vscode";

/** Why a text cannot be used, in the person's language; null where it can. An empty text asks for nothing. */
export type TextProblem = (text: string) => string | null;

// The sentences stand in a table, whose texts scripts/strings.mjs collects.
const say = (sentence: string, ...values: readonly (string | number)[]) => vscode.l10n.t(sentence, ...values);

export const filterTextProblem: TextProblem = text => {
  const parsed = text.trim() === "" ? null : parseFilter(text);
  return parsed?.kind === "problem" ? filterProblemText(parsed.problem, say) : null;
};

export const sortTextProblem: TextProblem = text => {
  const parsed = text.trim() === "" ? null : parseSort(text);
  return parsed?.kind === "problem" ? filterProblemText(parsed.problem, say) : null;
};
