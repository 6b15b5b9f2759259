import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isJsonObject } from "../../../src/core/dataset/jsonObject.js";
import { proposeColumns } from "../../../src/core/rollout/proposeColumns.js";

const proposed = (...rows: Record<string, unknown>[]): Record<string, string> =>
  Object.fromEntries(proposeColumns(rows).map(({ role, column, reason }) => [role, `${column} ${reason}`]));

describe("columns are proposed", () => {
  it("by their names where the values fit, at any depth", () => {
    expect(
      proposed(
        {
          meta: { Global_Step: 3 },
          query: "Who?",
          model: { reply: "Ada" },
          reward: NaN,
          uid: "a",
          parts: { iou: 0.5 },
        },
        { meta: { Global_Step: "4" }, query: "Who?", model: { reply: "" }, reward: null, uid: "a", answer: "Ada" },
      ),
    ).toEqual({
      response: "model.reply name",
      prompt: "query name",
      score: "reward name",
      step: "meta.Global_Step name",
      group: "uid name",
      answer: "answer name",
      iouReward: "parts.iou name",
    });
  });

  it("by the last two of their names, and a number that rows share as their group's id", () => {
    const row = (id: number, own: number) => ({
      item: { id },
      row: { id: own },
      reply: "Ada",
      reward: { total: 1, accuracy: 0 },
    });
    expect(proposed(row(7, 1), row(7, 2))).toEqual({
      response: "reply name",
      score: "reward.total name",
      group: "item.id name",
      accuracyReward: "reward.accuracy name",
    });
    expect(proposed(row(7, 1), row(8, 2))).not.toHaveProperty("group");
    expect(proposed({ question: { id: "q1" }, reply: "Ada" })).toMatchObject({ group: "question.id name" });
  });

  it("not by a name whose values say something else", () => {
    expect(proposed({ output: 3, text: "<think>a</think><answer>b</answer>", score: "high", step: "first" })).toEqual({
      response: "text model-text",
    });
  });

  it("by what models write, or by messages, where no name tells; the longest other text is the prompt", () => {
    expect(proposed({ a: "Who holds the lamp?", b: "<answer>Ada</answer>", c: "x" })).toEqual({
      response: "b model-text",
      prompt: "a other-text",
    });
    const chat = [{ role: "user", content: "Who?" }, { role: "assistant", content: "Ada" }]; // prettier-ignore
    expect(proposed({ chat })).toEqual({ response: "chat messages" });
  });

  it("for one role each, and never throws", () => {
    expect(proposed({})).toEqual({});
    expect(proposed({ solution: "Ada" })).toEqual({ response: "solution name" });
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 4 }), values => {
        const columns = proposeColumns(values.flatMap(value => (isJsonObject(value) ? [value] : []))).map(
          ({ column }) => column,
        );
        expect(new Set(columns).size).toBe(columns.length);
      }),
    );
  });
});
