import type { SpaceGuess } from "./coordinateSpace.js";

/**
 * One coordinate space for all rollouts of a file, from the guess of each that has boxes. A box over an image's edge
 * speaks for every rollout, since one trainer wrote them all; fractions only when most rollouts have them. Null when
 * nothing speaks: then each rollout's own guess holds, by the sizes of its page.
 */
export function voteSpace(guesses: readonly SpaceGuess[]): SpaceGuess | null {
  const of = (code: SpaceGuess["reason"]["code"]) => guesses.filter(({ reason }) => reason.code === code);
  const fractions = of("fractions");
  if (fractions.length * 2 > guesses.length) return fractions[0] ?? null;
  const page = of("exceeds-model");
  const model = of("exceeds-page");
  return (page.length >= model.length ? page[0] : model[0]) ?? null;
}
