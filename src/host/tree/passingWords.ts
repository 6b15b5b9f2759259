import type { Translate } from "../translate.js";
import { formatCount } from "./formatCount.js";

/** How many rollouts pass the active filters; "" without filters and while they are being counted. */
export function passingWords(passing: number | null, of: number, t: Translate): string {
  return passing === null ? "" : t("{0} of {1}", formatCount(passing), formatCount(of));
}
