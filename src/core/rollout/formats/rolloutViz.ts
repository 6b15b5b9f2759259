import { isJsonObject } from "../../dataset/jsonObject.js";
import { chatMessages } from "../chatMessages.js";
import type { DumpFormat } from "../dumpFormat.js";
import { hasKeys } from "../hasKeys.js";
import { messagesPrompt } from "../promptOf.js";
import { rolloutRow, type RowShape } from "../rolloutRow.js";
import { trainerConventions } from "../trainerConventions.js";

const shape: RowShape = {
  format: "rollout-viz",
  prompt: "prompt",
  response: "messages",
  score: "reward",
  step: "step",
  groundTruth: "ground_truth",
  givenAnswer: null,
  uid: null,
  readResponse: logged => {
    const messages = chatMessages(logged);
    return messages === null ? null : { kind: "messages", messages };
  },
};

/** The attributes of a sample are its columns; what stands before the model's first message is the prompt. */
function plainRow(unit: unknown): unknown {
  if (!isJsonObject(unit)) return unit;
  const { attributes, ...row } = unit;
  const messages = chatMessages(unit["messages"]) ?? [];
  const first = messages.findIndex(({ role }) => role === "assistant");
  const prompt = messagesPrompt(first === -1 ? messages : messages.slice(0, first));
  return { ...(isJsonObject(attributes) ? attributes : {}), ...row, prompt };
}

/**
 * Samples of rollout_viz: `messages`, `attributes` (step, reward, sample_index, rollout_n, validate and whatever else somebody
 * logs) and a `timestamp`, appended (rollout_viz docs/data_format.md).
 */
export const rolloutViz: DumpFormat = {
  id: "rollout-viz",
  rows: "rollouts",
  unit: "line",
  growth: "appended",
  conventions: trainerConventions.verl,
  scan: null,
  detect: first => hasKeys(first, ["messages", "attributes"]) && isJsonObject(first["attributes"]),
  readUnit: (unit, columns) => [rolloutRow(plainRow(unit), shape, columns)],
};
