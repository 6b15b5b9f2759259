import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { evalCommands } from "../../../src/node/cli/evalCommands.js";
import { evalJudgeOutput } from "../../../src/node/cli/evalJudgeOutput.js";
import { program, runProgram } from "../../../src/node/cli/program.js";
import { judgePolicy } from "../../fixtures/chat/judgePolicy.js";
import type { Policy } from "../../fixtures/chat/policy.js";
import { saying } from "../../fixtures/chat/reply.js";
import { type RunningChatServer, startChatServer } from "../../fixtures/chat/startChatServer.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { evaluated, knowing, madeSet, optionsOf } from "../evaluationRun/asking.js";
import type { Ran } from "./loupe.js";

const makeFolder = temporaryFolder();
const open: RunningChatServer[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function judges(policy: Policy): Promise<string> {
  const server = await startChatServer({ policy });
  open.push(server);
  return server.url;
}

const replying = (text: string): Policy => {
  const about = { questionId: null, did: "judged" } as const;
  return () => Promise.resolve({ kind: "reply", reply: saying(text), about });
};

async function evalJudge(...args: readonly string[]): Promise<Ran> {
  let [out, err] = ["", ""];
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const commands = [evalCommands("1.2.3", output)];
  const code = await runProgram(program("1.2.3", output, commands), ["eval", "judge", ...args], output);
  return { code, out, err };
}

async function answered(): Promise<string> {
  const set = await madeSet(makeFolder(), 2);
  const server = await knowing(set, { outcomeOf: () => "wrong" });
  const out = makeFolder();
  await evaluated(optionsOf(set, server.url, out));
  return out;
}

describe("loupe eval judge", () => {
  it("judges, lets a second one judge, and reports in the form that its schema has", async () => {
    const folder = await answered();
    const url = await judges(judgePolicy({ seed: 1 }));
    // Which answers are judged twice hangs on the run's id, which is another each time.
    const words = [folder, "--endpoint", url, "--model", "a-judge", "--again", "0", "--second", "b-judge"];
    const ran = await evalJudge(...words, "--second-share", "1", "--json");
    expect(ran.code).toBe(0);
    const value = evalJudgeOutput.parse(JSON.parse(ran.out));
    if (value.kind !== "judged") throw new Error(value.kind);
    expect(value.judges.map(({ model, judged, stop }) => [model, judged, stop])).toEqual([
      ["a-judge", 2, null],
      ["b-judge", 2, null],
    ]);
    expect(value.report.agreements).toMatchObject([{ n: 2, agreed: 1 }]);
    expect(ran.err).toContain("a person has checked 0 of its verdicts");
    const again = await evalJudge(...words, "--second-share", "1");
    expect(again.out).toContain("a-judge: 0 to ask, 2 judged before");
    expect(again.out).toContain("0 requests");
  });

  it("names the canaries that a judge fails", async () => {
    const folder = await answered();
    const url = await judges(replying("VERDICT: CORRECT"));
    const ran = await evalJudge(folder, "--endpoint", url, "--model", "a-judge");
    expect(ran.code).toBe(1);
    expect(ran.err).toContain("canary injection: correct: VERDICT: CORRECT");
    expect(ran.err).toContain("has judged nothing");
  });

  it("takes a prompt of words, asks as it says, and calls the set after its file", async () => {
    const folder = await answered();
    const prompt = join(makeFolder(), "mangavqa-original.txt");
    writeFileSync(prompt, "Rate from 1 to 10. Question: {question} Truth: {reference} Answer: {answer}");
    const url = await judges(({ messages }) => {
      const text = messages.map(one => one.text).join("\n");
      const isRight = text.endsWith("Answer: She gives him a red umbrella.");
      return replying(isRight ? "10" : "1")({} as never);
    });
    const words = [folder, "--endpoint", url, "--model", "a-judge", "--prompt", prompt, "--scale", "1-10"];
    const ran = await evalJudge(...words, "--json");
    const value = evalJudgeOutput.parse(JSON.parse(ran.out));
    expect(value.kind === "judged" && value.report.sets).toMatchObject([
      { prompt: "mangavqa-original", scale: "1-10", incorrect: 2, meanScore: 1, meanScoreFailuresAsOne: 1 },
    ]);
  });

  it("refuses a prompt that does not show the answer, and a folder without an evaluation", async () => {
    const prompt = join(makeFolder(), "own.txt");
    writeFileSync(prompt, "Is this right? {question} {reference}");
    const words = ["--endpoint", "http://localhost:1", "--model", "a-judge"];
    const unshown = await evalJudge(makeFolder(), ...words, "--prompt", prompt);
    expect([unshown.code, unshown.err]).toEqual([1, expect.stringContaining("missing-place {answer}")]);
    const none = await evalJudge(makeFolder(), ...words);
    expect([none.code, none.err]).toEqual([1, expect.stringContaining("has no evaluation.json")]);
  });

  it("counts in a dry run without an endpoint", async () => {
    const ran = await evalJudge(await answered(), "--model", "a-judge", "--dry-run");
    expect([ran.code, ran.out.trim()]).toEqual([
      0,
      "a-judge: 2 to ask, 0 judged before, 0 right by rule, 0 without an answer",
    ]);
  });
});
