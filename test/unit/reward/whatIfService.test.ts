import { describe, expect, it } from "vitest";
import type { Box } from "../../../src/core/page/box.js";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import type { RolloutFacts } from "../../../src/core/reward/rolloutFacts.js";
import type { Strategy } from "../../../src/core/reward/strategy.js";
import type { FactSet, FactSource } from "../../../src/node/reward/factSource.js";
import { NoSuchSet } from "../../../src/node/reward/noSuchSet.js";
import { NoSuchStrategy } from "../../../src/node/reward/noSuchStrategy.js";
import { strategyBook } from "../../../src/node/reward/strategyBook.js";
import { WhatIfService } from "../../../src/node/reward/whatIfService.js";
import type { RolloutSet } from "../../../src/protocol/reward/rolloutSet.js";
import { auditedFacts, loggedBy, type Said } from "./auditedFacts.js";
import { factSetOf } from "./factSetOf.js";

const target: Box = [100, 100, 300, 300];
const run: RolloutSet = { run: "/run", phase: "training", folder: null, from: null, to: null };
const at = (step: number): RolloutSet => ({ ...run, from: step, to: step });

/** One group a step: a wrong answer with a perfect zoom, a right one without, and neither. */
const group: readonly Said[] = [{ isCorrect: false, boxes: [target] }, {}, { isCorrect: false }];
const rollouts = (step: number): readonly RolloutFacts[] =>
  group.map((said, row) => auditedFacts({ targets: [target], step, group: step, row: 10 * step + row, ...said }));

interface MadeSource extends FactSource {
  /** Rollouts that were read to be scored. */
  readonly scored: () => number;
}

/** Facts in memory, the same set each time it is asked for. */
function sourceOf(all: readonly RolloutFacts[]): MadeSource {
  const made = new Map<string, FactSet>();
  let scored = 0;
  const make = (set: RolloutSet): FactSet => {
    const own = all.filter(
      ({ step }) => set.from === null || (step !== null && step >= set.from && step <= (set.to ?? step)),
    );
    if (own.length === 0) throw new NoSuchSet(set);
    const facts = factSetOf(own, { set, unread: 1 });
    const rewardAt = (index: number) => {
      scored++;
      return facts.view.at(index);
    };
    return { ...facts, view: { ...facts.view, rewardAt } };
  };
  return {
    sources: () => [
      { ...run, name: "run", steps: [...new Set(all.flatMap(({ step }) => step ?? []))], rollouts: all.length },
    ],
    of: set => {
      const key = JSON.stringify(set);
      const facts = made.get(key) ?? make(set);
      made.set(key, facts);
      return Promise.resolve(facts);
    },
    cancel: () => undefined,
    scored: () => scored,
  };
}

function serviceOf(all: readonly RolloutFacts[], own: readonly Strategy[] = []) {
  const facts = sourceOf(all);
  const book = strategyBook({
    settings: () => ({ strategies: [], problems: [{ code: "bad", values: [] }] }),
    ofRun: () => ({ strategies: own, problems: [] }),
  });
  return {
    facts,
    service: new WhatIfService({ facts, book, setOf: ({ row }) => (row < 100 ? at(Math.floor(row / 10)) : null) }),
  };
}

const logged = (id: string) => [1, 2].flatMap(rollouts).map(one => loggedBy(one, id));
const estimator = "grpo";

