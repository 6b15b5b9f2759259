import type { PartialRewardOptions } from "./rewardOptions.js";
import type { Segment, Strategy, StrategyTerm } from "./strategy.js";

type Gate = StrategyTerm["when"][number];

const pay = (part: StrategyTerm["part"], weight = 1, ...when: Gate[]): StrategyTerm => ({ part, weight, when });
const right: Gate = { part: "accuracy", above: 0 };

const answer = [pay("format"), pay("accuracy")];
const tool = [pay("toolCount"), pay("toolAccuracy")];
const toolWhenRight = [pay("toolCount", 1, right), pay("toolAccuracy", 1, right)];
/** Eq. 1 and 2: the factor 1 + [R_acc > 0] is the tool reward once, and once more when the answer is right. */
const full = [...answer, ...tool, ...toolWhenRight];
const warm = [pay("warmStart")];
/** Figure 7 (2): the tool reward only where the answer is right. */
const conditional = [...answer, ...toolWhenRight];

const segment = (terms: readonly StrategyTerm[], from: number | null = null, to: number | null = null): Segment => ({
  from,
  to,
  terms: [...terms],
  options: {},
});

function strategy(id: string, segments: readonly Segment[], options: PartialRewardOptions = {}): Strategy {
  return { id, options, segments: [...segments], seed: 0 };
}

/** The paper's warm start lasts 16 steps (Figure 7); trainers count from 1. */
const firstFullStep = 17;

/**
 * `compute_score` of Visual-Agent/DeepEyes vl_agent.py: format 0 or −1 by tag counts, an answer of 1,000 characters is
 * wrong and malformed. Its accuracy is a judge's.
 */
const deepeyesOptions: PartialRewardOptions = { format: "deepeyes", formatValues: [0, -1], answerLimit: 1000 };
const deepeyesRight: Gate = { part: "accuracy", above: 0.5 };
const deepeyesBase = [pay("accuracy", 0.8), pay("format", 0.2)];
const deepeyesTerms = [...deepeyesBase, pay("anyCrop", 1.2, deepeyesRight)];
/** The first return that its source keeps as a comment: the bonus for a crop needs no right answer. */
const deepeyesAnyTerms = [...deepeyesBase, pay("anyCrop", 0.4)];
/** `compute_score_math`: no tool term. Its own format rule (one \boxed{}) is about texts without an `<answer>`. */
const deepeyesMathTerms = [pay("accuracy", 1.2), pay("format", 0.4)];

/**
 * TIGER-AI-Lab/Pixel-Reasoner, experience_maker.py, for images: accuracy, taken back when the last call failed; curiosity
 * and a cost for calls beyond the first.
 */
const pixelReasonerTerms = [
  pay("accuracy"),
  pay("toolFailure", -1, deepeyesRight),
  pay("curiosity", 0.25),
  pay("callCost", -0.05),
];

/** The strategies of the paper (sections 3.3 and 5.2) and of the systems that it compares with. */
export const builtInStrategies: readonly Strategy[] = [
  strategy("rarl", [segment(full)]),
  strategy("rarl-warm-start", [segment(warm)]),
  strategy("rarl-conditional", [segment(conditional)]),
  strategy("deepeyes", [segment(deepeyesTerms)], deepeyesOptions),
  strategy("deepeyes-any-crop", [segment(deepeyesAnyTerms)], deepeyesOptions),
  strategy("deepeyes-math", [segment(deepeyesMathTerms)], { ...deepeyesOptions, answerLimit: null }),
  strategy("vanilla", [segment(answer)]),
  strategy("two-phase", [segment(warm, null, firstFullStep), segment(full, firstFullStep)]),
  strategy("two-phase-conditional", [segment(warm, null, firstFullStep), segment(conditional, firstFullStep)]),
  strategy("single-phase", [segment(full)]),
  strategy("format-random", [segment([pay("format"), pay("coin")])]),
  strategy("pixel-reasoner", [segment(pixelReasonerTerms)]),
];
