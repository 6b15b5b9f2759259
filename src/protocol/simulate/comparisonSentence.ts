import type { ComparisonStatement } from "../../core/simulate/miniature/miniatureComparison.js";
import { statementKinds, type StatementCode } from "../../core/simulate/miniature/statementCode.js";
import { filledSentence } from "../jobs/filledSentence.js";
import type { ComparisonStringKey } from "./comparisonStrings.js";

type Value = ComparisonStatement["values"][number];
/** How a value is written; `strategies` takes all that are left. */
type Kind = "strategy" | "figure" | "window" | "signed" | "plain" | "strategies";
type Pattern = readonly [key: ComparisonStringKey, ...kinds: readonly Kind[]];

const compared: readonly Kind[] = ["strategy", "strategy", "figure", "window", "signed", "signed", "signed"];
const both: readonly Kind[] = [...compared, "signed", "signed", "signed"];
const counted: readonly Kind[] = ["strategy", "plain", "plain"];

const patterns: Readonly<Record<StatementCode, Pattern>> = {
  "aligns-opposed": ["alignsOpposed", ...both],
  "aligns-differ": ["alignsDiffer", ...both],
  "ordering-held": ["orderingHeld", ...compared],
  "ordering-held-cells": ["orderingHeldCells", ...compared],
  "ordering-held-zoom": ["orderingHeldZoom", ...compared],
  "ordering-not-shown": ["orderingNotShown", ...compared],
  "ordering-reversed": ["orderingReversed", ...compared],
  "ordering-not-examined": ["orderingNotExamined", ...compared],
  "ordering-not-there": ["orderingNotThere", ...compared],
  "doubt-depends": ["doubtDepends", ...compared],
  "doubt-settings-only": ["doubtSettingsOnly", ...compared],
  "doubt-sometimes": ["doubtSometimes", ...compared],
  "doubt-none": ["doubtNone", ...compared],
  "calls-kept": ["callsKept", ...counted],
  "calls-lost-against": ["callsLostAgainst", ...counted],
  "calls-lost": ["callsLost", ...counted],
  "fewer-calls": ["fewerCalls", ...counted],
  "other-differences": ["otherDifferences"],
  "no-language-model": ["noLanguageModel"],
  "one-seed": ["oneSeed"],
  "few-seeds": ["fewSeeds", "plain"],
  "screen-seeds": ["screenSeeds", "plain"],
  "steps-not-examined": ["stepsNotExamined", "plain", "plain"],
  "assumptions-not-examined": ["assumptionsNotExamined", "plain"],
  "strategies-not-examined": ["strategiesNotExamined", "strategies"],
};

/** Words for the figures that orderings are of, and for windows. */
const words: ReadonlyMap<Value, ComparisonStringKey> = new Map([
  ["found", "figureFound"],
  ["accuracy", "figureAccuracy"],
  ["exactCount", "figureExactCount"],
  ["area", "windowArea"],
  ["early", "windowEarly"],
  ["middle", "windowMiddle"],
  ["end", "windowEnd"],
] as const);

export interface ComparisonWords {
  /** The text of a key, in the reader's language. */
  readonly text: (key: ComparisonStringKey) => string;
  /** What a strategy is called, by its spec. */
  readonly nameOf: (spec: string) => string;
}

function written(value: Value, kind: Kind, { text, nameOf }: ComparisonWords): string {
  switch (kind) {
    case "strategy":
    case "strategies":
      return nameOf(String(value));
    case "figure":
    case "window": {
      const key = words.get(value);
      return key === undefined ? String(value) : text(key);
    }
    case "signed":
      return typeof value === "number" ? `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}` : value;
    case "plain":
      return String(value);
  }
}

const isKnown = (code: string): code is StatementCode => Object.hasOwn(statementKinds, code);

/** What a statement says, as a sentence. Statements of a file that somebody else wrote may have a code that we do not know. */
export function comparisonSentence({ code, values }: ComparisonStatement, say: ComparisonWords): string {
  if (!isKnown(code)) return filledSentence(say.text("otherVersion"), [code]);
  const [key, ...kinds] = patterns[code];
  if (kinds[0] === "strategies") {
    const names = values.map(value => written(value, "strategies", say));
    return filledSentence(say.text(key), [names.join(", ")]);
  }
  const filled = values.map((value, at) => written(value, kinds[at] ?? "plain", say));
  return filledSentence(say.text(key), filled);
}