describe("the strategy table", () => {
  it("has a cell a strategy and set, and none where a set holds nothing", async () => {
    const { service } = serviceOf(logged("rarl"));
    const strategies = ["rarl", "vanilla"];
    const { cells, unread } = await service.strategyTable({
      columns: [at(1), at(9), run],
      strategies,
      against: "logged",
      estimator,
    });
    expect(cells.map(row => row.map(cell => cell?.rollouts ?? null))).toEqual([
      [3, null, 6],
      [3, null, 6],
    ]);
    expect(cells[0]?.[2]).toMatchObject({ flipped: 0, signalChanged: 0, compared: 6, rank: { value: 1 } });
    expect(cells[1]?.[0]?.means.total).toBeCloseTo(4 / 3, 12);
    expect(unread).toBe(2);
  });

  it("computes what is new and nothing else", async () => {
    const { service, facts } = serviceOf(logged("rarl"));
    const ask = (...strategies: string[]) =>
      service.strategyTable({ columns: [run], strategies, against: "logged", estimator });
    await ask("rarl");
    const first = facts.scored();
    await ask("rarl");
    expect(facts.scored()).toBe(first);
    await ask("rarl", "rarl@match=reuse");
    expect(facts.scored()).toBe(2 * first);
  });

  it("knows a run's own strategies, in place of built-in ones of the same id", async () => {
    const [rarl] = builtInStrategies;
    const mine: Strategy = { id: "vanilla", options: {}, seed: 0, segments: [...(rarl?.segments ?? [])] };
    const { service } = serviceOf(logged("rarl"), [mine]);
    const { cells } = await service.strategyTable({
      columns: [run],
      strategies: ["vanilla"],
      against: "rarl",
      estimator,
    });
    expect(cells[0]?.[0]).toMatchObject({ flipped: 0, signalChanged: 0, means: { total: 2 } });
  });

  it("is refused for a strategy that nobody knows", async () => {
    const { service } = serviceOf(logged("rarl"));
    const asked = { columns: [run], strategies: ["rrl"], against: "logged", estimator } as const;
    const copied = { ...asked, columns: [...asked.columns], strategies: [...asked.strategies] };
    await expect(service.strategyTable(copied)).rejects.toThrow(NoSuchStrategy);
  });

  it("ends with `cancelled` when somebody asks to stop, and can be asked again", async () => {
    const { service } = serviceOf(logged("rarl"));
    const asked = { columns: [at(1), at(2)], strategies: ["rarl", "vanilla"], against: "logged", estimator } as const;
    const ask = () =>
      service.strategyTable({ ...asked, columns: [...asked.columns], strategies: [...asked.strategies] });
    const running = expect(ask()).rejects.toThrow("cancelled");
    await service.cancelReward();
    await running;
    expect((await ask()).cells).toHaveLength(2);
  });
});

