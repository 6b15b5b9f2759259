import type { Resolved } from "./resolved.js";
import type { PlannedSetting } from "./runPlan.js";

const small = 1e-3;

/** As a person writes it: 1e-6, not 0.000001. */
function written(value: string | number): string {
  return typeof value === "number" && value !== 0 && Math.abs(value) < small ? value.toExponential() : String(value);
}

/** One line of the table beside the paper's values. */
export function settingRow(key: string, { value, paper }: Resolved<string | number>, override: string): PlannedSetting {
  return {
    key,
    value: written(value),
    paper: paper === null ? null : written(paper),
    isPaper: paper === value,
    override,
  };
}
