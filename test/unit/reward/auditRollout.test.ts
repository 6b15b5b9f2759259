import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auditedParts } from "../../../src/core/reward/auditedPart.js";
import { auditCause } from "../../../src/core/reward/auditCause.js";
import { auditRollout, defaultTolerance } from "../../../src/core/reward/auditRollout.js";
import { scoreRollout } from "../../../src/core/reward/scoreRollout.js";
import type { RolloutFacts } from "../../../src/core/reward/rolloutFacts.js";
import type { LoggedNumber } from "../../../src/core/rollout/loggedNumber.js";
import { auditedFacts, loggedBy, nothingLogged, numbered, ruleOf } from "./auditedFacts.js";

const target = [100, 100, 300, 300] as const;
const other = [600, 600, 900, 900] as const;
/** A target at the page's edge, and a box that reaches over it. */
const edge = [800, 100, 1000, 300] as const;
const over = [800, 100, 1400, 300] as const;

function audit(facts: RolloutFacts, spec = "rarl") {
  return auditRollout(facts.logged, scoreRollout(facts, ruleOf(spec, facts.step)), defaultTolerance);
}
const verdicts = (facts: RolloutFacts, spec = "rarl") =>
  Object.fromEntries(audit(facts, spec).parts.map(({ part, verdict }) => [part, verdict]));
function causeOf(facts: RolloutFacts, spec = "rarl") {
  const rule = ruleOf(spec, facts.step);
  return auditCause({ facts, logged: facts.logged, rule, audit: audit(facts, spec), tolerance: defaultTolerance });
}

const boxes = fc.tuple(fc.nat(900), fc.nat(900), fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 }));
const rollouts = fc
  .record({
    isFormatted: fc.boolean(),
    isCorrect: fc.boolean(),
    boxes: fc.array(boxes, { maxLength: 4 }),
    targets: fc.array(boxes, { minLength: 1, maxLength: 3 }),
  })
  .map(({ boxes: asked, targets, ...rest }) => {
    const at = ([x, y, w, h]: [number, number, number, number]) => [x, y, x + w, y + h] as const;
    return auditedFacts({ ...rest, boxes: asked.map(at), targets: targets.map(at) });
  });
const specs = fc.constantFrom("rarl", "rarl-warm-start", "rarl-conditional", "vanilla", "deepeyes");

describe("logged against recomputed", () => {
  it("matches in every part what follows the rule, also when it was kept as float32 or rounded to four digits", () => {
    const kept = [(x: number) => x, Math.fround, (x: number) => Math.round(x * 1e4) / 1e4];
    fc.assert(
      fc.property(rollouts, specs, fc.constantFrom(...kept), (facts, spec, keep) => {
        const { logged } = loggedBy(facts, spec);
        const read = (one: LoggedNumber) => (one.kind === "number" ? numbered(keep(one.value)) : one);
        const stored = Object.fromEntries(auditedParts.map(part => [part, read(logged[part])]));
        expect(audit({ ...facts, logged: { ...logged, ...stored } }, spec).firstDifference).toBeNull();
      }),
    );
  });

  it("differs in a part that is off by a pixel of a box, and in the total", () => {
    const facts = loggedBy(auditedFacts({ boxes: [[100, 100, 300, 300]], targets: [target] }), "rarl");
    const moved = auditedFacts({ boxes: [[101, 100, 300, 300]], targets: [target], logged: facts.logged });
    expect(verdicts(moved)).toEqual({
      format: "match",
      accuracy: "match",
      toolCount: "match",
      toolAccuracy: "differs",
      total: "differs",
    });
    expect(audit(moved).firstDifference).toBe("toolAccuracy");
  });

  it("audits a total that was logged without parts", () => {
    const facts = loggedBy(auditedFacts({ boxes: [target], targets: [target] }), "rarl", "total");
    expect(verdicts(facts)).toMatchObject({ format: "absent", toolAccuracy: "absent", total: "match" });
    expect(verdicts(facts, "vanilla")).toMatchObject({ format: "absent", total: "differs" });
  });

  it.each<[string, LoggedNumber, string]>([
    ["a missing key", { kind: "absent" }, "absent"],
    ["null", { kind: "null" }, "absent"],
    ["text that is no number", { kind: "text", text: "high" }, "absent"],
    ["NaN", { kind: "nan" }, "differs"],
    ["an infinity", { kind: "infinity", sign: -1 }, "differs"],
    ["a number that was written as text", { kind: "number", value: 2, text: "2.0" }, "match"],
  ])("of the kinds of logged numbers, %#: %s", (_, total, verdict) => {
    expect(verdicts(auditedFacts({ logged: { ...nothingLogged, total } }))["total"]).toBe(verdict);
  });

  it("does not guess what the row cannot give, be the logged number NaN or not", () => {
    const logged = { ...nothingLogged, toolAccuracy: { kind: "nan" }, total: numbered(3) } as const;
    const facts = auditedFacts({ targets: null, boxes: [target], logged });
    expect(verdicts(facts)).toMatchObject({ toolAccuracy: "not-recomputable", total: "not-recomputable" });
    expect(audit(facts).firstDifference).toBeNull();
  });
});

