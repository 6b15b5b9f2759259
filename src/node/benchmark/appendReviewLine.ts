import { appendLines } from "./appendLines.js";

/**
 * Adds one line to a log of decisions, as `appendLines` does. Gives the file's size in bytes before and after.
 *
 * @throws when the file cannot be written
 */
export const appendReviewLine = (
  file: string,
  record: object,
): Promise<{ readonly before: number; readonly after: number }> => appendLines(file, [record]);
