import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { QuestionRecord } from "../../src/core/benchmark/questionRecord.js";
import { applyEdit } from "../../src/core/benchmark/review/applyEdit.js";
import { questionProblem, type QuestionProblem } from "../../src/core/benchmark/review/questionProblem.js";
import type { QuestionEdit } from "../../src/core/benchmark/reviewEvent.js";
import type {
  QueueEntry,
  QueueFacets,
  ReviewFilter,
  ReviewHostApi,
  ReviewInit,
  ShownProgress,
  ShownQuestion,
} from "../../src/protocol/review/reviewViewApi.js";
import type { Client } from "../../src/protocol/rpc.js";
import { errorText } from "../errorText.js";
import type { Camera } from "../page/camera.js";
import { pageLoader, type PageLoader } from "../page/pageLoader.js";
import { translate, type Translate } from "../translate.js";
import { reviewTranslate, type ReviewTranslate } from "./reviewTranslate.js";
import type { Grip } from "./targetGrips.js";

/** What has boxes that can be moved. */
export type DraggedKind = "target" | "mark";

/** What keys mean now. */
export type ReviewMode =
  | { readonly kind: "look" }
  /** A number is a reason. */
  | { readonly kind: "reject" }
  /** A reason in words is typed. */
  | { readonly kind: "note" }
  /** The question is typed over. */
  | { readonly kind: "edit" }
  /** A target's or a mark's box is moved. `before`: what Escape goes back to. */
  | {
      readonly kind: "drag";
      readonly what: DraggedKind;
      readonly place: number;
      readonly grip: Grip;
      readonly before: QuestionEdit;
    };

export interface ShownThings {
  readonly targets: boolean;
  readonly marks: boolean;
  readonly segments: boolean;
}

interface Signals {
  readonly filter: Signal<ReviewFilter>;
  /** The queue as it was taken; entries change their state in place. Null before it came. */
  readonly entries: Signal<readonly QueueEntry[] | null>;
  readonly facets: Signal<QueueFacets | null>;
  readonly progress: Signal<ShownProgress | null>;
  /** The place in the queue. */
  readonly index: Signal<number>;
  readonly shown: Signal<ShownQuestion | null>;
  readonly mode: Signal<ReviewMode>;
  /** Changes that are not saved, by question. */
  readonly drafts: Signal<ReadonlyMap<string, QuestionEdit>>;
  readonly see: Signal<ShownThings>;
  readonly camera: Signal<Camera | null>;
  readonly isFiltering: Signal<boolean>;
  /** Decisions on their way to the disk. */
  readonly saving: Signal<number>;
  /** What the strip below says: a failure, or what an undo took back. */
  readonly word: Signal<{ readonly kind: "failed" | "told"; readonly text: string } | null>;
  readonly offersMerge: Signal<boolean>;
}

/** Everything the parts of the review share. */
export interface ReviewModel extends Signals {
  readonly host: Client<ReviewHostApi>;
  readonly t: ReviewTranslate;
  readonly pageT: Translate;
  readonly loader: PageLoader;
  readonly init: Signal<ReviewInit>;
  /** The question with the changes that are not saved yet. */
  readonly current: ReadonlySignal<QuestionRecord | null>;
  readonly draft: ReadonlySignal<QuestionEdit>;
  /** Why the changes cannot be saved; null: they can, or there are none. */
  readonly problem: ReadonlySignal<QuestionProblem | null>;
  readonly entry: ReadonlySignal<QueueEntry | null>;
  /** Questions that were asked for, ahead too. */
  readonly known: Map<string, ShownQuestion>;
  /** When the question came on the screen, and when the key was pressed that brought it; `performance.now()`. */
  readonly clock: { since: number; keyAt: number | null };
  readonly run: (work: Promise<unknown>) => void;
}

export const noEdit: QuestionEdit = {};

const signals = (init: ReviewInit): Signals => ({
  filter: signal(init.filter),
  entries: signal<readonly QueueEntry[] | null>(null),
  facets: signal<QueueFacets | null>(null),
  progress: signal<ShownProgress | null>(null),
  index: signal(0),
  shown: signal<ShownQuestion | null>(null),
  mode: signal<ReviewMode>({ kind: "look" }),
  drafts: signal<ReadonlyMap<string, QuestionEdit>>(new Map()),
  see: signal({ targets: true, marks: true, segments: false }),
  camera: signal<Camera | null>(null),
  isFiltering: signal(false),
  saving: signal(0),
  word: signal<{ readonly kind: "failed" | "told"; readonly text: string } | null>(null),
  offersMerge: signal(init.offersMerge),
});

/** The state of the view before anything was asked for. */
export function reviewModel(host: Client<ReviewHostApi>, init: ReviewInit): ReviewModel {
  const own = signals(init);
  const draft = computed(() => own.drafts.value.get(own.shown.value?.question.id ?? "") ?? noEdit);
  const current = computed(() => {
    const shown = own.shown.value;
    return shown === null ? null : applyEdit(shown.question, draft.value);
  });
  return {
    ...own,
    ...{ host, draft, current, init: signal(init) },
    t: reviewTranslate(init.strings),
    pageT: translate(init.pageStrings),
    loader: pageLoader(init),
    problem: computed(() => {
      const question = current.value;
      return question === null || draft.value === noEdit ? null : questionProblem(question);
    }),
    entry: computed(() => own.entries.value?.[own.index.value] ?? null),
    known: new Map(),
    clock: { since: 0, keyAt: null },
    run: work => {
      work
        .catch((error: unknown) => host.log({ level: "error", message: errorText(error).slice(0, 2000) }))
        .catch(() => undefined); // the channel is closed: nobody is left to be told
    },
  };
}
