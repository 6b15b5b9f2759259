import { makeRandom } from "../../simulate/random.js";
import type { BuildOptions } from "../buildOptions.js";
import type { RefusalCode } from "../candidateRefusal.js";
import type { PanelRecord } from "../pageRecord.js";
import { areaOf, sharedArea } from "../sharedArea.js";
import { orderRefusal, sureOrder } from "./orderRefusal.js";
import type { PageFacts } from "./pageFacts.js";
import type { PageYield, QuestionDraft } from "./questionDraft.js";
import { questionId } from "./questionId.js";
import { refusalTally } from "./refusalTally.js";
import { withinLimit } from "./withinLimit.js";

/** Panels whose places are offered are at most this many steps of reading apart. */
const furthest = 4;
/** Sides that differ by more than this share may be a hint, so that a reviewer looks whether they are. */
const noticeable = 0.05;
/** Share of a panel that others may cover: its picture would show them, and blanking it would cut into them. */
const mostCovered = 0.02;

type PanelPair = readonly [PanelRecord, PanelRecord];

/** Largest share by which two panels' widths or heights differ. */
function difference([{ box: a }, { box: b }]: PanelPair): number {
  const [width, otherWidth, height, otherHeight] = [a[2] - a[0], b[2] - b[0], a[3] - a[1], b[3] - b[1]];
  const share = (one: number, other: number) => 1 - Math.min(one, other) / Math.max(one, other);
  return Math.max(share(width, otherWidth), share(height, otherHeight));
}

function isCovered(panel: PanelRecord, { panels }: PageFacts): boolean {
  const others = [...panels.values()].filter(other => other !== panel);
  return others.some(({ box }) => sharedArea(box, panel.box) > mostCovered * areaOf(panel.box));
}

/** Pairs that are close in reading order, each one as the shown and as the other one. */
function pairsOf(ordered: readonly PanelRecord[]): readonly PanelPair[] {
  return ordered.flatMap((panel, at) =>
    ordered.slice(at + 1, at + 1 + furthest).flatMap((other): readonly PanelPair[] => [
      [panel, other],
      [other, panel],
    ]),
  );
}

function draftOf(pair: PanelPair, facts: PageFacts): QuestionDraft {
  const [shown, other] = pair;
  const choiceOf = ({ box }: PanelRecord) => ({
    text: "It belongs in the place marked {label}.",
    mark: { kind: "blank", box } as const,
  });
  return {
    id: questionId("panel_reordering", facts.page.id, [shown.id, other.id]),
    task: "panel_reordering",
    page: facts.page,
    question:
      "Two panels of the page are blank. The picture of one of them is shown apart. Which place does it belong in?",
    hint: null,
    answer: { kind: "choice", choices: [choiceOf(shown), choiceOf(other)], truth: null },
    marks: [],
    shown: shown.box,
    targets: null,
    position: null,
    checks: [
      ...(facts.orderConfidence < sureOrder ? (["unsure-order"] as const) : []),
      ...(difference(pair) > noticeable ? (["shapes-differ"] as const) : []),
    ],
    annotationIds: [shown.id, other.id],
    generator: "panel-order",
    writer: null,
  };
}

/** One pair of each two panels: both ways round would tell the answer of one by the other. */
function onceEach(pairs: readonly PanelPair[]): readonly PanelPair[] {
  const seen = new Set<string>();
  return pairs.filter(([one, other]) => {
    const key = JSON.stringify([one.id, other.id].sort());
    return seen.size !== seen.add(key).size;
  });
}

/**
 * Panel Reordering: two panels are blank, the picture of one is shown apart; where does it belong? Candidates are pairs
 * of panels that are at most four steps of reading apart; pairs of like shape come first, since shape must not tell.
 */
export function panelOrderQuestions(facts: PageFacts, options: BuildOptions): PageYield {
  const tally = refusalTally();
  const refusal = orderRefusal(facts, options) ?? (facts.panels.size < 3 ? "too-few-panels" : null);
  if (refusal !== null || facts.ordered === null) {
    tally.add(refusal ?? "no-order");
    return { drafts: [], refused: tally.counts };
  }
  const covered = new Set(facts.ordered.filter(panel => isCovered(panel, facts)));
  const refusalOf = (pair: PanelPair): RefusalCode | null => {
    if (pair.some(panel => covered.has(panel))) return "overlapping-panels";
    return difference(pair) > options.panelShape ? "different-shape" : null;
  };
  const shuffled = makeRandom(options.seed, "panel-order", facts.page.id).shuffle(pairsOf(facts.ordered));
  const fit = onceEach(shuffled).filter(pair => {
    const why = refusalOf(pair);
    if (why !== null) tally.add(why);
    return why === null;
  });
  const isLike = (pair: PanelPair) => difference(pair) <= noticeable;
  const likeFirst = [...fit.filter(isLike), ...fit.filter(pair => !isLike(pair))];
  return { drafts: withinLimit(likeFirst, options, tally).map(pair => draftOf(pair, facts)), refused: tally.counts };
}
