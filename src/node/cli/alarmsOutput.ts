import * as z from "zod";
import { alarmIds } from "../../core/reward/alarmId.js";
import { curveNames } from "../../core/reward/curveName.js";

const count = z.number().int().nonnegative();
const step = z.number().nullable();

const alarm = z.strictObject({
  id: z.enum(alarmIds),
  state: z
    .enum(["fires", "quiet", "silent"])
    .describe("silent: it cannot be judged, and silence says why; quiet: it was judged and does not fire."),
  silence: z.enum(["too-few-rollouts", "too-few-steps", "no-values", "switched-off"]).nullable(),
  step: step.describe("The step at which it fires first."),
  lastStep: step.describe("The last step at which its condition held."),
  curve: z.enum(curveNames).describe("The curve that shows it."),
  values: z.record(z.string(), z.number()).describe("The numbers of its rule, and what was measured, by name."),
  evidence: z
    .array(z.strictObject({ file: z.string(), row: count }))
    .describe("Rollouts that show it best, first; at most 50."),
});

/** What `loupe alarms --json` prints. */
export const alarmsOutput = z.strictObject({
  sets: z
    .array(
      z.strictObject({
        run: z.string(),
        phase: z.enum(["training", "validation"]),
        folder: z.string().nullable(),
        rollouts: count,
        steps: count,
        breaks: z.array(z.number()).describe("Steps from which on the reward follows another rule."),
        alarms: z.array(alarm),
      }),
    )
    .describe("The training dumps of each run."),
});

export type AlarmsOutput = z.infer<typeof alarmsOutput>;
