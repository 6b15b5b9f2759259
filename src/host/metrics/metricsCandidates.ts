import type { RunsApi } from "../../protocol/runsApi.js";
import type { MetricsNode } from "../../protocol/treeNode.js";

/** A metrics file and the name of its run, with that of its stage. */
export interface Candidate {
  readonly run: string;
  readonly node: MetricsNode;
}

const query = { order: { key: "file", descending: false }, filters: [] } as const;

/** Every metrics file of the opened folders. */
export async function metricsCandidates(api: Pick<RunsApi, "children">): Promise<readonly Candidate[]> {
  const runs = (await api.children({ id: null, query })).filter(node => node.kind === "run");
  const lists = await Promise.all(runs.map(run => candidatesBelow(api, run.id, run.name)));
  return lists.flat();
}

/** Those of a run, and of its stages under the stage's name. */
async function candidatesBelow(
  api: Pick<RunsApi, "children">,
  id: string,
  name: string,
): Promise<readonly Candidate[]> {
  const nodes = await api.children({ id, query });
  const found: Candidate[] = [];
  for (const node of nodes) {
    if (node.kind === "metrics") found.push({ run: name, node });
    if (node.kind === "stage") found.push(...(await candidatesBelow(api, node.id, `${name}/${node.name}`)));
  }
  return found;
}
