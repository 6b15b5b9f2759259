import { sha256 } from "../../benchmark/sha256.js";
import { parseReply } from "../parseReply.js";
import type { PredictionRecord } from "../predictionRecord.js";
import { isRight } from "../rolloutLine.js";
import type { ForeignFlag, ForeignFormat, ForeignRow } from "./foreignRow.js";
import { foreignTurns } from "./foreignTurns.js";
import { foreignZoom } from "./foreignZoom.js";
import type { JoinedRow } from "./joinRows.js";

export interface ImportStamp {
  readonly runId: string;
  readonly harness: ForeignFormat;
  /** The file's name. */
  readonly file: string;
  readonly at: string;
}

/** What was asked and what came, as far as it is known: pictures were seen by the other program alone. */
function turnsOf({ row, question }: JoinedRow, harness: ForeignFormat): PredictionRecord["turns"] {
  const { text, reasoning, messages } = row;
  if (messages !== null) return foreignTurns(messages, question, foreignZoom(harness));
  const none = { images: [], tool: null };
  const asked = { role: "user" as const, text: row.question ?? question.question, ...none };
  if (text === null) return [asked];
  const kept = reasoning === null ? {} : { reasoning };
  return [asked, { role: "assistant", text, ...none, ...kept }];
}

/** What was asked is not what stands now, or not all of it came: the answer has no grade. */
const withoutGrade: ReadonlySet<ForeignFlag> = new Set(["target-differs", "options-differ", "rotation-missing"]);

/** Whether what was asked is what stands now, all of it. */
export const isGraded = ({ row }: JoinedRow): boolean => !row.flags.some(flag => withoutGrade.has(flag));

const shaOf = (joined: JoinedRow): string => {
  const { content_sha: sha } = joined.question;
  return isGraded(joined) ? sha : sha256(`asked otherwise\n${sha}`);
};

/** An answer of another program as one of ours, read by our rules. */
export function importedPrediction(joined: JoinedRow, { runId, harness, file, at }: ImportStamp): PredictionRecord {
  const { row, question } = joined;
  const { promptTokens: prompt, completionTokens: completion } = row;
  const parsed = parseReply(row.text, question);
  const named = sha256([runId, question.id, row.attempt, file, row.row].join("\n"));
  return {
    ...{ v: 1, kind: "prediction", id: `pr-${named.slice(0, 20)}`, run_id: runId, question_id: question.id },
    ...{ question_sha: shaOf(joined), attempt: row.attempt, state: row.state, text: row.text },
    ...{ reasoning: row.reasoning, finish_reason: row.finish, turns: turnsOf(joined, harness) },
    parse: { ...parsed, candidates: [...parsed.candidates] },
    usage: prompt === null && completion === null ? null : { prompt, completion, reasoning: null, cached: null },
    ...{ cost: null, timing: { first_token_ms: null, total_ms: 0 }, requests: 0, keys: [] },
    failure: row.failure === null ? null : { code: "imported", status: null, message: row.failure },
    imported: {
      ...{ harness, file, row: row.row, foreign_verdict: row.verdict, foreign_log: row.log },
      model: row.model,
      flags: [...row.flags],
    },
    at,
  };
}

/** What another program's verdict says; null: it says neither right nor wrong, as a score from 1 to 10. */
export function isForeignRight(verdict: ForeignRow["verdict"], harness: ForeignFormat): boolean | null {
  if (harness === "mangavqa") return null;
  if (typeof verdict === "boolean") return verdict;
  if (verdict === 0 || verdict === "0" || verdict === "0.0" || verdict === "I" || verdict === "N") return false;
  return verdict === 1 || verdict === "1" || verdict === "1.0" || verdict === "C" ? true : null;
}

/** Whether our rules say otherwise than the other program; null: one of the two says nothing. */
export function disagrees(prediction: PredictionRecord, joined: JoinedRow, harness: ForeignFormat): boolean | null {
  const { row, question } = joined;
  const [theirs, ours] = [isForeignRight(row.verdict, harness), isRight(prediction, question)];
  const isOfOthers = !isGraded(joined) || row.flags.includes("verdict-of-rotations");
  return theirs === null || ours === null || isOfOthers ? null : theirs !== ours;
}
