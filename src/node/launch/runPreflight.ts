import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { HostReport } from "../../core/launch/hostReport.js";
import type { PreflightNeeds } from "../../core/launch/preflightNeeds.js";
import { preflightScript } from "../../core/launch/preflightScript.js";
import { readHostReport } from "../../core/launch/readHostReport.js";
import type { Reached } from "../jobs/jobsService.js";
import type { HostConnection } from "../remote/hostConnection.js";
import { hostResult } from "../remote/hostResult.js";

/** Importing torch from a cold network disk takes its time. */
const timeoutMs = 60_000;

/** Looks at a host in one round trip; nothing is changed there. `trainerFolder`: absolute, here, with `preflight.sh`. */
export async function runPreflight(
  connection: HostConnection,
  needs: PreflightNeeds,
  trainerFolder: string,
): Promise<Reached<HostReport>> {
  const functions = await readFile(join(trainerFolder, "preflight.sh"), "utf8");
  const sentAt = Date.now();
  const answer = await connection.run(preflightScript(needs, functions), { timeoutMs });
  const trip = { sentAt, receivedAt: Date.now() };
  const result = hostResult(answer, out => readHostReport(out.toString("utf8"), needs, trip));
  if (result.kind !== "failed") return result;
  return { kind: "unreachable", failure: { kind: "other", detail: result.detail } };
}
