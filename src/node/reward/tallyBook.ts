import { curveFactsOf, type Recompute } from "../../core/reward/curveFactsOf.js";
import { partSources, type PartSources } from "../../core/reward/partSources.js";
import { tallyStep, type StepTally } from "../../core/reward/stepTally.js";
import type { FactSet } from "./factSource.js";

/** What is known of a set: where its parts come from, and its steps in ascending order. */
export interface SetTallies {
  readonly sources: PartSources;
  readonly tallies: readonly StepTally[];
}

interface KeptStep {
  readonly stamp: string;
  readonly tally: StepTally;
}

const keptSets = 16;

/**
 * Says whether a step's rollouts are still the same, from columns alone: where each row stands in its file and what the
 * scan and the join say of it.
 */
function stampOf(facts: FactSet, indexes: Int32Array): string {
  const { view } = facts;
  let [offsets, scores, ious, calls, chars] = [0, 0, 0, 0, 0];
  indexes.forEach((index, at) => {
    const [score, iou] = [view.scoreOf(index), view.meanIouOf(index)];
    offsets += facts.byteOffsetOf(index);
    scores += Number.isFinite(score) ? score * (at + 1) : at;
    ious += Number.isNaN(iou) ? 0 : iou * (at + 1);
    calls += view.callsOf(index) * (at + 1);
    chars += Number.isNaN(view.foundOf(index)) ? 1 : 0;
  });
  return [indexes.length, offsets, scores, ious, calls, chars].join(" ");
}

/**
 * Tallies of the steps of sets. A step whose rollouts are the same as before is not gone through again, so that a run
 * that grows costs its new steps alone.
 */
export class TallyBook {
  private readonly recompute: Recompute;
  private readonly kept = new Map<string, Map<number, KeptStep>>();

  constructor(recompute: Recompute) {
    this.recompute = recompute;
  }

  /** `turn` is called between steps: it lets others have the thread, or throws to end the work. */
  async of(facts: FactSet, turn: () => Promise<void>): Promise<SetTallies> {
    const sources = partSources(facts.view);
    const known = this.stepsOf(JSON.stringify([facts.set, sources]));
    const tallies: StepTally[] = [];
    for (const { step, indexes } of facts.steps) {
      if (step === null) continue;
      const stamp = stampOf(facts, indexes);
      const found = known.get(step);
      if (found?.stamp === stamp) {
        tallies.push(found.tally);
        continue;
      }
      await turn();
      const tally = tallyStep(step, curveFactsOf(facts.view, indexes, sources, this.recompute));
      known.set(step, { stamp, tally });
      tallies.push(tally);
    }
    return { sources, tallies: tallies.sort((a, b) => a.step - b.step) };
  }

  private stepsOf(key: string): Map<number, KeptStep> {
    const steps = this.kept.get(key) ?? new Map<number, KeptStep>();
    this.kept.delete(key);
    this.kept.set(key, steps);
    const oldest = this.kept.size > keptSets ? this.kept.keys().next().value : undefined;
    if (oldest !== undefined) this.kept.delete(oldest);
    return steps;
  }
}
