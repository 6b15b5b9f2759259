import { miniatureStrings, type MiniatureStringKey } from "../../src/protocol/simulate/miniatureStrings.js";
import { fillText } from "../fillText.js";

/** A text of the view of a comparison with its values. */
export type MiniatureTranslate = (key: MiniatureStringKey, ...values: readonly (string | number)[]) => string;

/** Reads the host's table; what it lacks is English. */
export const miniatureTranslate =
  (table: Readonly<Record<string, string>>): MiniatureTranslate =>
  (key, ...values) =>
    fillText(table[key] ?? miniatureStrings[key], values);
