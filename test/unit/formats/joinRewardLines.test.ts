import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinRewardLines, type LineKey, type RowKey } from "../../../src/core/rollout/joinRewardLines.js";

const line = (sha256: string, questionId: string | null = "q", phase: LineKey["phase"] = "training"): LineKey => ({
  sha256,
  questionId,
  phase,
});
const row = (sha256: string, changes: Partial<RowKey> = {}): RowKey => ({
  sha256,
  questionId: null,
  phase: "training",
  group: "g",
  ...changes,
});
const joined = (lines: readonly LineKey[], rows: readonly RowKey[]) => [...joinRewardLines(lines, rows).lineOf];

describe("the join of the trainer's own lines with a dump", () => {
  it("gives equal responses to one question their lines in order", () => {
    expect(joined([line("a"), line("b"), line("a")], [row("a"), row("a"), row("b")])).toEqual([0, 2, 1]);
  });

  it("leaves a row without a line, and counts the line that fits none", () => {
    const { lineOf, unjoined } = joinRewardLines([line("a"), line("lost")], [row("b"), row("a")]);
    expect([...lineOf]).toEqual([-1, 0]);
    expect(unjoined).toEqual([1]);
  });

  it("never takes another question's line for a short answer that many questions got", () => {
    const lines = [line("A", "first"), line("A", "second")];
    expect(joined(lines, [row("A", { group: "x" }), row("A", { group: "y" })])).toEqual([-1, -1]);
    expect(joined(lines, [row("A", { questionId: "second" }), row("A", { questionId: "first" })])).toEqual([1, 0]);
  });

  it("asks the other rollouts of the group which question it is", () => {
    const lines = [line("A", "first"), line("long one", "first"), line("A", "second"), line("long two", "second")];
    const rows = [
      row("A", { group: "y" }),
      row("long two", { group: "y" }),
      row("A", { group: "x" }),
      row("long one", { group: "x" }),
    ];
    expect(joined(lines, rows)).toEqual([2, 3, 0, 1]);
    // A group whose rollouts are of two questions, since only their texts are equal, tells nothing.
    expect(joined(lines, [row("A"), row("long two"), row("long one")])).toEqual([-1, 3, 1]);
  });

  it("keeps training and validation apart, and gives a line of neither to whoever comes first", () => {
    const lines = [line("A", "q", "validation"), line("A", "q", "training"), line("B", "q", null)];
    expect(joined(lines, [row("A"), row("A", { phase: "validation" }), row("B")])).toEqual([1, 0, 2]);
    expect(joined([line("A", "q", null), line("A")], [row("A"), row("A")])).toEqual([0, 1]);
  });

  it("does not join what could not be read", () => {
    const unread = { ...row("a"), sha256: null };
    expect(joinRewardLines([line("a")], [unread]).unjoined).toEqual([0]);
  });

  /** A training as it happened: at each step some rollouts, each of a question, with a response that may repeat. */
  const scored = fc.array(
    fc.array(fc.record({ question: fc.nat({ max: 3 }), response: fc.nat({ max: 2 }), process: fc.nat({ max: 3 }) }), {
      maxLength: 12,
    }),
    { maxLength: 8 },
  );

  it("gives every row its own question's line of its own step, however processes and dumps order a step", () => {
    fc.assert(
      fc.property(scored, fc.infiniteStream(fc.nat()), (steps, orders) => {
        const shuffled = <T>(items: readonly T[]) =>
          items.map(item => ({ item, by: orders.next().value as number })).toSorted((a, b) => a.by - b.by);
        const all = steps.flatMap((rollouts, step) =>
          shuffled(rollouts).map(({ item }) => ({ ...item, step, group: `${String(step)}/${String(item.question)}` })),
        );
        const dump = steps.flatMap((_, step) => shuffled(all.filter(one => one.step === step)).map(({ item }) => item));
        const hash = ({ response }: { readonly response: number }) => `r${String(response)}`;
        const lines = all.map(one => line(hash(one), String(one.question)));
        const rows = dump.map(one => row(hash(one), { questionId: String(one.question), group: one.group }));
        const { lineOf, unjoined } = joinRewardLines(lines, rows);
        expect(unjoined).toEqual([]);
        expect(new Set(lineOf).size).toBe(rows.length);
        for (const [at, one] of dump.entries()) {
          const own = all[lineOf[at] ?? -1];
          expect([own?.question, own?.response, own?.step]).toEqual([one.question, one.response, one.step]);
        }
      }),
    );
  });

  it("joins no line to another response or question, whatever was lost, and counts every line that is left", () => {
    const some = fc.array(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 })), { maxLength: 20 });
    fc.assert(
      fc.property(some, some, (written, dumped) => {
        const lines = written.map(([question, response]) => line(`r${String(response)}`, `q${String(question)}`));
        const rows = dumped.map(([question, response]) =>
          row(`r${String(response)}`, { group: `g${String(question)}` }),
        );
        const { lineOf, unjoined } = joinRewardLines(lines, rows);
        const taken = [...lineOf].filter(at => at !== -1);
        expect(new Set(taken).size).toBe(taken.length);
        expect([...taken, ...unjoined].toSorted((a, b) => a - b)).toEqual(lines.map((_, at) => at));
        for (const [at, own] of lineOf.entries()) if (own !== -1) expect(lines[own]?.sha256).toBe(rows[at]?.sha256);
      }),
    );
  });

  it("takes time that grows with the lines only, also where all are alike", () => {
    const many = 200_000;
    const lines = Array.from({ length: many }, (_, i) => line("A", `q${String(i % 5000)}`));
    const rows = Array.from({ length: many }, (_, i) => row("A", { questionId: `q${String(i % 5000)}` }));
    const started = process.cpuUsage();
    expect(joinRewardLines(lines, rows).unjoined).toEqual([]);
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(5);
  });
});
