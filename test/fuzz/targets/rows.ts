import { strict as assert } from "node:assert";
import * as fc from "fast-check";
import { formats } from "../../../src/core/rollout/formats.js";
import { parseTolerant } from "../../../src/core/rollout/parseTolerant.js";
import { trajectoryOf } from "../../../src/core/rollout/trajectoryOf.js";
import { fuzzTarget } from "../fuzzTarget.js";
import { trajectoryTexts } from "./trajectoryText.js";

/** Top-level keys of all trainers (formats.md 1 to 5), and names that objects inherit. */
const keys = fc.constantFrom(
  ...["input", "output", "score", "step", "gts", "uid", "acc", "reward", "request_id", "question_id", "executed_json"],
  ...["prompt", "response", "response_tokens", "token_rewards", "logprobs", "ground_truth", "values", "rm_response"],
  ...[
    "image",
    "question",
    "answer",
    "pred_ans",
    "pred_output",
    "status",
    "predict",
    "label",
    "completion",
    "advantages",
  ],
  ...[
    "task_id",
    "sample_idx",
    "seqlen",
    "prompt_len",
    "head_version",
    "tail_version",
    "input_prompt",
    "output_response",
  ],
  ...[
    "stop_reason",
    "env_class",
    "env_extras",
    "data_source",
    "example_id",
    "id",
    "info",
    "metrics",
    "error",
    "timing",
  ],
  ...["content", "rewards", "idx", "token_ids", "solutions", "qids", "questions", "round0_correctness", "validity"],
  ...["messages", "attributes", "timestamp", "trajectories", "training_step", "episode_id", "is_correct", "steps"],
  ...["log_history", "global_step", "data", "loss", "current_steps", "total_steps", "__proto__", "constructor", ""],
);

const scalars = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom<unknown>(null, NaN, Infinity, "0.5", "np.float64(1)", "True", "['a' 'b']", "[1, 2]", '{"a": 1}'),
  trajectoryTexts,
);
const messages = fc.array(
  fc.record(
    {
      role: fc.constantFrom<unknown>("system", "user", "assistant", "tool", "", 1, null),
      content: fc.oneof(
        trajectoryTexts,
        fc.array(
          fc.record({ type: fc.constantFrom("text", "image_url"), text: trajectoryTexts }, { requiredKeys: [] }),
        ),
        fc.jsonValue({ maxDepth: 2 }),
      ),
      tool_calls: fc.jsonValue({ maxDepth: 4 }),
    },
    { requiredKeys: [] },
  ),
  { maxLength: 5 },
);
const values = fc.oneof(scalars, messages, fc.array(scalars, { maxLength: 4 }), fc.jsonValue({ maxDepth: 4 }));

/** Rows near to what trainers write: their keys, with values that fit, nearly fit, or do not at all. */
const nearRows = fc.dictionary(keys, values, { minKeys: 1, maxKeys: 14 });
const formatsOf = fc.constantFrom(...formats);

/** Every format makes something of any value, rows or what is wrong with them; rollouts among them can be parsed. */
export const rows = fuzzTarget(
  "rows",
  15,
  fc.tuple(formatsOf, fc.oneof({ weight: 6, arbitrary: nearRows }, { weight: 1, arbitrary: fc.jsonValue() })),
  ([format, unit]) => {
    // What is read came through a parser: no prototypes, no undefined.
    const parsed = parseTolerant(JSON.stringify(unit));
    assert.ok(parsed.ok);
    format.detect(parsed.value);
    const read = format.readUnit(parsed.value);
    for (const row of read) if (row.kind === "rollout") assert.ok(trajectoryOf(row.rollout).turns.length >= 0);
  },
);
