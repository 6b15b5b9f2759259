import { ruleAt } from "../../reward/ruleAt.js";
import type { RewardRule, Strategy } from "../../reward/strategy.js";
import { updateAdamW, type OptimiserState } from "./adamW.js";
import { writeLogChances } from "./decisions.js";
import { groupAdvantages } from "./groupAdvantages.js";
import type { Miniature, MiniatureGroup, MiniatureRollout, MiniatureState, MiniatureStep } from "./miniature.js";
import { endingOf } from "./miniatureFacts.js";
import { miniatureLoss, type TrainedRollout } from "./miniatureLoss.js";
import type { MiniatureOptions } from "./miniatureOptions.js";
import { MiniatureWorld } from "./miniatureWorld.js";
import { mostDecisions, policyNames, policySize } from "./policyLayout.js";
import { PolicyModel, type PolicyHeads } from "./policyHeads.js";
import { sampleRollout } from "./sampleRollout.js";
import { scoreGroup, scoreTrained, type ScoredGroup, type ScoredRollout } from "./scoreGroup.js";
import type { Scene } from "./scene.js";
import { stepFigures, type UpdateFigures } from "./stepFigures.js";
import { Stream } from "./stream.js";

/** Purposes of the streams that rollouts are sampled from. */
const rolloutStream = 21;
const validationStream = 22;

/**
 * A training of the miniature policy under a strategy, from the start or from the state of a checkpoint. The numbers are
 * the same whether or not it was broken off. Check the strategy with `strategyProblem` and options that a person gave
 * with `readMiniatureOptions` first.
 */
export function openMiniature(options: MiniatureOptions, strategy: Strategy, state?: MiniatureState): Miniature {
  return new Training(options, strategy, state);
}

class Training implements Miniature {
  readonly options: MiniatureOptions;
  readonly strategy: Strategy;
  readonly parameterNames = policyNames;
  private readonly world: MiniatureWorld;
  private readonly model: PolicyModel;
  private readonly untrained: PolicyHeads;
  private readonly optimiser: OptimiserState;
  private readonly gradient = new Float64Array(policySize);
  private readonly stream = new Stream();
  /** Log-probabilities of a step's decisions, rollout by rollout. */
  private readonly sampled: Float64Array;
  private readonly reference: Float64Array;
  private step: number;

  constructor(options: MiniatureOptions, strategy: Strategy, state: MiniatureState | undefined) {
    this.options = options;
    this.strategy = strategy;
    this.world = new MiniatureWorld(options);
    this.model = new PolicyModel(options);
    this.untrained = this.model.headsAt(new Float64Array(policySize));
    this.optimiser = {
      updates: state?.updates ?? 0,
      theta: numbers(state?.theta),
      firstMoment: numbers(state?.firstMoment),
      secondMoment: numbers(state?.secondMoment),
    };
    this.sampled = new Float64Array(options.prompts * options.responses * mostDecisions);
    this.reference = new Float64Array(this.sampled.length);
    this.step = state?.step ?? 0;
  }

  next(): MiniatureStep {
    const step = ++this.step;
    const rule = this.ruleOf(step);
    const heads = this.model.headsAt(this.optimiser.theta);
    const groups = this.world.scenesAt(step).map((scene, index) => this.sampleGroup(rule, heads, scene, step, index));
    const advantages = groupAdvantages(groups, rule, this.options.estimator);
    const updates = this.train(groups, advantages, heads);
    return {
      step,
      groups: groups.map((group, index) => written(group, advantages[index] ?? [])),
      figures: stepFigures(groups, updates),
    };
  }

  validate(): readonly MiniatureGroup[] {
    const rule = this.ruleOf(this.step);
    const heads = this.model.headsAt(this.optimiser.theta);
    const { seed } = this.options;
    return this.world.validation().map((scene, index) => {
      const stream = this.stream.open(seed, validationStream, this.step, index);
      return written(scoreGroup(rule, scene, [sampleRollout(this.model, heads, scene, stream)]), [0]);
    });
  }

