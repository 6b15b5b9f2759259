import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { strategyOf } from "./trainingOf.js";
import { bytesOf, Killed, killingDisk, runTiny, tiny } from "./writtenRun.js";

const makeFolder = temporaryFolder();

/** A run that nobody broke off. */
async function unbroken(): Promise<readonly string[]> {
  const folder = makeFolder();
  expect(await runTiny(folder)).toMatchObject({ kind: "written", from: 0, step: 5 });
  return bytesOf(folder);
}

/** Runs until the process is killed at an operation; true when it was. */
async function killedAt(folder: string, at: number, isHalfDone: boolean): Promise<boolean> {
  try {
    await runTiny(folder, { disk: killingDisk(at, isHalfDone) });
    return false;
  } catch (error) {
    if (error instanceof Killed) return true;
    throw error;
  }
}

/** Changes a file of JSON as somebody may who edits it. */
function rewrite(file: string, change: (before: Readonly<Record<string, unknown>>) => object): void {
  const before = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, unknown>>;
  writeFileSync(file, JSON.stringify(change(before)));
}

/** A run whose checkpoints somebody deleted. */
async function unsaved(): Promise<string> {
  const folder = makeFolder();
  await runTiny(folder);
  for (const step of [2, 4, 5]) rmSync(join(folder, "run", `global_step_${step}`), { recursive: true });
  return folder;
}

/** A run that is stopped as a person stops it, once so many steps are written. */
async function stoppedAfter(folder: string, steps: number) {
  const stop = new AbortController();
  return runTiny(folder, { signal: stop.signal, onStep: step => step === steps && stop.abort() });
}

describe("a miniature run that was broken off", () => {
  it.each([false, true])("at any operation of the disk ends with the same bytes (half done: %s)", async isHalfDone => {
    const whole = await unbroken();
    let at = 0;
    for (; ; at++) {
      const folder = makeFolder();
      if (!(await killedAt(folder, at, isHalfDone))) break;
      expect(await runTiny(folder), `killed at operation ${at}`).toMatchObject({ kind: "written", step: 5 });
      expect(bytesOf(folder), `killed at operation ${at}`).toEqual(whole);
      rmSync(folder, { recursive: true });
    }
    expect(at).toBeGreaterThan(40);
  });

  it("and broken off again while it goes back ends with the same bytes", async () => {
    const whole = await unbroken();
    const counting = killingDisk(Infinity, false);
    await runTiny(makeFolder(), { disk: counting });
    // Some way behind a checkpoint, so that there is something to take back.
    const first = Math.floor(counting.count() * 0.75);
    for (let again = 0; again < 16; again++) {
      const folder = makeFolder();
      expect(await killedAt(folder, first, true)).toBe(true);
      expect(await killedAt(folder, again, true)).toBe(true);
      await runTiny(folder);
      expect(bytesOf(folder), `killed at ${first}, then at ${again}`).toEqual(whole);
      rmSync(folder, { recursive: true });
    }
  });

  it("by its person after any step goes on from that step, with the same bytes in the end", async () => {
    const whole = await unbroken();
    for (let steps = 1; steps < 5; steps++) {
      const folder = makeFolder();
      expect(await stoppedAfter(folder, steps)).toMatchObject({ kind: "written", step: steps, steps: 5 });
      expect(existsSync(join(folder, "run", `global_step_${steps}`, "policy.json"))).toBe(true);
      expect(readFileSync(join(folder, "run", "latest_checkpointed_iteration.txt"), "utf8")).toBe(String(steps));
      expect(await runTiny(folder)).toMatchObject({ kind: "written", from: steps, step: 5 });
      expect(bytesOf(folder)).toEqual(whole);
    }
  });

  it("before its first step begins anew", async () => {
    const folder = makeFolder();
    expect(await runTiny(folder, { signal: AbortSignal.abort() })).toMatchObject({ kind: "written", step: 0 });
    expect(await runTiny(folder)).toMatchObject({ kind: "written", from: 0, step: 5 });
    expect(bytesOf(folder)).toEqual(await unbroken());
  });

  it("goes on with what it was asked for when nothing is said again", async () => {
    const folder = makeFolder();
    await stoppedAfter(folder, 3);
    expect(await runTiny(folder, { options: {}, strategy: null })).toMatchObject({ from: 3, step: 5, steps: 5 });
    expect(bytesOf(folder)).toEqual(await unbroken());
  });

  it("with fewer steps than are asked for now grows into the longer run", async () => {
    const folder = makeFolder();
    expect(await runTiny(folder, { options: { ...tiny, steps: 3 } })).toMatchObject({ step: 3, steps: 3 });
    expect(await runTiny(folder)).toMatchObject({ from: 3, step: 5 });
    expect(bytesOf(folder)).toEqual(await unbroken());
  });

  it("and is complete is left as it is", async () => {
    const folder = makeFolder();
    await runTiny(folder);
    const before = bytesOf(folder);
    expect(await runTiny(folder)).toMatchObject({ kind: "written", from: 5, step: 5 });
    expect(bytesOf(folder)).toEqual(before);
  });

  it("goes back to the checkpoint before when the last one is damaged", async () => {
    const folder = makeFolder();
    await runTiny(folder);
    writeFileSync(join(folder, "run", "global_step_5", "policy.json"), '{"miniature": 1, "state": {');
    expect(await runTiny(folder)).toMatchObject({ kind: "written", from: 4, step: 5 });
    expect(bytesOf(folder)).toEqual(await unbroken());
  });

  it("goes back to the checkpoint before when the last one has numbers of another policy", async () => {
    const folder = makeFolder();
    await runTiny(folder);
    rewrite(join(folder, "run", "global_step_5", "policy.json"), policy => ({
      ...policy,
      state: { step: 5, updates: 5, theta: [0, 1], firstMoment: [0, 1], secondMoment: [0, 1] },
    }));
    expect(await runTiny(folder)).toMatchObject({ kind: "written", from: 4, step: 5 });
    expect(bytesOf(folder)).toEqual(await unbroken());
  });

  it("leaves what only ends as our unfinished files do", async () => {
    const folder = makeFolder();
    const mine = ["film.mkv.part", join("pages", "film.mkv.part")];
    await stoppedAfter(folder, 3);
    const ours = ["loupe.json.part", join("pages", "page-001.svg.part")];
    for (const name of [...mine, ...ours]) writeFileSync(join(folder, "run", name), name);
    expect(await runTiny(folder)).toMatchObject({ kind: "written", from: 3, step: 5 });
    for (const name of mine) expect(readFileSync(join(folder, "run", name), "utf8")).toBe(name);
    for (const name of ours) expect(existsSync(join(folder, "run", name)), name).toBe(false);
  });
});

