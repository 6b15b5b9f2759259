import { iou } from "../../page/iou.js";
import { makeRandom } from "../../simulate/random.js";
import type { BuildOptions } from "../buildOptions.js";
import type { CharacterRecord, PageRecord } from "../pageRecord.js";
import { actionLabel, actionSentence, mayBothHold } from "./actionLabel.js";
import { appearanceOf, characterTarget, markChecks, panelTarget, type Appearance } from "./appearance.js";
import { markColour } from "./markColours.js";
import type { PageFacts } from "./pageFacts.js";
import type { PageYield, QuestionDraft } from "./questionDraft.js";
import { questionId } from "./questionId.js";
import { refusalTally, type RefusalTally } from "./refusalTally.js";

const distractorCount = 3;

/** How often each action is annotated in the whole set, by its label. */
export function actionFrequencies(pages: readonly PageRecord[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { action } of pages.flatMap(({ characters }) => characters)) {
    const label = actionLabel(action);
    if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return counts;
}

/** Labels that are true of a figure: also what is said where it is annotated a second time. */
function trueLabels(character: CharacterRecord, { page }: PageFacts): readonly string[] {
  const same = page.characters.filter(
    other =>
      other.id === character.id || (other.panel_id === character.panel_id && iou(other.box, character.box) >= 0.6),
  );
  return same.flatMap(({ action }) => actionLabel(action) ?? []);
}

/** Three labels that do not hold, the more frequent the likelier; null where there are not as many that exclude each other. */
function distractorsOf(
  truths: readonly string[],
  frequencies: ReadonlyMap<string, number>,
  seed: number,
  id: string,
): readonly string[] | null {
  const random = makeRandom(seed, "distractors", id);
  const ranked = [...frequencies]
    .filter(([label]) => !truths.some(truth => mayBothHold(truth, label)))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    // Efraimidis and Spirakis' keys: drawing without replacement by weight.
    .map(([label, count]) => ({ label, key: Math.log(random.uniform()) / count }))
    .sort((a, b) => b.key - a.key);
  const chosen: string[] = [];
  for (const { label } of ranked)
    if (chosen.length < distractorCount && !chosen.some(other => mayBothHold(other, label))) chosen.push(label);
  return chosen.length === distractorCount ? chosen : null;
}

function draftOf(
  id: string,
  { character, panel }: Appearance,
  [action, ...distractors]: readonly string[],
  facts: PageFacts,
  options: BuildOptions,
): QuestionDraft {
  return {
    id,
    task: "action_recognition",
    page: facts.page,
    question: "What is the marked character doing?",
    hint: null,
    answer: {
      kind: "choice",
      choices: [action ?? "", ...distractors].map(label => ({ text: actionSentence(label), mark: null })),
      truth: null,
    },
    // A lone mark has no letter: it would be taken for an option's.
    marks: [{ kind: "box", box: character.box, label: "", color: markColour(0) }],
    shown: null,
    targets: [options.actionTarget === "panel" ? panelTarget(panel) : characterTarget(character)],
    position: null,
    checks: markChecks([{ character, panel }], facts),
    annotationIds: [character.id],
    generator: "action",
    writer: null,
  };
}

/** A figure that can be asked about, with what it does. */
interface Actor {
  readonly appearance: Appearance;
  readonly label: string;
}

function actorsOf(facts: PageFacts, options: BuildOptions, tally: RefusalTally): readonly Actor[] {
  return facts.page.characters.flatMap(character => {
    const appearance = appearanceOf(character, facts, options);
    const label = actionLabel(character.action);
    if (typeof appearance !== "string" && label !== null) return [{ appearance, label }];
    tally.add(typeof appearance === "string" ? appearance : "no-action");
    return [];
  });
}

/**
 * Action Recognition: what a marked character does, of four actions. Candidates are the characters of a page. Wrong
 * options are other actions of the set by their frequency, of which none is also true, as far as labels say.
 */
export function actionQuestions(
  facts: PageFacts,
  frequencies: ReadonlyMap<string, number>,
  options: BuildOptions,
): PageYield {
  const tally = refusalTally();
  const drafts: QuestionDraft[] = [];
  const random = makeRandom(options.seed, "actions", facts.page.id);
  for (const { appearance, label } of random.shuffle(actorsOf(facts, options, tally))) {
    if (drafts.length === options.maxPerPage) {
      tally.add("page-limit");
      continue;
    }
    const id = questionId("action_recognition", facts.page.id, [appearance.character.id]);
    const distractors = distractorsOf(trueLabels(appearance.character, facts), frequencies, options.seed, id);
    if (distractors === null) tally.add("too-few-actions");
    else drafts.push(draftOf(id, appearance, [label, ...distractors], facts, options));
  }
  return { drafts, refused: tally.counts };
}
