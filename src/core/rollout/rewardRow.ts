import type { JsonObject } from "../dataset/jsonObject.js";
import type { RewardLine } from "./rewardLine.js";

/**
 * A line of the trainer's own JSONL with the keys that the same reward function gives a dump (`zoom_reward.py`), so that
 * whatever reads a row reads a joined one. What the line does not know is left out: a null is no value of a row.
 */
export function rewardRow(line: RewardLine): JsonObject {
  const { parts, calls } = line;
  const boxes = (of: "requested" | "executed") => JSON.stringify(calls.map(call => call[of]));
  const row: JsonObject = {
    acc: line.acc,
    format_reward: parts.format,
    acc_reward: parts.accuracy,
    count_reward: parts.tool_count,
    iou_reward: parts.tool_accuracy,
    question_id: line.question_id,
    image: line.image,
    width: line.width,
    height: line.height,
    targets: line.targets === null ? null : JSON.stringify(line.targets),
    task: line.task,
    split: line.split,
    stage: line.stage,
    phase: line.phase,
    strategy: line.strategy,
    strategy_hash: line.strategy_hash,
    zooms: calls.length,
    crops: calls.filter(({ executed }) => executed !== null).length,
    requested_json: boxes("requested"),
    executed_json: boxes("executed"),
    evidence: line.evidence,
    problem: line.problem === "" ? null : line.problem,
  };
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}

/** A dump's row with a line's keys laid under it: what the row says itself comes first. */
export function layRowOverLine(row: JsonObject, line: JsonObject): JsonObject {
  const added = Object.entries(line).filter(([name]) => (Object.hasOwn(row, name) ? row[name] : null) === null);
  return added.length === 0 ? row : { ...row, ...Object.fromEntries(added) };
}
