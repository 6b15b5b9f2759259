import { alarmEvidence } from "../../core/reward/alarmEvidence.js";
import type { AlarmFinding } from "../../core/reward/alarmFinding.js";
import type { AlarmId } from "../../core/reward/alarmId.js";
import type { AlarmRules } from "../../core/reward/alarmRules.js";
import { axisOrigin, axisPlace } from "../../core/reward/curveAxis.js";
import type { CurveFacts } from "../../core/reward/curveFacts.js";
import { curveFactsOf, type Recompute } from "../../core/reward/curveFactsOf.js";
import { curveNames, type CurveName } from "../../core/reward/curveName.js";
import { findAlarms, watched } from "../../core/reward/findAlarms.js";
import { pointShares, rankShares } from "../../core/reward/behindPoint.js";
import { stepCurve } from "../../core/reward/stepCurves.js";
import type { StepTally } from "../../core/reward/stepTally.js";
import type { Alarm, CurvesApi, MetricCurve, RewardCurve, RewardCurves } from "../../protocol/reward/curvesApi.js";
import type { RolloutSet } from "../../protocol/reward/rolloutSet.js";
import type { FactSet, FactSource } from "./factSource.js";
import { RewardCancelled } from "./rewardCancelled.js";
import type { RuleBreaks } from "./ruleBreaks.js";
import { TallyBook, type SetTallies } from "./tallyBook.js";
import type { TrainerMetrics } from "./trainerMetrics.js";

type Params<K extends keyof CurvesApi> = Parameters<CurvesApi[K]>[0];

export interface CurvesParts {
  readonly facts: FactSource;
  /** Parts of the reward that are not logged, under the recommended options. */
  readonly recompute: Recompute;
  readonly breaks: RuleBreaks;
  readonly metrics: TrainerMetrics;
  readonly rules: () => AlarmRules;
}

/** Work between two chances for others. */
const turnMs = 12;

/** Rollouts shown with an alarm. */
const mostEvidence = 50;

const ofReward: ReadonlySet<CurveName> = new Set(["reward", "format", "accuracy", "toolCount", "toolAccuracy"]);

/** A set with everything that curves say of it. */
interface ReadSet extends SetTallies {
  readonly facts: FactSet;
  readonly breaks: readonly number[];
}

/** Curves over steps, the rollouts behind a point, and alarms, from the facts of the rollouts. */
export class CurvesService implements CurvesApi {
  private readonly parts: CurvesParts;
  private readonly book: TallyBook;
  private readonly known = new WeakMap<FactSet, Promise<ReadSet>>();
  private epoch = 0;

  constructor(parts: CurvesParts) {
    this.parts = parts;
    this.book = new TallyBook(parts.recompute);
  }

  /** Ends what is under way: its callers get a `RewardCancelled`. */
  cancel(): void {
    this.epoch++;
  }

  async rewardCurves({ sets, align }: Params<"rewardCurves">): Promise<RewardCurves> {
    const read: ReadSet[] = [];
    for (const set of sets) read.push(await this.read(set));
    const origins = read.map(({ breaks }) => axisOrigin(breaks, align));
    const metrics = await Promise.all(
      sets.map(async (set, at): Promise<readonly MetricCurve[]> => {
        const own = await this.parts.metrics.of(set);
        return own.map(curve => ({ ...curve, set: at, x: placesOf(curve.steps, origins[at]) }));
      }),
    );
    return {
      names: sets.map(set => this.nameOf(set)),
      curves: read.flatMap((one, set) => curveNames.flatMap(curve => rewardCurve(one, curve, set, origins[set]))),
      metrics: metrics.flat(),
      breaks: read.map(({ breaks }) => breaks),
      align,
      origins,
    };
  }

  async behindPoint({ set, curve, step, offset, count }: Params<"behindPoint">): ReturnType<CurvesApi["behindPoint"]> {
    const { facts, tallies, sources, breaks } = await this.read(set);
    const indexes = facts.steps.find(one => one.step === step)?.indexes ?? new Int32Array();
    const members = inGroups(facts, indexes);
    const rollouts = curveFactsOf(facts.view, indexes, sources, this.parts.recompute).flat();
    const before = meanBefore(tallies, curve, step, breaks);
    const shares = pointShares(rollouts, curve, before);
    const shown = rankShares(shares).slice(offset, offset + count);
    const rows = await Promise.all(
      shown.map(async at => {
        const index = members[at] ?? 0;
        return {
          ref: facts.refOf(index),
          question: await facts.nameOf(index),
          number: facts.numberOf(index),
          outcome: facts.view.outcomeOf(index),
          value: shares[at]?.value ?? null,
          part: shares[at]?.part ?? null,
        };
      }),
    );
    return { total: rollouts.length, before, rows };
  }

  async alarms({ set }: Params<"alarms">): Promise<readonly Alarm[]> {
    const read = await this.read(set);
    const findings = findAlarms(read.tallies, this.parts.rules(), read.breaks);
    return findings.map(({ id, finding }) => this.alarm(id, finding, read));
  }

