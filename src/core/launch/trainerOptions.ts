import * as z from "zod";
import { rewardOptionsSchema } from "../reward/rewardOptions.js";
import { rewardPartNames } from "../reward/strategy.js";
import { engineIds } from "./engineId.js";
import { taskKinds } from "../benchmark/taskKinds.js";

/*
 * What the Python of `src/trainer` is told, as JSON files of the run folder: `options/tool.json`, and for each stage
 * `options/<stage>/dataset.json` and `options/<stage>/<phase>.json`. verl hands their paths over (see `verlOverrides`);
 * where it hands nothing over (the tool of the DeepEyes loop) the tool's lies at `$LOUPE_RUN_DIR/options/tool.json`.
 */

const pixels = z.number().int().positive();

/** Limits of smart_resize. One value for dataset, tool and reward: a box of the model is meant in the grid of them. */
const gridShape = { maxPixels: pixels, minPixels: pixels, factor: pixels };

/** `options/tool.json`. */
export const toolOptionsSchema = z.strictObject({
  ...gridShape,
  profile: z.enum(engineIds),
  name: z.string().min(1),
  /** Whose rule is applied to a requested box: src/core/page/verlCrop.ts or deepeyesCrop.ts. */
  rule: z.enum(["verl", "deepeyes"]),
});
export type ToolOptions = z.infer<typeof toolOptionsSchema>;

/** `options/<stage>/dataset.json`, whose path is `data.loupe_options`. */
export const datasetOptionsSchema = z.strictObject({
  ...gridShape,
  profile: z.enum(engineIds),
  /** Takes the place of a row's own system message. */
  systemPrompt: z.string(),
  /** Training rows of other kinds are left out; those of the validation file never. */
  taskKinds: z.array(z.enum(taskKinds)),
  /** How questions of the benchmark are asked that hold no prompt; see `userPrompts`. */
  prompts: z.partialRecord(z.enum(taskKinds), z.string()),
  /** The folder that relative paths of pages count from, absolute or relative to the run folder; null: that of the file. */
  imagesRoot: z.string().nullable(),
  /** The file whose rows are for validation, so that the class can tell the two apart; as `data.val_files` has it. */
  validationFile: z.string().nullable(),
  /** null: no tool in the row, no `env_name`, no `tools_kwargs`, `agent_name` single_turn_agent. */
  tool: z.string().nullable(),
});
export type DatasetOptions = z.infer<typeof datasetOptionsSchema>;

/** `options/<stage>/<phase>.json`, whose path is `reward_kwargs.options`; `reward_kwargs.folder` is where lines are written. */
export const phaseOptionsSchema = z.strictObject({
  ...gridShape,
  profile: z.enum(engineIds),
  tool: z.string().nullable(),
  toolRule: z.enum(["verl", "deepeyes"]),
  stage: z.string(),
  phase: z.string(),
  /** See `strategyHash`. */
  strategyHash: z.string(),
  rule: z.strictObject({
    strategy: z.string(),
    terms: z.array(
      z.strictObject({
        part: z.enum(rewardPartNames),
        weight: z.number(),
        when: z.array(z.strictObject({ part: z.enum(rewardPartNames), above: z.number() })),
      }),
    ),
    options: rewardOptionsSchema,
    seed: z.number().int(),
  }),
});
export type PhaseOptions = z.infer<typeof phaseOptionsSchema>;
