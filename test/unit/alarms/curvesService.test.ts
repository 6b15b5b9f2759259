import { describe, expect, it } from "vitest";
import { defaultAlarmRules, type AlarmRules } from "../../../src/core/reward/alarmRules.js";
import { isPageCrop } from "../../../src/core/reward/isPageCrop.js";
import { readAlarmRules } from "../../../src/core/reward/readAlarmRules.js";
import type { RolloutFacts } from "../../../src/core/reward/rolloutFacts.js";
import type { RuleSpan } from "../../../src/core/reward/ruleSpan.js";
import { healthyBehaviour, type Behaviour } from "../../../src/core/simulate/behaviour.js";
import { CurvesService } from "../../../src/node/reward/curvesService.js";
import type { FactSet, FactSource } from "../../../src/node/reward/factSource.js";
import { ruleBreaks } from "../../../src/node/reward/ruleBreaks.js";
import { trainerMetrics } from "../../../src/node/reward/trainerMetrics.js";
import type { CurveName } from "../../../src/protocol/reward/curvesApi.js";
import type { RolloutSet } from "../../../src/protocol/reward/rolloutSet.js";
import { madeFacts } from "../../alarms/madeRun.js";
import { factSetOf } from "../reward/factSetOf.js";

const set: RolloutSet = { run: "/run", phase: "training", folder: null, from: null, to: null };

/** A source that gives one set, which may be replaced as a run grows; says how often its rollouts were read. */
class GivenFacts implements FactSource {
  reads = 0;
  private now: FactSet;

  constructor(facts: readonly RolloutFacts[]) {
    this.now = this.counted(facts);
  }

  replace(facts: readonly RolloutFacts[]): void {
    this.now = this.counted(facts);
  }

  private counted(facts: readonly RolloutFacts[]): FactSet {
    const made = factSetOf(facts);
    const at = (index: number) => {
      this.reads++;
      return made.view.at(index);
    };
    return { ...made, view: { ...made.view, at } };
  }

  sources = () => [{ run: "/run", name: "comics", phase: "training" as const, folder: null, steps: [1], rollouts: 1 }];
  of = () => Promise.resolve(this.now);
  cancel = () => undefined;
}

const span = (from: number, to: number): RuleSpan => ({
  from,
  to,
  strategy: "rarl",
  alsoFits: [],
  agreeing: 1,
  compared: 1,
  byLoggedParts: 0,
  notFinite: 0,
  isWritten: false,
});

interface Given {
  readonly facts: FactSource;
  readonly spans?: readonly RuleSpan[];
  readonly rules?: AlarmRules;
}

const service = ({ facts, spans = [], rules = defaultAlarmRules }: Given) =>
  new CurvesService({
    facts,
    recompute: () => ({ format: 0.5, accuracy: null, toolCount: null, toolAccuracy: null }),
    breaks: ruleBreaks(() => Promise.resolve(spans)),
    metrics: trainerMetrics(() =>
      Promise.resolve([
        {
          steps: [1, 2, 3],
          series: [
            {
              name: "critic/score/mean",
              at: [0, 1, 2],
              values: [1, null, 3],
              noNumbers: [],
              breaks: [],
              absent: 0,
              replaced: [],
            },
            { name: "actor/lr", at: [0, 1, 2], values: [1, 1, 1], noNumbers: [], breaks: [], absent: 0, replaced: [] },
          ],
          seams: [],
          rowsWithoutStep: 0,
        },
      ]),
    ),
    rules: () => rules,
  });

const rarely: Behaviour = { ...healthyBehaviour, trouble: { kind: "page-boxes", from: 6 } };
const facts = madeFacts(1011, rarely, 12);

describe("curves of a run", () => {
  it("have a value a step, and places that count from the start of the last phase when asked", async () => {
    const curves = service({ facts: new GivenFacts(facts), spans: [span(1, 4), span(5, 12)] });
    const byStep = await curves.rewardCurves({ sets: [set], align: "step" });
    const reward = byStep.curves.find(({ curve }) => curve === "reward");
    expect(byStep).toMatchObject({ names: ["comics"], breaks: [[5]], align: "step", origins: [1] });
    expect(reward?.steps).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
    expect(reward?.x).toEqual(reward?.steps);
    expect(reward?.n).toEqual(Array.from({ length: 12 }, () => 128));
    expect(reward?.source).toBe("logged");
    const byPhase = await curves.rewardCurves({ sets: [set], align: "last-phase" });
    expect(byPhase.origins).toEqual([5]);
    expect(byPhase.curves.find(({ curve }) => curve === "reward")?.x.slice(3, 6)).toEqual([0, 1, 2]);
  });

  it("stand beside the trainer's own series that mean the same, gaps left open", async () => {
    const { metrics } = await service({ facts: new GivenFacts(facts) }).rewardCurves({ sets: [set], align: "step" });
    expect(metrics).toEqual([
      { name: "critic/score/mean", set: 0, means: "reward", steps: [1, 2, 3], x: [1, 2, 3], values: [1, null, 3] },
    ]);
  });

  it("take parts that no row logs as recomputed, and say so", async () => {
    const bare = facts.map(one => ({ ...one, logged: { ...one.logged, format: { kind: "absent" } as const } }));
    const { curves } = await service({ facts: new GivenFacts(bare) }).rewardCurves({ sets: [set], align: "step" });
    expect(curves.find(({ curve }) => curve === "format")).toMatchObject({ source: "recomputed" });
    expect(curves.find(({ curve }) => curve === "format")?.values.every(value => value === 0.5)).toBe(true);
    expect(curves.find(({ curve }) => curve === "toolCount")).toMatchObject({ source: "logged" });
  });

  it("leave out those of which nothing is known", async () => {
    const blind = facts.map(one => ({ ...one, ious: [], found: null, tool: { kind: "unknown" } as const }));
    const { curves } = await service({ facts: new GivenFacts(blind) }).rewardCurves({ sets: [set], align: "step" });
    const names: readonly CurveName[] = curves.map(({ curve }) => curve);
    for (const gone of ["found", "iou1", "giantShare"] as const) expect(names).not.toContain(gone);
    expect(names).toContain("calls");
  });
});

