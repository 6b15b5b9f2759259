import { compareStrings, type CompareStringKey } from "../../src/protocol/reward/compareStrings.js";
import { fillText } from "../fillText.js";

/** A text of the compare view with its values. */
export type CompareTranslate = (key: CompareStringKey, ...values: readonly (string | number)[]) => string;

/** Reads the host's table; what it lacks is English. */
export const compareTranslate =
  (table: Readonly<Record<string, string>>): CompareTranslate =>
  (key, ...values) =>
    fillText(table[key] ?? compareStrings[key], values);
