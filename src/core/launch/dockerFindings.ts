import type { Finding } from "./finding.js";
import type { RunConfig } from "./runConfig.js";

/** What docker says against a launch, from what `loupe_docker_look` printed. */
export function dockerFindings({ host, environment, engine }: RunConfig, out: string): readonly Finding[] {
  const { activate } = environment;
  if (activate.kind !== "docker") return [];
  const key = "environment.activate";
  const lines = out.split("\n", 1000).map(line => line.trim());
  if (lines.includes("absent")) return [{ level: "error", code: "docker-absent", values: [host], key }];
  const silence = lines.find(line => line.startsWith("silent|"));
  if (silence !== undefined) {
    const words = silence.slice("silent|".length, 300);
    return [{ level: "error", code: "docker-silent", values: [host, words], key }];
  }
  const runtimes = lines.find(line => line.startsWith("runtimes|")) ?? "";
  const found: Finding[] = [];
  if (!runtimes.includes("nvidia") && engine !== "miniature")
    found.push({ level: "warning", code: "docker-no-gpus", values: [host], key });
  if (lines.includes("image|missing"))
    found.push({ level: "warning", code: "docker-no-image", values: [activate.image, host], key });
  return found;
}
