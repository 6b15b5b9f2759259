import type { StaleReason } from "../../protocol/treeNode.js";
import type { RowKeys } from "./rowKeys.js";
import { rowsOf } from "./rowsOf.js";
import type { DumpFolder, Step } from "./run.js";
import type { ScoredLine } from "./scoredLines.js";

/** When the rollouts of a step were scored, as far as their lines tell. */
interface Anchor {
  readonly step: number;
  readonly staleBy: StaleReason | null;
  /** Seconds since 1970 by the host's clock. */
  readonly time: number;
}

/** Rows of a step of which the lines are looked for: enough for a median, and few to read. */
const rowsOfStep = 8;

function spreadOver<T>(items: readonly T[], count: number): readonly T[] {
  const every = Math.max(1, items.length / count);
  return items.filter((_, i) => Math.floor(i / every) !== Math.floor((i - 1) / every)).slice(0, count);
}

const median = (values: readonly number[]): number | undefined =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];

async function anchorOf(step: Step, linesOf: LinesOf, keys: RowKeys): Promise<readonly Anchor[]> {
  const rows = spreadOver(
    rowsOf(step).filter(({ file, row }) => !file.columns.isMalformed(row)),
    rowsOfStep,
  );
  const times: number[] = [];
  for (const { file, row } of rows) {
    const [key] = await keys.of(file, [row]);
    const sha256 = key?.sha256 ?? null;
    const lines = sha256 === null ? [] : linesOf(sha256);
    const [only] = lines.length === 1 ? lines : [];
    if (only !== undefined) times.push(only.time);
  }
  const time = median(times);
  return time === undefined ? [] : [{ step: step.step, staleBy: step.staleBy, time }];
}

/** Lines of training with a response's hash. */
type LinesOf = (sha256: string) => readonly ScoredLine[];

/** Validation rollouts of one round. */
export interface ScoredStep {
  readonly step: number;
  /** Rises where a step was validated again after a resume. */
  readonly segment: number;
  readonly staleBy: StaleReason | null;
  readonly lines: readonly ScoredLine[];
}

/**
 * The steps of validation rollouts, which a loop that dumps none leaves to their time: trainers sample, update and
 * validate one after the other, so that a round of validation is that of the training step scored last before it; one
 * before every training step is that of the step before the first. Null where no training step's time is known.
 */
export async function validationSteps(
  lines: readonly ScoredLine[],
  training: readonly DumpFolder[],
  linesOf: LinesOf,
  keys: RowKeys,
): Promise<readonly ScoredStep[] | null> {
  const anchors: Anchor[] = [];
  for (const step of training.flatMap(({ steps }) => steps)) anchors.push(...(await anchorOf(step, linesOf, keys)));
  anchors.sort((a, b) => a.time - b.time);
  const [first] = anchors;
  if (first === undefined) return null;
  const before: Anchor = { ...first, step: Math.max(0, first.step - 1), time: -Infinity };
  const rounds = new Map<Anchor, ScoredLine[]>();
  for (const line of lines) {
    const anchor = anchors.findLast(({ time }) => time <= line.time) ?? before;
    const round = rounds.get(anchor);
    if (round === undefined) rounds.set(anchor, [line]);
    else round.push(line);
  }
  const seen = new Map<number, number>();
  return [before, ...anchors].flatMap(anchor => {
    const own = rounds.get(anchor);
    if (own === undefined) return [];
    const segment = seen.get(anchor.step) ?? 0;
    seen.set(anchor.step, segment + 1);
    return [{ step: anchor.step, segment, staleBy: anchor.staleBy, lines: own }];
  });
}
