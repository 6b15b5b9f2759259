import type { RewardComponents } from "../../src/core/reward/rewardScore.js";
import type { AuditedMember, RolloutAuditView } from "../../src/protocol/reward/rolloutAuditView.js";
import { plainView } from "./madeUpViews.js";

const logged = (value: number) => ({ kind: "number", value }) as const;

/** By number in the group: the parts and the advantage (GRPO, over all eight). */
const rows: readonly (readonly [format: number, accuracy: number, count: number, iou: number, advantage: number])[] = [
  [1, 1, 1, 1.155, 1.13],
  [1, 1, 1, 1.06, 1.05],
  [1, 0, 1, 0.66, -0.44],
  [1, 1, 1, 1.036, 1.03],
  [0, 0, 0, 0.4, -1.41],
  [1, 1, 0, 0.85, 0.01],
  [1, 0, 0, 0, -1.15],
  [1, 0, 1, 1.14, -0.23],
];

const members = rows.map(([format, accuracy, toolCount, toolAccuracy, advantage], i): AuditedMember => {
  const components: RewardComponents = { format, accuracy, toolCount, toolAccuracy };
  const reward = format + accuracy + (1 + accuracy) * (toolCount + toolAccuracy);
  const ref = plainView.group.members[i]?.ref ?? plainView.ref;
  return { ref, reward, advantage, components, differs: i === 3 };
});

/** The audit of the made-up rollout: its trainer did not clamp the second box. */
export const madeUpAudit: RolloutAuditView = {
  ref: plainView.ref,
  strategy: "rarl",
  strategies: ["rarl", "rarl-warm-start", "rarl-conditional", "deepeyes", "vanilla", "two-phase"],
  by: {
    kind: "log",
    span: {
      from: 17,
      to: 163,
      strategy: "rarl",
      alsoFits: [],
      agreeing: 117,
      compared: 128,
      byLoggedParts: 0,
      notFinite: 0,
      isWritten: false,
    },
  },
  parts: [
    { part: "format", verdict: "match", logged: logged(1), recomputed: 1 },
    { part: "accuracy", verdict: "match", logged: logged(1), recomputed: 1 },
    { part: "toolCount", verdict: "match", logged: logged(1), recomputed: 1 },
    { part: "toolAccuracy", verdict: "differs", logged: logged(0.978), recomputed: 1.036 },
    { part: "total", verdict: "differs", logged: logged(5.956), recomputed: 6.072 },
  ],
  firstDifference: "toolAccuracy",
  factor: { logged: 2, recomputed: 2 },
  m: 2,
  cause: { codes: ["not-clamped"], isWhole: true, call: { index: 1, logged: 0.555, recomputed: 0.637 } },
  shared: { rollouts: 11, of: 128 },
  estimator: "grpo",
  advantage: 1.03,
  flat: null,
  members,
};