describe("a run that another process writes", () => {
  const marked = async (mark: object) => {
    const folder = makeFolder();
    await stoppedAfter(folder, 3);
    writeFileSync(join(folder, "run", ".writing"), JSON.stringify(mark));
    return { folder, before: bytesOf(folder) };
  };

  it("is left to it, and which process it is is said", async () => {
    // Whoever started this process lives as long as it does.
    const pid = process.ppid;
    const { folder, before } = await marked({ pid, host: hostname() });
    expect(await runTiny(folder)).toEqual({ kind: "busy", path: join(folder, "run"), pid });
    expect(bytesOf(folder)).toEqual(before);
  });

  it("goes on where the mark is that of a killed process, of another machine, or torn", async () => {
    const dead = spawnSync(process.execPath, ["--version"]).pid;
    for (const mark of [{ pid: dead, host: hostname() }, { pid: process.ppid, host: "elsewhere" }, { pid: "?" }]) {
      const { folder } = await marked(mark);
      expect(await runTiny(folder)).toMatchObject({ kind: "written", from: 3, step: 5 });
      expect(bytesOf(folder)).toEqual(await unbroken());
    }
  });
});

describe("the mark of a killed process", () => {
  it.runIf(process.platform === "linux")("keeps nobody out when another process has its id by now", async () => {
    const folder = makeFolder();
    await stoppedAfter(folder, 3);
    const mark = { pid: process.ppid, host: hostname(), start: "1" };
    writeFileSync(join(folder, "run", ".writing"), JSON.stringify(mark));
    expect(await runTiny(folder)).toMatchObject({ kind: "written", from: 3, step: 5 });
  });
});

