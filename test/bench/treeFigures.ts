import { defaultIndexLimits } from "../../src/node/index/indexLimits.js";
import { Runs } from "../../src/node/runs/runs.js";
import type { RolloutRef } from "../../src/protocol/rolloutRef.js";
import type { ListQuery } from "../../src/protocol/runsApi.js";
import { atMost, median, type Figure } from "./figure.js";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const query: ListQuery = { order: { key: "score", descending: true }, filters: [] };
const looks = 9;

/** Milliseconds of the same act, again and again. */
type Times = readonly number[];

const levels = ["the runs", "a run", "a list of steps, a step", "a step's groups", "a group's rollouts"];
const asked = ["view: opening a rollout", "view: the next rollout of the list", "filtering by a number, a rollout"];

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

/** Times of clicks on the last node of each level, from the run's steps to a group's rollouts. */
async function clicks(runs: Runs): Promise<readonly Times[]> {
  const times: number[][] = [];
  for (let look = 0; look < looks; look++) {
    let id: string | null = null;
    for (let level = 0; level < levels.length; level++) {
      const { ms, ids }: Awaited<ReturnType<typeof click>> = await click(runs, id);
      (times[level] ??= []).push(level === 2 ? ms / ids.length : ms);
      const last = ids.at(-1);
      if (last === undefined) break;
      id = last;
    }
  }
  return times;
}

/** The rollouts of the last step, as the view walks through them. */
async function lastStep(runs: Runs): Promise<readonly RolloutRef[]> {
  const { children } = runs;
  let nodes = await children({ id: null, query });
  for (let level = 0; level < 3; level++) nodes = await children({ id: nodes.at(-1)?.id ?? null, query });
  const groups = await Promise.all(nodes.map(({ id }) => children({ id, query })));
  return groups.flat().flatMap(node => (node.kind === "rollout" ? [node.ref] : []));
}

/** What the view waits for: a rollout opened, the next one of the list found; and a filter over all, a rollout. */
async function views(runs: Runs): Promise<readonly Times[]> {
  const refs = await lastStep(runs);
  if (refs.length < looks) throw new Error("the last step has few rollouts");
  const [opening, next, filtering]: [number[], number[], number[]] = [[], [], []];
  for (const ref of refs) {
    opening.push(
      await timed(async () => {
        const { kind } = await runs.open({ ref });
        if (kind !== "rollout") throw new Error(`row ${String(ref.row)} is ${kind}`);
      }),
    );
    next.push(await timed(() => runs.neighbour({ ref, direction: 1, within: "list", query })));
  }
  const rows = runs.files().reduce((sum, { columns }) => sum + columns.count, 0);
  for (let look = 0; look < looks; look++)
    filtering.push((await timed(() => runs.rollouts({ where: "score > 2" }))) / rows);
  return [opening, next, filtering];
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

async function waits(folder: string): Promise<readonly Times[]> {
  const runs = await opened(folder);
  try {
    return [...(await clicks(runs)), ...(await views(runs))];
  } finally {
    await runs.dispose();
  }
}

/** How much longer clicks in the tree, and what the view asks for, take in a large run than in a small one. */
export async function treeFigures(small: string, large: string): Promise<readonly Figure[]> {
  // Whoever comes first has the code compiled for whoever comes next.
  await waits(small);
  const [few, many] = [await waits(small), await waits(large)];
  const names = [...levels.map(level => `tree: opening ${level}`), ...asked];
  const than = `the same in ${small.split("-").at(-1) ?? "few"} files`;
  return many.map((times, at) => {
    const [fewer, ms] = [few[at] ?? [], median(times)];
    const best = Math.min(...times) / Math.min(...fewer);
    return atMost(`${names[at] ?? "?"} (${ms.toPrecision(2)} ms), of ${than}`, 3, [ms / median(fewer)], best);
  });
}
