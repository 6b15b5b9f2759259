import * as z from "zod";
import type { MiniatureState } from "./miniature.js";
import { policySize } from "./policyLayout.js";

const count = z.number().int().min(0);
const numbers = z.array(z.number()).length(policySize).readonly();

/** The state of a training as a checkpoint holds it; JSON keeps every bit of its numbers. */
export const miniatureStateSchema: z.ZodType<MiniatureState> = z.strictObject({
  step: count,
  updates: count,
  theta: numbers,
  firstMoment: numbers,
  secondMoment: numbers,
});
