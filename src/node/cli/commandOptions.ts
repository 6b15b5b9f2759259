import type { ReadOptions } from "./openRuns.js";

/** The options of the commands that read runs. */
export type CommandOptions = ReadOptions & { readonly json?: boolean };
