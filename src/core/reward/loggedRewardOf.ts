import type { LoggedNumber } from "../rollout/loggedNumber.js";
import { rewardParts } from "../rollout/rewardParts.js";
import type { RewardPart } from "../rollout/rewardPart.js";
import type { Rollout } from "../rollout/rollout.js";
import type { LoggedReward } from "./rolloutFacts.js";

const absent: LoggedNumber = { kind: "absent" };

/**
 * What a row logs of its reward, by part. A column that says of itself that it is a mean is not the paper's R_iou. In a row
 * of an evaluation `acc` is what its tables count, by rules that read an answer without a tag, too; its score is the same
 * unless a strategy paid it. No trainer logged these as a reward.
 */
export function loggedRewardOf(rollout: Rollout): LoggedReward {
  const logged = everyPart(rollout);
  const has = (column: string) => rollout.extras.some(({ name }) => name === column);
  if (!has("prediction_id")) return logged;
  return { ...logged, accuracy: absent, total: has("strategy") ? logged.total : absent };
}

function everyPart(rollout: Rollout): LoggedReward {
  const parts = rewardParts(rollout);
  const of = (role: RewardPart["role"]): LoggedNumber => parts.find(part => part.role === role)?.value ?? absent;
  const iou = parts.find(part => part.role === "iou");
  const isMean = iou !== undefined && /mean/i.test(iou.name);
  return {
    format: of("format"),
    accuracy: of("accuracy"),
    toolCount: of("count"),
    toolAccuracy: isMean ? absent : of("iou"),
    total: rollout.score,
  };
}
