import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { detectFormat } from "../../../src/core/rollout/detectFormat.js";
import type { RowRead } from "../../../src/core/rollout/dumpFormat.js";
import { formats } from "../../../src/core/rollout/formats.js";
import { groupOfUid } from "../../../src/core/rollout/groupOfUid.js";
import { parseTolerant } from "../../../src/core/rollout/parseTolerant.js";
import type { Rollout } from "../../../src/core/rollout/rollout.js";
import { sniffBytes } from "../../../src/core/rollout/sniffBytes.js";

function parse(text: string): unknown {
  const parsed = parseTolerant(text);
  if (!parsed.ok) throw new Error(`malformed at ${parsed.at}`);
  return parsed.value;
}

/** Recognises a unit by itself and reads it. */
function read(text: string): { readonly id: string; readonly rows: readonly RowRead[] } {
  const unit = parse(text);
  const detected = detectFormat(unit);
  if (detected.kind !== "known") throw new Error(detected.kind);
  return { id: detected.format.id, rows: detected.format.readUnit(unit) };
}

function rollout(text: string): Rollout {
  const [row] = read(text).rows;
  if (row?.kind !== "rollout") throw new Error("no rollout");
  return row.rollout;
}

const verl = (more: string) => `{"input": "user\\nWho?\\nassistant\\n", "output": "<answer>A</answer>", ${more}}`;

