import { linesStrings, type LinesStringKey } from "../../src/protocol/lines/linesStrings.js";
import { fillText } from "../fillText.js";

/** A text of the view of a file's rows with its values. */
export type LinesTranslate = (key: LinesStringKey, ...values: readonly (string | number)[]) => string;

/** Reads the host's table; what it lacks is English. */
export const linesTranslate =
  (table: Readonly<Record<string, string>>): LinesTranslate =>
  (key, ...values) =>
    fillText(table[key] ?? linesStrings[key], values);
