import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loupeConfigSchema } from "../../../src/core/dataset/loupeConfig.js";
import { llamafactoryLog } from "../../../src/core/rollout/formats/llamafactoryLog.js";
import { verlMetrics } from "../../../src/core/rollout/formats/verlMetrics.js";
import { parseTolerant } from "../../../src/core/rollout/parseTolerant.js";
import type { Behaviour } from "../../../src/core/simulate/behaviour.js";
import { trainingLine } from "../../../src/core/simulate/dumpLine.js";
import { simulateStep } from "../../../src/core/simulate/simulateStep.js";
import { planRun } from "../../../src/core/simulate/runPlan.js";
import { behaviourOf, faultNames, faults, fileFaultOf, type SampleMode } from "../../../src/node/sample/faults.js";
import { growSampleRun } from "../../../src/node/sample/growSampleRun.js";
import { isWritten, rewindRun } from "../../../src/node/sample/rewindRun.js";
import { runSample } from "../../../src/node/sample/runSample.js";
import { samplePaths } from "../../../src/node/sample/samplePaths.js";
import { writePages } from "../../../src/node/sample/writePages.js";
import { writeRunFiles } from "../../../src/node/sample/writeRunFiles.js";
import { squareGlyphs } from "./squareGlyphs.js";

let out = "";
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), "loupe-sample-"));
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

const usual: SampleMode = { kind: "usual" };
const healthy: SampleMode = { kind: "healthy", firstCall: null };
const fault = (name: (typeof faultNames)[number]): SampleMode => ({ kind: "fault", name });

/** Writes all but the pages, which take most of the time, into a folder of its own. */
async function write(mode: SampleMode, steps: number, folder = "run") {
  const paths = samplePaths(join(out, folder));
  const plan = planRun(1, steps, behaviourOf(mode));
  await writeRunFiles(paths, plan, { mode });
  return { paths, plan };
}

const linesOf = (file: string) => readFileSync(file, "utf8").split("\n").slice(0, -1);
const digest = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");
const everyFile = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter(name => /\.\w+$/.test(name))
    .sort()
    .map(name => `${name} ${digest(join(folder, name))}`);

describe("a sample run on disk", () => {
  it("has the same bytes for the same seed", async () => {
    const one = await write(usual, 3, "one");
    const two = await write(usual, 3, "two");
    expect(everyFile(two.paths.run)).toEqual(everyFile(one.paths.run));
    expect(everyFile(two.paths.sft)).toEqual(everyFile(one.paths.sft));
  });

  it("has a file a step, a validation every ten and at 0, checkpoints with their tracker, and metrics", async () => {
    const { paths } = await write(usual, 12);
    expect(readdirSync(paths.rollouts)).toHaveLength(12);
    expect(readdirSync(paths.validation).sort()).toEqual(["0.jsonl", "10.jsonl"]);
    expect(linesOf(join(paths.rollouts, "12.jsonl"))).toHaveLength(128);
    expect(linesOf(join(paths.validation, "10.jsonl"))).toHaveLength(64);
    expect(readFileSync(paths.tracker, "utf8")).toBe("10");
    expect(existsSync(paths.checkpoint(10))).toBe(true);
    const metrics = linesOf(paths.metrics).map(line => parseTolerant(line));
    expect(metrics.map(line => line.ok && verlMetrics.detect(line.value))).toEqual(
      Array.from({ length: 13 }, () => true),
    );
  });

  it("has a loupe.json that is valid, and says in it and in a README that it is made up", async () => {
    const { paths } = await write(usual, 1);
    const config = loupeConfigSchema.parse(JSON.parse(readFileSync(paths.config, "utf8")));
    expect(config.datasets).toEqual(["questions.jsonl"]);
    expect(config.$comment).toContain("made up");
    expect(readFileSync(paths.readme, "utf8")).toContain("made up");
  });

  it("has a fine-tuning run beside it, whose last row has no loss", async () => {
    const { paths } = await write(usual, 1);
    const rows = linesOf(join(paths.sft, "trainer_log.jsonl")).map(line => JSON.parse(line) as Record<string, unknown>);
    expect(rows.every(row => llamafactoryLog.detect(row))).toBe(true);
    expect(rows.slice(0, -1).every(row => typeof row["loss"] === "number")).toBe(true);
    expect(rows.at(-1)).not.toHaveProperty("loss");
    expect(Number(rows[0]?.["loss"])).toBeGreaterThan(Number(rows.at(-2)?.["loss"]));
  });
});

