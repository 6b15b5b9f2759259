import { callConventions } from "../../../src/core/rollout/callConventions.js";
import { countCalls, type CallCounts } from "../../../src/core/rollout/countCalls.js";
import type { FormatId } from "../../../src/core/rollout/formatId.js";
import type { Rollout, RolloutMessage } from "../../../src/core/rollout/rollout.js";
import type { Trajectory } from "../../../src/core/rollout/trajectory.js";
import { trajectoryOf } from "../../../src/core/rollout/trajectoryOf.js";

const empty: Rollout = {
  format: "verl-rollouts",
  step: 1,
  score: { kind: "number", value: 0 },
  acc: { kind: "absent" },
  prompt: "system\nAnswer in <answer></answer>.\nuser\nWhich one?\nassistant\n",
  response: { kind: "text", text: "" },
  groundTruth: undefined,
  givenAnswer: null,
  groupKey: null,
  fields: {
    questionId: null,
    image: null,
    size: null,
    targets: null,
    taskKind: null,
    prompt: null,
    answer: null,
    unreadable: [],
  },
  extras: [],
};

/** A rollout of a verl dump (or of another text format) with this response. */
export function rollout(text: string, changes: Partial<Rollout> = {}): Rollout {
  return { ...empty, response: { kind: "text", text }, ...changes };
}

/** A rollout of DeepEyes' evaluation. */
export function evaluated(messages: readonly RolloutMessage[], changes: Partial<Rollout> = {}): Rollout {
  return {
    ...empty,
    format: "deepeyes-evaluation",
    prompt: "Which one?",
    response: { kind: "messages", messages },
    ...changes,
  };
}

export function parsed(text: string, format: FormatId = "verl-rollouts"): Trajectory {
  return trajectoryOf(rollout(text, { format }));
}

export function counted(one: Rollout): CallCounts {
  return countCalls(trajectoryOf(one), callConventions(one.format));
}

/** A closed zoom call as Qwen2.5-VL writes it. */
export function zoom(box: readonly number[], label?: string): string {
  const args = label === undefined ? { bbox_2d: box } : { bbox_2d: box, label };
  return `<tool_call>\n${JSON.stringify({ name: "image_zoom_in_tool", arguments: args })}\n</tool_call>`;
}

/** A tool's turn as verl's chat template puts it between two turns of the model. */
export function reply(text: string): string {
  return `\nuser\n<tool_response>\n${text}\n</tool_response>\nassistant\n`;
}

export const zoomedIn = "Zoomed in on the image to the region [10, 20, 300, 400].";

/** `role:text` of each turn, shortened. */
export function shape(trajectory: Trajectory): readonly string[] {
  return trajectory.turns.map(turn => `${turn.role}:${turn.text.slice(0, 12)}`);
}

/** `kind` of each part of a turn that is not blank, with its problem. */
export function kinds(trajectory: Trajectory, turn = 0): readonly string[] {
  return (trajectory.turns[turn]?.parts ?? [])
    .filter(part => part.kind !== "text" || part.text.trim() !== "")
    .map(part => (part.problem === null ? part.kind : `${part.kind}!${part.problem}`));
}
