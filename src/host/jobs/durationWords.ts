import type { Translate } from "../translate.js";

/** How long something takes, in two units at most: "40 s", "12 min", "14 h 02 m", "3 d 4 h". */
export function durationWords(seconds: number, t: Translate): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return t("{0} s", whole);
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return t("{0} min", minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return t("{0} h {1} m", hours, String(minutes % 60).padStart(2, "0"));
  return t("{0} d {1} h", Math.floor(hours / 24), hours % 24);
}
