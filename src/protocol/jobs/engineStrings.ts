import type { EngineCode } from "../../core/launch/engineCodes.js";

/** What Ray and Slurm say before a launch, in English, each with the way out; the host translates the table. */
export const engineStrings: Readonly<Record<EngineCode, string>> = {
  "ray-unreachable":
    "No Ray dashboard answers on port {0} of {1}: start the cluster, or name its port in launcher.dashboardPort.",
};
