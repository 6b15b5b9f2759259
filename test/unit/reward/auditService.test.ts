import { describe, expect, it } from "vitest";
import { defaultTolerance } from "../../../src/core/reward/auditRollout.js";
import { problemRows } from "../../../src/core/reward/problemRows.js";
import type { RolloutFacts } from "../../../src/core/reward/rolloutFacts.js";
import { AuditService } from "../../../src/node/reward/auditService.js";
import type { AuditedSet } from "../../../src/node/reward/auditedSet.js";
import type { FactSet } from "../../../src/node/reward/factSource.js";
import { strategyBook } from "../../../src/node/reward/strategyBook.js";
import { auditedFacts, loggedBy, nothingLogged, numbered, type Said } from "./auditedFacts.js";
import { factSetOf } from "./factSetOf.js";

const target = [100, 100, 300, 300] as const;
const other = [500, 500, 900, 900] as const;
const crossed: Said = { boxes: [other, target], targets: [target, other] };
const kinds: readonly Said[] = [
  { boxes: [target], targets: [target] },
  { boxes: [[150, 100, 300, 300]], targets: [target], isCorrect: false },
  { boxes: [[100, 100, 400, 300]], targets: [target], isFormatted: false },
  crossed,
];

/** Steps of four questions with two rollouts each; every fourth was rewarded in order when `fault` says so. */
function runOf(steps: number, fault: boolean): readonly RolloutFacts[] {
  return Array.from({ length: steps * 8 }, (_, i) => {
    const said = kinds[i % 4];
    const facts = auditedFacts({ ...said, step: 1 + Math.floor(i / 8), group: Math.floor(i / 2), question: i, row: i });
    return loggedBy(facts, fault && said === crossed ? "rarl@match=in_order" : "rarl");
  });
}

const noStrategies = { strategies: [], problems: [] };
const book = strategyBook({ settings: () => noStrategies, ofRun: () => noStrategies });

function serviceOf(facts: FactSet, onAudited?: (audited: AuditedSet) => void): AuditService {
  const source = { sources: () => [], of: () => Promise.resolve(facts), cancel: () => undefined };
  return new AuditService(source, book, onAudited);
}
const asked = (facts: FactSet, strategy: string | null = null) => ({
  set: facts.set,
  strategy,
  tolerance: defaultTolerance,
});

describe("the audit of a set", () => {
  it("finds nothing in a run that follows its rule, under whatever schedule", async () => {
    const healthy = factSetOf(runOf(10, false));
    expect(await serviceOf(healthy).audit(asked(healthy))).toMatchObject({
      rollouts: 80,
      differing: 0,
      causes: [],
      spans: [{ from: 1, to: 10, strategy: "rarl", agreeing: 80, compared: 80 }],
    });
    const phases = runOf(20, false).map(facts => loggedBy(facts, "two-phase"));
    const summary = await serviceOf(factSetOf(phases)).audit(asked(healthy));
    expect(summary.differing).toBe(0);
    expect(summary.spans.map(({ from, to, strategy }) => [from, to, strategy])).toEqual([
      [1, 16, "rarl-warm-start"],
      [17, 20, "rarl"],
    ]);
  });

  it("finds a wrong reward, its first part, its cause, and how many share it", async () => {
    const wrong = factSetOf(runOf(10, true));
    const service = serviceOf(wrong);
    expect(await service.audit(asked(wrong))).toMatchObject({
      rollouts: 80,
      differing: 20,
      firstDifferences: { format: 0, accuracy: 0, toolCount: 0, toolAccuracy: 20, total: 0 },
      causes: [{ codes: ["match-in-order"], rollouts: 20 }],
      counts: { toolAccuracy: { match: 60, differs: 20, "not-recomputable": 0, absent: 0 } },
    });
    const { total, rows } = await service.auditRows({ ...asked(wrong), part: "toolAccuracy", offset: 18, count: 10 });
    expect(total).toBe(20);
    expect(rows).toMatchObject([
      { ref: { row: 75 }, step: 10, strategy: "rarl", firstDifference: "toolAccuracy", byteOffset: 75_000 },
      { ref: { row: 79 }, cause: { codes: ["match-in-order"], isWhole: true } },
    ]);
    expect((await service.auditRows({ ...asked(wrong), part: "format", offset: 0, count: 10 })).total).toBe(0);
  });

  it("names no cause that rollouts which match speak against", async () => {
    const malformed = (row: number) => loggedBy(auditedFacts({ isFormatted: false, row, group: row }), "rarl");
    const minusOne = (row: number) => {
      const facts = malformed(row);
      return { ...facts, logged: { ...facts.logged, format: numbered(-1), total: numbered(1) } };
    };
    const auditOf = (rows: readonly RolloutFacts[]) => {
      const facts = factSetOf(rows);
      return serviceOf(facts).audit(asked(facts, "rarl"));
    };
    // A trainer that pays -1 for a malformed response has paid it for every one of them.
    const alone = await auditOf([minusOne(0), minusOne(1)]);
    expect(alone).toMatchObject({ differing: 2, causes: [{ codes: ["format-minus-one"], rollouts: 2 }] });
    const against = await auditOf([minusOne(0), minusOne(1), malformed(2)]);
    expect(against).toMatchObject({ differing: 2, causes: [] });
    // Steps of which the log follows another rule say nothing of it.
    const elsewhere = await auditOf([minusOne(0), minusOne(1), { ...malformed(2), step: null }]);
    expect(elsewhere).toMatchObject({ differing: 2, causes: [{ codes: ["format-minus-one"], rollouts: 2 }] });
  });

  it("audits by the strategy that it is given, with its options and at its step", async () => {
    const wrong = factSetOf(runOf(20, true));
    const service = serviceOf(wrong);
    expect((await service.audit(asked(wrong, "rarl@match=in_order"))).differing).toBe(0);
    expect((await service.audit(asked(wrong, "two-phase"))).firstDifferences.total).toBeGreaterThan(90);
    await expect(service.audit(asked(wrong, "rarl@match=backwards"))).rejects.toThrow("rarl@match=backwards");
  });

  it("counts what cannot be recomputed and what was not logged", async () => {
    const bare = factSetOf(
      Array.from({ length: 6 }, (_, row) =>
        auditedFacts({ row, targets: null, logged: { ...nothingLogged, total: numbered(1) } }),
      ),
    );
    const { counts, differing } = await serviceOf(bare).audit(asked(bare, "rarl"));
    expect(differing).toBe(0);
    expect(counts.total["not-recomputable"]).toBe(6);
    expect(counts.format.absent).toBe(6);
  });

  it("is made once for all that is asked of it, and told to those who go by it", async () => {
    const wrong = factSetOf(runOf(4, true));
    let reads = 0;
    const at = wrong.view.at.bind(wrong.view);
    wrong.view.at = (index: number) => {
      reads++;
      return at(index);
    };
    const told: AuditedSet[] = [];
    const service = serviceOf(wrong, audited => told.push(audited));
    await service.audit(asked(wrong));
    const once = reads;
    await service.audit(asked(wrong));
    expect(reads).toBe(once);
    expect(told[0]?.pass.differences).toHaveLength(8);
  });

  it("stops when it is told to, and starts anew when it is asked again", async () => {
    const wrong = factSetOf(runOf(4, true));
    const service = serviceOf(wrong);
    const begun = service.audit(asked(wrong));
    service.cancel();
    await expect(begun).rejects.toThrow("cancelled");
    expect((await service.audit(asked(wrong))).differing).toBe(8);
  });
});

