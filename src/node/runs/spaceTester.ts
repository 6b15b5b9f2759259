import { testSpaces, type SpaceTrial } from "../../core/page/testSpaces.js";
import type { BetterSpace } from "../../protocol/rolloutView.js";
import type { OpenedRollout, OpenedRowResult } from "./openedRow.js";
import type { Row } from "./rowsOf.js";
import type { RunContext } from "./runContext.js";
import { withinBytes } from "./withinBytes.js";

/** Rows looked at for one test: a step of a usual run, a second's work at most. */
const maxRows = 160;
const maxBytes = 8 * 2 ** 20;

function trialOf(opened: OpenedRollout): SpaceTrial[] {
  const targets = opened.join.kind === "one" ? opened.join.joined.question.targets : null;
  const requested = opened.placed.flatMap(({ call }) => (call.requested === null ? [] : [call.requested]));
  if (targets === null || opened.pageSize === null || requested.length === 0) return [];
  return [{ requested, page: opened.pageSize, targets: targets.map(({ box }) => box) }];
}

/**
 * Tests the coordinate space in use against the targets, over the rollouts of one step, and remembers the answer for as
 * long as the step's file stays as it is.
 */
export class SpaceTester {
  private readonly known = new Map<string, BetterSpace | null>();
  private readonly open: (row: Row) => Promise<OpenedRowResult>;

  constructor(open: (row: Row) => Promise<OpenedRowResult>) {
    this.open = open;
  }

  forget(): void {
    this.known.clear();
  }

  async better(opened: OpenedRollout, rows: readonly Row[], context: RunContext): Promise<BetterSpace | null> {
    const first = rows[0];
    if (opened.guess === null || first === undefined) return null;
    const key = `${first.file.path} ${first.row} ${first.file.version} ${opened.guess.space}`;
    const found = this.known.get(key);
    if (found !== undefined) return found;
    const result = await this.test(opened.guess.space, rows, context);
    this.known.set(key, result);
    return result;
  }

  private async test(
    current: BetterSpace["current"],
    rows: readonly Row[],
    context: RunContext,
  ): Promise<BetterSpace | null> {
    const trials: SpaceTrial[] = [];
    for (const row of withinBytes(rows.slice(0, maxRows), maxBytes)) {
      const opened = await this.open(row);
      if (opened.kind === "rollout") trials.push(...trialOf(opened));
    }
    const test = testSpaces(trials, current, context.limits);
    if (test?.better === null || test === null) return null;
    const { space, meanIou, currentMeanIou } = test.better;
    return { current, currentMean: currentMeanIou, better: space, betterMean: meanIou, calls: test.calls };
  }
}
