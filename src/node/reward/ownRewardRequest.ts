import type { Rollout } from "../../core/rollout/rollout.js";
import { isJsonObject } from "../../core/dataset/jsonObject.js";
import { responseText } from "../../core/reward/responseText.js";
import { questionView } from "../runs/rolloutView.js";
import type { OpenedRollout } from "../runs/openedRow.js";

/** The arguments of verl's `compute_score`. */
export interface OwnRewardRequest {
  readonly data_source: string;
  readonly solution_str: string;
  readonly ground_truth: unknown;
  readonly extra_info: Readonly<Record<string, unknown>>;
}

/** The right answer as the trainer had it: a text that holds JSON is a text. */
const truthOf = ({ groundTruth }: Rollout): unknown =>
  groundTruth?.isText === true ? groundTruth.text : groundTruth?.value;

const columnOf = ({ extras }: Rollout, name: string): unknown => extras.find(one => one.name === name)?.value;

/** What is known of the question, for rows that log no `extra_info`; boxes are in page pixels. */
function knownOf(opened: OpenedRollout): Readonly<Record<string, unknown>> {
  const { join, pageSize, trajectory } = opened;
  const { id, text, taskKind, expected, expectedZooms } = questionView(opened);
  const targets = join.kind === "one" ? join.joined.question.targets : null;
  return {
    ...{ question_id: id, question: text, answer: expected, task_kind: taskKind, expected_zooms: expectedZooms },
    gt_boxes: targets?.map(({ box }) => box) ?? null,
    width: pageSize?.width ?? null,
    height: pageSize?.height ?? null,
    num_turns: trajectory.turns.length,
  };
}

/**
 * A row as verl would hand it to a reward function. `data_source` and `extra_info` are the row's own where it logs them;
 * keys of `extra_info` that it does not have are filled in from the join.
 */
export function ownRewardRequest(opened: OpenedRollout): OwnRewardRequest {
  const { rollout } = opened;
  const source = columnOf(rollout, "data_source");
  const logged = columnOf(rollout, "extra_info");
  return {
    data_source: typeof source === "string" ? source : "",
    solution_str: responseText(rollout),
    ground_truth: truthOf(rollout) ?? questionView(opened).expected,
    extra_info: { ...knownOf(opened), ...(isJsonObject(logged) ? logged : {}) },
  };
}
