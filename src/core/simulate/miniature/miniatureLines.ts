import type { Strategy } from "../../reward/strategy.js";
import { pythonJson, type PythonValue } from "../pythonJson.js";
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

/** What all rows of a question have in common, encoded once. */
interface QuestionEntries {
  readonly base: readonly Entry[];
  readonly fields: readonly Entry[];
}

const json = (value: PythonValue): PythonValue => ({ json: pythonJson(value) });
const int = (value: number): PythonValue => ({ int: value });
const float = (value: number | null): PythonValue => ({ float: value ?? Number.NaN });

/** Lists as JSON text, since trainers keep scalars only; sizes as text too, so that no validation metric is made of them. */
function questionEntries({ question }: MiniatureQuestion): QuestionEntries {
  const targets: PythonValue = question.targets.map(({ box }) => box.map(int));
  return {
    base: [["input", json(decodedPrompt(question.prompt))]],
    fields: [
      ["question_id", question.id],
      ["image", question.image],
      ["width", String(question.width)],
      ["height", String(question.height)],
      ["targets", json(pythonJson(targets))],
      ["expected_zooms", int(question.expected_zooms)],
      ["task", question.task],
    ],
  };
}

function rewardEntries({ rollout }: MiniatureRow): readonly Entry[] {
  const { format, accuracy, toolCount, toolAccuracy } = rollout.reward;
  return [
    // The verdict; the part that is paid for it can be another number.
    ["acc", float(rollout.isCorrect ? 1 : 0)],
    ["format_reward", float(format)],
    ["acc_reward", float(accuracy)],
    ["count_reward", float(toolCount)],
    ["iou_reward", float(toolAccuracy)],
    ["found", float(rollout.found)],
    ["zooms", int(rollout.calls.length)],
    ["crops", int(rollout.calls.filter(({ isExecuted }) => isExecuted).length)],
  ];
}

function ruleEntries({ strategy, step }: LinesOf): readonly Entry[] {
  const phase = phaseAt(strategy, step);
  const written: readonly Entry[] =
    phase === null
      ? []
      : [
          ["phase", phase.name],
          ["strategy_hash", phase.hash],
        ];
  return [["strategy", strategy.id], ...written, ["simulated", true]];
}

/**
 * The lines of `rollouts/<step>.jsonl` or `validation/<step>.jsonl` without their ends, as verl 0.8 writes them: base
 * fields, then what the reward function adds, a validation's `reward` first. The keys are those of our own reward
 * function, and `simulated`.
 */
export function miniatureLines(rows: readonly MiniatureRow[], of: LinesOf): readonly string[] {
  const known = new Map<MiniatureQuestion, QuestionEntries>();
  const rule = ruleEntries(of);
  return rows.map(row => {
    const { asked, rollout, output } = row;
    const entries = known.get(asked) ?? questionEntries(asked);
    known.set(asked, entries);
    const score = float(rollout.total);
    const base: readonly Entry[] = [
      ...entries.base,
      ["output", output],
      ["gts", asked.question.answer],
      ["score", score],
      ["step", int(of.step)],
    ];
    const first: readonly Entry[] = of.kind === "validation" ? [["reward", score]] : [];
    return pythonJson({ dict: [...base, ...first, ...rewardEntries(row), ...entries.fields, ...rule] });
  });
}
