import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import { noSpreadReason } from "../../../src/core/reward/noSpread.js";
import { readStrategies } from "../../../src/core/reward/readStrategies.js";
import { ruleAt, rulesOf } from "../../../src/core/reward/ruleAt.js";
import { strategySchema } from "../../../src/core/reward/strategy.js";
import { strategyHash } from "../../../src/core/reward/strategyHash.js";
import { parseStrategySpec, splitStrategySpecs } from "../../../src/core/reward/strategySpec.js";

const terms = [{ part: "accuracy" }];
const strategy = (change: object = {}) => ({ id: "mine", segments: [{ terms }], ...change });
const problemsOf = (...strategies: readonly unknown[]) => readStrategies(strategies).problems;

describe("a written strategy", () => {
  it("has its gaps filled in", () => {
    expect(readStrategies([strategy()])).toEqual({
      problems: [],
      strategies: [
        {
          id: "mine",
          options: {},
          seed: 0,
          segments: [{ from: null, to: null, options: {}, terms: [{ part: "accuracy", weight: 1, when: [] }] }],
        },
      ],
    });
  });

  it.each([
    ["no list", "rarl", [{ code: "not-a-list", key: "strategies" }]],
    ["no object", [3], [{ code: "invalid", key: "strategies.0" }]],
    ["an id with a space", [strategy({ id: "my rule" })], [{ code: "invalid", key: "strategies.0.id" }]],
    [
      "no terms",
      [strategy({ segments: [{ terms: [] }] })],
      [{ code: "invalid", key: "strategies.0.segments.0.terms" }],
    ],
    [
      "an unknown part",
      [strategy({ segments: [{ terms: [{ part: "style" }] }] })],
      [{ code: "invalid", key: "strategies.0.segments.0.terms.0.part" }],
    ],
    ["an unknown key", [strategy({ weights: [1] })], [{ code: "unknown-key", key: "strategies.0.weights" }]],
    [
      "an unknown option",
      [strategy({ options: { matching: "greedy" } })],
      [{ code: "unknown-key", key: "strategies.0.options.matching" }],
    ],
    [
      "a bad option of a segment",
      [strategy({ segments: [{ terms, options: { cap: 0 } }] })],
      [{ code: "invalid", key: "strategies.0.segments.0.options.cap" }],
    ],
    [
      "half a step",
      [strategy({ segments: [{ to: 1.5, terms }] })],
      [{ code: "invalid", key: "strategies.0.segments.0.to" }],
    ],
    ["an id twice", [strategy(), strategy()], [{ code: "duplicate-id", key: "strategies.1.id" }]],
  ])("with %s says where", (_, written, problems) => {
    expect(readStrategies(written).problems).toEqual(problems);
  });

  it.each([
    ["a weight that is a formula", { terms: [{ part: "accuracy", weight: "0.1 * step" }] }, "terms.0.weight"],
    ["a weight that is a ramp", { terms: [{ part: "accuracy", weight: { from: 0, to: 1 } }] }, "terms.0.weight"],
    ["weights by step", { terms: [{ part: "accuracy", weight: [0, 0.5, 1] }] }, "terms.0.weight"],
    ["a key that anneals", { terms: [{ part: "accuracy", anneal: 100 }] }, "terms.0.anneal"],
    ["a linear segment", { terms, linear: true }, "linear"],
    ["a cosine decay", { terms, cosine_decay: { steps: 10 } }, "cosine_decay"],
  ])("with %s is refused for that reason", (_, segment, key) => {
    expect(problemsOf(strategy({ segments: [segment] }))).toEqual([
      { code: "smooth-schedule", key: `strategies.0.segments.0.${key}` },
    ]);
  });

  it("takes a weight that is text for a mistake, and no more than that", () => {
    const written = strategy({ segments: [{ terms: [{ part: "accuracy", weight: "0.5" }] }] });
    expect(problemsOf(written)).toEqual([{ code: "invalid", key: "strategies.0.segments.0.terms.0.weight" }]);
  });

  const segments = (...ends: readonly (readonly [number | null, number | null])[]) =>
    strategy({ segments: ends.map(([from, to]) => ({ from, to, terms })) });

  it.each([
    ["segments that follow each other", segments([null, 17], [17, 40], [40, null]), []],
    [
      "segments that overlap",
      segments([null, 17], [16, null]),
      [{ code: "overlap", key: "strategies.0.segments.1.from" }],
    ],
    [
      "a segment behind one without an end",
      segments([null, null], [17, null]),
      [{ code: "overlap", key: "strategies.0.segments.1.from" }],
    ],
    [
      "steps that no segment pays for",
      segments([null, 17], [18, null]),
      [{ code: "gap", key: "strategies.0.segments.1.from" }],
    ],
    ["a segment without steps", segments([5, 5]), [{ code: "no-steps", key: "strategies.0.segments.0.to" }]],
  ])("with %s", (_, written, problems) => {
    expect(problemsOf(written)).toEqual(problems);
  });

  it("does not cost the others", () => {
    const { strategies, problems } = readStrategies([strategy({ id: "A" }), strategy()]);
    expect([strategies.map(({ id }) => id), problems.length]).toEqual([["mine"], 1]);
  });

  it("never makes the reader throw", () => {
    fc.assert(
      fc.property(fc.jsonValue(), written => {
        const { strategies, problems } = readStrategies([written]);
        expect(strategies.length + problems.length).toBeGreaterThan(0);
      }),
    );
  });

  it("may be any built-in one, as JSON", () => {
    const copies = builtInStrategies.map(one => JSON.parse(JSON.stringify(one)) as unknown);
    expect(readStrategies(copies)).toEqual({ strategies: builtInStrategies, problems: [] });
    expect(new Set(builtInStrategies.map(({ id }) => id)).size).toBe(builtInStrategies.length);
  });
});