  state(): MiniatureState {
    const { updates, theta, firstMoment, secondMoment } = this.optimiser;
    return {
      step: this.step,
      updates,
      theta: [...theta],
      firstMoment: [...firstMoment],
      secondMoment: [...secondMoment],
    };
  }

  /** A validation before the first step is paid as the first step is, where the schedule begins there. */
  private ruleOf(step: number): RewardRule {
    const rule = ruleAt(this.strategy, step) ?? ruleAt(this.strategy, Math.max(1, step));
    if (rule === null) throw new RangeError(`strategy ${this.strategy.id} has no rule for step ${step}`);
    return rule;
  }

  private sampleGroup(rule: RewardRule, heads: PolicyHeads, scene: Scene, step: number, index: number): ScoredGroup {
    const { seed, responses } = this.options;
    const rollouts = Array.from({ length: responses }, (_, response) =>
      sampleRollout(this.model, heads, scene, this.stream.open(seed, rolloutStream, step, index, response)),
    );
    return scoreTrained(rule, scene, rollouts);
  }

  /** All epochs and mini-batches of a step; means over its updates. */
  private train(
    groups: readonly ScoredGroup[],
    advantages: readonly (readonly number[])[],
    heads: PolicyHeads,
  ): UpdateFigures {
    const { epochs, miniBatch, responses } = this.options;
    this.writeChances(groups, heads, this.sampled);
    this.writeChances(groups, this.untrained, this.reference);
    const rollouts = groups.flatMap((group, index) => this.trained(group, advantages[index] ?? [], index * responses));
    const sums = { kl: 0, clipFraction: 0, gradientNorm: 0 };
    let count = 0;
    for (let epoch = 0; epoch < epochs; epoch++)
      for (let from = 0; from < rollouts.length; from += miniBatch * responses, count++)
        this.update(rollouts.slice(from, from + miniBatch * responses), sums);
    return {
      kl: sums.kl / count,
      clipFraction: sums.clipFraction / count,
      gradientNorm: sums.gradientNorm / count,
    };
  }

  private update(rollouts: readonly TrainedRollout[], sums: { -readonly [name in keyof UpdateFigures]: number }): void {
    const { kl, clipFraction } = miniatureLoss(this.model, this.optimiser.theta, rollouts, this.gradient);
    sums.kl += kl;
    sums.clipFraction += clipFraction;
    sums.gradientNorm += updateAdamW(this.optimiser, this.gradient, this.options);
  }

  /** Log-probabilities of all decisions of a step under a policy. */
  private writeChances(groups: readonly ScoredGroup[], heads: PolicyHeads, out: Float64Array): void {
    let from = 0;
    for (const { scene, rollouts } of groups)
      for (const { sampled } of rollouts) {
        writeLogChances(this.model, heads, scene, sampled, out, from);
        from += mostDecisions;
      }
  }

  /** `first`: rollouts of the step before this group's. */
  private trained(
    { scene, rollouts }: ScoredGroup,
    advantages: readonly number[],
    first: number,
  ): readonly TrainedRollout[] {
    return rollouts.map(({ sampled: rollout }, index) => ({
      scene,
      rollout,
      advantage: advantages[index] ?? 0,
      sampled: this.sampled,
      reference: this.reference,
      from: (first + index) * mostDecisions,
    }));
  }
}

function numbers(values: readonly number[] | undefined): Float64Array {
  if (values === undefined) return new Float64Array(policySize);
  if (values.length !== policySize) throw new RangeError(`the policy has ${policySize} numbers, not ${values.length}`);
  return Float64Array.from(values);
}

function written({ scene, rollouts }: ScoredGroup<number | null>, advantages: readonly number[]): MiniatureGroup {
  return {
    asked: scene.asked,
    rollouts: rollouts.map((rollout, index) => rolloutOf(rollout, advantages[index] ?? 0)),
  };
}

function rolloutOf(
  { sampled, facts, components, total }: ScoredRollout<number | null>,
  advantage: number,
): MiniatureRollout {
  return {
    calls: sampled.calls,
    ending: endingOf(sampled),
    isRight: sampled.isRight,
    isCorrect: facts.isCorrect === true,
    found: sampled.found,
    reward: components,
    total,
    advantage,
  };
}
