import { actionPhrases, figureActions } from "./figureAction.js";
import type { FigureDescription, PageDescription, PanelDescription } from "./pageDescription.js";
import { panelPairs } from "./panelPairs.js";
import { questionPrompt } from "./questionPrompt.js";
import { makeRandom, type Random } from "./random.js";
import type { SimulatedQuestion } from "./simulatedQuestion.js";
import type { BoxedTaskKind } from "./taskKind.js";

/** Where a page is kept and for what: what a question says of it beyond the drawing. */
export interface PageUse {
  readonly image: string;
  readonly split: SimulatedQuestion["split"];
  readonly seed: number;
}

/** A question before it is written out. */
export interface QuestionDraft {
  readonly task: BoxedTaskKind;
  readonly question: string;
  readonly options: readonly string[];
  readonly answer: string;
  readonly answerType: SimulatedQuestion["answer_type"];
  readonly marked: readonly Appearance[];
  readonly panels: readonly PanelDescription[];
}

/** One drawing of a character. */
interface Appearance {
  readonly panel: PanelDescription;
  readonly figure: FigureDescription;
  readonly id: string;
}

const letters = ["A", "B", "C", "D"] as const;
const markColours = ["#d1372c", "#1f5fbf"] as const;

function appearancesOf(page: PageDescription): readonly Appearance[] {
  return page.panels.flatMap(panel =>
    panel.figures.map((figure, index) => ({
      panel,
      figure,
      id: `${page.id}/panel-${panel.index + 1}/figure-${index + 1}`,
    })),
  );
}

/** Large enough for the eye and for every tool: 30 px is the least that the strictest tool crops. */
const isLarge = ({ figure: { box } }: Appearance) => Math.min(box[2] - box[0], box[3] - box[1]) >= 30;

function panelUnderstanding(panel: PanelDescription): readonly QuestionDraft[] {
  return panelPairs(panel).map(({ question, answer }) => ({
    task: "panel_understanding",
    question: `In ${panel.place}, ${question}`,
    options: [],
    answer,
    answerType: "open",
    marked: [],
    panels: [panel],
  }));
}

function actionRecognition(random: Random, appearance: Appearance): QuestionDraft {
  const { action } = appearance.figure;
  const others = random.shuffle(figureActions.filter(name => name !== action)).slice(0, 3);
  const options = random.shuffle([action, ...others]);
  return {
    task: "action_recognition",
    question: "What is the marked character doing?",
    options: options.map(name => actionPhrases[name]),
    answer: letters[options.indexOf(action)] ?? "A",
    answerType: "choice",
    marked: [appearance],
    panels: [appearance.panel],
  };
}

function depthComparison(random: Random, one: Appearance, other: Appearance): QuestionDraft {
  const [a, b] = random.chance(0.5) ? [one, other] : [other, one];
  return {
    task: "depth_comparison",
    question: "Which of the marked characters is closer to the viewer?",
    options: ["the one marked A", "the one marked B"],
    answer: a.figure.depth < b.figure.depth ? "A" : "B",
    answerType: "choice",
    marked: [a, b],
    panels: [a.panel],
  };
}

function characterIdentification(a: Appearance, b: Appearance): QuestionDraft {
  return {
    task: "character_identification",
    question: "Is the character marked A the same as the character marked B?",
    options: ["yes", "no"],
    answer: a.figure.member === b.figure.member ? "A" : "B",
    answerType: "choice",
    marked: [a, b],
    panels: [a.panel, b.panel],
  };
}

function characterCounting(appearance: Appearance, panels: readonly PanelDescription[]): QuestionDraft {
  return {
    task: "character_counting",
    question: "In how many panels of this page does the marked character appear?",
    options: [],
    answer: String(panels.length),
    answerType: "integer",
    marked: [appearance],
    panels,
  };
}

function pairs<T>(items: readonly T[]): readonly (readonly [T, T])[] {
  return items.flatMap((one, index) => items.slice(index + 1).map(other => [one, other] as const));
}

