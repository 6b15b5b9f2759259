import type { FactCall, RewardFacts } from "../../reward/rewardFacts.js";
import type { MiniatureEnding } from "./miniature.js";
import type { ResponseFacts } from "./responseFacts.js";
import { miniatureEndings, type SampledRollout } from "./sampleRollout.js";
import type { Scene } from "./scene.js";

/** What each ending's text is by every rule: a sloppy one leaves a tag open, a lost one is cut inside a thought. */
const formOf: Readonly<Record<MiniatureEnding, RewardFacts["isWellFormed"]>> = {
  clean: { strict: true, deepeyes: true, "answer-only": true },
  sloppy: { strict: false, deepeyes: false, "answer-only": true },
  lost: { strict: false, deepeyes: false, "answer-only": false },
};

export const endingOf = ({ ending }: SampledRollout): MiniatureEnding => miniatureEndings[ending] ?? "lost";

/** What the reward engine is told of a rollout: what it would read from its text. */
export function miniatureFacts(scene: Scene, rollout: SampledRollout, response: ResponseFacts): RewardFacts {
  const ending = endingOf(rollout);
  const { question, page } = scene.asked;
  return {
    page,
    isWellFormed: formOf[ending],
    isCorrect: rollout.isRight && ending !== "lost",
    answerChars: response.answerChars,
    calls: rollout.calls.map(factCall),
    tool: { kind: "targets", targets: scene.targets, expected: question.expected_zooms },
    coin: { questionId: question.id, responseCrc: response.responseCrc },
  };
}

/** Boxes are whole pixels inside the page, of which the tool crops exactly what it is asked for. */
const factCall = ({ box, isExecuted }: SampledRollout["calls"][number]): FactCall => ({
  requested: box,
  executed: isExecuted ? box : null,
  isExecuted,
});
