import { addGradient, decisionsOf, writeLogChances } from "./decisions.js";
import type { MiniatureOptions } from "./miniatureOptions.js";
import { mostDecisions } from "./policyLayout.js";
import type { PolicyModel } from "./policyHeads.js";
import type { SampledRollout } from "./sampleRollout.js";
import type { Scene } from "./scene.js";

/** A rollout as the loss takes it. */
export interface TrainedRollout {
  readonly scene: Scene;
  readonly rollout: SampledRollout;
  readonly advantage: number;
  /** Log-probabilities of its decisions from `from` on: of the policy that sampled it, and of the untrained one. */
  readonly sampled: Float64Array;
  readonly reference: Float64Array;
  readonly from: number;
}

/** Means: of the loss over rollouts, of the KL estimate over rollouts, of clipped decisions over decisions. */
export interface LossFigures {
  readonly loss: number;
  readonly kl: number;
  readonly clipFraction: number;
}

const now = new Float64Array(mostDecisions);
const weights = new Float64Array(mostDecisions);

/**
 * GRPO's loss of rollouts at a policy, where a decision is what a token is to a language model:
 * L = 1/N Σᵢ Σ_d [−min(ρ A, clip(ρ, 1 ± ε) A) + β (eˣ − x − 1)], ρ = π/π_sampled, x = log π_untrained − log π (verl's
 * `compute_policy_loss` and `low_var_kl`). Adds nothing to `gradient` but writes it, where one is given.
 */
export function miniatureLoss(
  model: PolicyModel,
  theta: Float64Array,
  rollouts: readonly TrainedRollout[],
  gradient?: Float64Array,
): LossFigures {
  const heads = model.headsAt(theta);
  const sums = { loss: 0, kl: 0, clipped: 0, decisions: 0 };
  gradient?.fill(0);
  for (const trained of rollouts) {
    const { scene, rollout } = trained;
    writeLogChances(model, heads, scene, rollout, now, 0);
    addLoss(trained, model.options, sums);
    if (gradient !== undefined) addGradient({ model, heads, scene, rollout, weights, from: 0 }, gradient);
  }
  const count = Math.max(1, rollouts.length);
  gradient?.forEach((value, index) => (gradient[index] = value / count));
  return { loss: sums.loss / count, kl: sums.kl / count, clipFraction: sums.clipped / Math.max(1, sums.decisions) };
}

/** Adds one rollout to the sums and leaves in `weights` what each decision's slope counts. */
function addLoss(
  { rollout, advantage, sampled, reference, from }: TrainedRollout,
  { clip, klCoefficient }: Pick<MiniatureOptions, "clip" | "klCoefficient">,
  sums: { loss: number; kl: number; clipped: number; decisions: number },
): void {
  const count = decisionsOf(rollout);
  for (let decision = 0; decision < count; decision++) {
    const log = now[decision] ?? 0;
    const ratio = Math.exp(log - (sampled[from + decision] ?? 0));
    const plain = ratio * advantage;
    const clipped = Math.min(Math.max(ratio, 1 - clip), 1 + clip) * advantage;
    const isFree = plain <= clipped;
    const apart = (reference[from + decision] ?? 0) - log;
    // e^x − 1 keeps the bits that e^x loses near 0, where the estimate would come out below 0.
    const grown = Math.expm1(apart);
    sums.loss += klCoefficient * (grown - apart) - (isFree ? plain : clipped);
    sums.kl += grown - apart;
    if (!isFree) sums.clipped++;
    weights[decision] = (isFree ? -plain : 0) - klCoefficient * grown;
  }
  sums.decisions += count;
}
