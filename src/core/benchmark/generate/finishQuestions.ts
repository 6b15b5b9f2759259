import type { BuildOptions } from "../buildOptions.js";
import type { RefusalCounts } from "../candidateRefusal.js";
import { splitNames, type PageRecord, type SplitName } from "../pageRecord.js";
import type { QuestionRecord } from "../questionRecord.js";
import { splitPages, type PageSplits } from "../split/splitPages.js";
import { taskKinds, type TaskKind } from "../taskKinds.js";
import { dealLabels } from "./dealLabels.js";
import { evenOut } from "./evenOut.js";
import type { PageYield, SplitDraft } from "./questionDraft.js";
import { refusalSum } from "./refusalSum.js";
import { writeRecord } from "./writeRecord.js";

type Split = Extract<PageSplits, { kind: "split" }>;

/** A group of choice questions that is too small for its answers to be even within one per cent. */
export interface Unbalanced {
  readonly task: TaskKind;
  readonly split: SplitName;
  readonly questions: number;
}

export interface BuiltQuestions {
  readonly kind: "built";
  /** By issue, page, task kind and id. */
  readonly questions: readonly QuestionRecord[];
  readonly refused: Readonly<Partial<Record<TaskKind, RefusalCounts>>>;
  readonly splits: Split["members"];
  readonly cluster: Split["cluster"];
  readonly unparted: Split["unparted"];
  readonly unbalanced: readonly Unbalanced[];
}

export type BuildResult = BuiltQuestions | Exclude<PageSplits, Split>;

type Yields = readonly (readonly [TaskKind, PageYield])[];

interface Finished {
  readonly records: readonly QuestionRecord[];
  readonly dropped: number;
  readonly unbalanced: readonly Unbalanced[];
}

const optionsOf = ({ draft }: SplitDraft) => (draft.answer.kind === "choice" ? draft.answer.choices.length : 0);

/** The questions of one task kind and split, their answers evened out. */
function finishGroup(
  task: TaskKind,
  split: SplitName,
  group: readonly SplitDraft[],
  hasSibling: (page: PageRecord) => boolean,
  seed: number,
): Finished {
  const [first] = group;
  const options = first === undefined ? 0 : optionsOf(first);
  const even = options === 0 ? { kept: group, dropped: 0, isEven: true } : evenOut(group, options, seed);
  const places = options === 0 ? new Map<string, number>() : dealLabels(even.kept, options, seed);
  return {
    records: even.kept.map(one => writeRecord(one, places.get(one.draft.id) ?? 0, seed, hasSibling(one.draft.page))),
    dropped: even.dropped,
    unbalanced: even.isEven ? [] : [{ task, split, questions: even.kept.length }],
  };
}

/** Whether another page of the same issue stands in another split: possible only where splits are made by page. */
function siblings(pages: readonly PageRecord[], { of }: Split): (page: PageRecord) => boolean {
  const splits = new Map<string, Set<SplitName>>();
  for (const { id, issue_id } of pages)
    splits.set(issue_id, (splits.get(issue_id) ?? new Set()).add(of.get(id) ?? "train"));
  return ({ issue_id }) => (splits.get(issue_id)?.size ?? 1) > 1;
}

function sorted(records: readonly QuestionRecord[], pages: readonly PageRecord[]): readonly QuestionRecord[] {
  const places = new Map(pages.map(({ id }, at) => [id, at]));
  const placeOf = ({ page_id }: QuestionRecord) => places.get(page_id) ?? 0;
  const kinds = new Map(taskKinds.map((task, at) => [task, at]));
  const kindOf = ({ task }: QuestionRecord) => kinds.get(task) ?? 0;
  return records.toSorted((a, b) => placeOf(a) - placeOf(b) || kindOf(a) - kindOf(b) || (a.id < b.id ? -1 : 1));
}

function finishTask(task: TaskKind, yields: Yields, pages: readonly PageRecord[], split: Split, seed: number) {
  const own = yields.filter(([of]) => of === task).map(([, one]) => one);
  const drafts = own
    .flatMap(one => one.drafts)
    .map((draft): SplitDraft => ({ draft, split: split.of.get(draft.page.id) ?? "train" }));
  const hasSibling = siblings(pages, split);
  const groups = splitNames.map(name => {
    const group = drafts.filter(one => one.split === name);
    return finishGroup(task, name, group, hasSibling, seed);
  });
  const dropped = groups.reduce((sum, group) => sum + group.dropped, 0);
  return {
    records: groups.flatMap(({ records }) => records),
    refused: refusalSum([...own.map(({ refused }) => refused), dropped > 0 ? { balance: dropped } : {}]),
    unbalanced: groups.flatMap(({ unbalanced }) => unbalanced),
  };
}

/**
 * Questions of what pages yielded: pages parted into splits, answers evened out within each task kind and split, options
 * arranged and everything written out. `pages` in the order of the result.
 */
export function finishQuestions(pages: readonly PageRecord[], yields: Yields, options: BuildOptions): BuildResult {
  const weights = new Map<string, number>();
  for (const { page } of yields.flatMap(([, { drafts }]) => drafts))
    weights.set(page.id, (weights.get(page.id) ?? 0) + 1);
  const split = splitPages(pages, weights, options);
  if (split.kind !== "split") return split;
  const finished = taskKinds
    .filter(task => options.tasks.includes(task))
    .map(task => ({ task, ...finishTask(task, yields, pages, split, options.seed) }));
  return {
    kind: "built",
    questions: sorted(
      finished.flatMap(({ records }) => records),
      pages,
    ),
    refused: Object.fromEntries(finished.map(({ task, refused }) => [task, refused])),
    splits: split.members,
    cluster: split.cluster,
    unparted: split.unparted,
    unbalanced: finished.flatMap(({ unbalanced }) => unbalanced),
  };
}