describe("the rollouts behind a point", () => {
  it("come in pages that fit together, with parts that sum to the change", async () => {
    const curves = service({ facts: new GivenFacts(facts) });
    const ask = (offset: number, count: number) => curves.behindPoint({ set, curve: "reward", step: 3, offset, count });
    const all = await ask(0, 200);
    const [first, second] = [await ask(0, 50), await ask(50, 200)];
    expect(all.total).toBe(128);
    expect([...first.rows, ...second.rows]).toEqual(all.rows);
    const { curves: lines } = await curves.rewardCurves({ sets: [set], align: "step" });
    const values = lines.find(({ curve }) => curve === "reward")?.values ?? [];
    const [two = null, three = null] = values.slice(1, 3);
    expect(all.before).toBe(two);
    const sum = all.rows.reduce((total, { part }) => total + (part ?? 0), 0);
    expect(sum).toBeCloseTo((three ?? 0) - (two ?? 0), 9);
    expect(Math.sign(all.rows[0]?.part ?? 0)).toBe(Math.sign(sum));
  });

  it("belong to their own rows", async () => {
    const { rows } = await service({ facts: new GivenFacts(facts) }).behindPoint({
      ...{ set, curve: "reward", step: 4, offset: 0, count: 200 },
    });
    for (const { ref, value } of rows) {
      const own = facts.find(one => one.file === 4 && one.row === ref.row);
      expect(ref.file).toBe("/run/4.jsonl");
      expect(own?.logged.total).toMatchObject({ value });
    }
  });

  it("have no part where the rule changed in between, for curves of the reward alone", async () => {
    const curves = service({ facts: new GivenFacts(facts), spans: [span(1, 4), span(5, 12)] });
    const ask = (curve: CurveName) => curves.behindPoint({ set, curve, step: 5, offset: 0, count: 10 });
    expect((await ask("reward")).before).toBeNull();
    expect((await ask("calls")).before).not.toBeNull();
  });

  it("are none at a step that is not there", async () => {
    const curves = service({ facts: new GivenFacts(facts) });
    expect(await curves.behindPoint({ set, curve: "reward", step: 99, offset: 0, count: 10 })).toMatchObject({
      total: 0,
      rows: [],
    });
  });
});

describe("alarms of a run", () => {
  it("fire with the rollouts that show it, and say of the others that they are quiet", async () => {
    const alarms = await service({ facts: new GivenFacts(facts) }).alarms({ set });
    const firing = alarms.filter(({ state }) => state === "fires");
    expect(firing.map(({ id }) => id)).toEqual(["page-boxes"]);
    const [alarm] = firing;
    expect(alarm?.step).toBeGreaterThanOrEqual(6);
    expect(alarm?.step).toBeLessThanOrEqual(8);
    expect(alarm?.lastStep).toBe(12);
    expect(alarm?.evidence.length).toBeGreaterThan(10);
    for (const ref of alarm?.evidence ?? []) {
      const own = facts.find(one => `/run/${one.file}.jsonl` === ref.file && one.row === ref.row);
      expect(own?.calls.some(call => isPageCrop(call, own.page) === true)).toBe(true);
    }
  });

  it("go by the rules of the settings", async () => {
    const rules = readAlarmRules({ "page-boxes": { on: false }, "cut-share": { minRollouts: 100_000 } });
    const alarms = await service({ facts: new GivenFacts(facts), rules }).alarms({ set });
    expect(alarms.find(({ id }) => id === "page-boxes")).toMatchObject({ state: "silent", silence: "switched-off" });
    expect(alarms.find(({ id }) => id === "cut-share")).toMatchObject({
      state: "silent",
      silence: "too-few-rollouts",
      values: { rollouts: facts.length, minRollouts: 100_000 },
    });
  });

  it("cost a run that has grown its new step alone", async () => {
    const source = new GivenFacts(facts.filter(({ step }) => (step ?? 0) < 12));
    const curves = service({ facts: source });
    await curves.rewardCurves({ sets: [set], align: "step" });
    const before = source.reads;
    await curves.rewardCurves({ sets: [set], align: "last-phase" });
    expect(source.reads).toBe(before);
    source.replace(facts);
    await curves.rewardCurves({ sets: [set], align: "step" });
    // 128 new rollouts; one more read of each row says whether it names its rule, one where its parts come from.
    expect(source.reads - before).toBeLessThan(128 + facts.length + 10);
  });

  it("see a step that was written again", async () => {
    const source = new GivenFacts(facts);
    const curves = service({ facts: source });
    const value = async () =>
      (await curves.rewardCurves({ sets: [set], align: "step" })).curves.find(({ curve }) => curve === "answerChars")
        ?.values[2];
    const before = await value();
    const other = madeFacts(1012, rarely, 3).filter(({ step }) => step === 3);
    source.replace([...facts.filter(({ step }) => step !== 3), ...other]);
    expect(await value()).not.toBe(before);
  });

  it("end with an error when somebody asks to stop, and can be asked for again", async () => {
    const curves = service({ facts: new GivenFacts(facts) });
    const asked = curves.alarms({ set });
    curves.cancel();
    await expect(asked).rejects.toThrow("cancelled");
    expect(await curves.alarms({ set })).toHaveLength(10);
  });
});
