import type * as promises from "node:fs/promises";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { buildOptionsSchema } from "../../../src/core/benchmark/buildOptions.js";
import { buildBenchmark } from "../../../src/node/benchmark/build/buildBenchmark.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { describedPage } from "./describedPage.js";

/** While it is set no manifest takes its place, as where the program is ended before: the call never comes back. */
const killed = vi.hoisted(() => ({ tell: null as (() => void) | null }));
vi.mock("node:fs/promises", async original => {
  const actual = await original<typeof promises>();
  const rename = (from: string, to: string) =>
    killed.tell !== null && to.endsWith("benchmark.json")
      ? new Promise<void>(() => killed.tell?.())
      : actual.rename(from, to);
  return { ...actual, rename };
});
afterEach(() => void (killed.tell = null));

const newFolder = temporaryFolder();
const pages = Array.from({ length: 6 }, (_, at) => describedPage(4, { width: 1000, height: 1400 }, at).page);

function folderWith(): string {
  const folder = newFolder();
  writeFileSync(join(folder, "pages.jsonl"), pages.map(page => `${JSON.stringify(page)}\n`).join(""));
  return folder;
}

const build = (folder: string, seed = 1) =>
  buildBenchmark(folder, { options: buildOptionsSchema.parse({ seed, maxPerPage: 2 }) });

/** A build that is ended when its questions have taken their place and its manifest has not. */
async function killedBuild(folder: string, seed = 1): Promise<void> {
  const reached = new Promise<void>(resolve => void (killed.tell = resolve));
  void build(folder, seed);
  await reached;
  killed.tell = null;
}

const bytes = (folder: string) =>
  ["questions.jsonl", "benchmark.json"].map(name => readFileSync(join(folder, name), "utf8"));
const whole = ["benchmark.json", "pages.jsonl", "questions.jsonl"];

describe("a build that was ended between its questions and its manifest", () => {
  it("is in no later build's way, and leaves nothing behind", async () => {
    const [folder, other] = [folderWith(), folderWith()];
    await killedBuild(folder);
    expect(readdirSync(folder).filter(name => name.startsWith("benchmark.json"))).toEqual([
      expect.stringMatching(/^benchmark\.json\.[0-9a-f]{8}\.part$/),
    ]);
    expect(await build(folder, 2)).toMatchObject({ kind: "built" });
    expect(readdirSync(folder).sort()).toEqual(whole);
    await build(other, 2);
    expect(bytes(folder)).toEqual(bytes(other));
  });

  it("is no matter where an earlier one was whole", async () => {
    const folder = folderWith();
    await build(folder);
    await killedBuild(folder, 2);
    expect(await build(folder, 3)).toMatchObject({ kind: "built" });
    expect(readdirSync(folder).sort()).toEqual(whole);
  });

  it("does not make other people's questions its own", async () => {
    const folder = folderWith();
    await killedBuild(folder);
    const questions = join(folder, "questions.jsonl");
    writeFileSync(questions, "edited by people\n");
    expect(await build(folder)).toEqual({ kind: "foreign", path: questions });
    expect(readFileSync(questions, "utf8")).toBe("edited by people\n");
  });
});
