import { build } from "esbuild";
import { fork, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { markWriter } from "../../../src/node/simulate/writerMark.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
const children: ChildProcess[] = [];

/** Marks each folder that it is told, and says what came of it; what it marked it keeps until it is told to let go. */
const childSource = `
import { markWriter } from "./writerMark.js";
const held = [];
process.on("message", async asked => {
  if (asked === "release") {
    for (const release of held.splice(0)) release();
    process.send("released");
    return;
  }
  const said = [];
  for (const folder of asked) {
    const mark = await markWriter(folder).catch(error => ({ kind: error.message }));
    if (mark.kind === "marked") held.push(mark.release);
    said.push(mark.kind);
  }
  process.send(said);
});
process.send("ready");
`;

beforeAll(async () => {
  const script = join(makeFolder(), "marks.cjs");
  const resolveDir = fileURLToPath(new URL("../../../src/node/simulate", import.meta.url));
  await build({
    stdin: { contents: childSource, resolveDir, loader: "ts" },
    ...{ bundle: true, platform: "node", format: "cjs", outfile: script },
  });
  await Promise.all(
    [1, 2, 3].map(async () => {
      const child = fork(script);
      children.push(child);
      await once(child, "message");
    }),
  );
});
afterAll(() => {
  for (const child of children) child.kill();
});

async function tellAll(message: readonly string[] | "release"): Promise<readonly unknown[]> {
  const answers = Promise.all(children.map(child => once(child, "message")));
  for (const child of children) child.send(message);
  return (await answers).map(([answer]: readonly unknown[]) => answer);
}

/** So many folders of runs that nobody writes. */
function folders(count: number, mark: string | null): readonly string[] {
  const parent = makeFolder();
  return Array.from({ length: count }, (_, at) => {
    const folder = join(parent, String(at));
    mkdirSync(folder);
    if (mark !== null) writeFileSync(join(folder, ".writing"), mark);
    return folder;
  });
}

describe("processes that begin to write one run at the same moment", { timeout: 120_000 }, () => {
  it("are all but one told that it is busy, whether or not a killed one has left its mark", async () => {
    const dead = JSON.stringify({ pid: spawnSync(process.execPath, ["--version"]).pid, host: hostname() });
    for (const left of [null, dead]) {
      const all = folders(150, left);
      const said = await tellAll(all);
      const byFolder = all.map((_, at) => said.map(answers => (Array.isArray(answers) ? String(answers[at]) : "")));
      for (const kinds of byFolder) expect([...kinds].sort()).toEqual(["busy", "busy", "marked"]);
      await tellAll("release");
      for (const folder of all) expect(readdirSync(folder)).toEqual([]);
    }
  });
});

describe("the mark of a writer", () => {
  it("is not removed by one whose own was replaced by another's", async () => {
    const [folder = ""] = folders(1, null);
    const mark = await markWriter(folder);
    if (mark.kind !== "marked") throw new Error(mark.kind);
    const other = JSON.stringify({ pid: process.ppid, host: hostname() });
    writeFileSync(join(folder, ".writing"), other);
    mark.release();
    expect(readFileSync(join(folder, ".writing"), "utf8")).toBe(other);
  });

  it("that is empty is waited for a moment: whoever made it is about to fill it", async () => {
    const [folder = ""] = folders(1, "");
    const asked = markWriter(folder);
    writeFileSync(join(folder, ".writing"), JSON.stringify({ pid: process.ppid, host: hostname() }));
    expect(await asked).toEqual({ kind: "busy", pid: process.ppid });
  });

  it("that stays empty keeps nobody out, nor does one that a killed process was about to take away", async () => {
    const [folder = ""] = folders(1, "");
    const dead = JSON.stringify({ pid: spawnSync(process.execPath, ["--version"]).pid, host: hostname() });
    writeFileSync(join(folder, ".writing-taking"), dead);
    const mark = await markWriter(folder);
    if (mark.kind !== "marked") throw new Error(mark.kind);
    mark.release();
    expect(readdirSync(folder)).toEqual([]);
  });
});
