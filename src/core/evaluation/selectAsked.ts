import { panelsAsked } from "../benchmark/export/panelsAsked.js";
import { selectQuestions } from "../benchmark/export/selectQuestions.js";
import type { PageRecord } from "../benchmark/pageRecord.js";
import { promptOf } from "../benchmark/prompts/promptOf.js";
import type { PromptTemplate } from "../benchmark/promptTemplate.js";
import type { QuestionRecord } from "../benchmark/questionRecord.js";
import type { EvaluationSettings } from "./evaluationSettings.js";

/** A question that is asked, with its page and the prompt that it is put into. */
export interface AskedItem {
  readonly question: QuestionRecord;
  /** Null: nothing is annotated, so that a character's own box stands for its panel. */
  readonly page: PageRecord | null;
  readonly prompt: PromptTemplate;
}

export interface SelectedAsked {
  /** Those of one page one after another, so that it is decoded once. */
  readonly items: readonly AskedItem[];
  /** Of the splits and kinds that were wanted: how many cannot be asked as they stand, by code. */
  readonly leftOut: Readonly<Record<string, number>>;
}

/** In groups of one key each, in the order in which keys first come. */
function grouped(
  items: readonly AskedItem[],
  keyOf: (question: QuestionRecord) => string,
): readonly (readonly AskedItem[])[] {
  const groups = new Map<string, AskedItem[]>();
  for (const item of items) {
    const key = keyOf(item.question);
    const list = groups.get(key) ?? [];
    if (list.length === 0) groups.set(key, list);
    list.push(item);
  }
  return [...groups.values()];
}

/** From each task kind in turn, so that a few questions are of all kinds. */
function inTurn(items: readonly AskedItem[], limit: number): readonly AskedItem[] {
  const byTask = grouped(items, ({ task }) => task);
  const longest = byTask.reduce((most, list) => Math.max(most, list.length), 0);
  const rounds = Array.from({ length: longest }, (_, at) => byTask.flatMap(list => list[at] ?? []));
  return rounds.flat().slice(0, limit);
}

const pagePlaces = (questions: readonly QuestionRecord[]): ReadonlyMap<string, number> =>
  new Map([...new Set(questions.map(({ page_id: page }) => page))].map((page, at) => [page, at]));

function isOfShard(
  item: AskedItem | undefined,
  places: ReadonlyMap<string, number>,
  { index, of }: NonNullable<EvaluationSettings["shard"]>,
): boolean {
  return (places.get(item?.question.page_id ?? "") ?? 0) % of === index;
}

/**
 * The questions of a run. Panels alone leave out what cannot be put with them (`needs-page`), and kinds without a prompt
 * for the input and use are left out too (`no-prompt`): nothing is asked in another way than the others. A shard has every
 * n-th page with all its questions, those counted that a review has left without one: other shards stay as they are.
 */
export function selectAsked(
  questions: readonly QuestionRecord[],
  pages: readonly PageRecord[],
  prompts: readonly PromptTemplate[],
  settings: EvaluationSettings,
): SelectedAsked {
  const { splits, tasks, acceptedOnly, image, input, use, limit, shard } = settings;
  const marks = image.areMarksDrawn ? "drawn" : "none";
  const wanted = questions.filter(({ task }) => tasks.includes(task));
  const selected = selectQuestions(wanted, { to: "lmms-eval", splits: [...splits], marks, acceptedOnly });
  const leftOut: Record<string, number> = {};
  const drop = (code: string): readonly AskedItem[] => {
    leftOut[code] = (leftOut[code] ?? 0) + 1;
    return [];
  };
  for (const { code } of selected.leftOut) drop(code);
  const places = pagePlaces(wanted.filter(({ split }) => splits.includes(split)));
  const known = new Map(pages.map(page => [page.id, page]));
  const items = selected.kept.flatMap(question => {
    const page = known.get(question.page_id) ?? null;
    const prompt = promptOf(prompts, question.task, input, use);
    if (input === "panel" && panelsAsked(question, page) === null) return drop("needs-page");
    return prompt === null ? drop("no-prompt") : [{ question, page, prompt }];
  });
  const chosen = grouped(limit === null ? items : inTurn(items, limit), ({ page_id: page }) => page);
  const own = shard === null ? chosen : chosen.filter(([one]) => isOfShard(one, places, shard));
  return { items: own.flat(), leftOut };
}
