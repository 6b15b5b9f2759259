import * as z from "zod";
import { miniatureOptionsSchema } from "../simulate/miniature/miniatureOptions.js";

/** Options of the miniature that run configurations have a key of their own for, whatever trains: `plannedMiniature`. */
const saidElsewhere = {
  seed: true,
  steps: true,
  prompts: true,
  responses: true,
  miniBatch: true,
  learningRate: true,
  klCoefficient: true,
  validationEvery: true,
} as const;

const miniatureParametersSchema = miniatureOptionsSchema.omit(saidElsewhere).partial();

/** The section `simulate` of a run configuration: how fast the miniature goes, its program, and its assumptions by name. */
export const simulateSchema = z.strictObject({
  ...miniatureParametersSchema.shape,
  /** `live`: a step every second or two, as a trainer that is watched; `fast`: as fast as the disk. */
  pace: z.enum(["live", "fast"]).default("live"),
  /** Node's program on the host: a name that the run's PATH knows, or a path. */
  node: z.string().min(1).default("node"),
});