describe("verl's rollouts", () => {
  it("are read in every version's form", () => {
    const first = rollout(verl('"score": 1.0, "step": 3'));
    expect(first).toMatchObject({ format: "verl-rollouts", step: 3, score: { kind: "number", value: 1 } });
    expect([first.groundTruth, first.groupKey, first.extras]).toEqual([undefined, null, []]);
    const second = rollout(verl('"gts": "A", "score": 1.0, "step": 3, "reward": 1.0, "acc": true'));
    expect(second.groundTruth).toEqual({ value: "A", text: "A" });
    expect(second.acc).toEqual({ kind: "number", value: 1, text: "true" });
    expect(second.extras.map(extra => extra.name)).toEqual(["reward", "acc"]);
    const third = rollout(verl('"score": 1.0, "step": 3, "request_id": "9203dc30"'));
    expect(third.extras).toEqual([{ name: "request_id", value: "9203dc30" }]);
    const fourth = rollout(verl('"gts": null, "score": 0.0, "step": 3, "uid": "6e0c-77_3_0"'));
    expect([fourth.groupKey, fourth.groundTruth]).toEqual(["6e0c-77", { value: null, text: "null" }]);
    const fifth = rollout(verl('"gts": "A", "score": "0.5", "step": "12", "acc": "True"'));
    expect(fifth).toMatchObject({ step: 12, score: { value: 0.5, text: "0.5" }, acc: { value: 1, text: "True" } });
  });

  it("name their own question under either name, at the top or in extra_info", () => {
    const fields = (more: string) => rollout(verl(`"score": 1, "step": 1, ${more}`)).fields;
    const wanted = {
      questionId: "q7",
      image: "pages/a.png",
      size: { width: 800, height: 1200 },
      targets: [[1, 2, 3, 4]],
      taskKind: "Depth Comparison",
      unreadable: [],
    };
    expect(
      fields(
        '"question_id": "q7", "image": "pages/a.png", "targets": "[[1, 2, 3, 4]]", "width": 800, "height": 1200, "task": "Depth Comparison"',
      ),
    ).toMatchObject(wanted);
    expect(
      fields(
        '"sample_id": "q7", "image_path": "pages/a.png", "gt_boxes": [[1, 2, 3, 4]], "image_size": [800, 1200], "task_kind": "Depth Comparison"',
      ),
    ).toMatchObject(wanted);
    const inside = { sample_id: "q7", image_path: "pages/a.png", gt_boxes: "[[1,2,3,4]]", width: 800, height: 1200 };
    expect(fields(`"task": "Depth Comparison", "extra_info": ${JSON.stringify(inside)}`)).toMatchObject(wanted);
    const asText = JSON.stringify(JSON.stringify(inside));
    expect(fields(`"task": "Depth Comparison", "extra_info": ${asText}`)).toMatchObject(wanted);
  });

  it("are read through the columns that loupe.json names", () => {
    const unit = parse(verl('"score": 1, "step": 1, "qid": 4, "boxes": [[1, 2, 3, 4]], "meta": {"page": "b.png"}'));
    const [row] = formats
      .find(format => format.id === "verl-rollouts")!
      .readUnit(unit, {
        questionId: "qid",
        targets: "boxes",
        image: "meta.page",
      });
    expect(row).toMatchObject({
      rollout: { fields: { questionId: "4", targets: [[1, 2, 3, 4]], image: "b.png", unreadable: [] } },
    });
  });

  it("say which of their fields cannot be read, and keep absent, null and none expected apart", () => {
    const fields = (more: string) => rollout(verl(`"score": 1, "step": 1${more}`)).fields;
    expect(fields("").targets).toBeNull();
    expect(fields(', "targets": null').targets).toBeNull();
    expect(fields(', "targets": "null"').targets).toBeNull();
    expect(fields(', "targets": []').targets).toEqual([]);
    expect(fields(', "targets": "[]"').targets).toEqual([]);
    expect(fields(', "targets": [1, 2, 3, 4]').targets).toEqual([[1, 2, 3, 4]]);
    expect(fields(', "targets": "[[ 1.5  2 3 4]\\n [5 6 7 8]]"').targets).toEqual([
      [1.5, 2, 3, 4],
      [5, 6, 7, 8],
    ]);
    expect(fields(', "targets": [{"box": [1, 2, 3, 4], "role": "panel"}]').targets).toEqual([[1, 2, 3, 4]]);
    for (const bad of ['"left half"', "[[1, 2, 3]]", "[[1, 2, 3, NaN]]", "[[1, 2, 3, 4], []]", "7", '{"a": 1}'])
      expect(fields(`, "targets": ${bad}`)).toMatchObject({ targets: null, unreadable: ["targets"] });
    expect(fields(', "question_id": {"a": 1}')).toMatchObject({ questionId: null, unreadable: ["questionId"] });
    expect(fields(', "image": {"bytes": "abc"}')).toMatchObject({ image: null, unreadable: ["image"] });
  });

  it("are malformed when no object, or without prompt or response", () => {
    const reader = formats.find(format => format.id === "verl-rollouts")!;
    expect(reader.readUnit([1])).toEqual([{ kind: "malformed", reason: { code: "not-an-object" } }]);
    expect(reader.readUnit({ input: "", score: 1 })).toEqual([
      { kind: "malformed", reason: { code: "missing-keys", keys: ["output"] } },
    ]);
  });

  it("belong to the group that their uid names", () => {
    expect(groupOfUid("b3a0_11_2")).toBe("b3a0");
    expect(groupOfUid("a_b_0_1")).toBe("a_b");
    expect(groupOfUid("only")).toBe("only");
    expect(groupOfUid("one_0")).toBe("one_0");
    expect(groupOfUid("__")).toBe("__");
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(), fc.nat(), (prompt, session, output) => {
        expect(groupOfUid(`${prompt}_${session}_${output}`)).toBe(prompt);
      }),
    );
  });
});

