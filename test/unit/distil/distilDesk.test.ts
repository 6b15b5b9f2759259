import { appendFileSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { distilOptionsSchema, type DistilOptions } from "../../../src/core/distil/distilOptions.js";
import { traceReviewSchema } from "../../../src/core/distil/traceReview.js";
import { exportTraces } from "../../../src/node/distil/exportTraces.js";
import { DistilDesk } from "../../../src/node/distil/stored/distilDesk.js";
import { distilHostSchemas, type ShownDistil, type TraceQuery } from "../../../src/protocol/distil/distilViewApi.js";
import { type MadeTeacher, teacherPrediction, writeMadeTeacher } from "../../fixtures/madeTeacher.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
const everything: TraceQuery = { task: null, filter: null, reason: null };

/** Wrong about depth, short about actions at the second attempt; else right both times. */
let root = "";
let made: MadeTeacher;
let desk: DistilDesk;

const optionsOf = (changes: Partial<DistilOptions> = {}): DistilOptions =>
  distilOptionsSchema.parse({ letterShare: null, judges: 1, heldOut: "page", ...changes });

beforeEach(async () => {
  desk = new DistilDesk();
  root = makeFolder();
  made = await writeMadeTeacher(
    root,
    ({ task }, attempt) => {
      if (task === "depth_comparison") return "wrong";
      return task === "action_recognition" && attempt === 1 ? "short" : null;
    },
    3,
  );
});

const asked = (changes: Partial<DistilOptions> = {}, reviewer = "Ada") => ({
  ...{ folder: made.evaluation, dataset: null, options: optionsOf(changes), reviewer },
});

async function overview(changes: Partial<DistilOptions> = {}, base: Partial<DistilOptions> = {}): Promise<ShownDistil> {
  const shown = await desk.distilOverview({ ...asked(changes), base: optionsOf(base) });
  if (shown.kind !== "shown") throw new Error(shown.code);
  return shown;
}

const idOf = (task: string, attempt = 0): string =>
  teacherPrediction(made.questions.find(question => question.task === task)?.id ?? "", attempt);

const deciding = (prediction: string, decision: "accept" | "reject" | "undo", reviewer = "Ada") => ({
  ...{ folder: made.evaluation, dataset: null },
  deciding: {
    ...{ prediction, decision, reviewer, reason: decision === "reject" ? "not-on-page" : null },
    ...{ isBlind: false, seconds: 3, version: "0.0.0", at: new Date().toISOString() },
  },
});

const depthOf = ({ funnel }: ShownDistil) => funnel.rows.find(({ task }) => task === "depth_comparison");

describe("a desk of traces", () => {
  it("counts for each filter what it is the first to drop, and with what is kept that is all", async () => {
    const shown = await overview();
    for (const { byFilter, kept, traces } of shown.funnel.rows)
      expect(Object.values(byFilter).reduce((sum, count) => sum + count, kept)).toBe(traces);
    expect(depthOf(shown)?.byFilter).toEqual({ correct: depthOf(shown)?.traces });
    expect(shown.funnel.rows.find(({ task }) => task === "action_recognition")?.byFilter.length).toBeGreaterThan(0);
  });

  it("lists behind a number those traces and no others", async () => {
    const shown = await overview();
    for (const row of shown.funnel.rows) {
      for (const filter of ["correct", "length", "cap", "kept"] as const) {
        const list = await desk.distilList({ ...asked(), query: { task: row.task, filter, reason: null } });
        expect(list.total).toBe(filter === "kept" ? row.kept : (row.byFilter[filter] ?? 0));
        expect(list.traces.every(({ end }) => (filter === "kept" ? end?.kept : end?.filter === filter))).toBe(true);
      }
    }
    const wrong = await desk.distilList({ ...asked(), query: { ...everything, reason: "wrong" } });
    expect(wrong.traces.length).toBe(wrong.byReason.wrong);
    expect(wrong.total).toBe(shown.funnel.traces);
  });

  it("judges again under another setting, and says what that changes and why", async () => {
    const base = { ...asked({ leastWords: 10 }), base: optionsOf() };
    const changes = await desk.distilChanges(base);
    const gained = changes.traces.filter(({ end }) => end?.kept === true);
    expect(gained).toHaveLength(changes.gained);
    // The short ones are now the shortest of their questions, and take the places of the others.
    const ends = new Set(
      changes.traces.map(({ before, end }) => `${before.reason ?? "kept"} ${end?.reason ?? "kept"}`),
    );
    expect([...ends].toSorted()).toEqual(["kept cap", "short kept"]);
    expect(changes.traces.every(({ task }) => task === "action_recognition")).toBe(true);
    expect((await overview({ leastWords: 10 })).changed).toBe(changes.gained + changes.lost + changes.moved);
    expect((await overview()).changed).toBe(0);
  });

  it("shows a trace with its page, its zoom on it, every turn, each filter and the nearest held-out question", async () => {
    const prediction = idOf("action_recognition", 1);
    const trace = await desk.distilTrace({ ...asked(), prediction, isBlind: false });
    expect(trace?.page).toMatchObject({ width: 400, height: 600, uri: join(made.dataset, "pages/1.png") });
    expect(trace?.calls).toEqual([
      { requested: [10, 10, 195, 295], executed: [10, 10, 195, 295], iou: 1, isRefused: false },
    ]);
    expect(trace?.turns.map(({ role, call }) => [role, call])).toEqual([
      ["system", null],
      ["user", null],
      ["assistant", null],
      ["tool", 0],
      ["assistant", null],
    ]);
    expect(trace?.verdict?.end).toEqual({ kept: false, filter: "length", reason: "short" });
    expect(trace?.verdict?.filters.find(({ filter }) => filter === "length")).toMatchObject({
      value: 15,
      threshold: 40,
    });
    expect(await desk.distilTrace({ ...asked(), prediction: "nobody", isBlind: false })).toBe(null);
  });

  it("gives the row of a kept trace byte for byte as the export writes it", async () => {
    const out = join(makeFolder(), "rows");
    const params = { ...asked(), to: "jsonl", out, next: null, version: "0.0.0" } as const;
    const told = { signal: new AbortController().signal, onProgress: () => undefined };
    const exported = await exportTraces(params, told);
    expect(exported.kind).toBe("exported");
    const rows = readFileSync(join(out, "distilled_sft_r.jsonl"), "utf8").trimEnd().split("\n");
    expect(rows).toHaveLength((await overview()).funnel.kept);
    const kept = await desk.distilList({ ...asked(), query: { ...everything, filter: "kept" } });
    const prediction = kept.traces[0]?.prediction ?? "";
    const row = await desk.distilRow({ ...asked(), prediction, next: null });
    expect(row.kind === "row" ? rows : []).toContain(row.kind === "row" ? row.text : "");
    expect(await desk.distilRow({ ...asked(), prediction: idOf("depth_comparison"), next: null })).toEqual({
      kind: "dropped",
    });
    const bad = join(root, "none.loupe-run.json");
    expect(await desk.distilRow({ ...asked(), prediction, next: bad })).toEqual({ kind: "bad-run", path: bad });
    expect(await exportTraces({ ...params, next: bad }, told)).toMatchObject({ kind: "bad-run", path: bad });
  });

  it("says where the benchmark has gone, and reads it where it is now", async () => {
    const moved = `${made.dataset} moved`;
    renameSync(made.dataset, moved);
    try {
      expect(await desk.distilOverview({ ...asked(), base: optionsOf() })).toMatchObject({
        ...{ kind: "problem", code: "no-dataset", path: made.dataset },
      });
      const now = await desk.distilOverview({ ...asked(), dataset: moved, base: optionsOf() });
      expect(now.kind).toBe("shown");
    } finally {
      renameSync(moved, made.dataset);
    }
    expect(await desk.distilOverview({ ...asked(), folder: root, base: optionsOf() })).toMatchObject({ code: "none" });
  });
});

describe("a person's decision", () => {
  it("changes the counts at once, is heard of elsewhere, and is taken back", async () => {
    const before = (await overview()).funnel.kept;
    const kept = await desk.distilList({ ...asked(), query: { ...everything, filter: "kept" } });
    const prediction = kept.traces[0]?.prediction ?? "";
    const other = new DistilDesk();
    const elsewhere = async () => {
      const list = await other.distilList({ ...asked({}, "Bob"), query: { ...everything, filter: "person" } });
      return list.total;
    };
    expect(await elsewhere()).toBe(0);
    expect(await desk.distilDecide(deciding(prediction, "reject"))).toBe(true);
    const after = await overview();
    // The other attempt at its question may take its place.
    expect(after.funnel.rows.flatMap(({ byFilter }) => byFilter.person ?? [])).toEqual([1]);
    expect(await elsewhere()).toBe(1);
    const shown = await desk.distilTrace({ ...asked(), prediction, isBlind: false });
    expect([shown?.own, shown?.verdict?.decisions[0]]).toMatchObject([
      "reject",
      { reviewer: "Ada", decision: "reject", reason: "not-on-page", isStale: false },
    ]);
    expect(await other.distilDecide(deciding(prediction, "undo", "Bob"))).toBe(false);
    expect(await desk.distilDecide(deciding(prediction, "undo"))).toBe(true);
    expect((await overview()).funnel.kept).toBe(before);
    expect(await desk.distilDecide(deciding(prediction, "undo"))).toBe(false);
    expect(await desk.distilDecide(deciding("nobody", "accept"))).toBe(false);
    const file = join(made.evaluation, "trace-reviews.jsonl");
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    expect(lines.map(line => traceReviewSchema.parse(JSON.parse(line)).decision)).toEqual(["reject", "undo"]);
    // A line that is still being written waits.
    appendFileSync(file, lines[0]?.slice(0, 40) ?? "");
    expect((await overview()).funnel.kept).toBe(before);
    appendFileSync(file, "\n");
  });

  it("is asked for blindly: nothing of the filters is said before it, and how far they err after", async () => {
    const sample = await desk.distilSample(asked({}, "Cid"));
    expect(sample.decided).toBe(0);
    expect(sample.traces.every(({ end, own }) => end === null && own === null)).toBe(true);
    const prediction = sample.traces.find(({ task }) => task === "depth_comparison")?.prediction ?? "";
    const hidden = await desk.distilTrace({ ...asked({}, "Cid"), prediction, isBlind: true });
    expect([hidden?.end, hidden?.verdict]).toEqual([null, null]);
    expect(JSON.stringify(hidden)).not.toMatch(/"(reason|filters|right|kept)"/);
    await desk.distilDecide(deciding(prediction, "accept", "Cid"));
    const after = await desk.distilSample(asked({}, "Cid"));
    expect(after.decided).toBe(1);
    expect(after.read).toMatchObject([{ task: "depth_comparison", droppedRead: 1, droppedGood: 1, bad: null }]);
    // What one person reads blindly stays hidden to another.
    const others = await desk.distilSample(asked({}, "Eve"));
    expect(others.traces.every(({ end }) => end === null)).toBe(true);
    const told = await desk.distilTrace({ ...asked({}, "Cid"), prediction, isBlind: true });
    expect(told?.verdict?.end).toEqual({ kept: false, filter: "correct", reason: "wrong" });
  });
});

describe("the border of the view of traces", () => {
  it("lets through what the view sends, and nothing of another shape", () => {
    const options = optionsOf();
    expect(distilHostSchemas.list.safeParse({ options, query: everything }).success).toBe(true);
    for (const bad of [
      { options: { ...options, judges: 0 }, query: everything },
      { options, query: { ...everything, filter: "anything" } },
      { options, query: everything, folder: "/elsewhere" },
    ])
      expect(distilHostSchemas.list.safeParse(bad).success).toBe(false);
    const decision = { prediction: "pr-1", decision: "reject", reason: null, isBlind: false, seconds: 1 };
    expect(distilHostSchemas.decide.safeParse(decision).success).toBe(true);
    for (const bad of [
      { ...decision, decision: "burn" },
      { ...decision, reason: "x".repeat(2001) },
      { ...decision, seconds: NaN },
    ])
      expect(distilHostSchemas.decide.safeParse(bad).success).toBe(false);
  });
});
