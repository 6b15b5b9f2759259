import type { Finding } from "./finding.js";
import type { RunConfig } from "./runConfig.js";

interface Partition {
  readonly name: string;
  readonly isDefault: boolean;
  readonly nodes: number;
  /** Of one node; null: Slurm counts none. */
  readonly gpus: number | null;
}

const mostLines = 10_000;

/** GPUs of one node by its generic resources: `gpu:h800:8(S:0-1)`, `gpu:8`, `(null)`. */
function gpusOf(resources: string): number | null {
  const counts = [...resources.matchAll(/(?:^|,)gpu(?::[A-Za-z0-9_.-]+)*?:(\d{1,4})(?=[(,]|$)/g)];
  return counts.length === 0 ? null : counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

function largest(one: number | null, other: number | null): number | null {
  return one === null ? other : Math.max(one, other ?? 0);
}

/** Nodes of one partition that differ in their resources stand on lines of their own. */
function readPartitions(lines: readonly string[]): readonly Partition[] {
  const found = new Map<string, Partition>();
  for (const line of lines) {
    const [kind, label = "", , nodes = "", resources = ""] = line.split("|");
    if (kind !== "partition" || !/^\d{1,9}$/.test(nodes)) continue;
    const name = label.replace(/\*$/, "").slice(0, 100);
    const known = found.get(name);
    const gpus = gpusOf(resources);
    found.set(name, {
      name,
      isDefault: label.endsWith("*"),
      nodes: (known?.nodes ?? 0) + Number(nodes),
      gpus: largest(known?.gpus ?? null, gpus),
    });
  }
  return [...found.values()];
}

function finding(
  level: Finding["level"],
  code: Finding["code"],
  values: Finding["values"],
  key: string | null,
): Finding {
  return { level, code, values, key };
}

function partitionFindings(
  config: RunConfig,
  partitions: readonly Partition[],
  gpusPerNode: number | null,
): readonly Finding[] {
  const { launcher, nodes } = config;
  const wanted = launcher.kind === "slurm" ? launcher.partition : undefined;
  const names = partitions.map(({ name }) => name).join(", ");
  const chosen = partitions.find(({ name, isDefault }) => (wanted === undefined ? isDefault : wanted === name));
  // Several may be named, separated by commas: Slurm then takes the first that is free.
  const isList = wanted?.includes(",") ?? false;
  if (chosen === undefined)
    return wanted === undefined || isList || partitions.length === 0
      ? []
      : [finding("error", "slurm-no-partition", [wanted, names], "launcher.partition")];
  const found: Finding[] = [];
  if (chosen.nodes < nodes)
    found.push(finding("error", "slurm-too-few-nodes", [chosen.name, chosen.nodes, nodes], "nodes"));
  if (gpusPerNode !== null && (chosen.gpus ?? 0) < gpusPerNode)
    found.push(finding("error", "slurm-too-few-gpus", [chosen.name, gpusPerNode, chosen.gpus ?? 0], "gpus.perNode"));
  return found;
}

/**
 * What Slurm says against a launch, from what `loupe_slurm_look` printed.
 *
 * @param gpusPerNode null: none are asked for
 */
export function slurmFindings(config: RunConfig, out: string, gpusPerNode: number | null): readonly Finding[] {
  const lines = out.split("\n", mostLines).map(line => line.trim());
  const { host, launcher } = config;
  if (lines.includes("absent")) return [finding("error", "slurm-absent", [host], "launcher")];
  const silence = lines.find(line => line.startsWith("silent|"));
  if (silence !== undefined)
    return [finding("error", "slurm-silent", [host, silence.slice("silent|".length, 300)], "launcher")];
  const root = launcher.kind === "slurm" ? (launcher.sharedRoot ?? null) : null;
  const hasRoot = !lines.includes("root|missing") || root === null;
  return [
    ...partitionFindings(config, readPartitions(lines), gpusPerNode),
    ...(hasRoot ? [] : [finding("error", "slurm-no-root", [root, host], "launcher.sharedRoot")]),
  ];
}