describe("a spec", () => {
  const read = (spec: string, base = {}) => parseStrategySpec(spec, builtInStrategies, base);
  const optionsOf = (spec: string, base = {}, step: number | null = null) => {
    const parsed = read(spec, base);
    return parsed.kind === "ok" ? ruleAt(parsed.strategy, step)?.options : null;
  };

  it("goes before what a strategy fixes, which goes before the options in place of the recommended ones", () => {
    const base = { formatValues: [2, 1] as [number, number], match: "greedy" as const };
    expect(optionsOf("rarl", base)).toMatchObject({ formatValues: [2, 1], match: "greedy" });
    expect(optionsOf("deepeyes", base)).toMatchObject({ formatValues: [0, -1], match: "greedy" });
    expect(optionsOf("deepeyes@formatValues=3/2", base)).toMatchObject({ formatValues: [3, 2] });
  });

  it("reaches every segment of a schedule", () => {
    expect(optionsOf("two-phase@warmStart=count+iou;m=executed", {}, 3)).toMatchObject({ m: "executed" });
    expect(optionsOf("two-phase@warmStart=count+iou;m=executed", {}, 30)).toMatchObject({ m: "executed" });
  });

  it("names its reading", () => {
    expect(read(" rarl@match=reuse ")).toMatchObject({ kind: "ok", strategy: { id: "rarl@match=reuse" } });
  });

  it.each([
    ["cap=null", { cap: null }],
    ["cap=4", { cap: 4 }],
    ["clamp=false; gateAccuracy=true", { clamp: false, gateAccuracy: true }],
    ["accuracyValues=0.8/0", { accuracyValues: [0.8, 0] }],
    ["formatValues=[0, -1]", { formatValues: [0, -1] }],
    ["match=best_target_with_reuse", { match: "reuse" }],
  ])("takes %s", (options, wanted) => {
    expect(optionsOf(`rarl@${options}`)).toMatchObject(wanted);
  });

  it.each([
    ["best", "unknown-strategy", "best"],
    ["", "unknown-strategy", ""],
    ["rarl@speed=1", "unknown-option", "speed"],
    ["rarl@constructor=1", "unknown-option", "constructor"],
    ["rarl@formatValues=1", "bad-value", "formatValues"],
    ["rarl@formatValues=1/", "bad-value", "formatValues"],
    ["rarl@clamp=yes", "bad-value", "clamp"],
    ["rarl@cap=0", "bad-value", "cap"],
    ["rarl@seed=1.5", "bad-value", "seed"],
    ["rarl@clamp", "no-value", "clamp"],
    ["rarl@", "no-value", ""],
  ])("%j is refused: %s", (spec, code, value) => {
    const parsed = read(spec);
    expect(parsed).toMatchObject({ kind: "problem", code });
    expect(parsed.kind === "problem" ? parsed.values[0] : null).toBe(value);
  });

  it.each([
    ["rarl,deepeyes", ["rarl", "deepeyes"]],
    ["rarl@formatValues=0,-1,deepeyes", ["rarl@formatValues=0,-1", "deepeyes"]],
    ["rarl@formatValues=[0,-1];match=reuse, vanilla", ["rarl@formatValues=[0,-1];match=reuse", "vanilla"]],
    [",rarl,,", ["rarl"]],
    ["", []],
  ])("%j is a list of %j", (text, specs) => {
    expect(splitStrategySpecs(text)).toEqual(specs);
  });
});