describe("a folder that is not for this run", () => {
  it("says which options and which strategy differ, and is left alone", async () => {
    const folder = makeFolder();
    await runTiny(folder);
    const before = bytesOf(folder);
    const options = { ...tiny, seed: 5, outcomeCall: [0.5, 0.2, 0.3] as [number, number, number] };
    expect(await runTiny(folder, { options, strategy: strategyOf("vanilla") })).toEqual({
      kind: "differs",
      path: join(folder, "run"),
      differences: [
        { name: "strategy", written: "two-phase", asked: "vanilla" },
        { name: "seed", written: "1", asked: "5" },
        { name: "outcomeCall", written: "[0.55,0.2,0.25]", asked: "[0.5,0.2,0.3]" },
      ],
    });
    expect(bytesOf(folder)).toEqual(before);
  });

  it("is another run whose checkpoints were deleted: it is not begun anew as this one", async () => {
    const folder = await unsaved();
    const before = bytesOf(folder);
    const asked = { options: { ...tiny, seed: 5 }, strategy: strategyOf("vanilla") };
    const differences = [{ name: "strategy" }, { name: "seed", written: "1", asked: "5" }];
    expect(await runTiny(folder, asked)).toMatchObject({ kind: "differs", differences });
    expect(bytesOf(folder)).toEqual(before);
    rmSync(join(folder, "run", "miniature.json"));
    expect(await runTiny(folder, asked)).toMatchObject({ kind: "unreadable" });
    expect(existsSync(join(folder, "run", "rollouts", "5.jsonl"))).toBe(true);
  });

  it("is the same run whose checkpoints were deleted: it is written again with the same bytes", async () => {
    const folder = await unsaved();
    expect(await runTiny(folder)).toMatchObject({ kind: "written", from: 0, step: 5 });
    expect(bytesOf(folder)).toEqual(await unbroken());
  });

  it("does not say how many steps it is of, unless that is asked for", async () => {
    const folder = makeFolder();
    await stoppedAfter(folder, 3);
    writeFileSync(join(folder, "run", "miniature.json"), "{");
    const before = bytesOf(folder);
    expect(await runTiny(folder, { options: {}, strategy: null })).toMatchObject({ kind: "unreadable" });
    expect(bytesOf(folder)).toEqual(before);
    expect(await runTiny(folder, { options: { steps: 5 } })).toMatchObject({ from: 3, step: 5, steps: 5 });
    expect(bytesOf(folder)).toEqual(await unbroken());
  });

  it("asks for what cannot be trained: its schedule ends", async () => {
    const strategy = strategyOf("vanilla");
    const ends = { ...strategy, segments: strategy.segments.map(segment => ({ ...segment, from: 1, to: 4 })) };
    for (const file of ["miniature.json", join("global_step_3", "policy.json")]) {
      const folder = makeFolder();
      await stoppedAfter(folder, 3);
      if (file === "miniature.json")
        for (const step of [2, 3]) rmSync(join(folder, "run", `global_step_${step}`), { recursive: true });
      rewrite(join(folder, "run", file), written => ({ ...written, strategy: ends }));
      const before = bytesOf(folder);
      expect(await runTiny(folder, { options: {}, strategy: null }), file).toMatchObject({ kind: "unreadable" });
      expect(bytesOf(folder)).toEqual(before);
    }
  });

  it("has a link in place of what a run writes to: nothing behind it is touched", async () => {
    for (const name of [
      ".writing",
      "rollouts",
      "loupe.json",
      "global_step_3",
      "metrics.jsonl",
      "miniature.json.part",
    ]) {
      const folder = makeFolder();
      await stoppedAfter(folder, 2);
      const [run, elsewhere] = [join(folder, "run"), makeFolder()];
      writeFileSync(join(elsewhere, "9.jsonl"), "mine");
      rmSync(join(run, name), { recursive: true, force: true });
      symlinkSync(name === "rollouts" ? elsewhere : join(elsewhere, "9.jsonl"), join(run, name));
      expect(await runTiny(folder), name).toEqual({ kind: "occupied", path: run });
      expect(readFileSync(join(elsewhere, "9.jsonl"), "utf8")).toBe("mine");
    }
  });

  it("has more steps already", async () => {
    const folder = makeFolder();
    await runTiny(folder);
    const asked = runTiny(folder, { options: { ...tiny, steps: 3 } });
    expect(await asked).toMatchObject({ kind: "fewer-steps", step: 5, steps: 3 });
  });

  it("holds something else: a file, a folder with files, a README of others, an empty README beside files", async () => {
    const folder = makeFolder();
    const run = join(folder, "run");
    const fill = (files: Readonly<Record<string, string>>) => {
      rmSync(run, { recursive: true, force: true });
      mkdirSync(run);
      for (const [name, text] of Object.entries(files)) writeFileSync(join(run, name), text);
    };
    writeFileSync(run, "mine");
    expect(await runTiny(folder)).toMatchObject({ kind: "occupied" });
    for (const files of [
      { "notes.txt": "mine" },
      { "README.txt": "My own notes" },
      { "README.txt": "", "notes.txt": "mine" },
    ]) {
      fill(files);
      const before = bytesOf(folder);
      expect(await runTiny(folder)).toMatchObject({ kind: "occupied", path: run });
      expect(bytesOf(folder)).toEqual(before);
    }
  });

  it("has checkpoints of another version, which are not written over", async () => {
    const folder = makeFolder();
    await runTiny(folder);
    for (const step of [2, 4, 5]) writeFileSync(join(folder, "run", `global_step_${step}`, "policy.json"), "{}");
    const before = bytesOf(folder);
    expect(await runTiny(folder)).toMatchObject({ kind: "unreadable" });
    expect(bytesOf(folder)).toEqual(before);
  });

  it("keeps what a person put beside a run that begins anew", async () => {
    const folder = makeFolder();
    await killedAt(folder, 25, true);
    writeFileSync(join(folder, "run", "notes.txt"), "mine");
    expect(await runTiny(folder)).toMatchObject({ kind: "written", from: 0 });
    expect(readFileSync(join(folder, "run", "notes.txt"), "utf8")).toBe("mine");
  });
});
