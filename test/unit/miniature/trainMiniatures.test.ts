import { build } from "esbuild";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { defaultMiniatureOptions } from "../../../src/core/simulate/miniature/miniatureOptions.js";
import { compareRuns } from "../../../src/node/simulate/compareRuns.js";
import { TrainingQueue } from "../../../src/node/simulate/trainingQueue.js";
import { ThreadEnded } from "../../../src/node/simulate/threadEnded.js";
import { trainMiniatures } from "../../../src/node/simulate/trainMiniatures.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { builtIn } from "./madeHistory.js";

const makeFolder = temporaryFolder();
let script = "";

beforeAll(async () => {
  const source = fileURLToPath(new URL("../../../src/miniatureWorker.ts", import.meta.url));
  const made = await build({ entryPoints: [source], bundle: true, platform: "node", format: "cjs", write: false });
  script = made.outputFiles[0]?.text ?? "";
});

/** A thread's script; `before` is run by it before anything else. */
function threadScript(before = ""): string {
  const path = join(makeFolder(), "thread.cjs");
  writeFileSync(path, `${before}\n${script}`);
  return path;
}

const strategies = [builtIn("two-phase"), builtIn("vanilla")];
const options = { ...defaultMiniatureOptions, steps: 2, pages: 20 };
const asked = { strategies, seeds: [1, 2], options };

// Threads of a busy machine take their time.
describe("trainings on threads", { timeout: 240_000 }, () => {
  it("come out the same whatever the number of threads", async () => {
    const [one, three] = await Promise.all(
      [1, 3].map(threads => compareRuns(asked, { script: threadScript(), threads })),
    );
    expect(one?.kind).toBe("compared");
    expect(three).toEqual(one);
  });

  it("stand under the strategy and the seed that they are of", async () => {
    const all = await compareRuns(asked, { script: threadScript(), threads: 2 });
    const alone = await compareRuns({ ...asked, strategies: [builtIn("vanilla")] }, { script: threadScript() });
    if (all.kind !== "compared" || alone.kind !== "compared") throw new Error("not compared");
    expect(all.comparison.arms.map(({ strategy }) => strategy)).toEqual(["two-phase", "vanilla"]);
    expect(all.comparison.arms[1]).toEqual(alone.comparison.arms[0]);
    expect(all.comparison.arms[0]?.curves).not.toEqual(all.comparison.arms[1]?.curves);
  });

  it("say after each how many are done", async () => {
    const told: string[] = [];
    const onProgress = (done: number, of: number) => told.push(`${done}/${of}`);
    await compareRuns(asked, { script: threadScript(), threads: 2, onProgress });
    expect(told).toEqual(["1/4", "2/4", "3/4", "4/4"]);
  });

  it("are stopped in the middle of one", async () => {
    const stop = new AbortController();
    const told: number[] = [];
    const training = (steps: number) => ({ options: { ...options, steps }, strategy: builtIn("vanilla") });
    // One thread: when it has done the short one, the endless one is what it does.
    const result = await trainMiniatures([training(1), training(100_000)], {
      ...{ script: threadScript(), threads: 1, signal: stop.signal },
      onProgress: done => {
        told.push(done);
        setTimeout(() => stop.abort(), 50);
      },
    });
    expect(result).toEqual({ kind: "stopped" });
    expect(told).toEqual([1]);
  });

  it("do not begin when they are stopped before", async () => {
    const result = await compareRuns(asked, { script: "/no/such/script.js", signal: AbortSignal.abort() });
    expect(result).toEqual({ kind: "stopped" });
  });

  it("that end a thread name the strategy and the seed", async () => {
    const dying = `require("node:worker_threads").parentPort.on("message", ({ place }) => { if (place === 1) process.exit(7); });`;
    const result = await compareRuns(asked, { script: threadScript(dying), threads: 1 });
    expect(result).toEqual({ kind: "crashed", strategy: "vanilla", seed: 1, error: new ThreadEnded(7) });
  });

  it("that diverge are a value, with the strategy, the seed and the step", async () => {
    const few = { steps: 5, prompts: 2, responses: 2, pages: 2 };
    const diverging = { ...defaultMiniatureOptions, ...few, learningRate: 10, beta2: 0, klCoefficient: 0 };
    const result = await compareRuns(
      { strategies, seeds: [1], options: diverging },
      { script: threadScript(), threads: 1 },
    );
    expect(result).toEqual({ kind: "diverged", strategy: "two-phase", seed: 1, step: 3 });
  });

  it("that cannot be done are a value, and so is a script that is not there", async () => {
    const uncovered = { ...builtIn("vanilla"), segments: builtIn("vanilla").segments.map(one => ({ ...one, to: 2 })) };
    const failed = await compareRuns({ ...asked, strategies: [uncovered] }, { script: threadScript(), threads: 1 });
    expect(failed).toMatchObject({ kind: "crashed", strategy: "vanilla", seed: 1 });
    // Where in the thread it was thrown, for whoever reads the log.
    expect(failed.kind === "crashed" ? failed.error.stack : "").toContain("thread.cjs:");
    const missing = await compareRuns(asked, { script: join(makeFolder(), "none.cjs"), threads: 1 });
    expect(missing).toMatchObject({ kind: "crashed", strategy: "two-phase", seed: 1 });
  });
});

describe("the queue of trainings", () => {
  const trainings = [1, 1, 1, 2, 2, 2].map(seed => ({ options: { ...options, seed }, strategy: builtIn("vanilla") }));

  it("keeps a thread at its seed, and gives another one the next", () => {
    const queue = new TrainingQueue(trainings);
    expect([queue.take(0), queue.take(1), queue.take(1), queue.take(0)]).toEqual([0, 3, 4, 1]);
  });

  it("lets a thread help with another's seed when none is left, and gives every training once", () => {
    const queue = new TrainingQueue(trainings);
    const taken = [queue.take(0), queue.take(1), ...trainings.slice(2).map(() => queue.take(0))];
    expect([...taken].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(queue.take(0)).toBeNull();
  });
});
