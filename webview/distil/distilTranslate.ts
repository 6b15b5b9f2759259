import { distilStrings, type DistilStringKey } from "../../src/protocol/distil/distilStrings.js";
import { fillText } from "../fillText.js";

/** A text of the view of traces with its values. */
export type DistilTranslate = (key: DistilStringKey, ...values: readonly (string | number)[]) => string;

/** Reads the host's table; what it lacks is English. */
export const distilTranslate =
  (table: Readonly<Record<string, string>>): DistilTranslate =>
  (key, ...values) =>
    fillText(table[key] ?? distilStrings[key], values);
