import type { RolloutDetails } from "../../../core/rollout/rolloutDetails.js";
import type { FoundRollout } from "../../../protocol/foundRollout.js";
import type { RowSource } from "../rowSource.js";
import type { RunState } from "../runState.js";
import { scoreOf } from "../stepStatistics.js";
import { rowId } from "../treeItems.js";
import type { RowPlace } from "./rowPlace.js";

/** What a list tells of its rows. */
export interface FoundParts {
  readonly state: RunState;
  readonly rows: RowSource;
}

function figures(details: RolloutDetails | null) {
  return {
    outcome: details?.outcome ?? null,
    zooms: details?.calls ?? null,
    executed: details?.executed ?? null,
    refused: details?.refused ?? null,
    iou: details?.meanIou ?? null,
    cut: details?.cut ?? null,
  };
}

/** A row in a few words, for a list outside of the window's tree. The row is opened unless it was. */
export async function foundRollout({ row, step }: RowPlace, { state, rows }: FoundParts): Promise<FoundRollout> {
  const { file, row: number } = row;
  const isRow = !file.columns.isMalformed(number);
  if (isRow) await rows.ensureDetails([row]);
  const logged = step?.step ?? file.columns.stepOf(number);
  const isMalformed = state.details.stateOf(file, number) === "malformed";
  const question = isMalformed ? { id: null, text: "" } : await rows.questionOf(row);
  return {
    ref: { file: file.path, row: number },
    nodeId: rowId(row),
    run: state.file(file.path)?.run?.path ?? null,
    phase: step?.phase ?? null,
    step: Number.isFinite(logged) ? logged : null,
    score: isMalformed ? null : scoreOf(row),
    length: isMalformed ? null : file.columns.responseLengthOf(number),
    ...figures(state.details.get(file, number)),
    questionId: question.id,
    question: question.text,
    isMalformed,
  };
}
