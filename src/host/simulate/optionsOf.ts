import type { MiniatureOptions } from "../../core/simulate/miniature/miniatureOptions.js";
import { readMiniatureOptions } from "../../core/simulate/miniature/readMiniatureOptions.js";
import { parameterProblem } from "./askParameter.js";

type Given =
  | { readonly kind: "ok"; readonly options: MiniatureOptions; readonly given: Partial<MiniatureOptions> }
  | { readonly kind: "problem"; readonly sentence: string };

/** Options from parameters as they were typed: all of them, and those that were. */
export function optionsOf(typed: Readonly<Record<string, string>>): Given {
  const read = readMiniatureOptions(typed);
  if (read.kind === "problem") return { kind: "problem", sentence: parameterProblem(read) };
  const given = Object.fromEntries(Object.entries(read.options).filter(([name]) => Object.hasOwn(typed, name)));
  return { kind: "ok", options: read.options, given };
}
