import { makeRandom } from "../../simulate/random.js";
import type { BuildOptions } from "../buildOptions.js";
import type { PanelRecord } from "../pageRecord.js";
import { isReservedAnswer } from "../reservedText.js";
import type { Attributed, PageWritings, WrittenPair } from "../writingsOf.js";
import { panelTarget } from "./appearance.js";
import { placeRefusal } from "./leftOutRefusal.js";
import { orderRefusal, sureOrder } from "./orderRefusal.js";
import type { PageFacts } from "./pageFacts.js";
import { panelPositions, type PanelPosition } from "./panelPositions.js";
import type { PageYield, QuestionDraft } from "./questionDraft.js";
import { questionId } from "./questionId.js";
import { refusalTally, type RefusalTally } from "./refusalTally.js";
import { withinLimit } from "./withinLimit.js";

/** A written pair with the panel that it is about. */
interface Asked {
  readonly panel: PanelRecord;
  readonly pair: WrittenPair;
  readonly writing: Attributed<unknown>;
}

const line = (text: string) => text.normalize("NFC").replace(/\s+/g, " ").trim();

/** Whether a written answer, on one line, says something that every export can carry. */
const isAnswer = (answer: string) => /[\p{L}\p{N}]/u.test(answer) && !isReservedAnswer(answer);

/** A question that begins with one of these goes on in lower case after a position; a name keeps its capital. */
const startWords =
  /^(?:What|Which|Who|Whom|Whose|Where|When|Why|How|Is|Are|Was|Were|Do|Does|Did|Has|Have|Can|In|On|At|To|From|With|By|For|Of|The|A|An)\b/;

function questionText({ words }: PanelPosition, question: string): string {
  const text = line(question);
  const rest = startWords.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
  return `In ${words}, ${rest}`;
}

/** A position for a pair: of the kind that its writer asked for, else of any, each kind as likely as another. */
function positionFor(asked: Asked, id: string, facts: PageFacts, options: BuildOptions): PanelPosition | null {
  const positions = panelPositions(facts, asked.panel, options);
  const random = makeRandom(options.seed, "position", id);
  const kinds = [...new Set(positions.map(({ kind }) => kind))];
  if (kinds.length === 0) return null;
  const wanted = kinds.find(kind => kind === asked.pair.position) ?? random.pick(kinds);
  return random.pick(positions.filter(({ kind }) => kind === wanted));
}

function draftOf(asked: Asked, facts: PageFacts, options: BuildOptions): QuestionDraft | null {
  const { panel, pair, writing } = asked;
  const id = questionId("panel_understanding", facts.page.id, [panel.id], line(pair.question));
  const position = positionFor(asked, id, facts, options);
  if (position === null) return null;
  const alternatives = new Set(pair.alternatives.map(line).filter(isAnswer));
  alternatives.delete(line(pair.answer));
  return {
    id,
    task: "panel_understanding",
    page: facts.page,
    question: questionText(position, pair.question),
    hint: null,
    answer: { kind: "open", text: line(pair.answer), alternatives: [...alternatives] },
    marks: [],
    shown: null,
    targets: [panelTarget(panel)],
    position: position.kind,
    positionText: position.words,
    checks: [
      ...(facts.orderConfidence < sureOrder ? (["unsure-order"] as const) : []),
      ...(/\b(?:panel|image|picture|page)s?\b/i.test(pair.question) ? (["names-panel"] as const) : []),
    ],
    annotationIds: [panel.id],
    generator: "written-pairs",
    writer: { model: writing.model, promptSha: writing.promptSha },
  };
}

function askedOf(facts: PageFacts, { pairs }: PageWritings, tally: RefusalTally): readonly Asked[] {
  return [...facts.panels.values()].flatMap(panel => {
    const writing = pairs.get(panel.id);
    if (writing === undefined || writing.value.length === 0) {
      tally.add(writing === undefined ? "no-model" : "no-caption");
      return [];
    }
    const usable = writing.value.filter(pair => line(pair.question) !== "" && isAnswer(line(pair.answer)));
    tally.add("unsure-text", writing.value.length - usable.length);
    return usable.map(pair => ({ panel, pair, writing }));
  });
}

/** One of each panel in turn, so that a limit leaves out no panel before others have given all. */
function byTurns(asked: readonly Asked[]): readonly Asked[] {
  const turn = new Map<PanelRecord, number>();
  return asked
    .map(one => {
      const at = turn.get(one.panel) ?? 0;
      turn.set(one.panel, at + 1);
      return { one, at };
    })
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

/**
 * Panel Understanding: questions and answers that a model wrote about a panel, after words that say where it stands.
 * Candidates are panels that nothing was written about (`no-model`; `no-caption` where the model found nothing to ask),
 * then the written pairs.
 */
export function understandingQuestions(facts: PageFacts, writings: PageWritings, options: BuildOptions): PageYield {
  const tally = refusalTally();
  const asked = askedOf(facts, writings, tally);
  const refusal = asked.length === 0 ? null : (placeRefusal(facts.page) ?? orderRefusal(facts, options));
  if (refusal !== null || asked.length === 0) {
    if (refusal !== null) tally.add(refusal, asked.length);
    return { drafts: [], refused: tally.counts };
  }
  const shuffled = makeRandom(options.seed, "understanding", facts.page.id).shuffle(asked);
  const drafts: QuestionDraft[] = [];
  for (const one of withinLimit(byTurns(shuffled), options, tally)) {
    const draft = draftOf(one, facts, options);
    if (draft === null) tally.add("no-position");
    else drafts.push(draft);
  }
  return { drafts, refused: tally.counts };
}
