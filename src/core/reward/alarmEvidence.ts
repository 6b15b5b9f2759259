import type { AlarmId } from "./alarmId.js";
import type { CurveFacts } from "./curveFacts.js";
import { measureOf } from "./rolloutMeasures.js";

type Shows = (rollout: CurveFacts) => number | null;

const rewardOf = ({ facts: { logged } }: CurveFacts) => (logged.total.kind === "number" ? logged.total.value : 0);

const valueOf = (rollout: CurveFacts, measure: Parameters<typeof measureOf>[1]) =>
  measureOf(rollout, measure)?.value ?? null;

/** The measure's value, and nothing for a rollout that has none or 0. */
const shown =
  (measure: Parameters<typeof measureOf>[1]): Shows =>
  rollout => {
    const value = valueOf(rollout, measure);
    return value === null || value <= 0 ? null : value;
  };

/** How well a rollout shows what an alarm is about; null when it does not. */
const shows: Readonly<Record<AlarmId, Shows>> = {
  "zoom-collapse": rollout => (valueOf(rollout, "wantedCall") === 0 ? rewardOf(rollout) : null),
  "one-part-carries": rollout => (rollout.parts.accuracy === 0 ? rewardOf(rollout) : null),
  "page-boxes": shown("pageShare"),
  "repeated-boxes": ({ facts, ...rest }) => {
    const share = shown("repeatShare")({ facts, ...rest });
    return share === null ? null : share * facts.calls.length;
  },
  "giant-boxes": shown("giantShare"),
  "format-only": rollout => (rollout.parts.format !== null && rollout.parts.accuracy === 0 ? rewardOf(rollout) : null),
  "length-drift": shown("answerChars"),
  "refused-loop": ({ facts, ...rest }) => (shown("loopShare")({ facts, ...rest }) === null ? null : facts.refused),
  "second-zoom-decays": rollout => {
    const value = valueOf(rollout, "secondOfTwo");
    return value === null ? null : 1 - value;
  },
  "cut-share": ({ facts }) => (facts.cut === null ? null : facts.responseChars),
};

/** Of some rollouts those that show an alarm best, the best first; ties in their own order. Indexes into `rollouts`. */
export function alarmEvidence(id: AlarmId, rollouts: readonly CurveFacts[], most: number): readonly number[] {
  return rollouts
    .flatMap((rollout, index) => {
      const key = shows[id](rollout);
      return key === null ? [] : [{ key, index }];
    })
    .sort((a, b) => b.key - a.key || a.index - b.index)
    .slice(0, most)
    .map(({ index }) => index);
}
