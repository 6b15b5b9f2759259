import type { SpaceGuess, SpaceReason } from "./coordinateSpace.js";

type Evidence = Extract<SpaceReason, { code: "voted" }>["evidence"];

/** A model overshoots an edge now and then, early in training often: so few rollouts prove nothing. */
const fewestRollouts = 3;
const smallestShare = 0.05;

/**
 * One coordinate space for all rollouts of a run, from the guess of each that was asked and has boxes: one trainer wrote
 * them all. Boxes over an image's edge speak when enough rollouts have them, fractions when most have. Where they
 * do not, the reward function's own log does: what it took the numbers for. Null when nothing
 * speaks: then each rollout's own guess holds, by the sizes of its page.
 */
export function voteSpace(guesses: readonly SpaceGuess[]): SpaceGuess | null {
  const asked = guesses.length;
  const count = (evidence: Evidence) => guesses.filter(({ reason }) => reason.code === evidence).length;
  const byLog = (space: SpaceGuess["space"]) =>
    guesses.filter(guess => guess.reason.code === "logged-iou" && guess.space === space).length;
  const voted = (space: SpaceGuess["space"], evidence: Evidence): SpaceGuess => ({
    space,
    reason: { code: "voted", evidence, rollouts: evidence === "logged-iou" ? byLog(space) : count(evidence), asked },
  });
  if (asked >= fewestRollouts && count("fractions") * 2 > asked) return voted("unit", "fractions");
  const [page, model] = [count("exceeds-model"), count("exceeds-page")];
  if (Math.max(page, model) >= Math.max(fewestRollouts, asked * smallestShare))
    return page >= model ? voted("page", "exceeds-model") : voted("model", "exceeds-page");
  if (byLog("page") === byLog("model")) return null;
  return voted(byLog("page") > byLog("model") ? "page" : "model", "logged-iou");
}
