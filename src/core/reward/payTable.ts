import type { Box } from "../page/box.js";
import type { Size } from "../page/size.js";
import { coin } from "./coin.js";
import type { RewardFacts } from "./rewardFacts.js";
import { rulesOf } from "./ruleAt.js";
import { scoreRollout } from "./scoreRollout.js";
import type { RewardRule, Strategy } from "./strategy.js";

/**
 * What a rollout may do, stylised (facts: miniature 3.4): no call; its targets exactly; each at IoU 0.5; the whole page, or
 * any panel, as often as zooms are expected; the first target each time; the targets and one panel more; each target
 * twice; the targets, in a response that is not well-formed.
 */
export const payBehaviours = [
  "no-zoom",
  "exact",
  "half-iou",
  "whole-page",
  "random-panel",
  "first-target",
  "one-spare",
  "each-twice",
  "malformed",
] as const;
export type PayBehaviour = (typeof payBehaviours)[number];

/** What one behaviour earns on a question with so many targets. Null: the rule pays for what one rollout cannot show. */
export interface PayCell {
  readonly behaviour: PayBehaviour;
  readonly targets: 1 | 2;
  readonly right: number | null;
  readonly wrong: number | null;
  /** With a right answer it earns nine tenths of what exact zooms earn or more, though the crops are not the targets. */
  readonly isLure: boolean;
}

/** One segment of a strategy. */
export interface PayRow {
  readonly strategy: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly cells: readonly PayCell[];
}

export interface PayTableOptions {
  /** Share of rollouts that call, for rules that pay by it (Pixel-Reasoner). Without it they pay null. */
  readonly callRate?: number;
}

/** A page of twelve panels, three in a row, in a frame of gutters. */
const page: Size = { width: 1600, height: 2200 };
const panels: readonly Box[] = [0, 1, 2, 3].flatMap(row =>
  [0, 1, 2].map((column): Box => {
    const [x, y] = [40 + column * 520, 40 + row * 540];
    return [x, y, x + 480, y + 500];
  }),
);
const targetPanels = [4, 9] as const;

const lureShare = 0.9;

/** The same corner, both sides shorter: the IoU with the whole is half. */
function half([x1, y1, x2, y2]: Box): Box {
  const side = Math.sqrt(0.5);
  return [x1, y1, x1 + (x2 - x1) * side, y1 + (y2 - y1) * side];
}

/** Every list of `length` panels: what is paid for random ones is the mean over all. */
function panelLists(length: number): readonly (readonly Box[])[] {
  if (length === 0) return [[]];
  return panelLists(length - 1).flatMap(list => panels.map(panel => [...list, panel]));
}

/** The boxes that a behaviour asks for; several lists stand for chance, each as likely as the others. */
function boxesOf(behaviour: PayBehaviour, targets: readonly Box[]): readonly (readonly Box[])[] {
  switch (behaviour) {
    case "no-zoom":
      return [[]];
    case "exact":
    case "malformed":
      return [targets];
    case "half-iou":
      return [targets.map(half)];
    case "whole-page":
      return [targets.map((): Box => [0, 0, page.width, page.height])];
    case "random-panel":
      return panelLists(targets.length);
    case "first-target":
      return [targets.flatMap(() => targets.slice(0, 1))];
    case "one-spare":
      return panels.map(panel => [...targets, panel]);
    case "each-twice":
      return [targets.flatMap(target => [target, target])];
  }
}

interface Stylised {
  readonly targets: readonly Box[];
  readonly boxes: readonly Box[];
  readonly isWellFormed: boolean;
  readonly isCorrect: boolean;
  readonly responseCrc: number;
}

function factsOf({ targets, boxes, isWellFormed, isCorrect, responseCrc }: Stylised): RewardFacts {
  return {
    page,
    isWellFormed: { strict: isWellFormed, deepeyes: isWellFormed, "answer-only": isWellFormed },
    isCorrect,
    answerChars: 1,
    calls: boxes.map(box => ({ requested: box, executed: box, isExecuted: true })),
    tool: { kind: "targets", targets, expected: targets.length },
    coin: { questionId: "", responseCrc },
  };
}

/** Two responses whose coins show 0 and 1: the mean over them is what a coin pays. */
function coinSides(rule: RewardRule): readonly number[] {
  if (!rule.terms.some(({ part, when }) => part === "coin" || when.some(gate => gate.part === "coin"))) return [0];
  const sides = new Map<number | null, number>();
  for (let responseCrc = 0; sides.size < 2; responseCrc++)
    sides.set(coin(rule.seed, { questionId: "", responseCrc }), responseCrc);
  return [...sides.values()];
}

function meanPay(rollouts: readonly RewardFacts[], rule: RewardRule, { callRate }: PayTableOptions): number | null {
  const batch = callRate === undefined ? undefined : { callRate };
  let sum = 0;
  for (const facts of rollouts) {
    const { total } = scoreRollout(facts, rule, batch);
    if (total === null) return null;
    sum += total;
  }
  return sum / rollouts.length;
}

function payOf(behaviour: PayBehaviour, count: 1 | 2, rule: RewardRule, options: PayTableOptions) {
  const targets = panels.filter((_, k) => targetPanels.slice(0, count).some(target => target === k));
  const isWellFormed = behaviour !== "malformed";
  const rolloutsOf = (isCorrect: boolean) =>
    boxesOf(behaviour, targets).flatMap(boxes =>
      coinSides(rule).map(responseCrc => factsOf({ targets, boxes, isWellFormed, isCorrect, responseCrc })),
    );
  return {
    right: meanPay(rolloutsOf(true), rule, options),
    wrong: meanPay(rolloutsOf(false), rule, options),
  };
}

/** Behaviours whose crops are the targets, once each: with one target that is also the first target each time. */
const isExact = (behaviour: PayBehaviour, targets: 1 | 2) =>
  behaviour === "exact" || behaviour === "malformed" || (behaviour === "first-target" && targets === 1);

function cellsOf(rule: RewardRule, targets: 1 | 2, options: PayTableOptions): readonly PayCell[] {
  const exact = payOf("exact", targets, rule, options).right;
  return payBehaviours.map(behaviour => {
    const pay = payOf(behaviour, targets, rule, options);
    const isPaidAlike = exact !== null && pay.right !== null && pay.right >= lureShare * exact;
    return { behaviour, targets, ...pay, isLure: isPaidAlike && !isExact(behaviour, targets) };
  });
}

/**
 * What strategies pay for, before anything is trained: stylised behaviours with a right and a wrong answer, on a question
 * with one target and on one with two. Each segment of a schedule is a row. A matter of arithmetic: it says what is
 * paid, not what a model will find.
 */
export function payTable(strategies: readonly Strategy[], options: PayTableOptions = {}): readonly PayRow[] {
  return strategies.flatMap(strategy =>
    strategy.segments.flatMap(({ from, to }, k) => {
      const rule = rulesOf(strategy)[k];
      if (rule === undefined) return [];
      return { strategy: strategy.id, from, to, cells: [...cellsOf(rule, 1, options), ...cellsOf(rule, 2, options)] };
    }),
  );
}
