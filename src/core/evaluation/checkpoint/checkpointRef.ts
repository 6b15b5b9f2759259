/** Which checkpoint of which run: `RUN@STEP`, `RUN@STAGE/STEP`, `RUN@last`. */
export interface CheckpointRef {
  /** A run's id or name, or a folder. */
  readonly run: string;
  /** Name of a stage's folder, e.g. `2-dialog`; null: the last stage that has the step. */
  readonly stage: string | null;
  /** Null: the last one. */
  readonly step: number | null;
}

/** Reads `RUN@STEP`. Null: it is none. Only the last `@` counts, since folders and hosts may have one. */
export function checkpointRef(text: string): CheckpointRef | null {
  const at = text.lastIndexOf("@");
  const [, stage, step = ""] = /^(?:([A-Za-z0-9][A-Za-z0-9._-]*)\/)?(\d{1,9}|last)$/.exec(text.slice(at + 1)) ?? [];
  if (at < 1 || step === "") return null;
  return { run: text.slice(0, at), stage: stage ?? null, step: step === "last" ? null : Number(step) };
}
