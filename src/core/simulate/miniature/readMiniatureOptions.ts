import { isJsonObject } from "../../dataset/jsonObject.js";
import { defaultMiniatureOptions, miniatureOptionsSchema, type MiniatureOptions } from "./miniatureOptions.js";
import { miniatureParameters } from "./miniatureParameters.js";
import { MiniatureWorld } from "./miniatureWorld.js";
import { rangeText } from "./parameterRange.js";
import { miniatureTasks } from "./policyLayout.js";

/**
 * `unknown-parameter` [name, …known names]; `out-of-range` [name, value as given, range in the notation of intervals];
 * `no-question` [task kind, pages]: the pages of this seed have no question of a kind that the mix asks for;
 * `no-validation-question` [pages]: those of the validation have none of any kind that it asks for.
 */
export interface MiniatureOptionsProblem {
  readonly kind: "problem";
  readonly code: "unknown-parameter" | "out-of-range" | "no-question" | "no-validation-question";
  readonly values: readonly string[];
}

export type MiniatureOptionsRead =
  { readonly kind: "ok"; readonly options: MiniatureOptions } | MiniatureOptionsProblem;

const problem = (code: MiniatureOptionsProblem["code"], ...values: readonly string[]): MiniatureOptionsProblem => ({
  kind: "problem",
  code,
  values,
});

/**
 * The defaults with some parameters replaced, as values or as somebody types them: `outcomeCall` as `.55/.2/.25` or
 * `[0.55,0.2,0.25]`, `mix.depth_comparison` as a number for one weight, or `mix` as an object of some of them.
 */
export function readMiniatureOptions(overrides: Readonly<Record<string, unknown>>): MiniatureOptionsRead {
  let options: Readonly<Record<string, unknown>> = defaultMiniatureOptions;
  for (const [written, value] of Object.entries(overrides)) {
    const [name = "", part, ...rest] = written.split(".");
    if (!isParameter(name) || rest.length > 0 || (part !== undefined && name !== "mix"))
      return problem("unknown-parameter", written, ...Object.keys(miniatureParameters));
    const typed = typeof value === "string" ? typedValue(value.trim()) : value;
    const replaced = { ...options, [name]: name === "mix" ? mixOf(options["mix"], part, typed) : typed };
    if (!miniatureOptionsSchema.shape[name].safeParse(replaced[name]).success && name !== "mix")
      return outOfRange(name, value);
    options = replaced;
  }
  const read = miniatureOptionsSchema.safeParse(options);
  // The parts of a mix are looked at together: one may be given its weight before another loses it.
  return read.success ? withQuestions(read.data) : outOfRange("mix", options["mix"]);
}

const isParameter = (name: string): name is keyof MiniatureOptions => Object.hasOwn(miniatureParameters, name);

function outOfRange(name: keyof MiniatureOptions, value: unknown): MiniatureOptionsProblem {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return problem("out-of-range", name, text, rangeText(miniatureParameters[name].range));
}

/** What is no mix is left for the schema to refuse. */
function mixOf(before: unknown, part: string | undefined, value: unknown): unknown {
  const whole = isJsonObject(before) ? before : {};
  if (part !== undefined) return { ...whole, [part]: value };
  return isJsonObject(value) ? { ...whole, ...value } : value;
}

function typedValue(written: string): unknown {
  if (/^[[{]/.test(written)) return parsed(written);
  if (written.includes("/")) return written.split("/").map(numberOf);
  return /^[-+.\d]/.test(written) ? numberOf(written) : written;
}

/** NaN for what is no number, which no parameter takes. */
const numberOf = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text));

function parsed(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return written;
  }
}

function withQuestions(options: MiniatureOptions): MiniatureOptionsRead {
  const world = new MiniatureWorld(options);
  const missing = miniatureTasks.find(task => options.mix[task] > 0 && !world.canAsk(task));
  if (missing !== undefined) return problem("no-question", missing, String(options.pages));
  const empty = world.emptyValidation();
  return empty === null ? { kind: "ok", options } : problem("no-validation-question", String(empty));
}