describe("the reward pane of a rollout", () => {
  function paneOf(facts: FactSet, strategy: string | null, row: number) {
    const source = { sources: () => [], of: () => Promise.resolve(facts), cancel: () => undefined };
    const step = { ...facts.set, from: 1, to: 1 };
    const service = new AuditService(source, book, undefined, () => step);
    return service.rolloutAudit({ ref: facts.refOf(row), strategy });
  }

  it("has logged beside recomputed, the factor of Eq. 2, the cause, and the advantages of the group", async () => {
    const wrong = factSetOf(runOf(1, true));
    const pane = await paneOf(wrong, null, 3);
    expect(pane).toMatchObject({
      strategy: "rarl",
      by: { kind: "log" },
      firstDifference: "toolAccuracy",
      factor: { logged: 2, recomputed: 2 },
      m: 2,
      cause: { codes: ["match-in-order"] },
      shared: { rollouts: 2, of: 8 },
      estimator: "grpo",
      flat: null,
    });
    // Rollouts 2 and 3 are a group: 2 + 2 (1 + 2 / 3) − 1 for the format, and 2 + 2 (1 + 2 / √2).
    expect(pane?.members.map(({ reward }) => reward)).toEqual([
      expect.closeTo(13 / 3, 9),
      expect.closeTo(4 + 4 / Math.SQRT2, 9),
    ]);
    const [low = 0, high = 0] = pane?.members.map(({ advantage }) => advantage ?? 0) ?? [];
    expect([low, high]).toEqual([expect.closeTo(-Math.SQRT1_2, 4), expect.closeTo(Math.SQRT1_2, 4)]);
    expect(pane?.advantage).toBe(high);
    expect(pane?.members.map(({ differs }) => differs)).toEqual([false, true]);
  });

  it("goes by the strategy that is chosen", async () => {
    const healthy = factSetOf(runOf(1, false));
    const pane = await paneOf(healthy, "vanilla", 1);
    expect(pane).toMatchObject({ strategy: "vanilla", by: { kind: "chosen" }, factor: { logged: null }, cause: null });
    expect(pane?.parts.find(({ part }) => part === "total")).toMatchObject({ verdict: "differs", recomputed: 1 });
  });

  it("is none for a row that is no rollout", async () => {
    const healthy = factSetOf(runOf(1, false));
    const service = new AuditService(
      { sources: () => [], of: () => Promise.resolve(healthy), cancel: () => undefined },
      book,
      undefined,
      () => healthy.set,
    );
    expect(await service.rolloutAudit({ ref: { file: "/run/0.jsonl", row: 999 }, strategy: null })).toBeNull();
  });
});

describe("the list for Problems", () => {
  const row = (file: string, part: "format" | "total") => ({ file, part });

  it("has so many a file and in all, the first of each part first", () => {
    const rows = [...Array.from({ length: 30 }, () => row("a", "total")), row("a", "format"), row("b", "format")];
    const listed = problemRows(rows, { perFile: 20, inAll: 500 });
    expect(listed).toHaveLength(21);
    expect(listed.slice(-2)).toEqual([30, 31]);
    expect(problemRows(rows, { perFile: 20, inAll: 2 })).toEqual([0, 30]);
  });

  it("knows of all differing rollouts how many there are", async () => {
    const wrong = factSetOf(runOf(10, true), { files: ["/run/1.jsonl"] });
    const service = serviceOf(wrong);
    const { total, rows } = await service.auditProblems({ ...asked(wrong), perFile: 5, inAll: 500 });
    expect(total).toBe(20);
    expect(rows.map(({ ref }) => ref.row)).toEqual([3, 7, 11, 15, 19]);
  });
});
