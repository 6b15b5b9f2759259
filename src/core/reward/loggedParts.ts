import type { PaidParts } from "./advantageColumn.js";
import type { FactView } from "./factView.js";
import { componentNames } from "./rewardScore.js";

/** The parts of a reward as the trainer logged them; NaN where one was not logged as a number. Its weights are not in the log. */
export function loggedParts(view: FactView): PaidParts {
  const columns = componentNames.map(name => [name, new Float64Array(view.count)] as const);
  for (let index = 0; index < view.count; index++) {
    const { logged } = view.at(index);
    for (const [name, column] of columns) {
      const number = logged[name];
      column[index] = number.kind === "number" ? number.value : Number.NaN;
    }
  }
  return Object.fromEntries(columns.map(([name, values]) => [name, { values }]));
}
