import type { FolderState } from "./folderState.js";
import type { ScheduledElement, ScheduledNote } from "./scheduledNote.js";
import type { SlurmFolder } from "./slurmReport.js";
import type { SlurmRow } from "./slurmRows.js";
import { slurmArrayState, slurmState } from "./slurmState.js";

export interface SlurmJobState extends FolderState {
  readonly note: ScheduledNote;
}

const absent: FolderState = { state: "absent", exitCode: null };

function elementsOf(rows: readonly SlurmRow[], { shards }: SlurmFolder): readonly ScheduledElement[] {
  const byIndex = new Map(rows.flatMap(row => (row.element === null ? [] : [[row.element, row] as const])));
  const indices = [...new Set([...shards.keys(), ...byIndex.keys()])].sort((a, b) => a - b);
  return indices.map(index => {
    const row = byIndex.get(index) ?? null;
    const shard = shards.get(index) ?? absent;
    // An element that Slurm has forgotten and that wrote nothing down is gone.
    const folder: FolderState = row === null && shard.state === "absent" ? { state: "lost", exitCode: null } : shard;
    return { index, ...slurmState(row, folder, true), word: row?.word ?? null };
  });
}

/** The state of one run by what Slurm says of its number and what its folder says. */
export function slurmJobState(rows: readonly SlurmRow[], folder: SlurmFolder): SlurmJobState {
  const elements = elementsOf(rows, folder);
  const row = rows.find(({ element }) => element === null) ?? null;
  const told = row ?? rows[0] ?? null;
  const state = elements.length > 0 ? slurmArrayState(elements) : slurmState(row, folder.folder, folder.id !== null);
  return {
    ...state,
    note: {
      id: folder.id,
      word: told?.word ?? null,
      reason: told?.reason ?? null,
      restarts: Math.max(0, ...rows.map(({ restarts }) => restarts ?? 0)),
      elements,
    },
  };
}
