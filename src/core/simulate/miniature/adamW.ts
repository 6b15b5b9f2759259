import { miniatureConstants } from "./miniatureConstants.js";
import type { MiniatureOptions } from "./miniatureOptions.js";

/** The numbers that an update changes: each list has one number a parameter. */
export interface OptimiserState {
  updates: number;
  readonly theta: Float64Array;
  readonly firstMoment: Float64Array;
  readonly secondMoment: Float64Array;
}

type AdamOptions = Pick<
  MiniatureOptions,
  "learningRate" | "beta1" | "beta2" | "weightDecay" | "gradientClip" | "secondMoment"
>;

const epsilon = miniatureConstants.adamEpsilon.value;
/** A shared second moment is spread over so many numbers as are usually in use, so that one learning rate serves both. */
const numbersInUse = miniatureConstants.numbersInUse.value;

/** One update by AdamW (Loshchilov and Hutter), in place, after clipping the gradient's norm. Returns the norm before. */
export function updateAdamW(state: OptimiserState, gradient: Float64Array, options: AdamOptions): number {
  const { theta, firstMoment, secondMoment } = state;
  const { beta1, beta2, learningRate, weightDecay, gradientClip } = options;
  const norm = Math.sqrt(gradient.reduce((sum, value) => sum + value * value, 0));
  const scale = gradientClip > 0 && norm > gradientClip ? gradientClip / norm : 1;
  for (let index = 0; index < theta.length; index++) {
    const slope = (gradient[index] ?? 0) * scale;
    firstMoment[index] = beta1 * (firstMoment[index] ?? 0) + (1 - beta1) * slope;
    secondMoment[index] = beta2 * (secondMoment[index] ?? 0) + (1 - beta2) * slope * slope;
  }
  state.updates++;
  const first = 1 - beta1 ** state.updates;
  const second = 1 - beta2 ** state.updates;
  const shared = secondMoment.reduce((sum, value) => sum + value, 0) / numbersInUse;
  for (let index = 0; index < theta.length; index++) {
    const moment = options.secondMoment === "shared" ? shared : (secondMoment[index] ?? 0);
    const step = (firstMoment[index] ?? 0) / first / (Math.sqrt(moment / second) + epsilon);
    const value = theta[index] ?? 0;
    theta[index] = value - learningRate * (step + weightDecay * value);
  }
  return norm;
}
