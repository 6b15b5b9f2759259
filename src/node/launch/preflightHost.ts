import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { HostReport } from "../../core/launch/hostReport.js";
import type { PreflightNeeds } from "../../core/launch/preflightNeeds.js";
import { preflightScript } from "../../core/launch/preflightScript.js";
import { readHostReport } from "../../core/launch/readHostReport.js";
import type { Reached } from "../jobs/jobsService.js";
import type { HostConnection } from "../remote/hostConnection.js";

/** Each look gives up after 8 s by itself; several may have to on a host that is in trouble. */
const patienceMs = 90_000;

/** Looks at a host in one round trip. An answer that does not come to its end counts as none. */
export async function preflightHost(
  connection: HostConnection,
  needs: PreflightNeeds,
  trainerFolder: string,
): Promise<Reached<HostReport>> {
  const [functions, measureData] = await Promise.all(
    ["preflight.sh", "measure_data.py"].map(name => readFile(join(trainerFolder, name), "utf8")),
  );
  const script = preflightScript(needs, { functions: functions ?? "", measureData: measureData ?? "" });
  const sentAt = Date.now();
  const answer = await connection.run(script, { timeoutMs: patienceMs });
  if (answer.kind === "unreachable") return answer;
  const text = answer.out.toString("utf8");
  const report = readHostReport(text, needs, { sentAt, receivedAt: Date.now() });
  if (report !== null) return { kind: "reached", value: report };
  const detail = `the preflight ended with ${answer.code}: ${answer.err || text.slice(-500)}`;
  return { kind: "unreachable", failure: { kind: "other", detail } };
}
