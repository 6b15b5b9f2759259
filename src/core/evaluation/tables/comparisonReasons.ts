import type { ItemComparison } from "./compareItems.js";
import type { ComparisonReason } from "./resultCell.js";
import type { PlannedCell } from "./rowPlans.js";
import { isWaiting } from "./waitingCell.js";

/** Why a difference may not be the model's alone. */
export function comparisonReasons(
  here: PlannedCell,
  base: PlannedCell,
  { shared, onlyHere, onlyBase }: ItemComparison,
): readonly ComparisonReason[] {
  const hasOther = here.tasks.some(task => here.run.prompts[task] !== base.run.prompts[task]);
  const isJudged = here.items.by.judge + base.items.by.judge > 0;
  const isOpen = isWaiting(here.items) || isWaiting(base.items);
  const isUneven = onlyHere + onlyBase > 0;
  const areOthers = isUneven && differ(here.items.items, base.items.items);
  const found: readonly (readonly [ComparisonReason, boolean])[] = [
    ["questions-differ", areOthers],
    ["counts-differ", isUneven && !areOthers && !isOpen],
    ["prompts-differ", hasOther],
    ["inputs-differ", here.run.input !== base.run.input],
    ["judges-differ", isJudged && here.run.judge !== base.run.judge],
    ["not-judged", isOpen],
    ["nothing-shared", shared === 0 && !isOpen],
  ];
  return found.filter(([, holds]) => holds).map(([reason]) => reason);
}

function differ(a: Int32Array, b: Int32Array): boolean {
  if (a === b) return false;
  const known = new Set(a);
  return known.size !== b.length || b.some(number => !known.has(number));
}
