/** Bounds of discovery, of reading and of what is kept. Settings of the user become a value of this. */
export interface IndexLimits {
  /** Folders below a root that are entered. */
  readonly maxDepth: number;
  /** Entries of folders that are looked at in all, per root. */
  readonly maxEntries: number;
  /** Folders that are not entered, by name or by the last names of their path; an asterisk stands for any part of a name. */
  readonly ignore: readonly string[];
  /** Bytes that the saved indexes of all runs may take together. */
  readonly maxSavedBytes: number;
  /** The slow look behind the watcher: from `minMs` after a change to `maxMs` when nothing happens. */
  readonly poll: PollLimits;
  /** False where the file system tells of no changes: then only the poll looks. */
  readonly events: boolean;
}

export interface PollLimits {
  readonly minMs: number;
  readonly maxMs: number;
}

export const defaultIndexLimits: IndexLimits = {
  maxDepth: 8,
  maxEntries: 200_000,
  ignore: [
    ".git",
    "node_modules",
    ".venv",
    "venv",
    "__pycache__",
    "wandb",
    "global_step_*/actor",
    "global_step_*/critic",
    "images",
    "pages",
  ],
  maxSavedBytes: 256 << 20,
  poll: { minMs: 1000, maxMs: 10_000 },
  events: true,
};

/** A unit is what is read at once; a longer one is listed with its size and not opened. */
export const maxUnitBytes = 256 << 20;
/** A file of metrics that is one value (trainer_state.json) is parsed whole up to this size; one of rollouts is a unit. */
export const maxWholeFileBytes = 16 << 20;
