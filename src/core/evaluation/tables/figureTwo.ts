import type { TaskKind } from "../../benchmark/taskKinds.js";
import { familyOf } from "../familyOf.js";
import type { ModelFamilyId } from "../modelFamily.js";
import type { RedrawnTable } from "../paper/redrawTable.js";
import type { ResultTable } from "./tableTypes.js";

export const figureGroups = ["open", "proprietary", "unknown"] as const;
export type FigureGroup = (typeof figureGroups)[number];

export interface FigurePoint {
  readonly task: TaskKind;
  /** From 0 to 1, as its bounds; null bounds: not known. */
  readonly value: number;
  readonly lo: number | null;
  readonly hi: number | null;
}

export interface FigureSeries {
  readonly id: string;
  readonly label: string;
  readonly origin: "own" | "paper";
  readonly group: FigureGroup;
  readonly points: readonly FigurePoint[];
}

/** How far the means of open models lie behind those of proprietary ones; the figure's caption says 10 to 30 points. */
export interface FigureDeficit {
  readonly task: TaskKind;
  readonly open: number;
  readonly proprietary: number;
}

/**
 * Figure 2: accuracy of each model at each task kind. The copy of the paper that was read has the figure's caption and not
 * the figure; what is taken is what the caption names, from the rows of Table 3.
 */
export interface FigureTwo {
  readonly series: readonly FigureSeries[];
  /** Of the paper's models and of own ones apart. */
  readonly deficits: Readonly<Record<FigureSeries["origin"], readonly FigureDeficit[]>>;
}

export function figureTwo(own: ResultTable | null, paper: RedrawnTable | null): FigureTwo {
  const series = [...(own === null ? [] : ownSeries(own)), ...(paper === null ? [] : paperSeries(paper))];
  const of = (origin: FigureSeries["origin"]) => deficits(series.filter(one => one.origin === origin));
  return { series, deficits: { own: of("own"), paper: of("paper") } };
}

/** Weights of these two families cannot be had; of a model that nobody knows it is not said. */
function groupOf(family: ModelFamilyId): FigureGroup {
  if (family === "other") return "unknown";
  return family === "gpt" || family === "gemini" ? "proprietary" : "open";
}

function ownSeries({ rows, columns }: ResultTable): readonly FigureSeries[] {
  return rows.map(({ id, label, family, cells }) => {
    const points = columns.flatMap(({ id: column, task }): readonly FigurePoint[] => {
      const share = cells[column]?.accuracy.share;
      if (task === null || share === undefined || share.value === null) return [];
      return [{ task, value: share.value, lo: share.lo, hi: share.hi }];
    });
    return { id, label, origin: "own", group: groupOf(family), points };
  });
}

function paperSeries({ rows, columns }: RedrawnTable): readonly FigureSeries[] {
  const measured = rows.filter(({ role }) => role === "measured");
  return measured.map(({ id, label, model, cells }) => {
    const points = columns.flatMap(({ id: column, task }): readonly FigurePoint[] => {
      const cell = cells[column];
      if (task === null || cell === undefined || cell.value === null) return [];
      return [{ task, value: cell.value / 100, lo: null, hi: null }];
    });
    return { id, label, origin: "paper", group: groupOf(familyOf(model).id), points };
  });
}

function deficits(series: readonly FigureSeries[]): readonly FigureDeficit[] {
  const tasks = new Set(series.flatMap(({ points }) => points.map(({ task }) => task)));
  const mean = (task: TaskKind, group: FigureGroup): number | null => {
    const values = series
      .filter(one => one.group === group)
      .flatMap(({ points }) => points.filter(point => point.task === task).map(({ value }) => value));
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return [...tasks].flatMap(task => {
    const [open, proprietary] = [mean(task, "open"), mean(task, "proprietary")];
    return open === null || proprietary === null ? [] : [{ task, open, proprietary }];
  });
}
