import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { gradeAnswers } from "../../../src/core/evaluation/gradeAnswers.js";
import { predictionRecordSchema } from "../../../src/core/evaluation/predictionRecord.js";
import { readRecords } from "../../../src/node/benchmark/readRecords.js";
import { knownPolicy } from "../../fixtures/chat/knownPolicy.js";
import type { Policy } from "../../fixtures/chat/policy.js";
import { byLooks } from "../../fixtures/chat/byPictures.js";
import { startChatServer } from "../../fixtures/chat/startChatServer.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { builtCli } from "../cli/builtCli.js";
import { askedIn, madeSet, rowsIn } from "./asking.js";

const makeFolder = temporaryFolder();
const cli = builtCli();
const atOnce = 4;

/** A policy that tells when so many requests have come in all. */
function counted(policy: Policy): { readonly policy: Policy; readonly reached: (count: number) => Promise<void> } {
  let count = 0;
  const waiting = new Map<number, () => void>();
  return {
    policy: async asked => {
      const reply = await policy(asked);
      waiting.get(++count)?.();
      return reply;
    },
    reached: wanted => new Promise(resolve => void waiting.set(wanted, resolve)),
  };
}

function evaluating(folder: string, url: string, out: string): ChildProcess {
  const words = ["eval", "run", folder, "--endpoint", url, "--model", "known-model", "--out", out, "--input", "zoom"];
  const more = ["--split", "train,val,test", "--at-once", String(atOnce), "--no-probe", "--family", "qwen2.5-vl"];
  return spawn(process.execPath, [cli(), ...words, ...more], { stdio: "ignore" });
}

it("asks nothing twice that was answered, however often it is killed", { timeout: 120_000 }, async () => {
  const set = await madeSet(makeFolder(), 4);
  const pictures = byLooks({ folder: set.folder, pages: set.pages });
  const { questions } = set;
  const { policy, reached } = counted(
    knownPolicy({ questions, outcomeOf: () => "correct", byPictures: pictures, boxes: { convention: "px_resized" } }),
  );
  const server = await startChatServer({ policy });
  const out = makeFolder();
  const kills = [5, 21, 38];
  try {
    for (const requests of kills) {
      const come = reached(requests);
      const child = evaluating(set.folder, server.url, out);
      const gone = once(child, "exit");
      await come;
      child.kill("SIGKILL");
      expect(await gone).toEqual([null, "SIGKILL"]);
    }
    const last = evaluating(set.folder, server.url, out);
    expect(await once(last, "exit")).toEqual([0, null]);
  } finally {
    await server.close();
  }
  expect(server.problems).toEqual([]);
  const logged = readFileSync(join(out, "requests.jsonl"), "utf8").split("\n").slice(0, -1);
  const keys = logged.flatMap(line => /"key":"([0-9a-f]{64})"/.exec(line)?.[1] ?? []);
  expect(new Set(keys).size).toBe(keys.length);
  // Only what was under way when it was killed is sent again.
  const asked = new Set(server.ledger.map(({ key }) => key));
  expect(server.ledger.length - asked.size).toBeLessThanOrEqual(atOnce * kills.length);
  expect(asked.size).toBe(keys.length);
  // A line that the kill tore is left as it is, and its attempt has another one.
  const read = await readRecords(join(out, "predictions.jsonl"), predictionRecordSchema);
  const predictions = read.kind === "read" ? read.records : [];
  expect(new Set(predictions.map(({ id }) => id)).size).toBe(predictions.length);
  expect(
    rowsIn(out)
      .map(row => row["prediction_id"])
      .toSorted(),
  ).toEqual(predictions.map(({ id }) => id).toSorted());
  const grades = gradeAnswers(predictions, askedIn(out), []);
  expect(grades.map(({ outcome }) => outcome)).toEqual(questions.map(() => "correct"));
});