function depthPairs(appearances: readonly Appearance[]) {
  return pairs(appearances).filter(([a, b]) => a.panel === b.panel && Math.abs(a.figure.depth - b.figure.depth) >= 2);
}

/** As many pairs of the same character as of different ones, a few a page. */
function identityPairs(random: Random, appearances: readonly Appearance[]) {
  const all = random.shuffle(pairs(appearances).filter(([a, b]) => a.panel !== b.panel));
  const same = all.filter(([a, b]) => a.figure.member === b.figure.member).slice(0, 6);
  const different = all.filter(([a, b]) => a.figure.member !== b.figure.member).slice(0, same.length);
  return [...same, ...different].map(pair => (random.chance(0.5) ? pair : ([pair[1], pair[0]] as const)));
}

/** A character in two to four panels: more zooms than four do not fit into a trajectory of five turns. */
function countable(
  random: Random,
  page: PageDescription,
  appearances: readonly Appearance[],
): readonly QuestionDraft[] {
  return page.cast.flatMap((_, member) => {
    const own = appearances.filter(({ figure }) => figure.member === member);
    const panels = [...new Set(own.map(({ panel }) => panel))];
    if (panels.length < 2 || panels.length > 4) return [];
    return random
      .shuffle(own)
      .slice(0, 2)
      .map(appearance => characterCounting(appearance, panels));
  });
}

/**
 * A draft written out; `index` is its place among all drafts of its page and gives the id. The prompt is put together
 * when it is read: a training asks many questions whose text nobody looks at.
 */
export function writeQuestion(
  draft: QuestionDraft,
  page: PageDescription,
  use: PageUse,
  index: number,
): SimulatedQuestion {
  const fields = fieldsOf(draft, page, use, index);
  return {
    ...fields,
    get prompt() {
      return questionPrompt(fields, page.number);
    },
  };
}

function fieldsOf(draft: QuestionDraft, page: PageDescription, use: PageUse, index: number) {
  const marks = draft.marked.map(({ figure }, at) => ({
    kind: "box" as const,
    box: figure.box,
    label: letters[at] ?? "A",
    color: markColours[at] ?? markColours[0],
  }));
  return {
    id: `sim-${use.seed}-${page.id}-${String(index + 1).padStart(3, "0")}`,
    task: draft.task,
    page_id: page.id,
    split: use.split,
    image: use.image,
    width: page.width,
    height: page.height,
    question: draft.question,
    options: draft.options.map((text, at) => ({ label: letters[at] ?? "A", text })),
    answer: draft.answer,
    answer_type: draft.answerType,
    marks,
    targets: draft.panels.map(panel => ({
      box: panel.box,
      role: "panel" as const,
      source_annotation_ids: [`${page.id}/panel-${panel.index + 1}`],
    })),
    expected_zooms: draft.panels.length,
    provenance: {
      generator: "rollout-loupe sample",
      version: 1,
      seed: use.seed,
      annotation_ids: draft.marked.map(({ id }) => id),
    },
  };
}

/** What can be asked of a page, of every boxed task kind; the same page and seed give the same drafts. */
export function draftQuestions(page: PageDescription, seed: number): readonly QuestionDraft[] {
  const random = makeRandom(seed, "questions", page.id);
  const appearances = appearancesOf(page).filter(isLarge);
  return [
    ...page.panels.flatMap(panelUnderstanding),
    ...appearances.map(appearance => actionRecognition(random, appearance)),
    ...depthPairs(appearances).map(([a, b]) => depthComparison(random, a, b)),
    ...identityPairs(random, appearances).map(([a, b]) => characterIdentification(a, b)),
    ...countable(random, page, appearances),
  ];
}

/** Every question of the boxed task kinds that a page is good for, with targets; the same page gives the same ones. */
export function describeQuestions(page: PageDescription, use: PageUse): readonly SimulatedQuestion[] {
  return draftQuestions(page, use.seed).map((draft, index) => writeQuestion(draft, page, use, index));
}
