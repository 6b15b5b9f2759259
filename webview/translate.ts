import { viewStrings, type ViewStringKey } from "../src/protocol/viewStrings.js";
import { fillText } from "./fillText.js";

/** A text of the view with its values. */
export type Translate = (key: ViewStringKey, ...values: readonly (string | number)[]) => string;

/** Reads the host's table; what it lacks (or before it came) is English. */
export const translate =
  (table: Readonly<Record<string, string>>): Translate =>
  (key, ...values) =>
    fillText(table[key] ?? viewStrings[key], values);
