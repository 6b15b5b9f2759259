import { join } from "node:path";
import { expect, test } from "vitest";
import type { Runs } from "../../../src/node/runs/runs.js";
import type { ListQuery } from "../../../src/protocol/runsApi.js";
import { writeDump } from "../../fixtures/dump.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { until } from "../../until.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();

const asked = (where: string, sort = ""): ListQuery => ({
  order: { key: "file", descending: false },
  filters: [],
  where,
  sort,
});

/** Two steps of rows that only reading tells anything of. */
async function openedRun(): Promise<Runs> {
  const root = makeFolder();
  for (const step of [1, 2])
    writeDump(
      join(root, "run"),
      `rollouts/${step}.jsonl`,
      Array.from({ length: 100 }, (_, i) => ({ step, response: `<answer>${i}</answer>` })),
    );
  return (await openRuns({ roots: [root] })).runs;
}

/** Looks at a run's steps as the tree does. */
async function show(runs: Runs, query: ListQuery): Promise<void> {
  let id: string | null = null;
  for (const kind of ["run", "phase"] as const) {
    const nodes = await runs.children({ id, query, isShown: true });
    id = nodes.find(node => node.kind === kind)?.id ?? null;
  }
  await runs.children({ id, query, isShown: true });
}

const counted = (runs: Runs, query: ListQuery) =>
  until("the filter's count", async () => {
    const counts = await runs.filterCounts({ query });
    return counts.isComplete ? counts : undefined;
  });

test("what is shown is looked through to its end, whoever else asks for other lists meanwhile", async () => {
  const runs = await openedRun();
  const shown = asked('response ~ "zzz"');
  await show(runs, shown);
  await runs.children({ id: null, query: asked("") });
  await runs.children({ id: null, query: asked('response ~ "yyy"') });
  expect(await counted(runs, shown)).toMatchObject({ passing: 0, of: 200 });
});

test("a list with an order of its own is looked through for the filter that all lists have", async () => {
  const runs = await openedRun();
  const shown = asked('response ~ "zzz"', "score desc");
  await show(runs, shown);
  await runs.children({ id: null, query: asked('response ~ "zzz"'), isShown: true });
  expect(await counted(runs, shown)).toMatchObject({ passing: 0, of: 200 });
});

test("a filter that is no longer shown is not looked through any further", async () => {
  const runs = await openedRun();
  const before = asked('response ~ "zzz"');
  await show(runs, before);
  await show(runs, asked('response ~ "yyy"'));
  await counted(runs, asked('response ~ "yyy"'));
  expect((await runs.filterCounts({ query: before })).isComplete).toBe(false);
});
