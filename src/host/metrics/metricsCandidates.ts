import type { RunsApi } from "../../protocol/runsApi.js";
import type { MetricsNode } from "../../protocol/treeNode.js";

/** A metrics file and the name of its run. */
export interface Candidate {
  readonly run: string;
  readonly node: MetricsNode;
}

const query = { order: { key: "file", descending: false }, filters: [] } as const;

/** Every metrics file of the opened folders. */
export async function metricsCandidates(api: Pick<RunsApi, "children">): Promise<readonly Candidate[]> {
  const runs = (await api.children({ id: null, query })).filter(node => node.kind === "run");
  const lists = await Promise.all(
    runs.map(async run =>
      (await api.children({ id: run.id, query })).flatMap(node =>
        node.kind === "metrics" ? [{ run: run.name, node }] : [],
      ),
    ),
  );
  return lists.flat();
}
