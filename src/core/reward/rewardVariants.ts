import type { Box } from "../page/box.js";
import { defaultResizeLimits, type ResizeLimits } from "../page/resizeLimits.js";
import { scaleBox } from "../page/scaleBox.js";
import { smartResize } from "../page/smartResize.js";
import type { Size } from "../page/size.js";
import type { RewardFacts } from "./rewardFacts.js";
import type { RewardOptions } from "./rewardOptions.js";

/** Ways in which a trainer may compute a part that the rule computes otherwise. */
export const variantCodes = [
  "match-optimal",
  "match-in-order",
  "match-greedy",
  "match-reuse",
  "not-clamped",
  "clamped",
  "executed-box",
  "requested-box",
  "refused-not-counted",
  "refused-counted",
  "model-pixels-as-page",
  "page-pixels-as-model",
  "thousandths-as-pixels",
  "pixels-as-thousandths",
  "count-exact",
  "count-soft",
  "count-any",
  "count-cap",
  "format-strict",
  "format-deepeyes",
  "format-answer-only",
  "format-minus-one",
  "format-zero",
  "accuracy-gated",
  "accuracy-not-gated",
] as const;
export type VariantCode = (typeof variantCodes)[number];

/** One other reading of a rule, as other options or other facts. */
export interface RewardVariant {
  readonly code: VariantCode;
  /** What it is about: two variants about the same contradict each other. */
  readonly about: "match" | "clamp" | "box" | "m" | "space" | "count" | "format" | "values" | "gate";
  readonly options: Partial<RewardOptions>;
  /** Null where it cannot be tried. */
  readonly facts?: (facts: RewardFacts) => RewardFacts | null;
  /** It changes which boxes are compared. */
  readonly isAboutBoxes: boolean;
  /** Also tried with another one at once: of those about IoU two go wrong together at times. */
  readonly isPaired: boolean;
}

type OfOptions = readonly [code: VariantCode, about: RewardVariant["about"], options: Partial<RewardOptions>];

const ofOptions: readonly OfOptions[] = [
  ["match-in-order", "match", { match: "in_order" }],
  ["match-greedy", "match", { match: "greedy" }],
  ["match-reuse", "match", { match: "reuse" }],
  ["match-optimal", "match", { match: "optimal" }],
  ["not-clamped", "clamp", { clamp: false }],
  ["clamped", "clamp", { clamp: true }],
  ["executed-box", "box", { box: "executed" }],
  ["requested-box", "box", { box: "requested" }],
  ["refused-not-counted", "m", { m: "executed" }],
  ["refused-counted", "m", { m: "parsed" }],
  ["count-exact", "count", { count: "exact" }],
  ["count-soft", "count", { count: "soft" }],
  ["count-any", "count", { count: "any" }],
  ["count-cap", "count", { count: "cap" }],
  ["format-strict", "format", { format: "strict" }],
  ["format-deepeyes", "format", { format: "deepeyes" }],
  ["format-answer-only", "format", { format: "answer-only" }],
  ["format-minus-one", "values", { formatValues: [0, -1] }],
  ["format-zero", "values", { formatValues: [1, 0] }],
  ["accuracy-gated", "gate", { gateAccuracy: true }],
  ["accuracy-not-gated", "gate", { gateAccuracy: false }],
];

const boxTopics = new Set<RewardVariant["about"]>(["clamp", "box", "space"]);
const pairedTopics = new Set<RewardVariant["about"]>(["match", "clamp", "box", "m", "space"]);

const withTopics = (variant: Pick<RewardVariant, "code" | "about" | "options" | "facts">): RewardVariant => ({
  ...variant,
  isAboutBoxes: boxTopics.has(variant.about),
  isPaired: pairedTopics.has(variant.about),
});

/** The facts with every requested box counted in another unit: what is so many units wide is taken to be that many. */
function rescaled(facts: RewardFacts, from: Size | null, to: Size | null): RewardFacts | null {
  if (from === null || to === null || (from.width === to.width && from.height === to.height)) return null;
  const scaled = (box: Box | null) => (box === null ? null : scaleBox(box, from, to));
  return { ...facts, calls: facts.calls.map(call => ({ ...call, requested: scaled(call.requested) })) };
}

function modelSize({ page }: RewardFacts, limits: ResizeLimits): Size | null {
  const seen = page === null ? null : smartResize(page, limits);
  return seen?.kind === "resized" ? seen.size : null;
}

const thousand: Size = { width: 1000, height: 1000 };
/** Pages are often capped at 1280 patches of 28 pixels, the value of the model's own examples. */
const smallLimits: ResizeLimits = { ...defaultResizeLimits, maxPixels: 1280 * 28 * 28 };

const ofSpaces: readonly RewardVariant[] = [
  ...[defaultResizeLimits, smallLimits].flatMap(limits => [
    withTopics({
      code: "model-pixels-as-page",
      about: "space",
      options: {},
      facts: facts => rescaled(facts, facts.page, modelSize(facts, limits)),
    }),
    withTopics({
      code: "page-pixels-as-model",
      about: "space",
      options: {},
      facts: facts => rescaled(facts, modelSize(facts, limits), facts.page),
    }),
  ]),
  withTopics({
    code: "thousandths-as-pixels",
    about: "space",
    options: {},
    facts: facts => rescaled(facts, facts.page, thousand),
  }),
  withTopics({
    code: "pixels-as-thousandths",
    about: "space",
    options: {},
    facts: facts => rescaled(facts, thousand, facts.page),
  }),
];

/** Every other reading that is tried when a log and its rule differ, the likelier ones first. */
export const rewardVariants: readonly RewardVariant[] = [
  ...ofOptions.map(([code, about, options]) => withTopics({ code, about, options })),
  ...ofSpaces,
];
