import type { GatheredSides } from "../../core/compare/gatherSides.js";
import { scaleBox } from "../../core/page/scaleBox.js";
import type { Size } from "../../core/page/size.js";
import { isNotRun } from "../../core/rollout/isNotRun.js";
import type { PlacedCall } from "../../core/rollout/placedCall.js";
import type { FileProblem } from "../../protocol/fileProblem.js";
import type { ComparedSide, PaneCall, QuestionPane, QuestionPanes } from "../../protocol/reward/compareApi.js";
import type { PageView } from "../../protocol/rolloutView.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import { blankShape } from "../runs/blankShape.js";
import type { OpenedRollout, OpenedRowResult } from "../runs/openedRow.js";
import { questionView } from "../runs/rolloutView.js";
import { comparedSide } from "./comparedSide.js";
import type { FactSet } from "./factSource.js";
import type { SideAdvantages } from "./sideAdvantages.js";

/** Opens a row; null when it is there no more. */
export type OpenRow = (ref: RolloutRef) => Promise<OpenedRowResult | null>;

/** One side, with its shown rollout opened, or why it cannot be. */
interface OpenedSide {
  readonly side: ComparedSide;
  readonly opened: OpenedRollout | null;
  readonly problem: FileProblem | null;
}

async function openedSide(side: ComparedSide, open: OpenRow): Promise<OpenedSide> {
  const result = await open(side.shown.ref);
  if (result?.kind === "rollout") return { side, opened: result, problem: null };
  return { side, opened: null, problem: result?.problem ?? { code: "row-gone", values: [] } };
}

const questionOf = ({ join }: OpenedRollout) => (join.kind === "one" ? join.joined.question : null);
const targetsOf = (opened: OpenedRollout) => questionOf(opened)?.targets ?? null;

/** The rollout whose page is shown: one with an image, else of known size, else any. */
function mostTelling(opened: readonly OpenedRollout[]): OpenedRollout | null {
  return (
    opened.find(one => one.page.kind === "image") ?? opened.find(one => one.pageSize !== null) ?? opened[0] ?? null
  );
}

interface Drawn {
  readonly page: PageView;
  /** The zoom calls of one of the rollouts, in pixels of the page. */
  readonly callsOf: (opened: OpenedRollout) => readonly PaneCall[];
}

function paneCall({ page, executed, iou, refusedBy }: PlacedCall, from: Size | null, to: Size): PaneCall {
  // Two runs may have been given the page in two sizes.
  const onPage = (box: PlacedCall["page"]) => (box === null || from === null ? box : scaleBox(box, from, to));
  return {
    executed: onPage(executed),
    requested: onPage(page),
    iou,
    isRefused: refusedBy !== null && !isNotRun(refusedBy),
  };
}

function drawnFor(shown: OpenedRollout, all: readonly OpenedRollout[]): Drawn {
  const { page, pageSize } = shown;
  if (page.kind === "image" || pageSize !== null) {
    const callsOf = (opened: OpenedRollout) => opened.placed.map(call => paneCall(call, opened.pageSize, page));
    return { page, callsOf };
  }
  const targets = (targetsOf(shown) ?? []).map(({ box }) => box);
  const everything = all.flatMap(({ placed }) => placed);
  const shape = blankShape(everything, targets);
  const callsOf = ({ placed }: OpenedRollout) => {
    const first = placed[0] === undefined ? 0 : everything.indexOf(placed[0]);
    return shape.placed.slice(first, first + placed.length).map(call => paneCall(call, null, shape.size));
  };
  return { page: { ...page, ...shape.size }, callsOf };
}

/** What is drawn when no shown rollout can be read: a page of nothing. */
const nothing: PageView = {
  kind: "blank",
  width: 1700,
  height: 2300,
  isSizeKnown: false,
  problem: { code: "no-match", values: [] },
};

export interface PanesParts {
  readonly gathered: GatheredSides<FactSet>;
  readonly key: string;
  readonly advantages: SideAdvantages;
  readonly open: OpenRow;
}

/** A question's name, from the side that has it first. */
async function nameOf({ sides }: GatheredSides<FactSet>, question: number): Promise<string> {
  for (const { facts, columns } of sides) {
    const first = columns.firstRollout[question] ?? -1;
    if (first >= 0) return facts.nameOf(first);
  }
  return "";
}

/** Everything that is drawn of one question on all sides; null when none has it. */
export async function questionPanes({ gathered, key, advantages, open }: PanesParts): Promise<QuestionPanes | null> {
  const number = gathered.questionKeys.indexOf(key);
  if (number === -1) return null;
  const sides = gathered.sides.map(side => comparedSide(side, number, advantages));
  const opened = await Promise.all(sides.map(async side => (side === null ? null : openedSide(side, open))));
  const readable = opened.flatMap(one => one?.opened ?? []);
  const shown = mostTelling(readable);
  const asked = shown === null ? null : questionView(shown);
  const drawn = shown === null ? { page: nothing, callsOf: () => [] } : drawnFor(shown, readable);
  const pane = ({ side, opened: own, problem }: OpenedSide): QuestionPane => ({
    ...side,
    answer: own?.given ?? null,
    calls: own === null ? [] : drawn.callsOf(own),
    problem,
  });
  return {
    key,
    name: await nameOf(gathered, number),
    text: asked?.text ?? "",
    options: asked?.options ?? [],
    expected: asked?.expected ?? null,
    taskKind: asked?.taskKind ?? null,
    page: drawn.page,
    targets: shown === null ? null : targetsOf(shown),
    marks: shown === null ? [] : (questionOf(shown)?.marks ?? []),
    panes: opened.map(one => (one === null ? null : pane(one))),
  };
}
