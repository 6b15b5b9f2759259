import type { Outcome } from "../rollout/outcome.js";
import type { CutReason } from "../rollout/trajectory.js";
import type { FormatRule } from "./rewardOptions.js";
import type { RowFacts } from "./rowFacts.js";

/** Small facts of a rollout in the bits of one number. 0 is a row that nobody has looked at. */
const known = 1;
const unread = 2;

const outcomes: readonly Outcome[] = ["correct", "wrong", "unparsed", "unknown"];
const cuts: readonly (CutReason | null)[] = [
  null,
  "unclosed-tag",
  "no-answer-after-calls",
  "call-without-reply",
  "no-answer",
];
const judged: readonly (boolean | null)[] = [null, false, true];

const wellFormedAt = 2;
const correctAt = 5;
const outcomeAt = 7;
const cutAt = 9;

type WellFormed = Readonly<Record<FormatRule, boolean>>;

/** All eight, so that no rollout needs an object of its own. */
const wellFormed: readonly WellFormed[] = Array.from({ length: 8 }, (_, bits) => ({
  strict: (bits & 1) !== 0,
  deepeyes: (bits & 2) !== 0,
  "answer-only": (bits & 4) !== 0,
}));

export type FactState = "unknown" | "known" | "unread";

export const unreadFlags = unread;

export function flagsOf({ isWellFormed, isCorrect, outcome, cut }: RowFacts): number {
  const formed =
    (isWellFormed.strict ? 1 : 0) | (isWellFormed.deepeyes ? 2 : 0) | (isWellFormed["answer-only"] ? 4 : 0);
  return (
    known |
    (formed << wellFormedAt) |
    (judged.indexOf(isCorrect) << correctAt) |
    (outcomes.indexOf(outcome) << outcomeAt) |
    (cuts.indexOf(cut) << cutAt)
  );
}

export function stateIn(flags: number): FactState {
  if ((flags & known) !== 0) return "known";
  return (flags & unread) === 0 ? "unknown" : "unread";
}

export const wellFormedIn = (flags: number): WellFormed => wellFormed[(flags >>> wellFormedAt) & 7] ?? noneFormed;
export const correctIn = (flags: number): boolean | null => judged[(flags >>> correctAt) & 3] ?? null;
export const outcomeIn = (flags: number): Outcome => outcomes[(flags >>> outcomeAt) & 3] ?? "unknown";
export const cutIn = (flags: number): CutReason | null => cuts[(flags >>> cutAt) & 7] ?? null;

const noneFormed: WellFormed = { strict: false, deepeyes: false, "answer-only": false };
