import { valueText } from "../metrics/valueText.js";
import type { DrawnLine } from "./drawnLine.js";

/** The value of a line at a place, or its latest one where no place is given; "none" where there is none. */
export function lineValue(
  { x, values }: Pick<DrawnLine, "x" | "values">,
  place: number | null,
  t: (key: "noValue") => string,
): string {
  const at = place === null ? values.findLastIndex(value => value !== null) : x.indexOf(place);
  const value = values[at] ?? null;
  return value === null ? t("noValue") : valueText.short(Number(value.toPrecision(3)));
}