describe("the cause of a difference", () => {
  const crossed = { boxes: [other, target], targets: [target, other] };

  it.each([
    ["rarl@match=in_order", ["match-in-order"], crossed],
    ["rarl@match=reuse", ["match-reuse"], { boxes: [target, target], targets: [target, other] }],
    ["rarl@clamp=false", ["not-clamped"], { boxes: [over], targets: [edge] }],
    [
      "rarl@match=in_order;clamp=false",
      ["match-in-order", "not-clamped"],
      { boxes: [over, target, other], targets: [edge, other, target] },
    ],
    ["rarl@count=any", ["count-any"], { boxes: [target, other, other], targets: [target] }],
    ["rarl@formatValues=0/-1", ["format-minus-one"], { isFormatted: false }],
    ["rarl@gateAccuracy=true", ["accuracy-gated"], { isFormatted: false }],
  ] as const)("is found for %s", (spec, codes, said) => {
    const found = causeOf(loggedBy(auditedFacts(said), spec));
    // Where a box reaches over the page, two readings may come to the same numbers; each names what was logged.
    expect(found?.codes).toEqual(codes);
    expect(found?.isWhole).toBe(true);
  });

  it("names the call and its IoU as logged and as recomputed, where it is about boxes", () => {
    const said = { boxes: [target, over], targets: [target, edge] } as const;
    expect(causeOf(loggedBy(auditedFacts(said), "rarl@clamp=false"))?.call).toEqual({
      index: 1,
      logged: expect.closeTo(1 / 3, 6) as number,
      recomputed: 1,
    });
  });

  it("is found when the trainer took thousandths for pixels", () => {
    // 100 to 300 thousandths of 2000 pixels: the trainer compared 100 to 300 with the target.
    const page = { width: 2000, height: 2000 };
    const asked = auditedFacts({ boxes: [[200, 200, 600, 600]], targets: [[200, 200, 600, 600]] });
    const wrong = auditedFacts({ boxes: [[100, 100, 300, 300]], targets: [[200, 200, 600, 600]] });
    const { logged } = loggedBy({ ...wrong, page }, "rarl");
    const cause = causeOf({ ...asked, page, logged });
    expect(cause?.codes).toEqual(["thousandths-as-pixels"]);
  });

  it("is not made up: a reward that no other reading gives has none, and neither has one that matches", () => {
    const facts = auditedFacts({ boxes: [target], targets: [target] });
    const odd = { ...loggedBy(facts, "rarl").logged, toolAccuracy: numbered(0.4321), total: numbered(4.8642) };
    expect(causeOf({ ...facts, logged: odd })).toBeNull();
    expect(causeOf(loggedBy(facts, "rarl"))).toBeNull();
  });

  it("may explain the first part alone", () => {
    const facts = auditedFacts(crossed);
    const { logged } = loggedBy(facts, "rarl@match=in_order");
    const found = causeOf({ ...facts, logged: { ...logged, total: numbered(77) } });
    expect(found).toMatchObject({ codes: ["match-in-order"], isWhole: false });
  });
});
