import { readBareScore, readScore } from "./readScore.js";
import type { VerdictRecord } from "../verdictRecord.js";
import type { JudgeScale, JudgeSet } from "./judgeSet.js";
import type { JudgeTask } from "./judgeWork.js";
import { judgedPart } from "./judgedPart.js";
import { type ReadJudgement, readVerdict } from "./readVerdict.js";

/** What a judge's asking came to: the reply that is read, and how often it was asked. */
export interface JudgeReply {
  /** Null: no request brought one. */
  readonly text: string | null;
  readonly model: string | null;
  readonly asked: number;
  /** The limit of tokens ended it: what it would have said in the end is not known. */
  readonly isCut?: boolean;
}

/** Codes in `flags` of a judge's verdict. */
export type VerdictFlag = "multi" | "asked-again" | "request-failed" | "second" | "again";

const longestKept = 4000;

/** A judge's reply by its scale; a prompt that asks for a bare number gets one. */
export function readJudgement(reply: string, scale: JudgeScale): ReadJudgement | null {
  const said = judgedPart(reply);
  return scale === "binary" ? readVerdict(said) : (readScore(said) ?? readBareScore(said));
}

const differenceIn = (reply: string): string | null => /^[\s>*]*DIFF:[\s*]*(.+)$/m.exec(reply)?.[1]?.trim() ?? null;

function flagsOf(read: ReadJudgement | null, { text, asked }: JudgeReply, more: readonly VerdictFlag[]): VerdictFlag[] {
  return [
    ...(read?.isMulti === true ? (["multi"] as const) : []),
    ...(asked > 1 ? (["asked-again"] as const) : []),
    ...(text === null ? (["request-failed"] as const) : []),
    ...more,
  ];
}

export interface VerdictStamp {
  readonly id: string;
  readonly at: string;
  readonly toolVersion: string;
  /** `second`: of a judge beside the main one; `again`: of one that is asked twice. */
  readonly flags: readonly VerdictFlag[];
}

/** The line of a judge's reply. What cannot be read is a failure of the judge, and never a score. */
export function judgeVerdict(
  { prediction, textSha }: JudgeTask,
  set: JudgeSet,
  setId: string,
  reply: JudgeReply,
  stamp: VerdictStamp,
): VerdictRecord {
  const { text, model } = reply;
  const read = text === null || reply.isCut === true ? null : readJudgement(text, set.scale);
  return {
    ...{ v: 1, kind: "verdict", id: stamp.id, prediction_id: prediction.id, question_id: prediction.question_id },
    ...{ question_sha: prediction.question_sha, text_sha: textSha, set_id: setId },
    by: {
      ...{ type: "judge", name: set.model, prompt_id: set.template.id, prompt_sha: set.template_sha256 },
      model_returned: model,
    },
    ...{ outcome: read?.outcome ?? "judge_failed", score: read?.score ?? null, scale: set.scale },
    ...{ why: text === null ? null : differenceIn(text), raw: text?.slice(0, longestKept) ?? null },
    ...{ flags: flagsOf(read, reply, stamp.flags), takes_back: null },
    ...{ tool_version: stamp.toolVersion, at: stamp.at },
  };
}