describe("DeepEyes", () => {
  it("board rows keep their special tokens and their token lists", () => {
    const text =
      '{"prompt": "<|im_start|>user\\n<|vision_start|><|image_pad|><|vision_end|>Who?<|im_end|>\\n", "response": "A<|im_end|>", "response_tokens": ["A", "<|im_end|>"], "logprobs": [-0.1, NaN], "token_rewards": [0.0, 0.8], "reward": 0.8, "step": 5, "ground_truth": "A"}';
    const row = rollout(text);
    expect(row).toMatchObject({ format: "deepeyes-board", step: 5, score: { value: 0.8 }, groundTruth: { text: "A" } });
    expect(row.prompt).toContain("<|image_pad|>");
    expect(row.response).toEqual({ kind: "text", text: "A<|im_end|>" });
    expect(row.extras.map(extra => extra.name)).toEqual(["response_tokens", "logprobs", "token_rewards"]);
  });

  const evaluation = (more: object) =>
    JSON.stringify({
      image: "sa_1.jpg",
      question: "What colour is the cap?",
      answer: "The cap is white.",
      pred_ans: "A. The cap is white.",
      pred_output: [
        { role: "system", content: "Example: <tool_call>…</tool_call>" },
        {
          role: "user",
          content: [
            { type: "image_url", image_url: { url: "data:image/jpeg;base64," } },
            { type: "text", text: "What colour is the cap?" },
          ],
        },
        { role: "assistant", content: '<tool_call>\n{"name": "image_zoom_in_tool"}\n' },
      ],
      status: "success",
      ...more,
    });

  it("evaluation rows have messages, no step, the given answer apart, and the judge's verdict", () => {
    const row = rollout(evaluation({ acc: 1 }));
    expect(row).toMatchObject({
      format: "deepeyes-evaluation",
      step: null,
      score: { kind: "absent" },
      acc: { value: 1 },
      givenAnswer: "A. The cap is white.",
      groundTruth: { text: "The cap is white." },
      fields: { image: "sa_1.jpg", prompt: "What colour is the cap?" },
    });
    expect(row.response).toEqual({
      kind: "messages",
      messages: [
        { role: "system", text: "Example: <tool_call>…</tool_call>" },
        { role: "user", text: "<image>What colour is the cap?" },
        { role: "assistant", text: '<tool_call>\n{"name": "image_zoom_in_tool"}\n' },
      ],
    });
    expect(row.extras.map(extra => extra.name)).toEqual(["image", "status", "acc"]);
  });

  it("evaluation rows of failed requests have an empty text instead of messages", () => {
    const row = rollout(evaluation({ pred_output: "", pred_ans: "", status: "error: timeout" }));
    expect([row.response, row.givenAnswer]).toEqual([{ kind: "text", text: "" }, ""]);
    expect(read(evaluation({ pred_output: 7 })).rows).toEqual([
      { kind: "malformed", reason: { code: "wrong-type", key: "pred_output" } },
    ]);
  });
});

describe("curves", () => {
  const metrics = (text: string) =>
    read(text).rows.map(row => {
      if (row.kind !== "metrics") throw new Error(row.kind);
      return row.metrics;
    });

  it("of verl keep NaN and null apart and the names as logged", () => {
    const [row] = metrics('{"step": 12, "data": {"critic/score/mean": 0.53, "actor/loss": NaN, "lr": null}}');
    expect(row).toEqual({
      step: 12,
      values: [
        { name: "critic/score/mean", value: { kind: "number", value: 0.53 } },
        { name: "actor/loss", value: { kind: "nan" } },
        { name: "lr", value: { kind: "null" } },
      ],
      texts: [],
    });
  });

  it("of LLaMA-Factory have times as texts and may have no loss", () => {
    const [row] = metrics(
      '{"current_steps": 20, "total_steps": 300, "loss": 0.81, "percentage": 6.67, "elapsed_time": "9 days, 21:49:18"}',
    );
    expect(row?.step).toBe(20);
    expect(row?.values.map(value => value.name)).toEqual(["total_steps", "loss", "percentage"]);
    expect(row?.texts).toEqual([{ name: "elapsed_time", text: "9 days, 21:49:18" }]);
    expect(metrics('{"current_steps": 300, "total_steps": 300, "epoch": 3.0}')[0]?.values).toHaveLength(2);
  });

  it("of trainer_state.json come from one unit, bad points included", () => {
    const state = JSON.stringify(
      { epoch: 1, global_step: 20, log_history: [{ loss: 0.5, step: 10 }, 7, { eval_loss: 0.4, step: 20 }] },
      null,
      2,
    );
    const { id, rows } = read(state.replace("0.5", "NaN"));
    expect(id).toBe("trainer-state");
    expect(rows.map(row => (row.kind === "metrics" ? row.metrics.step : row.kind))).toEqual([10, "malformed", 20]);
    expect(rows[0]).toMatchObject({ metrics: { values: [{ name: "loss", value: { kind: "nan" } }] } });
  });

  it("say which of their keys are missing or of the wrong type", () => {
    const reader = (id: string) => formats.find(format => format.id === id)!;
    const missing = (keys: string[]) => [{ kind: "malformed", reason: { code: "missing-keys", keys } }];
    expect(reader("verl-metrics").readUnit({ step: 1 })).toEqual(missing(["data"]));
    expect(reader("verl-metrics").readUnit({ step: 1, data: [] })).toEqual([
      { kind: "malformed", reason: { code: "wrong-type", key: "data" } },
    ]);
    expect(reader("llamafactory-log").readUnit({ loss: 1 })).toEqual(missing(["current_steps"]));
  });
});

