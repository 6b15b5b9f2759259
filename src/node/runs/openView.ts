import { nothingSaid } from "../../core/notes/noteBook.js";
import { questionLine } from "../../core/notes/questionLine.js";
import type { RemarksView } from "../../protocol/remarks/remarksApi.js";
import type { OpenedRow } from "../../protocol/rolloutView.js";
import type { DetailStore } from "./detailStore.js";
import { groupView } from "./groupView.js";
import type { RowOpener } from "./rowOpener.js";
import { rolloutView, unreadableView } from "./rolloutView.js";
import { rowsOf, type Row } from "./rowsOf.js";
import type { Run } from "./run.js";
import type { RunContext } from "./runContext.js";
import type { RunState } from "./runState.js";
import type { SpaceTester } from "./spaceTester.js";
import { groupId, rowId } from "./treeItems.js";

export interface OpenViewParts {
  readonly state: RunState;
  readonly opener: RowOpener;
  readonly tester: SpaceTester;
  readonly contextOf: (row: Row) => Promise<RunContext>;
}

/** A row as the view draws it, with its group; a row that cannot be shown says why. */
export async function openView(row: Row, { state, opener, tester, contextOf }: OpenViewParts): Promise<OpenedRow> {
  const opened = await opener.open(row);
  if (opened.kind !== "rollout") return unreadableView(row, opened);
  const found = state.groupOfRow(row);
  const group = found?.group ?? { hash: "", rows: [row] };
  const id = found === undefined ? rowId(row) : groupId(found.step, found.group);
  const members = await groupView(row, group, id, one => opener.open(one), state.details);
  const context = await contextOf(row);
  const betterSpace = await tester.better(opened, found === undefined ? [row] : rowsOf(found.step), context);
  const run = state.file(row.file.path)?.run ?? null;
  const view = rolloutView(row, opened, { run, step: found?.step ?? null, group: members, betterSpace });
  return run === null ? view : { ...view, remarks: remarksView(row, run, view.question, state.details) };
}

/** What people said of a rollout; nothing, where nobody did. */
function remarksView(
  { file, row }: Row,
  { path }: Run,
  question: { readonly id: string | null; readonly text: string },
  { remarks }: DetailStore,
): RemarksView {
  const said = remarks.of(file, row);
  const group = file.columns.groupHashOf(file.columns.groupOf(row));
  const isQuestionGolden = remarks.isGoldenQuestion(path, group, { ...question, text: questionLine(question.text) });
  return { ...(said?.remarks ?? nothingSaid), alike: said?.alike ?? 0, isQuestionGolden };
}
