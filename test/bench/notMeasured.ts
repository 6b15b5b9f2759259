import type { Figure } from "./figure.js";

/**
 * Figures that this machine cannot give, with the reason; where nothing may be skipped (LOUPE_NO_SKIP, as on the machine
 * that checks every change) that is a failure and throws.
 */
export function notMeasured(what: string, reason: string, say: (text: string) => void): readonly Figure[] {
  const text = `${what}: not measured, ${reason}`;
  if ((process.env["LOUPE_NO_SKIP"] ?? "") !== "") throw new Error(text);
  say(text);
  return [];
}
