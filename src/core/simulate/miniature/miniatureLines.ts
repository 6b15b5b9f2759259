import type { Strategy } from "../../reward/strategy.js";
import { pythonFloat, pythonJson, type PythonValue } from "../pythonJson.js";
import { decodedPrompt } from "../questionPrompt.js";
import type { MiniatureQuestion } from "./miniature.js";
import type { MiniatureRow } from "./miniatureRow.js";
import { phaseAt } from "./phaseAt.js";

/** What all rows of a file have in common. */
export interface LinesOf {
  readonly strategy: Strategy;
  readonly step: number;
  readonly kind: "training" | "validation";
}

type Entry = readonly [key: string, value: PythonValue];

/** What all rows of a question have in common, encoded once: rows are many and their prompts long. */
interface QuestionText {
  readonly input: string;
  readonly truth: string;
  readonly fields: string;
}

/** Entries as they stand inside the braces of an object. */
const inside = (entries: readonly Entry[]): string => pythonJson({ dict: entries }).slice(1, -1);

const int = (value: number): PythonValue => ({ int: value });

/** Lists as JSON text, since trainers keep scalars only; sizes as text too, so that no validation metric is made of them. */
function questionText({ question }: MiniatureQuestion): QuestionText {
  const targets: PythonValue = question.targets.map(({ box }) => box.map(int));
  return {
    input: inside([["input", decodedPrompt(question.prompt)]]),
    truth: inside([["gts", question.answer]]),
    fields: inside([
      ["question_id", question.id],
      ["image", question.image],
      ["width", String(question.width)],
      ["height", String(question.height)],
      ["targets", pythonJson(targets)],
      ["expected_zooms", int(question.expected_zooms)],
      ["task", question.task],
    ]),
  };
}

const float = (value: number | null): string => pythonFloat(value ?? Number.NaN);

/** `acc` is the verdict; the part that is paid for it can be another number. */
function rewardText({ rollout }: MiniatureRow): string {
  const { reward, calls, found, isCorrect } = rollout;
  const crops = calls.filter(({ isExecuted }) => isExecuted).length;
  return (
    `"acc": ${isCorrect ? "1.0" : "0.0"}, "format_reward": ${float(reward.format)}, ` +
    `"acc_reward": ${float(reward.accuracy)}, "count_reward": ${float(reward.toolCount)}, ` +
    `"iou_reward": ${float(reward.toolAccuracy)}, "found": ${float(found)}, "zooms": ${calls.length}, "crops": ${crops}`
  );
}

function ruleText({ strategy, step }: LinesOf): string {
  const phase = phaseAt(strategy, step);
  const paid: readonly Entry[] =
    phase === null
      ? []
      : [
          ["phase", phase.name],
          ["strategy_hash", phase.hash],
        ];
  return inside([["strategy", strategy.id], ...paid, ["simulated", true]]);
}

/**
 * The lines of `rollouts/<step>.jsonl` or `validation/<step>.jsonl` without their ends, as verl 0.8 writes them: base
 * fields, then what the reward function adds, a validation's `reward` first. The keys are those of our own reward
 * function, and `simulated`.
 */
export function miniatureLines(rows: readonly MiniatureRow[], of: LinesOf): readonly string[] {
  const known = new Map<MiniatureQuestion, QuestionText>();
  const rule = ruleText(of);
  return rows.map(row => {
    const question = known.get(row.asked) ?? questionText(row.asked);
    known.set(row.asked, question);
    const { input, truth, fields } = question;
    const score = float(row.rollout.total);
    const base = `${input}, "output": ${JSON.stringify(row.output)}, ${truth}, "score": ${score}, "step": ${of.step}`;
    const first = of.kind === "validation" ? `, "reward": ${score}` : "";
    return `{${base}${first}, ${rewardText(row)}, ${fields}, ${rule}}`;
  });
}
