import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import { readLoupeConfig } from "../../../src/core/dataset/loupeConfig.js";
import { readQuestion } from "../../../src/core/dataset/readQuestion.js";
import { verlMetrics } from "../../../src/core/rollout/formats/verlMetrics.js";
import {
  defaultMiniatureOptions,
  type MiniatureOptions,
} from "../../../src/core/simulate/miniature/miniatureOptions.js";
import { windowPace } from "../../../src/node/simulate/miniaturePace.js";
import { runDisk, type RunDisk } from "../../../src/node/simulate/runDisk.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { loupe } from "../cli/loupe.js";
import { strategyOf } from "./trainingOf.js";
import { bytesOf, killingDisk, runTiny, tiny } from "./writtenRun.js";

const makeFolder = temporaryFolder();

const linesOf = (file: string) => readFileSync(file, "utf8").split("\n").slice(0, -1);

interface Row {
  readonly input: string;
  readonly output: string;
  readonly image: string;
  readonly question_id: string;
  readonly simulated: boolean;
  readonly step: number;
}

/** The rows of all files of a folder of dumps. */
const rowsOf = (folder: string): readonly Row[] =>
  readdirSync(folder).flatMap(name => linesOf(join(folder, name)).map(line => JSON.parse(line) as Row));

async function written(options: Partial<MiniatureOptions> = tiny, spec = "two-phase") {
  const folder = makeFolder();
  expect(await runTiny(folder, { options, strategy: strategyOf(spec) })).toMatchObject({ kind: "written" });
  return { folder, run: join(folder, "run") };
}

