import { makeRandom, type Random } from "../../simulate/random.js";
import { balloonTexts } from "../balloonTexts.js";
import type { BuildOptions } from "../buildOptions.js";
import type { RefusalCode } from "../candidateRefusal.js";
import { balloonSequence, spokenOf, type BalloonSequence, type Spoken } from "./balloonSequence.js";
import { markColour } from "./markColours.js";
import { sureOrder } from "./orderRefusal.js";
import type { PageFacts } from "./pageFacts.js";
import type { QuestionCheck } from "./questionCheck.js";
import type { PageYield, QuestionDraft } from "./questionDraft.js";
import { questionId } from "./questionId.js";
import { refusalTally, type RefusalTally } from "./refusalTally.js";
import { withinLimit } from "./withinLimit.js";

type Window = readonly Spoken[];

/** Whether the balloons' panels follow one another on the page, as far as the order of panels is known. */
function areAdjacent(window: Window, { ordered }: PageFacts): boolean {
  if (ordered === null) return true;
  const places = window.map(({ panel }) => ordered.indexOf(panel));
  return Math.max(...places) - Math.min(...places) + 1 === new Set(places).size;
}

function refusalOf(window: Window, facts: PageFacts, options: BuildOptions): RefusalCode | null {
  const panels = new Set(window.map(({ panel }) => panel)).size;
  if (panels > options.dialogPanels || !areAdjacent(window, facts)) return "too-few";
  if (panels < 2) return "one-panel";
  const texts = new Set(window.map(({ text }) => text.toLowerCase()));
  return texts.size < window.length ? "same-text" : null;
}

/** One of the windows that begin with a balloon, of a length that the options allow, or why there is none. */
function windowAt(
  run: Window,
  at: number,
  random: Random,
  facts: PageFacts,
  options: BuildOptions,
): Window | RefusalCode {
  const [least, most] = options.dialogBalloons;
  const lengths = Array.from({ length: Math.max(0, most - least + 1) }, (_, index) => least + index);
  const windows = lengths.filter(length => at + length <= run.length).map(length => run.slice(at, at + length));
  const refusals = windows.map(window => refusalOf(window, facts, options));
  const fit = windows.filter((_, index) => refusals[index] === null);
  return fit.length > 0 ? random.pick(fit) : (refusals.find(refusal => refusal !== null) ?? "too-few");
}

/** Another order than the true one, which exchanges two balloons: neither order looks likelier than the other. */
function exchanged(order: readonly number[], random: Random): readonly number[] {
  const one = random.int(order.length);
  const other = (one + 1 + random.int(order.length - 1)) % order.length;
  return order.map((number, at) => order[at === one ? other : at === other ? one : at] ?? number);
}

function checksOf(window: Window, facts: PageFacts, source: BalloonSequence["source"]): readonly QuestionCheck[] {
  const places = window.map(({ panel }) => facts.ordered?.indexOf(panel) ?? 0);
  const isBack = places.some((place, at) => at > 0 && place < (places[at - 1] ?? 0));
  return [
    ...(window.some(({ bubble }) => bubble.text_source === "model") ? (["text-by-model"] as const) : []),
    ...(source === "panels" && facts.orderConfidence < sureOrder ? (["unsure-order"] as const) : []),
    ...(isBack ? (["orders-disagree"] as const) : []),
  ];
}

function draftOf(window: Window, facts: PageFacts, source: BalloonSequence["source"], seed: number): QuestionDraft {
  const ids = window.map(({ bubble }) => bubble.id);
  const id = questionId("dialog_reordering", facts.page.id, ids);
  const random = makeRandom(seed, "numbers", id);
  // The number of each balloon, in the order in which they are read: that sequence is the answer.
  const order = random.shuffle(window.map((_, at) => at + 1));
  const numbered = window
    .map((spoken, at) => ({ ...spoken, number: order[at] ?? at + 1 }))
    .sort((a, b) => a.number - b.number);
  return {
    id,
    task: "dialog_reordering",
    page: facts.page,
    question: "In which order are the numbered balloons read?",
    hint: balloonTexts.hintOf(numbered.map(({ number, text }) => ({ label: String(number), text }))),
    answer: {
      kind: "choice",
      choices: [order, exchanged(order, random)].map(numbers => ({ text: numbers.join(", "), mark: null })),
      truth: null,
    },
    marks: numbered.map(({ number, bubble }) => ({
      kind: "number",
      box: bubble.box,
      label: String(number),
      color: markColour(number - 1),
    })),
    shown: null,
    targets: null,
    position: null,
    checks: checksOf(window, facts, source),
    annotationIds: ids,
    generator: "dialog",
    writer: null,
  };
}

function spokenOn(facts: PageFacts, tally: RefusalTally): readonly Spoken[] {
  return facts.page.bubbles.flatMap(bubble => {
    const spoken = spokenOf(bubble, facts);
    if (typeof spoken !== "string") return [spoken];
    tally.add(spoken);
    return [];
  });
}

/**
 * Dialog Reordering: in which order numbered balloons of adjacent panels are read, of two orders. Candidates are the
 * balloons of a page without text, then each balloon as the first of a window. The order is annotated, or it follows
 * from the order of the panels; it is never guessed.
 */
export function dialogQuestions(facts: PageFacts, options: BuildOptions): PageYield {
  const tally = refusalTally();
  const spoken = spokenOn(facts, tally);
  const sequence = balloonSequence(spoken, facts, options);
  if ("refusal" in sequence) {
    tally.add(sequence.refusal, spoken.length);
    return { drafts: [], refused: tally.counts };
  }
  const random = makeRandom(options.seed, "dialog", facts.page.id);
  const inRuns = sequence.runs.reduce((sum, { length }) => sum + length, 0);
  tally.add("no-balloon-order", spoken.length - inRuns);
  const windows = sequence.runs.flatMap(run =>
    run.flatMap((_, at) => {
      const window = windowAt(run, at, random, facts, options);
      if (typeof window !== "string") return [window];
      tally.add(window);
      return [];
    }),
  );
  const chosen = withinLimit(random.shuffle(windows), options, tally);
  const drafts = chosen.map(window => draftOf(window, facts, sequence.source, options.seed));
  return { drafts, refused: tally.counts };
}
