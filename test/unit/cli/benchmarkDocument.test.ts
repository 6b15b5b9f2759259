import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { benchCommands } from "../../../src/node/cli/benchCommands.js";
import { program, runProgram } from "../../../src/node/cli/program.js";
import { prepareLaunch } from "../../../src/node/launch/prepareLaunch.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import type { Ran } from "./loupe.js";

const makeFolder = temporaryFolder();
const project = resolve(import.meta.dirname, "../../..");

interface Line {
  readonly text: string;
  /** Words after `loupe bench`. */
  readonly words: readonly string[];
  /** What the document says of its end: `|| true` stands behind a command that ends with 1. */
  readonly code: 0 | 1;
}

/** The document's own commands, one after the other. */
function commandsOf(document: string): readonly Line[] {
  const text = readFileSync(join(project, "docs", document), "utf8");
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block);
  return blocks
    .flatMap(block => block.split("\n"))
    .filter(line => line.startsWith("loupe bench "))
    .map(line => {
      const plain = line.replace(/\s+\|\| true$/, "");
      return { text: line, words: plain.split(" ").slice(2), code: plain === line ? 0 : 1 };
    });
}

/** A command's words as they are run here: in the folder, and a set of few white pages in place of the drawn one. */
function wordsIn(folder: string, words: readonly string[]): readonly string[] {
  const isPath = (word: string, at: number) => at > 0 && /^(set|bench|unmapped|export)(\/|$)/.test(word);
  const placed = words.map((word, at) => (isPath(word, at) ? join(folder, word) : word));
  if (words[0] !== "sample") return placed;
  const small = placed.map((word, at) => (placed[at - 1] === "--pages" ? "8" : word));
  return [...small, "--blank-images", "--height", "600"];
}

async function bench(words: readonly string[]): Promise<Ran> {
  let [out, err] = ["", ""];
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const assets = { glyphsFile: "/no/glyphs.json", trainerFolder: join(project, "src", "trainer"), version: "0.0.0" };
  const code = await runProgram(program("0.0.0", output, [benchCommands(assets, output)]), ["bench", ...words], output);
  return { code, out, err };
}

/** What a run configuration says of its data, as docs/launching.md shows it for an export. */
function shownData(target: string): unknown {
  const text = readFileSync(join(project, "docs", "launching.md"), "utf8");
  const found = [...text.matchAll(/^```json\n("data": .*?)^```$/gms)].find(([, block = ""]) =>
    block.includes(`export/${target}/`),
  );
  return (JSON.parse(`{${found?.[1] ?? ""}}`) as { readonly data: unknown }).data;
}

const runs = {
  verl: [
    { method: "RARL", engine: "verl-current" },
    { method: "RL", engine: "verl-deepeyes" },
  ],
  llamafactory: [{ method: "SFT-S", engine: "llama-factory" }],
};

/** Plans a run on the exports of the folder. Gives what forbids it, and what it says of its rows. */
async function plannedOn(folder: string, target: keyof typeof runs, run: object): Promise<readonly string[]> {
  const file = join(folder, "one.loupe-run.json");
  const config = { name: "one", host: "gpu-1", model: { path: "some/model" }, ...run, data: shownData(target) };
  writeFileSync(file, JSON.stringify(config));
  const trainerFolder = join(project, "src", "trainer");
  const options = { text: null, isTrusted: true, isCounted: true, resumeFrom: null, trainerFolder, strategies: [] };
  const read = await prepareLaunch(file, options);
  if (read.kind !== "draft") throw new Error(JSON.stringify(read));
  const { findings } = read.draft;
  expect(findings.filter(({ level }) => level === "error")).toEqual([]);
  return findings.filter(({ level }) => level === "good").map(({ code }) => code);
}

test(
  "every command of docs/benchmark.md ends as it says, and its exports are data of runs as docs/launching.md says",
  { timeout: 120_000 },
  async () => {
    const folder = makeFolder();
    const lines = commandsOf("benchmark.md");
    const kinds = new Set(lines.map(({ words }) => words[0]));
    expect([...kinds].toSorted()).toEqual(["build", "export", "import", "review-log", "sample", "stats", "write"]);
    for (const { text, words, code } of lines) {
      const ran = await bench(wordsIn(folder, words));
      expect(ran.code, `${text}\n${ran.err}`).toBe(code);
    }
    for (const target of ["verl", "llamafactory"] as const)
      for (const run of runs[target]) expect(await plannedOn(folder, target, run)).not.toEqual([]);
  },
);
