import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callTrainer, reward, rewardCall, rewardResultSchema } from "./trainer.js";

const deep = "[".repeat(30_000);
const texts: readonly unknown[] = [
  null,
  1,
  [],
  {},
  "",
  "\u0000",
  "\ud800 lone <answer>\udc00</answer>",
  "<tool_call>".repeat(20_000),
  "\nuser\n".repeat(20_000),
  "\nuser\n<tool_response>".repeat(10_000),
  `<tool_call>${deep}</tool_call><answer>A</answer>`,
  `<tool_call>{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [1e999, 1, 2, 3]}}</tool_call>`,
  `<tool_call>{"name": "image_zoom_in_tool", "arguments": {"bbox_2d": [1e308, -1e308, 1e308, 1e308]}}</tool_call>`,
  `<answer>${"9".repeat(5000)}</answer>`,
  `<answer>${"9".repeat(1900)}</answer>`,
  "<|image_pad|>".repeat(50_000),
  "x".repeat(2_000_000),
];
const infos: readonly unknown[] = [
  null,
  0,
  "not json",
  "[1]",
  [],
  {},
  { question_id: {}, image: 3, width: -1, height: "x", targets: "[[1,2", options: 7, expected_zooms: "two" },
  { targets: [[1, 2, 3]], num_turns: "many", loupe_zooms: 7 },
  { targets: [["a", "b", "c", "d"]], num_turns: 1e300, loupe_zooms: '{"zooms": [3]}' },
  { width: 1e9, height: 1, targets: [[0, 0, 1, 1]], num_turns: 4 },
  { width: 100, height: 100, targets: [[5, 5, 1, 1]], loupe_zooms: '{"zooms": [{"executed": "x"}]}', num_turns: 8 },
  { width: 100, height: 100, targets: [[5, 5, 9, 9]], loupe_zooms: { page: "x", zooms: [{}] }, num_turns: 8 },
];
const truths: readonly unknown[] = [null, 3, "", "A", [], { answer: { answer: ["B"] } }, deep];

describe("whatever comes in", () => {
  it("gives scalars and texts under the same keys, and a finite reward", () => {
    const calls = texts.flatMap(text => infos.flatMap(info => truths.map(truth => rewardCall(text, truth, info))));
    // A text of megabytes for every pair is no better a test than for some.
    const some = calls.filter((_, index) => index % 6 === 0);
    const given = callTrainer(some);
    expect(given).toHaveLength(some.length);
    for (const value of given) expect(Number.isFinite(rewardResultSchema.parse(value).score)).toBe(true);
  });

  it("gives a reward for any JSON at all", () => {
    const sample = fc.sample(fc.tuple(fc.jsonValue(), fc.jsonValue(), fc.jsonValue()), { numRuns: 400, seed: 7 });
    const given = callTrainer(sample.map(([text, truth, info]) => rewardCall(text, truth, info)));
    for (const value of given) expect(Number.isFinite(rewardResultSchema.parse(value).score)).toBe(true);
  });

  it("takes nothing at all for a wrong answer", () => {
    const [given] = callTrainer([{ module: "zoom_reward", function: "compute_score" }]);
    expect(rewardResultSchema.parse(given)).toMatchObject({
      score: 0,
      problem: expect.stringContaining("no-response") as unknown,
    });
  });

  it("says why a rollout that cannot be scored gets the lowest reward", () => {
    const options = {
      rule: {
        terms: [
          { part: "format", weight: 1e308 },
          { part: "accuracy", weight: 1e308 },
          { part: "coin", weight: -2 },
        ],
      },
    };
    const given = reward("<think>a</think><answer>A</answer>", "A", { question_id: "q" }, { options });
    expect(given.problem).toBe("failed:OverflowError");
    expect(given.score).toBe(-2);
  });

  it("names every part that is paid and cannot be computed", () => {
    const given = reward("<think>a</think><answer>why not</answer>", "because of the rain", {});
    expect(given).toMatchObject({ score: 1, acc: null, problem: "open-answer no-toolCount no-toolAccuracy" });
  });

  it.each([
    [{ rule: { terms: [] } }, "at least one term"],
    [{ rule: { terms: [{ part: "kindness" }] } }, "kindness"],
    [{ rule: { terms: [{ part: "format" }], options: { colour: 1 } } }, "colour"],
    [{ rule: { terms: [{ part: "format" }], options: { match: "best" } } }, "match"],
    ["/no/such/options.json", "options.json"],
    ['{"rule": {', "cannot read"],
  ])("stops a training whose rule cannot be read: %j", (options, word) => {
    const [given] = callTrainer([rewardCall("x", "A", {}, { options })]);
    expect(given).toMatchObject({ raised: expect.stringMatching(new RegExp(`^BadRule: .*${word}`)) as unknown });
  });

  it("reads a hostile text of role words in time that grows with its length", { timeout: 300_000 }, () => {
    const started = Date.now();
    const pieces = [
      "\nuser\n",
      "\ntool\n",
      "</tool_call>tool\n",
      "<tool_call>",
      "\nassistant\n",
      "<think>",
      "<answer>",
      "```json",
    ];
    callTrainer(pieces.map(piece => rewardCall(piece.repeat(15_000), "A", {})));
    expect(Date.now() - started).toBeLessThan(250_000);
  });
});
