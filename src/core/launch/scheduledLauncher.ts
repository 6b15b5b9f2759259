import type { RunConfig } from "./runConfig.js";

/** What has a job in the host's place. Docker only where the host itself would otherwise run it. */
export type ScheduledLauncher =
  { readonly kind: "ray"; readonly dashboardPort: number } | { readonly kind: "slurm" } | { readonly kind: "docker" };

/** Which engine runs a configuration's job; null: the host itself, by `loupe_launch`. */
export function scheduledLauncher({ launcher, environment }: RunConfig): ScheduledLauncher | null {
  switch (launcher.kind) {
    case "ray":
      return { kind: "ray", dashboardPort: launcher.dashboardPort };
    case "slurm":
      return { kind: "slurm" };
    case "host":
      return environment.activate.kind === "docker" ? { kind: "docker" } : null;
  }
}
