import type { GoldenItem, GoldenStep } from "../../protocol/remarks/remarksApi.js";
import type { Translate } from "../translate.js";
import { clip } from "../tree/clip.js";
import { formatDecimal } from "../tree/formatDecimal.js";
import { joinWords } from "../tree/joinWords.js";
import { outcomeWords } from "../tree/outcomeWords.js";
import { scoreWords } from "../tree/scoreWords.js";
import type { TreeFace } from "../tree/treeFace.js";

type GoldenRollout = Extract<GoldenItem, { kind: "rollout" }>;
type GoldenQuestion = Extract<GoldenItem, { kind: "question" }>;

const face = (
  label: string,
  said: readonly (string | false)[],
  tooltip: readonly string[],
  icon: TreeFace["icon"],
) => ({
  label,
  description: joinWords(said),
  tooltip: tooltip.filter(line => line !== ""),
  icon,
  spoken: joinWords([label, ...said], ", "),
});

function stepWords({ step, phase }: Pick<GoldenStep, "step" | "phase">, t: Translate): string {
  if (step === null) return t("no step");
  return phase === "validation" ? t("validation, step {0}", step) : t("step {0}", step);
}

const rightWords = ({ right, known }: GoldenStep, t: Translate) => known > 0 && t("{0} of {1} right", right, known);

function shape(outcome: GoldenRollout["outcome"]): TreeFace["icon"] {
  if (outcome === "correct") return { id: "pass-filled", color: "charts.green" };
  if (outcome === "wrong") return { id: "error", color: "list.errorForeground" };
  return { id: "star-full", color: null };
}

/** How entries of the golden list look. */
export const goldenFace = {
  /** A question: how it stands at the newest step. */
  question({ question, runName, latest, steps }: GoldenQuestion, t: Translate): TreeFace {
    const label = clip(question.question ?? question.text, 60) || t("Group without a prompt");
    const icon = { id: "star-full", color: null };
    if (latest === null)
      return face(label, [t("in no step any more"), runName], [label, clip(question.text, 600)], icon);
    const state = [rightWords(latest, t), stepWords(latest, t), runName];
    return face(
      label,
      state,
      [label, clip(question.text, 600), steps === 1 ? t("at 1 step") : t("at {0} steps", steps)],
      icon,
    );
  },
  /** A rollout: its outcome as a shape, as in the tree of runs. */
  rollout({ ref, step, runName, outcome, score, question, remarks }: GoldenRollout, t: Translate): TreeFace {
    const place = stepWords({ step, phase: null }, t);
    if (ref === null)
      return face(t("Rollout that is gone"), [place, runName], [t("Its text stands in no file of the run any more.")], {
        id: "circle-slash",
        color: null,
      });
    const label = clip(question, 60) || t("Rollout {0}", ref.row + 1);
    const said = [outcome !== null && outcomeWords(outcome, t), score !== null && scoreWords(score, t), place, runName];
    return face(label, said, [label, clip(remarks.note ?? "", 600), remarks.tags.join(", ")], shape(outcome));
  },
  /** A question at one step. */
  step(step: GoldenStep, t: Translate): TreeFace {
    const score = step.meanScore === null ? "" : t("mean score {0}", formatDecimal(step.meanScore));
    const icon = { id: step.known > 0 && step.right === step.known ? "pass-filled" : "circle-outline", color: null };
    return face(stepWords(step, t), [rightWords(step, t), score], [], icon);
  },
} as const;
