/** Where a link leads: a row of a file below a folder that both sides know, and what its rollout is told by. */
export interface RolloutLink {
  /** Names from the known folder down to the file, the folder's own name first: `["runs", "rarl-7b", "rollouts", "12.jsonl"]`. */
  readonly path: readonly string[];
  /** From 0. */
  readonly row: number;
  /** Null: the row has none. */
  readonly step: number | null;
  /** Index among the rollout's zoom calls, from 0; null: the rollout as a whole. */
  readonly call: number | null;
  /** See `rolloutIdentity`; null for a row that is no rollout. */
  readonly identity: string | null;
  /** The index's hash of what names the group, which finds the rollout's question again; null for a row that is no rollout. */
  readonly group: string | null;
}

/** The only version there is. A link of another one is refused with a sentence that says so. */
export const linkVersion = 1;

/** The path of the links' URIs, behind the extension's name. */
export const linkPath = "/open";
