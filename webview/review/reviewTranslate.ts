import { reviewStrings, type ReviewStringKey } from "../../src/protocol/review/reviewStrings.js";
import { fillText } from "../fillText.js";

/** A text of the review with its values. */
export type ReviewTranslate = (key: ReviewStringKey, ...values: readonly (string | number)[]) => string;

/** Reads the host's table; what it lacks is English. */
export const reviewTranslate =
  (table: Readonly<Record<string, string>>): ReviewTranslate =>
  (key, ...values) =>
    fillText(table[key] ?? reviewStrings[key], values);
