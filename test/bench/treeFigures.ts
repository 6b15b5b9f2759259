import { defaultIndexLimits } from "../../src/node/index/indexLimits.js";
import { Runs } from "../../src/node/runs/runs.js";
import type { ListQuery } from "../../src/protocol/runsApi.js";
import { atMost, median, type Figure } from "./figure.js";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const query: ListQuery = { order: { key: "score", descending: true }, filters: [] };
const looks = 9;

async function opened(folder: string): Promise<Runs> {
  const runs = new Runs({ onEvent: () => undefined, watch: false, log: quiet });
  await runs.configure({
    ...{ roots: [folder], storage: null, discovery: defaultIndexLimits, pollSeconds: 60, savedIndexMegabytes: 0 },
    ...{ extractedImagesMegabytes: 16, imageRoots: [], datasets: [], spaceByRun: {}, pathPrefixes: {} },
    ...{ space: "guess", applyOrientation: false, isTrusted: true },
  });
  await runs.whenIdle();
  return runs;
}

/** What a click on a node takes until its children are there, and how many they are. */
async function click(runs: Runs, id: string | null): Promise<{ readonly ms: number; readonly ids: readonly string[] }> {
  const start = performance.now();
  const nodes = await runs.children({ id, query });
  return { ms: performance.now() - start, ids: nodes.map(node => node.id) };
}

/** Median time of a click on the last node of each level, from the run's steps to a group's rollouts. */
async function clicks(folder: string): Promise<readonly number[]> {
  const runs = await opened(folder);
  try {
    const times: number[][] = [];
    for (let look = 0; look < looks; look++) {
      let id: string | null = null;
      for (let level = 0; level < 5; level++) {
        const { ms, ids }: Awaited<ReturnType<typeof click>> = await click(runs, id);
        (times[level] ??= []).push(level === 2 ? ms / ids.length : ms);
        const last = ids.at(-1);
        if (last === undefined) break;
        id = last;
      }
    }
    return times.map(median);
  } finally {
    await runs.dispose();
  }
}

/** How much longer clicks in the tree take in a large run than in a small one; the list of steps, a step. */
export async function treeFigures(small: string, large: string): Promise<readonly Figure[]> {
  const [few, many] = [await clicks(small), await clicks(large)];
  const names = ["the runs", "a run", "a list of steps, a step", "a step's groups", "a group's rollouts"];
  return many.map((ms, level) => {
    const ratio = ms / (few[level] ?? NaN);
    return atMost(
      `tree: opening ${names[level] ?? "a node"}, of the same in ${small.split("-").at(-1) ?? "few"} files`,
      3,
      [ratio],
      ratio,
    );
  });
}
