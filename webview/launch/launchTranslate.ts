import { launchStrings, type LaunchStringKey } from "../../src/protocol/jobs/launchStrings.js";
import { fillText } from "../fillText.js";

/** A text of the form with its values. */
export type LaunchTranslate = (key: LaunchStringKey, ...values: readonly (string | number)[]) => string;

/** Reads the host's table; what it lacks is English. */
export const launchTranslate =
  (table: Readonly<Record<string, string>>): LaunchTranslate =>
  (key, ...values) =>
    fillText(table[key] ?? launchStrings[key], values);
