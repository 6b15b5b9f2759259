import * as vscode from "vscode";
import type { MiniatureOptions } from "../../core/simulate/miniature/miniatureOptions.js";
import { miniatureParameters } from "../../core/simulate/miniature/miniatureParameters.js";
import { rangeText } from "../../core/simulate/miniature/parameterRange.js";
import {
  readMiniatureOptions,
  type MiniatureOptionsProblem,
} from "../../core/simulate/miniature/readMiniatureOptions.js";
import { t } from "../t.js";

/** What is wrong with an assumption, as a sentence. */
export function parameterProblem({ code, values: [first = "", ...rest] }: MiniatureOptionsProblem): string {
  switch (code) {
    case "unknown-parameter":
      return t("The miniature has no parameter {0}.", first);
    case "out-of-range":
      return t("{0} cannot be {1}: it takes {2}.", first, rest[0] ?? "", rest[1] ?? "");
    case "no-question":
      return t("None of the {1} pages has a question of the kind {0}.", first, rest[0] ?? "");
    case "no-validation-question":
      return t("None of the {0} pages of the validation has a question of the mix: raise validationQuestions.", first);
  }
}

/** A parameter as the command line takes it: `0.3`, `0.55/0.2/0.25`. */
export function parameterText(value: MiniatureOptions[keyof MiniatureOptions]): string {
  if (Array.isArray(value)) return value.join("/");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/**
 * Asks for a parameter and takes only what it can be, which `more` may narrow by a sentence on what is wrong; null:
 * nothing was typed. The text is what the options are read from.
 */
export async function askParameter(
  name: keyof MiniatureOptions,
  title: string,
  value: string,
  more: (typed: string) => string | null = () => null,
): Promise<string | null> {
  const typed = await vscode.window.showInputBox({
    title,
    value,
    prompt: t("{0}, in {1}", name, rangeText(miniatureParameters[name].range)),
    ignoreFocusOut: true,
    validateInput: text => {
      const read = readMiniatureOptions({ [name]: text });
      return read.kind === "problem" ? parameterProblem(read) : more(text);
    },
  });
  return typed === undefined ? null : typed.trim();
}