describe("pages on disk", () => {
  it("have the size that the questions say, and one a tag that must be ignored", async () => {
    const plan = planRun(1, 1, behaviourOf(healthy));
    const few = { ...plan, pages: plan.pages.slice(3, 6) };
    await writePages(few, out, squareGlyphs, { fault: null, signal: undefined, onPage: () => undefined });
    const metadata = await Promise.all(few.pages.map(({ file }) => sharp(join(out, file)).metadata()));
    expect(metadata.map(({ width, height }) => ({ width, height }))).toEqual(
      few.pages.map(({ page: { width, height } }) => ({ width, height })),
    );
    expect(metadata.map(({ orientation }) => orientation ?? null)).toEqual([null, null, 6]);
    expect(metadata.map(({ format }) => format)).toEqual(["png", "png", "jpeg"]);
  });

  it("are at least 24, up to 3000 x 4200, upright and lying", () => {
    const { pages } = planRun(1, 40, behaviourOf(usual));
    expect(pages.length).toBeGreaterThanOrEqual(24);
    expect(pages.some(({ page }) => page.width === 3000 && page.height === 4200)).toBe(true);
    expect(pages.some(({ page }) => page.width > page.height)).toBe(true);
  });

  it("stop being drawn when the signal says so", async () => {
    const plan = planRun(1, 1, behaviourOf(healthy));
    const stop = AbortSignal.abort();
    await expect(
      writePages(plan, out, squareGlyphs, { fault: null, signal: stop, onPage: () => undefined }),
    ).rejects.toThrow();
    expect(existsSync(join(out, "pages", "page-001.png"))).toBe(false);
  });
});

describe("faults", () => {
  const plan = planRun(1, 40, behaviourOf(healthy));
  const step30 = (behaviour: Behaviour) =>
    simulateStep({ ...plan, behaviour }, 30).map(row => trainingLine(row, behaviour));

  it.each(faultNames.filter(name => faults[name].files === null))("%s changes the rows of a run", name => {
    expect(step30(behaviourOf(fault(name)))).not.toEqual(step30(behaviourOf(healthy)));
  });

  it("are named with one sentence in the README of their run", async () => {
    const { paths } = await write(fault("no-zoom"), 1);
    expect(readFileSync(paths.readme, "utf8")).toContain(faults["no-zoom"].summary);
  });

  it("torn: the last line of the last step has no end, the lines before it are whole", async () => {
    const { paths } = await write(fault("torn"), 2);
    const text = readFileSync(join(paths.rollouts, "2.jsonl"), "utf8");
    expect(text.endsWith("\n")).toBe(false);
    expect(linesOf(join(paths.rollouts, "2.jsonl")).every(line => parseTolerant(line).ok)).toBe(true);
    expect(parseTolerant(text.slice(text.lastIndexOf("\n") + 1)).ok).toBe(false);
  });

  it("bad-line: one line in the middle is no JSON", async () => {
    const { paths } = await write(fault("bad-line"), 2);
    const bad = linesOf(join(paths.rollouts, "1.jsonl")).map(line => !parseTolerant(line).ok);
    expect(bad.filter(Boolean)).toHaveLength(1);
    expect(bad.at(-1)).toBe(false);
  });

  it("empty-file: the last step has no bytes", async () => {
    const { paths } = await write(fault("empty-file"), 2);
    expect(readFileSync(join(paths.rollouts, "2.jsonl"))).toHaveLength(0);
  });

  it("rewritten: a quarter of the steps is new, the steps after them are stale, the metrics start again", async () => {
    const { paths } = await write(fault("rewritten"), 8, "faulty");
    const sound = await write(healthy, 8, "sound");
    const same = Array.from({ length: 8 }, (_, index) => {
      const name = `${index + 1}.jsonl`;
      return (
        readFileSync(join(paths.rollouts, name), "utf8") === readFileSync(join(sound.paths.rollouts, name), "utf8")
      );
    });
    expect(same).toEqual([true, true, true, true, false, false, true, true]);
    expect(linesOf(paths.metrics)).toHaveLength(2);
  });

  it("missing-pages and wrong-pages: every fourth page is affected", async () => {
    const plan = planRun(1, 1, behaviourOf(healthy));
    const few = { ...plan, pages: plan.pages.slice(0, 3) };
    for (const name of ["missing-pages", "wrong-pages"] as const) {
      const folder = join(out, name);
      await writePages(few, folder, squareGlyphs, {
        fault: fileFaultOf(fault(name)),
        signal: undefined,
        onPage: () => undefined,
      });
      const [first, second] = few.pages.map(({ file }) => join(folder, file));
      expect(existsSync(first!)).toBe(true);
      if (name === "missing-pages") expect(existsSync(second!)).toBe(false);
      else expect((await sharp(second).metadata()).width).not.toBe(few.pages[1]?.page.width);
    }
  });
});

