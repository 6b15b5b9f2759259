import * as z from "zod";
import { runFindingCodes } from "../../core/evaluation/runFinding.js";

/** What the probe of an endpoint, or the run itself, found. */
export const runFindingOutput = z.strictObject({
  code: z.enum(runFindingCodes),
  level: z.enum(["error", "warning"]),
  values: z.array(z.string()),
});

/** What commands that ask an endpoint print with `--json` where its probe found that it cannot do what they need. */
export const evalUnfitOutput = z.strictObject({
  kind: z.literal("unfit").describe("The endpoint cannot do what the run needs: nothing was asked but a probe."),
  folder: z.string(),
  findings: z.array(runFindingOutput),
});
export type EvalUnfitOutput = z.infer<typeof evalUnfitOutput>;
