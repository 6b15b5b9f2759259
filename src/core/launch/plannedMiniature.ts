import { defaultMiniatureOptions, type MiniatureOptions } from "../simulate/miniature/miniatureOptions.js";
import type { MiniatureConfig } from "./runConfig.js";

/** Which key of a configuration says an option of the miniature, where it is not `simulate` under the option's own name. */
export const miniatureKeys = {
  seed: "hyper.seed",
  steps: "hyper.steps",
  prompts: "hyper.rolloutBatch",
  responses: "hyper.responses",
  miniBatch: "hyper.miniBatch",
  learningRate: "hyper.learningRate",
  klCoefficient: "hyper.klCoefficient",
  validationEvery: "validation.every",
} as const satisfies Partial<Record<keyof MiniatureOptions, string>>;

const notOptions: readonly string[] = ["pace", "node"];

/** What is said of them; what is there and undefined would take a default's place. */
const said = (values: Readonly<Record<string, unknown>>): Partial<MiniatureOptions> =>
  Object.fromEntries(
    Object.entries(values).filter(([name, value]) => value !== undefined && !notOptions.includes(name)),
  );

/**
 * The miniature's options as a configuration says them; what it leaves out is the miniature's own default. They are not
 * checked against each other's ranges. `steps`: with the warm start, which `hyper.steps` may leave out.
 */
export function plannedMiniature({ simulate, hyper, validation }: MiniatureConfig, steps: number): MiniatureOptions {
  return {
    ...defaultMiniatureOptions,
    ...said(simulate),
    ...said({
      seed: hyper.seed,
      steps,
      prompts: hyper.rolloutBatch,
      responses: hyper.responses,
      miniBatch: hyper.miniBatch,
      learningRate: hyper.learningRate,
      klCoefficient: hyper.klCoefficient,
      validationEvery: validation.every,
    }),
  };
}
