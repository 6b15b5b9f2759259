import { pythonJson, type PythonValue } from "./pythonJson.js";
import { decodedPrompt } from "./questionPrompt.js";
import type { Behaviour } from "./behaviour.js";
import type { SimulatedRow } from "./simulateStep.js";

type Entry = readonly [key: string, value: PythonValue];

function baseOf({ question, output, score, step }: SimulatedRow): readonly Entry[] {
  return [
    ["input", decodedPrompt(question.prompt)],
    ["output", output],
    ["gts", question.answer],
    ["score", { float: score }],
    ["step", { int: step }],
  ];
}

function partsOf({ reward, rollout }: SimulatedRow): readonly Entry[] {
  return [
    ["acc", { float: reward.acc }],
    ["format", { float: reward.format }],
    ["count", { float: reward.count }],
    ["iou", { float: reward.iou }],
    ["zoom_calls", { int: rollout.calls.length }],
  ];
}

/** The page and the targets, as a reward function logs them: lists as JSON text, since trainers keep scalars only. */
function fieldsOf({ question }: SimulatedRow, { imagePrefix }: Behaviour): readonly Entry[] {
  const targets: PythonValue = question.targets.map(({ box }) => box.map(value => ({ int: value })));
  return [
    ["task", question.task],
    ["question_id", question.id],
    ["image", imagePrefix + question.image],
    ["targets", pythonJson(targets)],
  ];
}

/** Steps whose rows do not name their question, as after a restart with another reward function: one in ten. */
const isBareStep = (step: number) => step % 10 === 5;

/** A row of `rollouts/<step>.jsonl` without the line's end, as verl 0.8 writes it: base fields, then the reward's extras. */
export function trainingLine(row: SimulatedRow, behaviour: Behaviour): string {
  const fields = behaviour.isBare || isBareStep(row.step) ? [] : fieldsOf(row, behaviour);
  return pythonJson({ dict: [...baseOf(row), ...partsOf(row), ...fields] });
}

/** A row of `validation/<step>.jsonl`: `reward` comes first among the extras; question and page are the dataset's to say. */
export function validationLine(row: SimulatedRow): string {
  return pythonJson({ dict: [...baseOf(row), ["reward", { float: row.score }], ...partsOf(row)] });
}