describe("detectFormat", () => {
  it("goes by keys, whatever their order, and by nothing else", () => {
    const detected = (text: string) => {
      const result = detectFormat(parse(text));
      return result.kind === "known" ? result.format.id : result;
    };
    expect(detected('{"predict": "A", "label": "A", "prompt": "Who?"}')).toBe("llamafactory-predictions");
    expect(detected('{"step": 1, "score": NaN, "output": "", "input": ""}')).toBe("verl-rollouts");
    expect(detected('{"data": {}, "step": 1}')).toBe("verl-metrics");
    expect(detected('{"data": [], "step": 1}')).toEqual({ kind: "unknown", keys: ["data", "step"] });
    expect(detected('{"instruction": "", "input": "", "output": ""}')).toMatchObject({ kind: "unknown" });
    expect(detected('{"input_prompt": "", "output_response": "", "score": 1}')).toBe("skyrl");
    expect(detected("[1]")).toEqual({ kind: "not-an-object" });
    expect(detected("{}")).toEqual({ kind: "unknown", keys: [] });
  });

  it("has a format of its own for every id, and none scans units that hold several rows", () => {
    expect(new Set(formats.map(format => format.id)).size).toBe(formats.length);
    for (const format of formats)
      if (format.rows === "metrics" || format.unit !== "line") expect(format.scan).toBeNull();
  });

  it("never throws, and neither does any reader, whatever JSON holds", () => {
    const keys = ["input", "output", "score", "step", "uid", "gts", "data", "log_history", "pred_output", "extra_info"];
    const records = fc.dictionary(fc.constantFrom(...keys, "targets", "image"), fc.jsonValue());
    fc.assert(
      fc.property(fc.oneof(records, fc.jsonValue()), unit => {
        detectFormat(unit);
        for (const format of formats) expect(format.readUnit(unit)).toBeInstanceOf(Array);
      }),
    );
  });
});

describe("sniffBytes", () => {
  it("names what is no JSON by its first bytes", () => {
    const code = (text: string) => sniffBytes(Buffer.from(text, "latin1"))?.code ?? null;
    expect(code("")).toBe("empty");
    expect(code("version https://git-lfs.github.com/spec/v1\n")).toBe("lfs-pointer");
    expect(code("PK\u0003\u0004\u0014")).toBe("zip");
    expect(code("PAR1\u0015")).toBe("parquet");
    expect(code(":W&B\u00e1\u00be\u0000")).toBe("wandb");
    // An archive is told by the name of its first entry, as what wrote it.
    const zip = (entry: string) =>
      code(`PK\u0003\u0004${"\u0000".repeat(22)}${String.fromCharCode(entry.length)}\u0000\u0000\u0000${entry}`);
    expect([zip("archive/data.pkl"), zip("0/data.pkl"), zip("data.pkl")]).toEqual(["torch", "torch", "torch"]);
    expect([zip("_journal/start.json"), zip("header.json"), zip("samples/1_epoch_1.json")]).toEqual(
      Array(3).fill("inspect-log"),
    );
    expect([zip("xl/workbook.xml"), zip("a/b/data.pkl"), zip("")]).toEqual(["zip", "zip", "zip"]);
    expect(code("\u0080\u0004\u0095")).toBe("pickle");
    expect(code("\u0080\u0002}q")).toBe("pickle");
    expect(code('{"input": 1}')).toBeNull();
    expect(code("PAR")).toBeNull();
    expect(code("\u0080abc")).toBeNull();
  });
});