  /** Steps at which the rule of the reward changed. */
  async breaksOf(set: RolloutSet): Promise<readonly number[]> {
    return (await this.read(set)).breaks;
  }

  private async read(set: RolloutSet): Promise<ReadSet> {
    const turn = this.turns();
    const facts = await this.parts.facts.of(set);
    const found = this.known.get(facts) ?? this.readFacts(facts, turn);
    this.known.set(facts, found);
    // What was stopped half-way is begun again when it is asked for again.
    found.catch(() => this.known.delete(facts));
    return found;
  }

  private async readFacts(facts: FactSet, turn: () => Promise<void>): Promise<ReadSet> {
    const tallied = await this.book.of(facts, turn);
    return { ...tallied, facts, breaks: await this.parts.breaks.of(facts, turn) };
  }

  /** Lets others have the thread; throws when somebody asked to stop. */
  private turns(): () => Promise<void> {
    const { epoch } = this;
    let since = performance.now();
    return async () => {
      if (this.epoch !== epoch) throw new RewardCancelled();
      if (performance.now() - since < turnMs) return;
      await new Promise(resolve => setImmediate(resolve));
      since = performance.now();
    };
  }

  private nameOf(set: RolloutSet): string {
    return this.parts.facts.sources().find(({ run }) => run === set.run)?.name ?? set.run;
  }

  private alarm(id: AlarmId, finding: AlarmFinding, read: ReadSet): Alarm {
    const { curve } = watched[id];
    const none = { id, curve, silence: null, step: null, lastStep: null, evidence: [] };
    switch (finding.state) {
      case "silent":
        return { ...none, state: "silent", silence: finding.silence, values: finding.values };
      case "quiet":
        return { ...none, state: "quiet", values: finding.values };
      case "fires": {
        const { at, until, judgement } = finding;
        const stepAt = (index: number) => read.tallies[index]?.step ?? null;
        const evidence = this.evidence(id, read, judgement.first, judgement.last);
        const found = { step: stepAt(at), lastStep: stepAt(until), evidence, values: judgement.values };
        return { ...none, state: "fires", ...found };
      }
      default: {
        const never: never = finding;
        return never;
      }
    }
  }

  private evidence(id: AlarmId, { facts, tallies, sources }: ReadSet, first: number, last: number): Alarm["evidence"] {
    const steps = new Set<number | null>(tallies.slice(first, last + 1).map(({ step }) => step));
    const found: { readonly index: number; readonly rollout: CurveFacts }[] = [];
    for (const { step, indexes } of facts.steps) {
      if (!steps.has(step)) continue;
      const members = inGroups(facts, indexes);
      const rollouts = curveFactsOf(facts.view, indexes, sources, this.parts.recompute).flat();
      rollouts.forEach((rollout, at) => found.push({ index: members[at] ?? 0, rollout }));
    }
    const best = alarmEvidence(
      id,
      found.map(({ rollout }) => rollout),
      mostEvidence,
    );
    return best.flatMap(at => (found[at] === undefined ? [] : [facts.refOf(found[at].index)]));
  }
}

/** The indexes group by group, in the order in which `curveFactsOf` gives the rollouts. */
function inGroups({ view }: FactSet, indexes: Int32Array): readonly number[] {
  const groups = new Map<number, number[]>();
  for (const index of indexes) {
    const members = groups.get(view.groupOf(index));
    if (members === undefined) groups.set(view.groupOf(index), [index]);
    else members.push(index);
  }
  return [...groups.values()].flat();
}

const placesOf = (steps: readonly number[], origin = 1) => steps.map(step => axisPlace(step, origin));

/** A curve that has no value anywhere is left out. */
function rewardCurve(
  { tallies, sources }: ReadSet,
  curve: CurveName,
  set: number,
  origin: number | undefined,
): readonly RewardCurve[] {
  const { steps, values, n } = stepCurve(tallies, curve);
  if (values.every(value => value === null)) return [];
  const isPart = curve === "format" || curve === "accuracy" || curve === "toolCount" || curve === "toolAccuracy";
  const isRecomputed = isPart ? sources[curve] === "recomputed" : curve !== "reward" && curve !== "flatShare";
  return [{ curve, set, source: isRecomputed ? "recomputed" : "logged", steps, x: placesOf(steps, origin), values, n }];
}

/** The curve's mean at the last step before that has one; null at the first, and for rewards where the rule changed in between. */
function meanBefore(
  tallies: readonly StepTally[],
  curve: CurveName,
  step: number,
  breaks: readonly number[],
): number | null {
  const from = ofReward.has(curve) ? (breaks.findLast(one => one <= step) ?? -Infinity) : -Infinity;
  const before = tallies.filter(one => one.step < step && one.step >= from);
  const { steps, values } = stepCurve(before, curve);
  const at = steps.findLastIndex((_, index) => values[index] !== null);
  return values[at] ?? null;
}