describe("the list of pushed rollouts", () => {
  const asked = { column: at(1), strategy: "vanilla", against: "logged", estimator } as const;

  it("begins with those pushed the other way, with both sides of each", async () => {
    const { service } = serviceOf(logged("rarl"));
    const { total, rows } = await service.pushedRollouts({ ...asked, which: "all", offset: 0, count: 10 });
    expect(total).toBe(3);
    expect(rows.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(rows[0]).toMatchObject({ rewardBefore: 3, rewardAfter: 1, calls: 1, expected: 1, step: 1, question: "q0" });
    expect(rows[0]?.advantageBefore).toBeGreaterThan(0.9);
    expect(rows[0]?.advantageAfter).toBeLessThan(-0.5);
    expect(rows[0]?.ref).toEqual({ file: "/run/0.jsonl", row: 10 });
  });

  it("gives the part that is asked for and counts them all", async () => {
    const { service } = serviceOf(logged("rarl"));
    const flipped = await service.pushedRollouts({ ...asked, which: "flipped", offset: 0, count: 10 });
    expect([flipped.total, flipped.rows.length]).toEqual([1, 1]);
    const second = await service.pushedRollouts({ ...asked, which: "all", offset: 1, count: 1 });
    expect([second.total, second.rows.map(({ number }) => number)]).toEqual([3, [2]]);
  });

  it("lists the rollouts of groups without spread, as many groups as the table counts", async () => {
    const apart = rollouts(1);
    // Under `vanilla` this group is right throughout, and one of its zooms made the difference in the log.
    const alike = [{ boxes: [target] }, {}].map((said, row) =>
      loggedBy(auditedFacts({ targets: [target], step: 1, group: 7, row: 17 + row, ...said }), "rarl"),
    );
    const { service } = serviceOf([...apart.map(one => loggedBy(one, "rarl")), ...alike]);
    const { cells } = await service.strategyTable({
      columns: [at(1)],
      strategies: ["vanilla"],
      against: "logged",
      estimator,
    });
    expect(cells[0]?.[0]).toMatchObject({ groups: 2, flatGroups: 1, flat: { all_right: 1 } });
    const { total, rows } = await service.pushedRollouts({ ...asked, which: "flat", offset: 0, count: 10 });
    expect([total, rows.map(({ ref }) => ref.row)]).toEqual([2, [17, 18]]);
    expect(rows.map(({ advantageAfter }) => advantageAfter)).toEqual([0, 0]);
    const rest = await service.pushedRollouts({ ...asked, which: "flat", offset: 1, count: 10 });
    expect([rest.total, rest.rows.map(({ ref }) => ref.row)]).toEqual([2, [18]]);
  });

  it("shows nothing where there is no reward", async () => {
    const { service } = serviceOf(rollouts(1).map(one => ({ ...one, isCorrect: null })));
    const { rows } = await service.pushedRollouts({ ...asked, which: "all", offset: 0, count: 1 });
    expect(rows[0]).toMatchObject({
      rewardBefore: null,
      rewardAfter: null,
      advantageBefore: null,
      advantageAfter: null,
    });
  });
});

describe("the breakdown of a rollout", () => {
  it("takes its reward apart under each strategy, in its group", async () => {
    const { service } = serviceOf(logged("rarl"));
    const ref = { file: "/run/0.jsonl", row: 20 };
    const found = await service.breakdown({ ref, strategies: ["rarl", "rarl-conditional"], estimator });
    expect(found?.logged.total).toEqual({ kind: "number", value: 3 });
    expect(found?.breakdowns.map(({ strategy, total }) => [strategy, total])).toEqual([
      ["rarl", 3],
      ["rarl-conditional", 1],
    ]);
    expect(found?.breakdowns[0]).toMatchObject({ groupMean: 2, groupSpread: 1, flat: null });
    expect(found?.breakdowns[0]?.advantage).toBeCloseTo(found?.loggedAdvantage ?? 0, 9);
  });

  it("is null for a row of no run, and for one that is not among the rollouts", async () => {
    const { service } = serviceOf(logged("rarl"));
    const ask = (row: number) =>
      service.breakdown({ ref: { file: "/run/0.jsonl", row }, strategies: ["rarl"], estimator });
    expect(await ask(100)).toBeNull();
    expect(await ask(15)).toBeNull();
  });
});

describe("the strategies of a run", () => {
  const asLogged = async (all: readonly RolloutFacts[], own: readonly Strategy[] = []) =>
    (await serviceOf(all, own).service.strategies({ run: "/run" })).asLogged;

  it("are those that can be chosen, with what is wrong with others", async () => {
    const { service } = serviceOf(logged("rarl"));
    const { strategies, problems, asLogged: found } = await service.strategies({ run: null });
    expect(strategies.map(({ spec }) => spec)).toEqual(builtInStrategies.map(({ id }) => id));
    expect(problems).toEqual([{ code: "bad", values: [] }]);
    expect(found).toBeNull();
  });

  it("name the one that the log follows", async () => {
    expect(await asLogged(logged("rarl"))).toBe("rarl");
    expect(await asLogged(logged("deepeyes"))).toBe("deepeyes");
  });

  it("name a schedule where the first and the last step follow its rules", async () => {
    const early = rollouts(1).map(one => loggedBy(one, "rarl-warm-start"));
    const late = rollouts(17).map(one => loggedBy(one, "rarl"));
    expect(await asLogged([...early, ...late])).toBe("two-phase");
  });

  it("name none where the log follows none", async () => {
    const own = rollouts(1).map(one => loggedBy(one, "rarl"));
    const odd = own.map((one, k) => ({
      ...one,
      logged: { ...one.logged, total: { kind: "number", value: 17 + k * 0.37 } as const },
    }));
    expect(await asLogged(odd)).toBeNull();
    expect(await asLogged(rollouts(1))).toBeNull();
  });
});
