import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { benchReviewLogCommand } from "../../../src/node/cli/benchReviewLogCommand.js";
import { benchReviewLogOutput } from "../../../src/node/cli/benchReviewLogOutput.js";
import { program, runProgram } from "../../../src/node/cli/program.js";
import { madeEvent } from "../../fixtures/review/madeEvent.js";
import { madeQuestion } from "../../fixtures/review/madeQuestion.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import type { Ran } from "./loupe.js";

const newFolder = temporaryFolder();

async function reviewLog(...args: readonly string[]): Promise<Ran> {
  let out = "";
  let err = "";
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const group = new Command("bench").addCommand(benchReviewLogCommand(output));
  const code = await runProgram(program("0.0.0", output, [group]), ["bench", "review-log", ...args], output);
  return { code, out, err };
}

const about = (id: string, minute: number, reviewer: string, decision: "right" | "wrong", reason?: string) =>
  madeEvent(`${id}-${reviewer}`, minute, {
    ...{ target: { kind: "question", id }, reviewer, decision, blind: true },
    ...(reason !== undefined && { reason }),
  });

function benchmark(...events: readonly object[]): string {
  const folder = newFolder();
  const lines = (records: readonly object[]) => records.map(record => `${JSON.stringify(record)}\n`).join("");
  writeFileSync(join(folder, "questions.jsonl"), lines(["q1", "q2", "q3"].map(id => madeQuestion({ id }))));
  writeFileSync(join(folder, "reviews.jsonl"), lines(events));
  return folder;
}

describe("loupe bench review-log", () => {
  it("prints progress, people, agreement, reasons and conflicts", async () => {
    const folder = benchmark(
      about("q1", 1, "Ada", "right"),
      about("q1", 2, "Bob", "wrong", "tie"),
      about("q2", 3, "Ada", "wrong", "mark-misplaced"),
      about("q2", 4, "Bob", "wrong", "mark-misplaced"),
      about("q9", 5, "Bob", "right"),
    );
    const { code, out, err } = await reviewLog(folder);
    expect(code).toBe(0);
    expect(out).toMatch(/depth_comparison +3 +1 +0 +0 +1 +1 +100\.0%/);
    expect(out).toMatch(/Ada and Bob +2 +2 +50\.0% +0\.000 /);
    expect(out).toMatch(/mark-misplaced +1/);
    expect(out).toContain("1 in conflict:\nq1  Ada: accepted, Bob: rejected (tie)\n");
    expect(err).toBe("loupe: 1 decisions are about questions that are not there; they were left out\n");
  });

  it("prints the same as JSON", async () => {
    const { code, out } = await reviewLog(benchmark(about("q3", 1, "Ada", "right")), "--json");
    expect(code).toBe(0);
    expect(benchReviewLogOutput.parse(JSON.parse(out))).toMatchObject({
      events: 1,
      decided: [{ question: "q3", state: "accepted", by: ["Ada"], reason: null }],
      reviewers: [{ reviewer: "Ada", verdicts: { accepted: 1, edited: 0, rejected: 0 } }],
      agreement: [],
    });
  });

  it("tells a damaged line by its number, and what is no benchmark", async () => {
    const folder = benchmark({ v: 1, kind: "review" });
    expect((await reviewLog(folder)).err).toMatch(/^loupe: reviews\.jsonl:1: not-a-record/);
    const none = await reviewLog(newFolder());
    expect(none.code).toBe(1);
    expect(none.err).toContain("has no questions.jsonl");
  });
});
