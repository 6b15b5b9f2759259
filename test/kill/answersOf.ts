import { Runs } from "../../src/node/runs/runs.js";
import type { ListQuery } from "../../src/protocol/runsApi.js";
import { runsSettings } from "./runsSettings.js";

const query: ListQuery = { order: { key: "file", descending: false }, filters: [] };
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Everything that the tree says of a folder, to its last row, opened with the index that `storage` holds. */
export async function answersOf(root: string, storage: string | null): Promise<readonly unknown[]> {
  const runs = new Runs({ onEvent: () => undefined, watch: false, log: quiet });
  try {
    await runs.configure(runsSettings(root, storage));
    await runs.whenIdle();
    const walk = async (id: string | null): Promise<readonly unknown[]> => {
      const nodes = await runs.children({ id, query });
      const found: unknown[] = [];
      for (const node of nodes) found.push({ node, children: await walk(node.id) });
      return found;
    };
    return await walk(null);
  } finally {
    await runs.dispose();
  }
}
