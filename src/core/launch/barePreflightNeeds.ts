import type { PreflightNeeds } from "./preflightNeeds.js";

/** What is worth knowing of a host whatever is launched there. */
export function barePreflightNeeds(runRoot: string): PreflightNeeds {
  return {
    paths: [
      { path: runRoot, purpose: "run" },
      { path: "/tmp", purpose: "temporary" },
      { path: "/dev/shm", purpose: "shared-memory" },
      { path: "~", purpose: "home" },
    ],
    programs: ["rsync", "docker", "sbatch"],
    ownPrograms: [],
    packages: ["torch", "vllm", "verl", "llamafactory", "ray", "transformers"],
    ports: [],
    data: null,
    variables: {},
    activate: { kind: "none" },
  };
}
