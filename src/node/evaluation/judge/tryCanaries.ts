import { judgeCanaries } from "../../../core/evaluation/judge/judgeCanaries.js";
import { readJudgement } from "../../../core/evaluation/judge/judgeVerdict.js";
import { askJudge, type JudgeAsking } from "./askJudge.js";
import type { FailedCanary, JudgeResult } from "./judgeResult.js";

const longestShown = 400;

/** Tries a judge with answers of which it is known what must be said; null: it passed them all. */
export async function tryCanaries(asking: JudgeAsking): Promise<JudgeResult | null> {
  const tried = await Promise.all(
    judgeCanaries(asking.set.scale).map(async canary => ({
      canary,
      asked: await askJudge(asking, canary.item, { isFresh: false, isAgain: false }),
    })),
  );
  const failed: FailedCanary[] = [];
  for (const { canary, asked } of tried) {
    if (asked.kind === "cancelled") return { kind: "aborted" };
    if (asked.kind === "stopped") return { kind: "unreachable", failure: asked.failure };
    const { text } = asked.reply;
    const { lastFailure } = asking.tally.summary();
    if (text === null && lastFailure !== null) return { kind: "unreachable", failure: lastFailure };
    const isRead = text !== null && asked.reply.isCut !== true;
    const outcome = isRead ? (readJudgement(text, asking.set.scale)?.outcome ?? null) : null;
    if (outcome === null || (outcome === "correct") !== canary.isRight)
      failed.push({ code: canary.code, outcome, reply: (text ?? "").slice(0, longestShown) });
  }
  return failed.length === 0 ? null : { kind: "unfit", canaries: failed };
}
