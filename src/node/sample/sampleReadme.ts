import type { RunPlan } from "../../core/simulate/runPlan.js";
import { faults, type SampleMode } from "./faults.js";

/** First line of the run's README and remark in its loupe.json; a folder without it is not ours to replace. */
export const madeUp = "This run is made up: a program drew its pages and wrote its rollouts. No model was trained.";

function modeText(mode: SampleMode): string {
  switch (mode.kind) {
    case "usual":
      return "It has what real runs have: refused boxes, open tags, cut-off and empty answers, a NaN score.";
    case "healthy":
      return mode.firstCall === null
        ? "Nothing is wrong with it but what a model in training does wrong."
        : `Nothing is wrong with it. At first the model zooms in ${mode.firstCall * 100} % of its rollouts.`;
    case "fault":
      return `Its fault (${mode.name}): ${faults[mode.name].summary}`;
    default: {
      const never: never = mode;
      return never;
    }
  }
}

/** What a person who finds the folder should know. */
export function sampleReadme(plan: RunPlan, mode: SampleMode): string {
  return `${madeUp}

Seed ${plan.seed}, ${plan.steps} steps. ${modeText(mode)}

loupe.json        where the questions are
questions.jsonl   questions, right answers and target boxes; "marks" are for drawing on a copy of the page
pages/            ${plan.pages.length} comic pages; ${plan.pages.find(({ orientation }) => orientation !== null)?.file ?? "none"} carries an EXIF orientation that trainers ignore
rollouts/         one file a step: 16 questions, 8 rollouts of each; each question is asked once
validation/       the same 64 questions every 10 steps; their rows are joined by prompt and answer
metrics.jsonl     curves, as verl's file logger writes them
global_step_*/    empty checkpoints

Boxes, targets and marks count pixels of the page as stored: x1, y1, x2, y2.
score = format + acc + (1 + acc) * (count + iou), where iou is the sum of IoU over the root of the number of calls.
`;
}
