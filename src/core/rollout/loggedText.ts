import { valueText } from "./valueText.js";

/** Text of a logged prompt or response. Reward functions can overwrite these columns with anything (formats.md 1.1). */
export const loggedText = (logged: unknown): string => (logged === null ? "" : valueText(logged));
