import type { Finding } from "./finding.js";
import { gpusOfNode } from "./gpusOfNode.js";
import type { RayNodes } from "./rayNodes.js";
import type { RunConfig } from "./runConfig.js";

/**
 * What a Ray cluster says against a launch.
 *
 * @param isRay whether a dashboard answered as Ray's does
 * @param nodes null: it did not say what the cluster has
 */
export function rayFindings(config: RunConfig, isRay: boolean, nodes: RayNodes | null): readonly Finding[] {
  const { host, launcher } = config;
  if (launcher.kind !== "ray") return [];
  if (!isRay)
    return [
      {
        level: "error",
        code: "ray-unreachable",
        values: [launcher.dashboardPort, host],
        key: "launcher.dashboardPort",
      },
    ];
  if (nodes === null) return [];
  const gpus = config.nodes * (gpusOfNode(config) ?? 0);
  const found: Finding[] = [];
  // A cluster that grows on demand may get them later, so that nothing is refused.
  if (nodes.nodes < config.nodes)
    found.push({ level: "warning", code: "ray-too-few-nodes", values: [nodes.nodes, config.nodes], key: "nodes" });
  if (nodes.gpus < gpus)
    found.push({ level: "warning", code: "ray-too-few-gpus", values: [nodes.gpus, gpus], key: "gpus.perNode" });
  return found;
}
