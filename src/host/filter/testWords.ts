import type { Comparison } from "../../core/filter/filterExpression.js";
import type { Translate } from "../translate.js";

/** What a form offers to ask of a field. */
export type FormTest = Comparison | "in" | "between" | "has" | "flag";

/** A comparison in words. */
export function testWords(test: FormTest, isNegated: boolean, t: Translate): string {
  switch (test) {
    case "=":
      return t("is");
    case "!=":
      return t("is another than");
    case "<":
      return t("is below");
    case "<=":
      return t("is at most");
    case ">":
      return t("is above");
    case ">=":
      return t("is at least");
    case "~":
      return isNegated ? t("does not contain") : t("contains");
    case "in":
      return t("is one of");
    case "between":
      return t("is between");
    case "has":
      return isNegated ? t("is missing") : t("is there");
    case "flag":
      return isNegated ? t("does not hold") : t("holds");
  }
}
