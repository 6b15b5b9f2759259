import type { RunConfig } from "./runConfig.js";

/** Where the run folder of a configuration is made: every node of a Slurm cluster has to see it. `root`: of the host, elsewhere. */
export const runRootOf = ({ launcher }: RunConfig, root: string): string =>
  launcher.kind === "slurm" ? (launcher.sharedRoot ?? root) : root;
