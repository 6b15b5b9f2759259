import { strict as assert } from "node:assert";
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { makeRandom, type Random } from "../../src/core/simulate/random.js";
import { dumpLine } from "../fixtures/dump.js";
import { answersOf } from "./answersOf.js";

export const victims = ["thread", "process"] as const;
export const moments = ["indexing", "saving", "watching"] as const;

export interface KillRound {
  readonly victim: (typeof victims)[number];
  readonly moment: (typeof moments)[number];
  /** Times a victim is killed before the answers are compared: each leaves something for the next to find. */
  readonly deaths: number;
  readonly seed: number;
  /** The bundled victim. */
  readonly script: string;
}

/** A victim lives at most this long after it began. */
const longestLifeMs = 250;
const files = 12;
const rowsPerFile = 30;

const rowsOf = (step: number, random: Random, count = rowsPerFile): string =>
  Array.from({ length: count }, (_, row) => {
    const response = "x".repeat(random.int(400));
    return `${dumpLine({ question: `q${String(row >> 2)}`, response, score: random.uniform(), step })}\n`;
  }).join("");

/** What trainers do while somebody looks: a new step, an old one again, more of one, a line that is cut. */
function train(run: string, random: Random): void {
  const step = 1 + random.int(files);
  const path = join(run, `${String(step)}.jsonl`);
  const kind = random.int(4);
  if (kind === 0) writeFileSync(join(run, `${String(files + 1 + random.int(5))}.jsonl`), rowsOf(step, random));
  else if (kind === 1) writeFileSync(path, rowsOf(step, random));
  else if (kind === 2) appendFileSync(path, rowsOf(step, random, 5));
  else appendFileSync(path, rowsOf(step, random, 1).slice(0, 1 + random.int(90)));
}

interface Living {
  readonly kill: () => Promise<void>;
}

async function begin({ victim, moment, script }: KillRound, root: string, storage: string): Promise<Living> {
  const asked = { root, storage, how: moment };
  if (victim === "thread") {
    const worker = new Worker(script, { workerData: asked });
    await once(worker, "message");
    return {
      kill: async () => {
        await worker.terminate();
      },
    };
  }
  const child: ChildProcess = fork(script, [JSON.stringify(asked)]);
  await once(child, "message");
  return {
    kill: async () => {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/**
 * Kills whoever reads a run that is being written, some times; then the run is opened with what the dead have left and
 * without it. Throws when the two differ, or when a row is not as the files have it.
 */
export async function killRound(round: KillRound): Promise<void> {
  const random = makeRandom(round.seed);
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "loupe-kill-"));
  const [root, storage] = [join(folder, "run"), join(folder, "storage")];
  mkdirSync(root);
  for (let step = 1; step <= files; step++) writeFileSync(join(root, `${String(step)}.jsonl`), rowsOf(step, random));
  try {
    for (let death = 0; death < round.deaths; death++) {
      const living = await begin(round, root, storage);
      for (let acts = random.int(4); acts > 0; acts--) {
        await pause(random.int(longestLifeMs / 4));
        train(root, random);
      }
      await pause(random.int(longestLifeMs));
      await living.kill();
    }
    assert.deepEqual(await answersOf(root, storage), await answersOf(root, null));
    // What was saved by the first of these two is read by a third.
    assert.deepEqual(await answersOf(root, storage), await answersOf(root, null));
    assert.ok(readFileSync(join(root, "1.jsonl")).length > 0);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}
