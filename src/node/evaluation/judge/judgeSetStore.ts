import { randomBytes } from "node:crypto";
import {
  type JudgeSet,
  judgeSetId,
  judgeSetOf,
  judgeSetSchema,
  type JudgeSettings,
} from "../../../core/evaluation/judge/judgeSet.js";
import { appendLines } from "../../benchmark/appendLines.js";
import { readRecords } from "../../benchmark/readRecords.js";
import { evaluationPaths } from "../evaluationPaths.js";

async function knownSet(path: string, id: string): Promise<JudgeSet | null> {
  const read = await readRecords<JudgeSet>(path, judgeSetSchema);
  return read.kind === "read" ? (read.records.find(set => set.id === id) ?? null) : null;
}

const saltBytes = 16;

/** The set of a judge, not written down yet where it is a new one. */
export async function judgeSetFor(
  folder: string,
  settings: JudgeSettings,
  { endpointHost, toolVersion, at }: { endpointHost: string; toolVersion: string; at: string },
): Promise<JudgeSet> {
  const known = await knownSet(evaluationPaths(folder).judges, judgeSetId(settings));
  const salt = randomBytes(saltBytes).toString("hex");
  return known ?? judgeSetOf(settings, { salt, endpointHost, toolVersion, at });
}

/** Writes a set down; of two that begin it at once, the first line holds for both. Rejects when the disk does. */
export async function writeJudgeSet(folder: string, set: JudgeSet): Promise<JudgeSet> {
  const path = evaluationPaths(folder).judges;
  if ((await knownSet(path, set.id)) === null) await appendLines(path, [set]);
  return (await knownSet(path, set.id)) ?? set;
}
