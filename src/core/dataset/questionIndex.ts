import { normalisePrompt } from "./normalisePrompt.js";
import type { Question } from "./question.js";

/** A question with the dataset that holds it. */
export interface IndexedQuestion {
  readonly question: Question;
  /** Path of the dataset. */
  readonly dataset: string;
}

/** The questions of a run's datasets, ready to be looked up. */
export interface QuestionIndex {
  readonly size: number;
  readonly byId: ReadonlyMap<string, readonly IndexedQuestion[]>;
  /** By normalised prompt and by normalised question text. */
  readonly byText: ReadonlyMap<string, readonly IndexedQuestion[]>;
  /** Question texts by their first characters, to find a question inside a longer prompt. */
  readonly textsByAnchor: ReadonlyMap<string, readonly string[]>;
}

/** Characters that find candidates inside a prompt. Shorter questions are only found when they are the whole prompt. */
export const anchorLength = 12;

function add<V>(map: Map<string, V[]>, key: string, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

/** The normalised texts that name a question: its prompt, its bare question, or both when they differ. */
function textsOf({ prompt, question }: Question): readonly string[] {
  const texts = [prompt, question].filter(text => text !== null).map(normalisePrompt);
  return [...new Set(texts)].filter(text => text !== "");
}

/** Builds the index over all datasets of a run, in the order in which the run names them. */
export function questionIndex(
  datasets: readonly { readonly path: string; readonly questions: readonly Question[] }[],
): QuestionIndex {
  const byId = new Map<string, IndexedQuestion[]>();
  const byText = new Map<string, IndexedQuestion[]>();
  const textsByAnchor = new Map<string, string[]>();
  let size = 0;
  for (const { path, questions } of datasets) {
    for (const question of questions) {
      size++;
      const indexed = { question, dataset: path };
      if (question.id !== null) add(byId, question.id, indexed);
      for (const text of textsOf(question)) {
        if (!byText.has(text) && text.length >= anchorLength) add(textsByAnchor, text.slice(0, anchorLength), text);
        add(byText, text, indexed);
      }
    }
  }
  return { size, byId, byText, textsByAnchor };
}