describe("a strategy's hash", () => {
  const hashOf = (written: object) => strategyHash(rulesOf(strategySchema.parse(written))[0]!);

  it("is of what is paid: not of its name, its note or the order of its keys", () => {
    const hash = hashOf(strategy({ options: { match: "greedy", clamp: false } }));
    expect(hash).toMatch(/^[0-9a-f]{8}$/);
    expect(hashOf(strategy({ id: "yours", note: "the same", options: { clamp: false, match: "greedy" } }))).toBe(hash);
    expect(hashOf(strategy({ segments: [{ terms, options: { clamp: false, match: "greedy" } }] }))).toBe(hash);
  });

  it("differs with a weight, an option, a gate and a seed", () => {
    const others = [
      strategy(),
      strategy({ seed: 1 }),
      strategy({ options: { clamp: false } }),
      strategy({ segments: [{ terms: [{ part: "accuracy", weight: 2 }] }] }),
      strategy({ segments: [{ terms: [{ part: "accuracy", when: [{ part: "format", above: 0 }] }] }] }),
    ];
    expect(new Set(others.map(hashOf)).size).toBe(others.length);
  });

  it("is CRC-32 of sorted JSON, as Python makes it", () => {
    // zlib.crc32(json.dumps({...}, sort_keys=True, separators=(",", ":")).encode())
    expect(
      strategyHash({
        strategy: "x",
        terms: [{ part: "accuracy", weight: 1, when: [] }],
        options: rulesOf(strategySchema.parse(strategy()))[0]!.options,
        seed: 0,
      }),
    ).toBe("a16ba750");
  });
});

describe("why a group has no spread", () => {
  it.each([
    [[1, 2], {}, null],
    [[3], {}, "size_one"],
    [[], {}, null],
    [[1, 1.0001], {}, "tiny"],
    [[2, 2], { accuracy: [1, 1], format: [1, 1] }, "all_right"],
    [[1, 1], { accuracy: [0, 0], format: [1, 1] }, "all_wrong"],
    [[0, 0], { accuracy: [0, 0], format: [0, 0] }, "all_malformed"],
    [[1, 1], { accuracy: [1, 1], format: [0, 0] }, "all_right"],
    [[1, 1], { accuracy: [0, 1], format: [1, 0] }, "cancel"],
    [[0, 0], {}, "all_wrong"],
    [[0.1 + 0.2, 0.3], {}, "all_right"],
  ] as const)("%j with %j: %s", (rewards, components, reason) => {
    expect(noSpreadReason(rewards, components)).toBe(reason);
  });

  it("is not that terms cancel where what differs is not paid for", () => {
    const components = { accuracy: [1, 1], format: [1, 1], toolCount: [0, 1] };
    expect(noSpreadReason([2, 2], components)).toBe("cancel");
    expect(noSpreadReason([2, 2], components, ["accuracy", "format"])).toBe("all_right");
    const answers = { accuracy: [1, 0], toolCount: [1, 1] };
    expect(noSpreadReason([1, 1], answers, ["toolCount"])).toBe("equal");
  });
});
