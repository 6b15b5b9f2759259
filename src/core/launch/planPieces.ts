import type { RunPlan } from "./runPlan.js";

/** What an engine makes of a configuration; `planRun` adds the id, the configuration and what concerns every engine. */
export type PlanPieces = Pick<RunPlan, "files" | "stages" | "settings" | "prompts" | "findings">;
