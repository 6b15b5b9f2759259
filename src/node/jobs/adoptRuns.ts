import { parseTolerant } from "../../core/rollout/parseTolerant.js";
import { runJsonSchema } from "../../core/launch/runJson.js";
import type { HostFailure } from "../../protocol/jobs/jobView.js";
import type { HostConnection } from "../remote/hostConnection.js";
import { listRuns } from "../remote/listRuns.js";
import { runRoot } from "../remote/runRoot.js";
import type { JobBook } from "./jobBook.js";
import { jobRecordSchema, type JobRecord } from "./jobRecord.js";

/** More runs than anybody keeps in one folder; the rest is not taken in. */
const maxAdopted = 1000;

function recordOf(host: string, root: string, runId: string, head: string): JobRecord | null {
  const parsed = parseTolerant(head);
  const run = parsed.ok ? runJsonSchema.safeParse(parsed.value) : null;
  if (run?.success !== true || run.data.runId !== runId) return null;
  return {
    version: 1,
    host,
    configFile: null,
    runFolder: `${root.replace(/\/+$/, "")}/${runId}`,
    isAdopted: true,
    run: jobRecordSchema.shape.run.parse(run.data),
  };
}

/**
 * Remembers the runs of a host's run root that this machine does not know: launched from another one, or from this one
 * before its memory was lost. null: done; a run.json that is no such thing is passed over.
 */
export async function adoptRuns(
  connection: HostConnection,
  host: string,
  root: string,
  book: JobBook,
): Promise<HostFailure | null> {
  const found = await runRoot(connection, root);
  if (found.kind !== "reached")
    return found.kind === "unreachable" ? found.failure : { kind: "other", detail: found.detail };
  const listed = await listRuns(connection, found.value);
  if (listed.kind !== "reached")
    return listed.kind === "unreachable" ? listed.failure : { kind: "other", detail: listed.detail };
  for (const { runId, head } of listed.value.slice(0, maxAdopted)) {
    if (book.find({ host, runId }) !== undefined) continue;
    const record = recordOf(host, found.value, runId, head);
    if (record !== null) book.memory.add(record);
  }
  book.refresh();
  return null;
}
