import { iou } from "../../page/iou.js";
import { makeRandom } from "../../simulate/random.js";
import type { BuildOptions } from "../buildOptions.js";
import type { RefusalCode } from "../candidateRefusal.js";
import { markChecks, panelTarget } from "./appearance.js";
import { pairable, pairIds, pairsOf, type Pair } from "./characterPairs.js";
import type { PageFacts } from "./pageFacts.js";
import type { PageYield, QuestionDraft } from "./questionDraft.js";
import { questionId } from "./questionId.js";
import { refusalTally } from "./refusalTally.js";
import { withinLimit } from "./withinLimit.js";

const depthOf = ({ character: { depth } }: Pair[number]) => depth ?? Number.NaN;
const overlapOf = ([one, other]: Pair) => iou(one.character.box, other.character.box);
const differenceOf = ([one, other]: Pair) => Math.abs(depthOf(one) - depthOf(other));

/** A pair with the one that is closer to the viewer first. */
function closerFirst([one, other]: Pair, { page }: PageFacts): Pair {
  const oneIsLess = depthOf(one) < depthOf(other);
  return oneIsLess === (page.depth_larger === "farther") ? [one, other] : [other, one];
}

function refusalOf(pair: Pair): RefusalCode | null {
  if (overlapOf(pair) > 0.7) return "same-place";
  return differenceOf(pair) > 0 ? null : "depth-tie";
}

const isClear = (pair: Pair) => differenceOf(pair) > 1 && overlapOf(pair) <= 0.3;

function draftOf(pair: Pair, facts: PageFacts): QuestionDraft {
  const [closer, farther] = closerFirst(pair, facts);
  const choiceOf = ({ character }: Pair[number]) => ({
    text: "The character marked {label} is closer.",
    mark: { kind: "box", box: character.box } as const,
  });
  return {
    id: questionId("depth_comparison", facts.page.id, pairIds(pair)),
    task: "depth_comparison",
    page: facts.page,
    question: "Which of the two marked characters is closer to the viewer?",
    hint: null,
    answer: { kind: "choice", choices: [choiceOf(closer), choiceOf(farther)], truth: null },
    marks: [],
    shown: null,
    targets: [panelTarget(closer.panel)],
    position: null,
    checks: [
      ...markChecks(pair, facts),
      ...(overlapOf(pair) > 0.3 ? (["overlapping-marks"] as const) : []),
      ...(differenceOf(pair) <= 1 ? (["depth-by-one"] as const) : []),
    ],
    annotationIds: [closer.character.id, farther.character.id],
    generator: "depth",
    writer: null,
  };
}

/**
 * Depth Comparison: which of two characters of one panel is closer, by the depth between objects. Candidates are the
 * characters of a page, then the pairs of fit ones within a panel. Clear differences are asked first.
 */
export function depthQuestions(facts: PageFacts, options: BuildOptions): PageYield {
  const tally = refusalTally();
  const lack = ({ character }: Pair[number]) => (character.depth === null ? "no-depth" : null);
  const fit = pairable("depth_comparison", facts, options, lack, tally);
  const pairs: Pair[] = [];
  for (const panel of facts.panels.values()) {
    for (const pair of pairsOf(fit.filter(appearance => appearance.panel === panel))) {
      const refusal = refusalOf(pair);
      if (refusal === null) pairs.push(pair);
      else tally.add(refusal);
    }
  }
  const shuffled = makeRandom(options.seed, "depths", facts.page.id).shuffle(pairs);
  const clearFirst = [...shuffled.filter(isClear), ...shuffled.filter(pair => !isClear(pair))];
  return { drafts: withinLimit(clearFirst, options, tally).map(pair => draftOf(pair, facts)), refused: tally.counts };
}
