import { bootstrap, defaultBootstrap } from "../evaluation/bootstrap.js";
import { foreseenBehaviours, type ForeseenBehaviour, type Foresight } from "./foresight.js";
import type { FactView } from "./factView.js";
import type { GroupedFacts } from "./groupedFacts.js";
import type { Interval } from "./interval.js";
import { isKnownEnough } from "./isKnownEnough.js";
import { PairSums } from "./pairSums.js";
import { defaultRewardOptions } from "./rewardOptions.js";
import { rolloutBehaviours } from "./rolloutBehaviours.js";
import type { RewardFacts } from "./rewardFacts.js";
import type { RewardRule } from "./strategy.js";

/** A strategy on a set of rollouts: rewards and advantages by index, NaN where not recomputable. */
export interface RewardedFacts {
  readonly strategy: string;
  readonly facts: GroupedFacts;
  readonly rewards: Float64Array;
  readonly advantages: Float64Array;
  readonly flatGroups: number | null;
  /** Rewards that are no fair sample push nothing: their advantages are all NaN. */
  readonly isWithheld: boolean;
  /** The rule that pays at a step; null where none is known. */
  readonly ruleAt: (step: number | null) => RewardRule | null;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function foundAt(view: FactView, index: number): number | null {
  const found = view.foundOf(index);
  return Number.isNaN(found) ? null : found;
}

/** Values less their mean. What is left of equal values is rounding, and would correlate with anything. */
function centred(values: readonly number[]): readonly number[] {
  const middle = mean(values);
  const rounding = 1e-9 * Math.max(1, Math.abs(middle));
  return values.map(value => (Math.abs(value - middle) <= rounding ? 0 : value - middle));
}

/** Fewer groups than this do not say how much a figure varies from group to group. */
const fewestGroups = 4;

/** With many groups fewer resamples do: their number hardly moves the bounds, and the time is theirs. */
const drawsFor = (groups: number) => Math.max(200, Math.min(defaultBootstrap.draws, Math.floor(1_000_000 / groups)));

/** A resample in which nothing varies shows no push: it counts as 0. */
function intervalOf(sums: PairSums): Interval {
  const groups = sums.groups;
  const value = sums.correlation(groups);
  if (value === null || groups.length < fewestGroups) return { value, lo: null, hi: null, n: sums.count };
  const figure = (drawn: Int32Array) => sums.correlation(drawn.map(k => groups[k] ?? 0)) ?? 0;
  const bounds = bootstrap(groups.length, figure, { ...defaultBootstrap, draws: drawsFor(groups.length) });
  return { value, lo: bounds?.lo ?? null, hi: bounds?.hi ?? null, n: sums.count };
}

/** Over nothing: what is known of the rollouts is no fair sample of them. */
const withheld: Interval = { value: null, lo: null, hi: null, n: 0 };

/** One figure over what is known of it, unless too much is unknown for what rollouts did. */
class Known {
  readonly sums: PairSums;
  unknown = 0;

  constructor(groups: number) {
    this.sums = new PairSums(groups);
  }

  get interval(): Interval {
    return isKnownEnough(this.sums.count, this.unknown) ? intervalOf(this.sums) : withheld;
  }
}

/** What is unknown of every rollout of a question, whatever it did, is not asked for: targets that nobody knows, and views without any. */
function isAsked(behaviour: ForeseenBehaviour, { tool }: RewardFacts): boolean {
  return behaviour === "count" || behaviour === "view" ? tool.kind === "targets" : true;
}

function correlations({ facts, advantages, ruleAt }: RewardedFacts): Foresight["correlations"] {
  const { view, groups } = facts;
  const none = () => new Known(groups.length);
  const known: Readonly<Record<ForeseenBehaviour, Known>> = {
    format: none(),
    right: none(),
    call: none(),
    count: none(),
    view: none(),
    pageCrop: none(),
    repeat: none(),
  };
  groups.forEach((indexes, group) => {
    const options = ruleAt(view.stepOf(indexes[0] ?? 0))?.options ?? defaultRewardOptions;
    for (const index of indexes) {
      const advantage = advantages[index] ?? Number.NaN;
      if (Number.isNaN(advantage)) continue;
      const one = view.rewardAt(index);
      const did = rolloutBehaviours(one, foundAt(view, index), options);
      for (const behaviour of foreseenBehaviours) {
        const value = did[behaviour];
        if (value !== null) known[behaviour].sums.add(group, value, advantage);
        else if (isAsked(behaviour, one)) known[behaviour].unknown++;
      }
    }
  });
  const named = (behaviour: ForeseenBehaviour) => known[behaviour].interval;
  return {
    format: named("format"),
    right: named("right"),
    call: named("call"),
    count: named("count"),
    view: named("view"),
    pageCrop: named("pageCrop"),
    repeat: named("repeat"),
  };
}

/** Does the reward of those who call grow with the view that they get? */
function aim({ facts, rewards, isWithheld }: RewardedFacts): Interval {
  if (isWithheld) return withheld;
  const { view, groups } = facts;
  const known = new Known(groups.length);
  groups.forEach((indexes, group) => {
    const callers = [...indexes].flatMap(index => {
      const reward = rewards[index] ?? Number.NaN;
      if (Number.isNaN(reward) || view.callsOf(index) === 0) return [];
      const found = foundAt(view, index);
      if (found === null && isAsked("view", view.rewardAt(index))) known.unknown++;
      return found === null ? [] : [{ reward, found }];
    });
    if (callers.length < 2) return;
    const rewardsApart = centred(callers.map(({ reward }) => reward));
    const viewsApart = centred(callers.map(({ found }) => found));
    rewardsApart.forEach((reward, k) => known.sums.add(group, reward, viewsApart[k] ?? 0));
  });
  return known.interval;
}

function callRates({ view, groups }: GroupedFacts) {
  const callers = groups.map(indexes => indexes.filter(index => view.callsOf(index) > 0).length);
  const sizes = groups.map(indexes => indexes.length);
  const rollouts = sizes.reduce((sum, size) => sum + size, 0);
  const callRate = rollouts === 0 ? 0 : callers.reduce((sum, count) => sum + count, 0) / rollouts;
  return {
    callRate,
    groupsWithCall: groups.length === 0 ? 0 : callers.filter(count => count > 0).length / groups.length,
    // Groups may differ in size, after a crash or a filter: each is asked with its own.
    groupsWithCallIfAlike: groups.length === 0 ? 0 : mean(sizes.map(size => 1 - (1 - callRate) ** size)),
  };
}

/**
 * What a strategy would push on, told from rollouts that are there before it has trained (facts: miniature 3.4 and 7: the
 * correlation with calling foretells the direction of tool use, the aim whether a policy learns to aim, and the two fail
 * differently). Groups are resampled for the intervals.
 */
export function foresee(rewarded: RewardedFacts): Foresight {
  const { strategy, facts, rewards, flatGroups, isWithheld } = rewarded;
  return {
    strategy,
    rollouts: facts.view.count,
    groups: facts.groups.length,
    correlations: correlations(rewarded),
    aim: aim(rewarded),
    flatGroups,
    isWithheld,
    notRecomputable: rewards.filter(Number.isNaN).length,
    ...callRates(facts),
  };
}
