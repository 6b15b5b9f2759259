import { isPageCrop } from "../../reward/isPageCrop.js";
import { repeatsEarlier } from "../../reward/repeatsEarlier.js";
import { matchedIous } from "./matchedIous.js";
import type { MiniatureFigures } from "./miniature.js";
import type { ScoredGroup, ScoredRollout } from "./scoreGroup.js";

/** What the updates of a step say of themselves. */
export type UpdateFigures = Pick<MiniatureFigures, "kl" | "clipFraction" | "gradientNorm">;

/** A mean that is null over nothing. */
class Mean {
  private sum = 0;
  private count = 0;

  add(value: number): void {
    this.sum += value;
    this.count++;
  }

  get value(): number | null {
    return this.count === 0 ? null : this.sum / this.count;
  }
}

/** Rewards of a group that differ by less come out of the same parts. */
const flatWithin = 1e-9;

class Tally {
  private readonly reward = new Mean();
  private readonly format = new Mean();
  private readonly accuracy = new Mean();
  private readonly found = new Mean();
  private readonly calls = new Mean();
  private readonly anyCall = new Mean();
  private readonly exactCount = new Mean();
  private readonly lost = new Mean();
  private readonly flatGroups = new Mean();
  private readonly iou = new Mean();
  private readonly iouFirst = new Mean();
  private readonly iouSecond = new Mean();
  private readonly pageCrops = new Mean();
  private readonly repeats = new Mean();

  addGroup(group: ScoredGroup): void {
    const totals = group.rollouts.map(({ total }) => total);
    this.flatGroups.add(Math.max(...totals) - Math.min(...totals) < flatWithin ? 1 : 0);
    for (const rollout of group.rollouts) {
      this.addRollout(rollout);
      if (rollout.facts.calls.length > 0) this.addCalls(group, rollout);
    }
  }

  private addRollout({ total, facts, sampled }: ScoredRollout): void {
    let executed = 0;
    for (const { isExecuted } of facts.calls) if (isExecuted) executed++;
    const expected = facts.tool.kind === "targets" ? facts.tool.expected : 0;
    this.reward.add(total);
    this.format.add(facts.isWellFormed.strict ? 1 : 0);
    this.accuracy.add(facts.isCorrect === true ? 1 : 0);
    this.found.add(sampled.found);
    this.calls.add(facts.calls.length);
    this.anyCall.add(facts.calls.length > 0 ? 1 : 0);
    this.exactCount.add(executed === expected ? 1 : 0);
    this.lost.add(facts.isWellFormed["answer-only"] ? 0 : 1);
  }

  private addCalls({ scene }: ScoredGroup, { sampled, facts }: ScoredRollout): void {
    const ious = matchedIous(sampled.calls, scene.targets);
    for (const value of ious) this.iou.add(value);
    this.iouFirst.add(ious[0] ?? 0);
    if (ious.length > 1 && scene.asked.question.expected_zooms > 1) this.iouSecond.add(ious[1] ?? 0);
    for (let call = 0; call < facts.calls.length; call++) {
      const one = facts.calls[call];
      if (one !== undefined) this.pageCrops.add(isPageCrop(one, facts.page) === true ? 1 : 0);
      if (call > 0) this.repeats.add(repeatsEarlier(facts.calls, call) ? 1 : 0);
    }
  }

  read(): Omit<MiniatureFigures, keyof UpdateFigures> {
    return {
      reward: this.reward.value ?? 0,
      format: this.format.value ?? 0,
      accuracy: this.accuracy.value ?? 0,
      found: this.found.value ?? 0,
      iou: this.iou.value,
      iouFirst: this.iouFirst.value,
      iouSecond: this.iouSecond.value,
      calls: this.calls.value ?? 0,
      anyCall: this.anyCall.value ?? 0,
      exactCount: this.exactCount.value ?? 0,
      lost: this.lost.value ?? 0,
      pageCrops: this.pageCrops.value ?? 0,
      repeats: this.repeats.value ?? 0,
      flatGroups: this.flatGroups.value ?? 0,
    };
  }
}

/** The figures of a step, over all its rollouts. */
export function stepFigures(groups: readonly ScoredGroup[], updates: UpdateFigures): MiniatureFigures {
  const tally = new Tally();
  for (const group of groups) tally.addGroup(group);
  return { ...tally.read(), ...updates };
}
