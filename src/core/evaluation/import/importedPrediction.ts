import { sha256 } from "../../benchmark/sha256.js";
import { parseReply } from "../parseReply.js";
import type { PredictionRecord } from "../predictionRecord.js";
import { isRight } from "../rolloutLine.js";
import type { ForeignFormat, ForeignRow } from "./foreignRow.js";
import type { JoinedRow } from "./joinRows.js";

export interface ImportStamp {
  readonly runId: string;
  readonly harness: ForeignFormat;
  /** The file's name. */
  readonly file: string;
  readonly at: string;
}

/** What was asked and what came, as far as it is known: pictures were seen by the other program alone. */
function turnsOf(question: string, { text, reasoning }: ForeignRow): PredictionRecord["turns"] {
  const none = { images: [], tool: null };
  const asked = { role: "user" as const, text: question, ...none };
  if (text === null) return [asked];
  const kept = reasoning === null ? {} : { reasoning };
  return [asked, { role: "assistant", text, ...none, ...kept }];
}

/** A question of which another text, or another answer, was asked than that which stands now has no grade. */
const shaOf = ({ row, question }: JoinedRow): string =>
  row.flags.includes("target-differs") ? sha256(`asked otherwise\n${question.content_sha}`) : question.content_sha;

/** An answer of another program as one of ours, read by our rules. */
export function importedPrediction(joined: JoinedRow, { runId, harness, file, at }: ImportStamp): PredictionRecord {
  const { row, question } = joined;
  const { promptTokens: prompt, completionTokens: completion } = row;
  const parsed = parseReply(row.text, question);
  const named = sha256([runId, question.id, row.attempt, file, row.row].join("\n"));
  return {
    ...{ v: 1, kind: "prediction", id: `pr-${named.slice(0, 20)}`, run_id: runId, question_id: question.id },
    ...{ question_sha: shaOf(joined), attempt: row.attempt, state: row.state, text: row.text },
    ...{ reasoning: row.reasoning, finish_reason: row.finish, turns: turnsOf(row.question ?? question.question, row) },
    parse: { ...parsed, candidates: [...parsed.candidates] },
    usage: prompt === null && completion === null ? null : { prompt, completion, reasoning: null, cached: null },
    ...{ cost: null, timing: { first_token_ms: null, total_ms: 0 }, requests: 0, keys: [] },
    failure: row.failure === null ? null : { code: "imported", status: null, message: row.failure },
    imported: {
      ...{ harness, file, row: row.row, foreign_verdict: row.verdict, foreign_log: row.log },
      flags: [...row.flags],
    },
    at,
  };
}

/** What another program's verdict says; null: it says neither right nor wrong. */
export function isForeignRight(verdict: ForeignRow["verdict"]): boolean | null {
  if (typeof verdict === "boolean") return verdict;
  if (verdict === 0 || verdict === "0" || verdict === "I" || verdict === "N") return false;
  return verdict === 1 || verdict === "1" || verdict === "C" ? true : null;
}

/** Whether our rules say otherwise than the other program; null: one of the two says nothing. */
export function disagrees(prediction: PredictionRecord, { row, question }: JoinedRow): boolean | null {
  const [theirs, ours] = [isForeignRight(row.verdict), isRight(prediction, question)];
  return theirs === null || ours === null || row.flags.includes("target-differs") ? null : theirs !== ours;
}
