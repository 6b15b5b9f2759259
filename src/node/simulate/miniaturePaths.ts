import { join } from "node:path";
import { runPaths, type RunPaths } from "../sample/runPaths.js";

/** Where the parts of a miniature run lie. */
export interface MiniaturePaths extends RunPaths {
  /** What the run was asked for. */
  readonly request: string;
}

export const miniaturePaths = (out: string): MiniaturePaths => ({
  ...runPaths(out),
  request: join(out, "miniature.json"),
});
