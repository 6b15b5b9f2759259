import type { JobState } from "./jobState.js";

/** What the run folder alone says of its process (`loupe_state`). */
export interface FolderState {
  readonly state: JobState;
  readonly exitCode: number | null;
}
