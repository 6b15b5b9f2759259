import { sha256 } from "../../benchmark/sha256.js";
import type { TaskKind } from "../../benchmark/taskKinds.js";
import type { RatedClass } from "./ratedClasses.js";

/** A judged answer that a person may be asked to look at. */
export interface CheckCandidate {
  /** The prediction's. */
  readonly id: string;
  readonly task: TaskKind;
  /** What the judge holds of it. */
  readonly verdict: RatedClass;
  /** Who answered. */
  readonly model: string;
}

/** A kind of answers, how many of it there are, and how many are to be looked at. */
export interface CheckStratum extends Pick<CheckCandidate, "task" | "verdict" | "model"> {
  readonly judged: number;
  readonly drawn: number;
}

export interface StratifiedCheck {
  /** In an order that says nothing of the judge. */
  readonly drawn: readonly CheckCandidate[];
  readonly strata: readonly CheckStratum[];
}

export interface CheckWishes {
  readonly size: number;
  readonly seed: number;
}

/** As many as facts: evaluation 6.4-6 ask for. */
export const usualCheck = 100;

/** By which a list is ordered, however many evaluations it is read from. */
export const checkKey = (id: string, seed: number): string => sha256(`check\n${seed}\n${id}`);

/** Divides a number among parts as their sizes are; what is left goes to the largest remainders, first ones first. */
function proportional(total: number, sizes: readonly number[]): readonly number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map(size => (all === 0 ? 0 : (total * size) / all));
  const shares = exact.map(Math.floor);
  const left = total - shares.reduce((sum, share) => sum + share, 0);
  const order = Array.from(exact.keys()).sort((a, b) => ((exact[b] ?? 0) % 1) - ((exact[a] ?? 0) % 1) || a - b);
  for (const at of order.slice(0, left)) shares[at] = (shares[at] ?? 0) + 1;
  return shares;
}

/** Half to either side, and what one side has not to the other. */
function halves(size: number, right: number, wrong: number): readonly [number, number] {
  const half = Math.ceil(size / 2);
  const ofWrong = Math.min(wrong, Math.max(size - half, size - right));
  return [Math.min(right, size - ofWrong), ofWrong];
}

const stratumOf = ({ task, verdict, model }: CheckCandidate): string => JSON.stringify([verdict, task, model]);

/** The candidates of one side by stratum, each in the order of their hashes. */
function grouped(candidates: readonly CheckCandidate[]): readonly (readonly CheckCandidate[])[] {
  const found = new Map<string, CheckCandidate[]>();
  for (const candidate of candidates) {
    const known = found.get(stratumOf(candidate));
    if (known === undefined) found.set(stratumOf(candidate), [candidate]);
    else known.push(candidate);
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, all]) => all);
}

function drawnOf(candidates: readonly CheckCandidate[], size: number) {
  const groups = grouped(candidates);
  const shares = proportional(
    size,
    groups.map(all => all.length),
  );
  return groups.map((all, at) => ({ all, drawn: all.slice(0, shares[at]) }));
}

/**
 * A list of judged answers for a person to check: half of those that the judge holds to be right and half of the others,
 * since both kinds of error have to be seen, and within a half as many of each task kind, verdict and model as there are. So
 * counts weighted up by what the judge said are true of all (`heldAgainstPerson`). The same candidates, in any order, and
 * seed give the same list; candidates that are added change it little.
 */
export function stratifiedCheck(candidates: readonly CheckCandidate[], { size, seed }: CheckWishes): StratifiedCheck {
  const keyed = candidates.map(candidate => ({ candidate, key: checkKey(candidate.id, seed) }));
  const ordered = keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ candidate }) => candidate);
  const right = ordered.filter(({ verdict }) => verdict === "correct");
  const wrong = ordered.filter(({ verdict }) => verdict !== "correct");
  const [ofRight, ofWrong] = halves(Math.min(size, ordered.length), right.length, wrong.length);
  const groups = [...drawnOf(right, ofRight), ...drawnOf(wrong, ofWrong)];
  const taken = new Set(groups.flatMap(({ drawn }) => drawn));
  return {
    drawn: ordered.filter(candidate => taken.has(candidate)),
    strata: groups.flatMap(({ all, drawn }) => {
      const [first] = all;
      if (first === undefined) return [];
      const { task, verdict, model } = first;
      return [{ task, verdict, model, judged: all.length, drawn: drawn.length }];
    }),
  };
}
