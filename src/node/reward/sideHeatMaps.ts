import type { GatheredSide, GatheredSides } from "../../core/compare/gatherSides.js";
import { heatMap, rowsFor } from "../../core/compare/heatMap.js";
import { rolloutsOf } from "../../core/compare/medianRollout.js";
import type { Box } from "../../core/page/box.js";
import type { Size } from "../../core/page/size.js";
import type { CompareApi, SideHeatMaps } from "../../protocol/reward/compareApi.js";
import type { FactSet } from "./factSource.js";

type Side = GatheredSide<FactSet>;
type Asked = Pick<Parameters<CompareApi["heatMap"]>[0], "over" | "outcome" | "columns">;

/** The questions whose boxes are asked for, by number, on one side. */
function questionsOf({ columns }: Side, over: Asked["over"], numberOf: (key: string) => number): readonly number[] {
  const all = [...columns.rollouts.keys()].filter(question => (columns.rollouts[question] ?? 0) > 0);
  if (over.kind === "all") return all;
  const asked = numberOf(over.question);
  const page = columns.page[asked] ?? -1;
  if (over.kind === "question" || page < 0) return all.filter(question => question === asked);
  return all.filter(question => columns.page[question] === page);
}

interface Boxes {
  readonly rollouts: number;
  readonly placed: readonly { readonly box: Box; readonly page: Size }[];
  readonly left: number;
}

function isAsked(outcome: string, asked: Asked["outcome"]): boolean {
  // A failure is whatever is known not to be right: an answer that cannot be read is one too.
  if (asked === "all") return true;
  return asked === "correct" ? outcome === "correct" : outcome === "wrong" || outcome === "unparsed";
}

function boxesOf({ facts, columns }: Side, questions: readonly number[], outcome: Asked["outcome"]): Boxes {
  const rollouts = questions
    .flatMap(question => rolloutsOf(columns, question))
    .filter(index => isAsked(facts.view.outcomeOf(index), outcome));
  const placed: { box: Box; page: Size }[] = [];
  let left = 0;
  for (const index of rollouts) {
    const { page, calls } = facts.view.rewardAt(index);
    for (const { executed } of calls)
      if (executed === null || page === null) left++;
      else placed.push({ box: executed, page });
  }
  return { rollouts: rollouts.length, placed, left };
}

/** The executed boxes of every side on one grid: square cells for the boxes of one page, else shares of pages. */
export function sideHeatMaps({ sides, questionKeys }: GatheredSides<FactSet>, asked: Asked): SideHeatMaps {
  const { over, outcome, columns } = asked;
  const numberOf = (key: string) => questionKeys.indexOf(key);
  const found = sides.map(side => boxesOf(side, questionsOf(side, over, numberOf), outcome));
  const page = over.kind === "all" ? null : (found.flatMap(({ placed }) => placed)[0]?.page ?? null);
  const rows = rowsFor(columns, page);
  return {
    columns,
    rows,
    sides: found.map(({ rollouts, placed, left }) => {
      const { counts } = heatMap(placed, columns, rows);
      return { rollouts, boxes: placed.length, left, counts: [...counts] };
    }),
  };
}
