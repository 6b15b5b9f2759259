import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test, vi } from "vitest";
import { evalCommands } from "../../../src/node/cli/evalCommands.js";
import { program, runProgram } from "../../../src/node/cli/program.js";
import { byLooks } from "../../fixtures/chat/byPictures.js";
import { answersAndJudges, judgePolicy } from "../../fixtures/chat/judgePolicy.js";
import { knownPolicy } from "../../fixtures/chat/knownPolicy.js";
import type { Policy } from "../../fixtures/chat/policy.js";
import { startChatServer } from "../../fixtures/chat/startChatServer.js";
import { writeMadeBenchmark } from "../../fixtures/madeBenchmark.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import type { Ran } from "./loupe.js";

const makeFolder = temporaryFolder();
const project = resolve(import.meta.dirname, "../../..");

/** The document's own commands, one after the other. */
function commandsOf(document: string): readonly string[] {
  const text = readFileSync(join(project, "docs", document), "utf8");
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block);
  return blocks.flatMap(block => block.split("\n")).filter(line => line.startsWith("loupe "));
}

/** A command's words as they are run here: in the folder, against the server of the test. */
function wordsIn(folder: string, url: string, line: string): readonly string[] {
  const words = line.split(" ").slice(1);
  const isPath = (word: string) => /^(bench|evals|traces)(\/|$)/.test(word);
  return words.map(word => (isPath(word) ? join(folder, word) : word === "http://localhost:8000/v1" ? url : word));
}

async function run(words: readonly string[]): Promise<Ran> {
  let [out, err] = ["", ""];
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const code = await runProgram(program("0.0.0", output, [evalCommands("0.0.0", output)]), words, output);
  return { code, out, err };
}

/** What a model says that is asked for a colour, or for one call of the tool. */
const probed: Policy = ({ messages }) => {
  const call = '<tool_call>\n{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [0, 0, 112, 112]}}\n</tool_call>';
  const isTool = messages.some(({ text }) => text.includes("Call the zoom tool once"));
  const reply = { text: isTool ? call : "Red, blue.", finish: "stop" } as const;
  return Promise.resolve({ kind: "reply", reply, about: { questionId: null, did: "answered" } });
};

test("every command of docs/evaluation.md does what it says", { timeout: 120_000 }, async () => {
  const folder = makeFolder();
  const bench = join(folder, "bench");
  vi.stubEnv("LOUPE_STORAGE", join(folder, "storage"));
  mkdirSync(bench);
  const { pages, questions } = await writeMadeBenchmark(bench);
  const pictures = byLooks({ folder: bench, pages });
  const known = knownPolicy({
    ...{ questions, byPictures: pictures, otherwise: probed, boxes: { convention: "px_resized" as const } },
    outcomeOf: ({ task }) => (task === "depth_comparison" ? "wrong" : "correct"),
  });
  const naming = { model: "Qwen/Qwen2.5-VL-7B-Instruct" };
  const server = await startChatServer({ policy: answersAndJudges(known, judgePolicy({ seed: 1 })), naming });
  try {
    for (const line of commandsOf("evaluation.md")) {
      const ran = await run(wordsIn(folder, server.url, line));
      expect([ran.code, ran.err], line).toEqual([0, expect.not.stringContaining("loupe: the ") as string]);
      expect(ran.out, line).not.toBe("");
    }
  } finally {
    await server.close();
  }
  expect(server.problems).toEqual([]);
});