describe("a growing sample run", () => {
  it("goes on with the next steps and says so when each is complete", async () => {
    const { paths, plan } = await write(usual, 9);
    const told: number[] = [];
    const last = await growSampleRun(paths, plan, { secondsPerStep: 0.01, steps: 2, onStep: step => told.push(step) });
    expect(last).toBe(11);
    expect(told).toEqual([10, 11]);
    expect(linesOf(join(paths.rollouts, "11.jsonl"))).toHaveLength(128);
    expect(existsSync(join(paths.validation, "10.jsonl"))).toBe(true);
    expect(readFileSync(paths.tracker, "utf8")).toBe("10");
    expect(linesOf(paths.metrics)).toHaveLength(12);
  });

  it("writes in pieces that tear lines, and leaves the torn line when it is stopped", async () => {
    const { paths, plan } = await write(usual, 1);
    const file = join(paths.rollouts, "2.jsonl");
    const stop = new AbortController();
    const growing = growSampleRun(paths, plan, { secondsPerStep: 15, signal: stop.signal });
    await expect.poll(() => existsSync(file) && readFileSync(file).length).toBeGreaterThan(8192);
    stop.abort();
    expect(await growing).toBe(1);
    const bytes = readFileSync(file);
    expect(bytes.length % 8192).toBe(0);
    expect(bytes.at(-1)).not.toBe(0x0a);
  });

  it("does not begin when it is stopped before", async () => {
    const { paths, plan } = await write(usual, 1);
    expect(await growSampleRun(paths, plan, { secondsPerStep: 30, signal: AbortSignal.abort() })).toBe(1);
    expect(existsSync(join(paths.rollouts, "2.jsonl"))).toBe(false);
  });

  it("goes back to its written end before it grows again", async () => {
    const { paths, plan } = await write(usual, 9);
    const before = everyFile(paths.run);
    await growSampleRun(paths, plan, { secondsPerStep: 0.01, steps: 2 });
    expect(everyFile(paths.run)).not.toEqual(before);
    await rewindRun(paths, plan);
    expect(everyFile(paths.run)).toEqual(before);
  });

  it("is taken for written only with all its pages and the same plan", async () => {
    const { paths, plan } = await write(usual, 1);
    expect(await isWritten(paths, plan, usual)).toBe(false);
    mkdirSync(paths.pages);
    for (const { file } of plan.pages) writeFileSync(join(paths.run, file), "");
    expect(await isWritten(paths, plan, usual)).toBe(true);
    expect(await isWritten(paths, plan, healthy)).toBe(false);
    expect(await isWritten(paths, { ...plan, seed: 2 }, usual)).toBe(false);
  });
});

describe("runSample", () => {
  const options = () => ({ out, seed: 1, steps: 1, mode: usual, glyphsFile: join(out, "glyphs.json") });

  it("leaves a folder alone that holds something else", async () => {
    mkdirSync(join(out, "sample-run"));
    writeFileSync(join(out, "sample-run", "mine.txt"), "keep me");
    expect(await runSample(options())).toEqual({ kind: "occupied", path: join(out, "sample-run") });
    expect(readdirSync(join(out, "sample-run"))).toEqual(["mine.txt"]);
  });

  it("says that the outlines are missing, or damaged, before it writes anything", async () => {
    expect((await runSample(options())).kind).toBe("no-glyphs");
    writeFileSync(options().glyphsFile, '{"unitsPerEm": "many"}');
    expect((await runSample(options())).kind).toBe("no-glyphs");
    expect(existsSync(join(out, "sample-run"))).toBe(false);
  });

  it("says that it was stopped, and may be called again on what it left", async () => {
    writeFileSync(options().glyphsFile, JSON.stringify(squareGlyphs));
    expect(await runSample({ ...options(), signal: AbortSignal.abort() })).toEqual({ kind: "aborted" });
    expect(await runSample({ ...options(), signal: AbortSignal.abort() })).toEqual({ kind: "aborted" });
  });
});
