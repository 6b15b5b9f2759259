import { readFile } from "node:fs/promises";
import { InvalidArgumentError, Option, type Command } from "commander";
import { buildOptionsSchema, type BuildOptions } from "../../core/benchmark/buildOptions.js";
import { positionKinds } from "../../core/benchmark/questionRecord.js";
import { taskKinds } from "../../core/benchmark/taskKinds.js";
import { parseTolerant } from "../../core/rollout/parseTolerant.js";
import { ExpectedError } from "./expectedError.js";
import { UsageError } from "./usageError.js";

/** Options of `loupe bench build` as commander gives them: what was not said is not there. */
export interface BuildFlags {
  readonly options?: string;
  readonly tasks?: readonly string[];
  readonly seed?: number;
  readonly maxPerPage?: number;
  readonly minSide?: number;
  readonly minInside?: number;
  readonly actionTarget?: string;
  readonly countingTargets?: string;
  readonly countingLeast?: number;
  readonly countingUnnamed?: string;
  readonly dialogBalloons?: readonly number[];
  readonly dialogPanels?: number;
  readonly panelShape?: number;
  readonly positions?: readonly string[];
  readonly minOrderConfidence?: number;
  readonly direction?: string;
  readonly splitBy?: string;
  readonly val?: number;
  readonly test?: number;
}

function whole(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number.");
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError("It must be a number from 0 to 1.");
}

/** "3-5", or "3" for 3 to 3. */
function range(text: string): readonly number[] {
  const match = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(text);
  if (match !== null) return [Number(match[1]), Number(match[2] ?? match[1])];
  throw new InvalidArgumentError("It must be a range, e.g. 3-5.");
}

const oneOf =
  (known: readonly string[]) =>
  (text: string): readonly string[] => {
    const names = text.split(",").map(name => name.trim());
    const strange = names.find(name => !known.includes(name));
    if (strange === undefined) return names;
    throw new InvalidArgumentError(`${strange} is none of ${known.join(", ")}.`);
  };

/** The options of a build, each a flag. */
export function withBuildFlags(command: Command): Command {
  return command
    .option("--options <file>", "options as JSON, in the form of benchmark.json's; flags come before them")
    .option("--tasks <kinds>", `task kinds, with commas between: ${taskKinds.join(", ")}`, oneOf(taskKinds))
    .option("--seed <n>", "the same seed gives the same questions (1)", whole)
    .option("--max-per-page <n>", "questions of one kind on one page at most (8)", whole)
    .option("--min-side <px>", "short side of a marked character at least (30)", whole)
    .option("--min-inside <share>", "share of a marked character inside its panel at least (0.8)", share)
    .addOption(
      new Option("--action-target <what>", "what a zoom for an action should show").choices(["panel", "character"]),
    )
    .addOption(
      new Option("--counting-targets <which>", "panels that counting should look at").choices([
        "appearances",
        "all-panels",
      ]),
    )
    .option("--counting-least <n>", "fewest panels that a counted character is in (1)", whole)
    .addOption(
      new Option(
        "--counting-unnamed <what>",
        "characters without an identity: ask nothing, or take them for others",
      ).choices(["refuse", "others"]),
    )
    .option("--dialog-balloons <from-to>", "balloons that one question shuffles (3-5)", range)
    .option("--dialog-panels <n>", "panels that these stand in at most (4)", whole)
    .option("--panel-shape <share>", "share by which the sides of two blank panels may differ (0.15)", share)
    .option(
      "--positions <kinds>",
      `ways to name a panel, with commas between: ${positionKinds.join(", ")}`,
      oneOf(positionKinds),
    )
    .option("--min-order-confidence <share>", "how sure a computed reading order must be (0.6)", share)
    .addOption(new Option("--direction <way>", "how pages are read that do not say it").choices(["ltr", "rtl"]))
    .addOption(new Option("--split-by <what>", "what stays in one split").choices(["issue", "page", "given"]))
    .option("--val <share>", "share of the questions for validation (0.05)", share)
    .option("--test <share>", "share of the questions for test (0.05)", share);
}

/** What stands in an object is what was said. */
const said = (fields: object) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

async function readOptions(file: string): Promise<object> {
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) throw new ExpectedError(`${file}: the options cannot be read`);
  const parsed = parseTolerant(text);
  if (!parsed.ok) throw new ExpectedError(`${file}: no JSON at character ${parsed.at}`);
  if (typeof parsed.value === "object" && parsed.value !== null && !Array.isArray(parsed.value)) return parsed.value;
  throw new ExpectedError(`${file}: it must be an object`);
}

function splitOf(given: object, { splitBy, val, test }: BuildFlags): object {
  const before = "split" in given && typeof given.split === "object" && given.split !== null ? given.split : {};
  return { ...before, ...said({ by: splitBy, val, test }) };
}

/** Flags that stand under the same name in the options. */
function plainFlags(flags: BuildFlags): object {
  const { tasks, seed, maxPerPage, minSide, minInside, actionTarget, countingTargets, countingLeast } = flags;
  const { countingUnnamed, dialogBalloons, dialogPanels, panelShape, minOrderConfidence, direction, positions } = flags;
  const counting = { countingTargets, countingLeast, countingUnnamed };
  const marked = { maxPerPage, minSide, minInside, actionTarget };
  const ordered = { dialogBalloons, dialogPanels, panelShape, minOrderConfidence, direction, positionKinds: positions };
  return { tasks, seed, ...marked, ...counting, ...ordered };
}

/** The options of a build: the flags, then the file, then the defaults. Throws a UsageError for what is out of range. */
export async function buildOptionsOf(flags: BuildFlags): Promise<BuildOptions> {
  const given = flags.options === undefined ? {} : await readOptions(flags.options);
  const parsed = buildOptionsSchema.safeParse({ ...given, ...said(plainFlags(flags)), split: splitOf(given, flags) });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`${issue?.path.join(".") ?? "options"}: ${issue?.message ?? "cannot be used"}`);
}
