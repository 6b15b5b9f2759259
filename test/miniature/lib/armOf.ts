import type { MiniatureArm } from "../../../src/core/simulate/miniature/compareArm.js";
import type { ComparedRole } from "../../../src/core/simulate/miniature/comparedRole.js";

/** The strategy of each role. */
export const strategyOfRole: Readonly<Record<ComparedRole, string>> = {
  "two-phase": "two-phase",
  "single-phase": "single-phase",
  "two-phase-conditional": "two-phase-conditional",
  conditional: "rarl-conditional",
  deepeyes: "deepeyes",
  vanilla: "vanilla",
};

export function armOf(arms: ReadonlyMap<string, MiniatureArm>, role: ComparedRole): MiniatureArm {
  const arm = arms.get(strategyOfRole[role]);
  if (arm === undefined) throw new Error(`nothing was trained as ${role}`);
  return arm;
}