describe("a miniature run on disk", () => {
  it("has the same bytes for the same seed and others for another", async () => {
    const [one, again, other] = [await written(), await written(), await written({ ...tiny, seed: 2 })];
    expect(bytesOf(again.folder)).toEqual(bytesOf(one.folder));
    expect(bytesOf(other.folder)).not.toEqual(bytesOf(one.folder));
  });

  it("has a file a step, validations of the same questions from step 0 on, metrics, and checkpoints with their tracker", async () => {
    const { run } = await written();
    expect(readdirSync(join(run, "rollouts")).sort()).toEqual(["1", "2", "3", "4", "5"].map(step => `${step}.jsonl`));
    expect(readdirSync(join(run, "validation")).sort()).toEqual(["0.jsonl", "2.jsonl", "4.jsonl"]);
    const asked = ["0", "2", "4"].map(step =>
      linesOf(join(run, "validation", `${step}.jsonl`)).map(line => (JSON.parse(line) as Row).question_id),
    );
    expect(asked[1]).toEqual(asked[0]);
    expect(asked[2]).toEqual(asked[0]);
    const metrics = linesOf(join(run, "metrics.jsonl")).map(line => JSON.parse(line) as { step: number; data: object });
    expect(metrics.every(line => verlMetrics.detect(line))).toBe(true);
    expect(metrics.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(Object.keys(metrics[0]?.data ?? {}).every(name => name.startsWith("val-"))).toBe(true);
    expect(Object.keys(metrics[4]?.data ?? {})).toEqual(
      expect.arrayContaining(["critic/score/mean", "actor/kl_loss", "actor/pg_clipfrac", "miniature/found"]),
    );
    expect(readdirSync(run).filter(name => name.startsWith("global_step_"))).toEqual(
      [2, 4, 5].map(at => `global_step_${at}`),
    );
    expect(readFileSync(join(run, "latest_checkpointed_iteration.txt"), "utf8")).toBe("5");
  });

  it("measures no time and counts nothing that the miniature does not have", async () => {
    const { run } = await written();
    const names = linesOf(join(run, "metrics.jsonl")).flatMap(line =>
      Object.keys((JSON.parse(line) as { data: object }).data),
    );
    expect(names.filter(name => /timing|perf|entropy|throughput/.test(name))).toEqual([]);
  });

  it("says of itself that it is simulated wherever a person reads: README, loupe.json, checkpoint, every row", async () => {
    const { run } = await written();
    for (const name of ["README.txt", "loupe.json", "miniature.json", "global_step_5/policy.json"])
      expect(readFileSync(join(run, name), "utf8"), name).toContain("This run is simulated");
    for (const row of [...rowsOf(join(run, "rollouts")), ...rowsOf(join(run, "validation"))]) {
      expect(row.simulated).toBe(true);
      expect(row.input).toContain("Simulated");
      expect(row.output).toContain("Simulated policy");
    }
  });

  it("has a record for every question and a page of the right size for every row", async () => {
    const { run } = await written();
    const records = linesOf(join(run, "questions.jsonl")).map(line => readQuestion(JSON.parse(line)));
    const ids = records.map(read => (read.kind === "question" ? read.question.id : null));
    expect(new Set(ids).size).toBe(ids.length);
    for (const { question_id, image } of [...rowsOf(join(run, "rollouts")), ...rowsOf(join(run, "validation"))]) {
      expect(ids).toContain(question_id);
      expect(readFileSync(join(run, image), "utf8").slice(0, 80)).toContain('width="1600" height="2200"');
    }
    expect(readdirSync(join(run, "pages")).every(name => /^page-\d+\.svg$/.test(name))).toBe(true);
  });

  it("never names a page or a question that is not there yet", async () => {
    const folder = makeFolder();
    const seen: string[] = [];
    const disk: RunDisk = {
      ...runDisk,
      rename: async (from, to) => {
        seen.push(to);
        await runDisk.rename(from, to);
      },
      write: async (file, text) => {
        if (file.endsWith(".jsonl") && /rollouts|validation/.test(file))
          for (const line of text.split("\n").slice(0, -1)) {
            const row = JSON.parse(line) as Row;
            expect(seen.some(page => page.endsWith(row.image))).toBe(true);
            expect(readFileSync(join(folder, "run", "questions.jsonl"), "utf8")).toContain(`"${row.question_id}"`);
          }
        await runDisk.write(file, text);
      },
    };
    await runTiny(folder, { disk });
    expect(seen.length).toBeGreaterThan(2);
  });

  it("keeps a strategy that was made of a built-in one in its loupe.json, and built-in ones by their id alone", async () => {
    const own = await written({ ...tiny, steps: 1 }, "rarl@match=reuse;count=soft");
    const read = readLoupeConfig(readFileSync(join(own.run, "loupe.json"), "utf8"));
    expect(read.problems).toEqual([]);
    expect(read.config.strategies).toMatchObject([{ name: "rarl@match=reuse;count=soft" }]);
    const plain = await written({ ...tiny, steps: 1 });
    expect(readLoupeConfig(readFileSync(join(plain.run, "loupe.json"), "utf8")).config.strategies).toBeUndefined();
  });
});

describe("what a miniature run logs", () => {
  const specs = [...builtInStrategies.map(({ id }) => id), "rarl@accuracyValues=0.3,-0.2;format=deepeyes"];

  it.each(specs)("is what an audit of its files computes under %s", async spec => {
    const options = { ...tiny, prompts: 3, responses: 4, pages: 8, firstCall: 0.5, steps: 18, validationEvery: 9 };
    const { run } = await written(options, spec);
    const ran = await loupe("audit", run, "--json", "--tolerance", "1e-12");
    expect(ran.code, ran.err).toBe(0);
    const { sets } = JSON.parse(ran.out) as { sets: readonly Audited[] };
    expect(sets.map(({ phase }) => phase)).toEqual(["training", "validation"]);
    for (const { phase, rollouts, differing, counts, spans } of sets) {
      expect({ differing, total: counts.total.differs }).toEqual({ differing: 0, total: 0 });
      expect(spans.every(({ isWritten }) => isWritten)).toBe(true);
      // One rollout alone has no rate, by which curiosity is paid: a validation logs no total of it.
      const isAlone = spec === "pixel-reasoner" && phase === "validation";
      expect(counts.total.match).toBe(isAlone ? 0 : rollouts);
    }
  });
});

interface Audited {
  readonly phase: string;
  readonly rollouts: number;
  readonly differing: number;
  readonly counts: { readonly total: { readonly match: number; readonly differs: number } };
  readonly spans: readonly { readonly isWritten: boolean }[];
}

describe("a strategy that pays by the rate of calls", () => {
  it("is refused where a question has one rollout, which has no rate", async () => {
    const folder = makeFolder();
    const result = await runTiny(folder, {
      options: { ...tiny, responses: 1 },
      strategy: strategyOf("pixel-reasoner"),
    });
    expect(result).toEqual({ kind: "no-rate", path: join(folder, "run") });
    expect(readdirSync(join(folder, "run"))).toEqual([]);
  });
});

describe("a run that diverges", () => {
  const wild = { ...tiny, learningRate: 10, beta2: 0, klCoefficient: 0 };

  it("ends before the step is written, as a result, and goes on from its last good checkpoint to the same end", async () => {
    const folder = makeFolder();
    const diverged = { kind: "diverged", path: join(folder, "run"), step: 3 };
    expect(await runTiny(folder, { options: wild })).toEqual(diverged);
    const run = join(folder, "run");
    expect(readdirSync(join(run, "rollouts")).sort()).toEqual(["1.jsonl", "2.jsonl"]);
    expect(readdirSync(run).filter(name => name.startsWith("global_step_"))).toEqual(["global_step_2"]);
    const { state } = JSON.parse(readFileSync(join(run, "global_step_2", "policy.json"), "utf8")) as {
      readonly state: Readonly<Record<string, unknown>>;
    };
    expect([state["theta"], state["firstMoment"], state["secondMoment"]].flat()).not.toContain(null);
    expect(await runTiny(folder, { options: wild })).toEqual(diverged);
  });
});

describe("a run that is written live", () => {
  it("takes a person who waits for it in a window about a minute by default, and most of it is watched", () => {
    if (windowPace.kind !== "live") throw new Error(windowPace.kind);
    const watched = defaultMiniatureOptions.steps - windowPace.liveFrom + 1;
    expect(watched * windowPace.secondsPerStep).toBeLessThan(60);
    expect(watched).toBeGreaterThan(defaultMiniatureOptions.steps / 2);
  });

  it("grows in pieces that end inside a line, and has the bytes of a fast one in the end", async () => {
    const whole = await written();
    const folder = makeFolder();
    let torn = 0;
    const disk: RunDisk = {
      ...runDisk,
      append: async (file, bytes) => {
        await runDisk.append(file, bytes);
        if (file.includes("rollouts") && !readFileSync(file, "utf8").endsWith("\n")) torn++;
      },
    };
    await runTiny(folder, { disk, pace: { kind: "live", liveFrom: 3, secondsPerStep: 0.02 } });
    expect(torn).toBeGreaterThanOrEqual(3);
    expect(bytesOf(folder)).toEqual(bytesOf(whole.folder));
  });

  it("that is stopped while a dump is written finishes the step at once, however slow its pace", async () => {
    const folder = makeFolder();
    let stopped = Infinity;
    const stop = new AbortController();
    const disk: RunDisk = {
      ...runDisk,
      write: async (file, text) => {
        await runDisk.write(file, text);
        if (!file.endsWith(join("rollouts", "3.jsonl"))) return;
        stop.abort();
        stopped = performance.now();
      },
    };
    const pace = { kind: "live", liveFrom: 3, secondsPerStep: 10 } as const;
    const result = await runTiny(folder, { disk, signal: stop.signal, pace });
    // The pauses in the midst of the dump would take six seconds.
    expect(performance.now() - stopped).toBeLessThan(6000);
    expect(result).toMatchObject({ kind: "written", step: 3, steps: 5 });
    expect(linesOf(join(folder, "run", "rollouts", "3.jsonl"))).toHaveLength(4);
    expect(await runTiny(folder)).toMatchObject({ from: 3, step: 5 });
    expect(bytesOf(folder)).toEqual(bytesOf((await written()).folder));
  });

  it("that is stopped between two steps ends there", async () => {
    const folder = makeFolder();
    const stop = new AbortController();
    const pace = { kind: "live", liveFrom: 3, secondsPerStep: 3600 } as const;
    const onStep = (step: number) => {
      if (step === 2) setTimeout(() => stop.abort(), 20);
    };
    expect(await runTiny(folder, { signal: stop.signal, pace, onStep })).toMatchObject({ step: 2, steps: 5 });
  });
});

describe("a run whose process was killed", () => {
  it("opens: what is torn waits, the rest is read", async () => {
    const counting = killingDisk(Infinity, false);
    await runTiny(makeFolder(), { disk: counting });
    for (let at = 12; at < counting.count(); at += 5) {
      const folder = makeFolder();
      await expect(runTiny(folder, { disk: killingDisk(at, true) })).rejects.toThrow("operation");
      const ran = await loupe("index", join(folder, "run"), "--json");
      expect(ran.code, ran.err).toBe(0);
      const { files } = JSON.parse(ran.out) as { files: readonly { malformed: readonly object[] }[] };
      expect(files.flatMap(({ malformed }) => malformed)).toEqual([]);
    }
  });
});
