import type { Activation } from "./runConfig.js";

/** What a path is for; decides how much room it needs and what is said when it is not there. */
export const diskPurposes = ["run", "model", "data", "temporary", "shared-memory", "home"] as const;
export type DiskPurpose = (typeof diskPurposes)[number];

export interface WantedPath {
  /** Of the host: absolute, or below the home folder as `~/…`. */
  readonly path: string;
  readonly purpose: DiskPurpose;
}

/** What a preflight has to look at, all in one round trip. */
export interface PreflightNeeds {
  readonly paths: readonly WantedPath[];
  /** Programs whose versions are wanted, e.g. `docker`. */
  readonly programs: readonly string[];
  /** Programs that the run itself calls, looked for in its environment: `program` is a name or a path, `name` the report's. */
  readonly ownPrograms: readonly { readonly name: string; readonly program: string }[];
  /** Python packages whose versions are wanted, as the trainer's Python sees them. */
  readonly packages: readonly string[];
  readonly ports: readonly number[];
  /** Data that stand on the host and are counted there; null: none. */
  readonly data: { readonly train: string; readonly images: string | null } | null;
  /** Of the trainer's environment, e.g. PYTHONPATH. */
  readonly variables: Readonly<Record<string, string>>;
  /** How the trainer's Python is made the first. */
  readonly activate: Activation;
}
