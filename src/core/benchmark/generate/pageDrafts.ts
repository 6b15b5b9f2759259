import type { BuildOptions } from "../buildOptions.js";
import type { PageRecord } from "../pageRecord.js";
import { taskKinds, type TaskKind } from "../taskKinds.js";
import { noWritings, type PageWritings } from "../writingsOf.js";
import { actionQuestions } from "./actionQuestions.js";
import { countingQuestions } from "./countingQuestions.js";
import { depthQuestions } from "./depthQuestions.js";
import { dialogQuestions } from "./dialogQuestions.js";
import { identityQuestions } from "./identityQuestions.js";
import { pageFacts, type PageFacts } from "./pageFacts.js";
import { panelOrderQuestions } from "./panelOrderQuestions.js";
import type { PageYield, QuestionDraft } from "./questionDraft.js";
import { understandingQuestions } from "./understandingQuestions.js";

/** What generators must know beyond a page. */
export interface SetFacts {
  /** How often each action is annotated, by its label. */
  readonly actions: ReadonlyMap<string, number>;
  /** By id of the page. */
  readonly writings: ReadonlyMap<string, PageWritings>;
}

function yieldOf(task: TaskKind, facts: PageFacts, set: SetFacts, options: BuildOptions): PageYield {
  switch (task) {
    case "panel_understanding":
      return understandingQuestions(facts, set.writings.get(facts.page.id) ?? noWritings, options);
    case "action_recognition":
      return actionQuestions(facts, set.actions, options);
    case "depth_comparison":
      return depthQuestions(facts, options);
    case "dialog_reordering":
      return dialogQuestions(facts, options);
    case "panel_reordering":
      return panelOrderQuestions(facts, options);
    case "character_identification":
      return identityQuestions(facts, options);
    case "character_counting":
      return countingQuestions(facts, options);
    default: {
      const never: never = task;
      return never;
    }
  }
}

/** The same question twice on a page (a model wrote it twice, an annotation is there twice) is one question. */
function distinct({ drafts, refused }: PageYield): PageYield {
  const kept = [...new Map(drafts.map((draft): [string, QuestionDraft] => [draft.id, draft])).values()];
  const twice = drafts.length - kept.length;
  return twice === 0
    ? { drafts, refused }
    : { drafts: kept, refused: { ...refused, "same-text": (refused["same-text"] ?? 0) + twice } };
}

/** Everything that can be asked of one page, by task kind, with what could not. `page`: an effective page. */
export function pageDrafts(
  page: PageRecord,
  set: SetFacts,
  options: BuildOptions,
): readonly (readonly [TaskKind, PageYield])[] {
  const facts = pageFacts(page);
  return taskKinds
    .filter(task => options.tasks.includes(task))
    .map(task => [task, distinct(yieldOf(task, facts, set, options))] as const);
}
