import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { gradeAnswers } from "../../../src/core/evaluation/gradeAnswers.js";
import { verdictRecordSchema } from "../../../src/core/evaluation/verdictRecord.js";
import { evalVerdictCommand } from "../../../src/node/cli/evalVerdictCommand.js";
import { program, runProgram } from "../../../src/node/cli/program.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { askedIn, evaluated, knowing, madeSet, optionsOf, predictionsIn } from "../evaluationRun/asking.js";
import type { Ran } from "./loupe.js";

const makeFolder = temporaryFolder();

async function evalVerdict(...args: readonly string[]): Promise<Ran> {
  let [out, err] = ["", ""];
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const commands = [evalVerdictCommand("1.2.3", output)];
  const code = await runProgram(program("1.2.3", output, commands), ["verdict", ...args], output);
  return { code, out, err };
}

function outcomesIn(folder: string) {
  const lines = readFileSync(join(folder, "verdicts.jsonl"), "utf8").trim().split("\n");
  const verdicts = lines.map(line => verdictRecordSchema.parse(JSON.parse(line)));
  return gradeAnswers(predictionsIn(folder), askedIn(folder), verdicts).map(({ outcome, by }) => [outcome, by]);
}

it("a person's verdict lies over the rule until it is taken back, and each line stays", async () => {
  const set = await madeSet(makeFolder(), 1);
  const server = await knowing(set, { outcomeOf: () => "wrong" });
  const folder = makeFolder();
  await evaluated(optionsOf(set, server.url, folder, { settings: { tasks: ["action_recognition"] } }));
  const id = predictionsIn(folder)[0]?.id ?? "";
  const decided = await evalVerdict(folder, id, "correct", "--reason", "the question is wrong", "--by", "Eva");
  expect(decided).toEqual({ code: 0, out: `${id}: correct (Eva)\n`, err: "" });
  expect(outcomesIn(folder)).toEqual([["correct", "human"]]);
  expect((await evalVerdict(folder, id, "--take-back", "--by", "Eva")).code).toBe(0);
  expect(outcomesIn(folder)).toEqual([["wrong", "rule"]]);
  expect(await evalVerdict(folder, id, "--take-back")).toMatchObject({ code: 1 });
  expect(await evalVerdict(folder, "pr-none", "correct")).toMatchObject({ code: 1 });
  expect(await evalVerdict(folder, id, "perhaps")).toMatchObject({ code: 2 });
  expect(readFileSync(join(folder, "verdicts.jsonl"), "utf8").trim().split("\n")).toHaveLength(2);
});
