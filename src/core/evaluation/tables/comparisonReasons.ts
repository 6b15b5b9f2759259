import type { ItemComparison } from "./compareItems.js";
import type { ComparisonReason } from "./resultCell.js";
import type { PlannedCell } from "./rowPlans.js";

/** Why a difference may not be the model's alone. */
export function comparisonReasons(
  here: PlannedCell,
  base: PlannedCell,
  { shared, onlyHere, onlyBase }: ItemComparison,
): readonly ComparisonReason[] {
  const hasOther = here.tasks.some(task => here.run.prompts[task] !== base.run.prompts[task]);
  const isJudged = here.items.by.judge + base.items.by.judge > 0;
  const found: readonly (readonly [ComparisonReason, boolean])[] = [
    ["questions-differ", onlyHere + onlyBase > 0],
    ["prompts-differ", hasOther],
    ["inputs-differ", here.run.input !== base.run.input],
    ["judges-differ", isJudged && here.run.judge !== base.run.judge],
    ["nothing-shared", shared === 0],
  ];
  return found.filter(([, holds]) => holds).map(([reason]) => reason);
}
