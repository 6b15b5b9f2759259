import type { FilterProblem } from "../core/filter/filterProblem.js";
import { filterStrings } from "./filterStrings.js";

/** Puts values into a sentence, translated or not. */
type Say = (sentence: string, ...values: readonly (string | number)[]) => string;

function isSentence(key: string): key is keyof typeof filterStrings {
  return Object.hasOwn(filterStrings, key);
}

/** One sentence on why a text is no filter: where, and what would be one. */
export function filterProblemText({ at, why }: FilterProblem, say: Say): string {
  const place = at + 1;
  switch (why.code) {
    case "unexpected": {
      const key = why.expected.join(" ");
      return say(isSentence(key) ? filterStrings[key] : filterStrings.nothing, place);
    }
    case "strange-character":
      return say(filterStrings.strangeCharacter, place, why.found);
    case "unclosed-text":
      return say(filterStrings.unclosedText, place);
    case "bad-number":
      return say(filterStrings.badNumber, place, why.found);
    case "needs-number":
      return say(filterStrings.needsNumber, place, why.field);
    case "needs-text":
      return say(filterStrings.needsText, place, why.field);
    case "no-such-choice":
      return say(filterStrings.noSuchChoice, place, why.field, why.choices.join(", "));
    case "operator-unfit":
      return why.operators.length === 0
        ? say(filterStrings.flagAlone, place, why.field)
        : say(filterStrings.operatorUnfit, place, why.field, why.operators.join(", "));
    case "reversed-range":
      return say(filterStrings.reversedRange, place);
    case "not-one":
      return say(filterStrings.notOne);
    case "bare-word":
      return say(filterStrings.bareWord, place, why.found, why.alone.join(", "));
    case "unsortable":
      return say(filterStrings.unsortable, place, why.field);
    case "too-long":
      return say(filterStrings.tooLong, place, why.limit);
    case "too-deep":
      return say(filterStrings.tooDeep, place, why.limit);
    case "too-many":
      return say(filterStrings.tooMany, place, why.limit);
  }
}
