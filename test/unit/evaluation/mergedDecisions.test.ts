import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { foldTraceReviews, type TraceReview, traceReviewSchema } from "../../../src/core/distil/traceReview.js";
import { standingVerdicts } from "../../../src/core/evaluation/standingVerdicts.js";
import { type VerdictRecord, verdictRecordSchema } from "../../../src/core/evaluation/verdictRecord.js";
import { readRecords } from "../../../src/node/benchmark/readRecords.js";
import { appendDecisions } from "../../../src/node/evaluation/appendDecisions.js";
import { evaluationPaths } from "../../../src/node/evaluation/evaluationPaths.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { madeVerdict } from "./madeRecords.js";

const makeFolder = temporaryFolder();

function verdict(id: string, minute: number, changes: Partial<VerdictRecord> = {}): VerdictRecord {
  const by = { type: "human" as const, name: "Ada", prompt_id: null, prompt_sha: null, model_returned: null };
  return madeVerdict({
    id,
    by,
    set_id: "human",
    at: `2026-01-01T00:${String(minute).padStart(2, "0")}:00Z`,
    ...changes,
  });
}

function review(id: string, minute: number, changes: Partial<TraceReview> = {}): TraceReview {
  return {
    ...{ v: 1, kind: "trace-review", id, prediction_id: "pr-1", text_sha: "t", reviewer: "ada", decision: "accept" },
    ...{ undoes: null, blind: false, seconds: 1, reason: null, tool_version: "0" },
    at: `2026-01-01T00:${String(minute).padStart(2, "0")}:00Z`,
    ...changes,
  };
}

/** Git by itself: nobody's settings, and a name for commits. */
function git(folder: string, ...args: readonly string[]): void {
  const names = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  execFileSync("git", ["-C", folder, ...names, ...args], { env, stdio: "pipe" });
}

async function decisionsIn(folder: string) {
  const paths = evaluationPaths(folder);
  const verdicts = await readRecords(paths.verdicts, verdictRecordSchema);
  const reviews = await readRecords(paths.traceReviews, traceReviewSchema);
  if (verdicts.kind !== "read" || reviews.kind !== "read") throw new Error(`${verdicts.kind}, ${reviews.kind}`);
  expect([verdicts.damaged, reviews.damaged]).toEqual([[], []]);
  const human = standingVerdicts(verdicts.records).get("pr-1")?.human;
  return { verdict: human?.id, trace: foldTraceReviews(reviews.records).get("pr-1"), lines: verdicts.records.length };
}

it("decisions of two people merge in git by themselves, and say the same whoever merges", async () => {
  const root = makeFolder();
  const folder = join(root, "evals", "teacher");
  mkdirSync(folder, { recursive: true });
  git(root, "init", "--quiet");
  git(root, "checkout", "--quiet", "-b", "ours");
  await appendDecisions(folder, "verdicts", [verdict("ve-0", 0)]);
  await appendDecisions(folder, "traceReviews", [review("rv-0", 0)]);
  expect(readFileSync(join(folder, ".gitattributes"), "utf8")).toContain("trace-reviews.jsonl merge=union\n");
  git(root, "add", ".");
  git(root, "commit", "--quiet", "-m", "asked");
  git(root, "branch", "theirs");
  // Ada's last word is later than Bob's, and her line is before or behind his by who merges.
  await appendDecisions(folder, "verdicts", [verdict("ve-1", 1), verdict("ve-3", 9, { outcome: "incorrect" })]);
  await appendDecisions(folder, "traceReviews", [review("rv-3", 9, { decision: "undo", undoes: "rv-0" })]);
  git(root, "commit", "--quiet", "-am", "ours");
  git(root, "checkout", "--quiet", "theirs");
  await appendDecisions(folder, "verdicts", [verdict("ve-2", 5)]);
  await appendDecisions(folder, "traceReviews", [review("rv-2", 5, { reviewer: "bob", decision: "reject" })]);
  git(root, "commit", "--quiet", "-am", "theirs");
  git(root, "branch", "merged-by-bob");
  git(root, "merge", "--quiet", "--no-edit", "ours");
  const [byAda, file] = [await decisionsIn(folder), readFileSync(evaluationPaths(folder).verdicts, "utf8")];
  git(root, "checkout", "--quiet", "ours");
  git(root, "merge", "--quiet", "--no-edit", "merged-by-bob");
  expect(await decisionsIn(folder)).toEqual(byAda);
  expect(byAda).toMatchObject({ verdict: "ve-3", trace: { decision: "reject", reviewer: "bob" }, lines: 4 });
  // Else this would hold of any reading.
  expect(readFileSync(evaluationPaths(folder).verdicts, "utf8")).not.toBe(file);
});

it("outside of a repository nothing is said to git", async () => {
  const folder = makeFolder();
  writeFileSync(join(folder, "evaluation.json"), "{}");
  await appendDecisions(folder, "verdicts", [verdict("ve-1", 1)]);
  expect(() => readFileSync(join(folder, ".gitattributes"))).toThrow("ENOENT");
});

it("verdicts stand alike in any order of their lines", () => {
  const said = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 0, max: 30 }),
      minute: fc.integer({ min: 0, max: 5 }),
      back: fc.option(fc.integer({ min: 0, max: 30 })),
      set: fc.constantFrom("human", "js-1", "js-2"),
      prediction: fc.constantFrom("pr-1", "pr-2"),
    }),
    { selector: ({ id }) => id, maxLength: 12 },
  );
  const standing = (verdicts: readonly VerdictRecord[]) =>
    ["pr-1", "pr-2"].map(id => {
      const held = standingVerdicts(verdicts).get(id);
      return [held?.human?.id, held?.bySet.get("js-1")?.id, held?.bySet.get("js-2")?.id];
    });
  const twoOrders = said.chain(made =>
    fc.tuple(fc.constant(made), fc.shuffledSubarray(made, { minLength: made.length })),
  );
  fc.assert(
    fc.property(twoOrders, ([once, again]) => {
      const [verdicts, shuffled] = [once, again].map(made =>
        made.map(({ id, minute, back, set, prediction }) =>
          verdict(`ve-${id}`, minute, {
            ...{ takes_back: back === null ? null : `ve-${back}`, set_id: set, prediction_id: prediction },
            ...(set === "human" ? {} : { by: { ...verdict("x", 0).by, type: "judge" } }),
          }),
        ),
      );
      expect(standing(shuffled ?? [])).toEqual(standing(verdicts ?? []));
    }),
  );
});
