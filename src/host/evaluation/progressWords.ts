import type { WorkProgress } from "../../node/benchmark/workProgress.js";
import type { Translate } from "../translate.js";
import { formatCount } from "../tree/formatCount.js";

/** How far an evaluation is. */
export function progressWords({ phase, done, total, failed = 0 }: WorkProgress, t: Translate): string {
  if (phase === "look") return t("looking at the questions");
  if (phase === "probe") return t("trying the endpoint");
  const counts = total === null ? formatCount(done) : t("{0} of {1}", formatCount(done), formatCount(total));
  return failed === 0 ? counts : t("{0}, {1} failed", counts, formatCount(failed));
}
