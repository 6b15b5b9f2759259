import type { SpaceGuess } from "../../core/page/coordinateSpace.js";
import type { RunContext } from "./runContext.js";

/** The coordinate space that a rollout's calls are placed by: a configured one comes before the run's own vote. */
export function usedSpace({ space }: Pick<RunContext, "space">, voted: SpaceGuess | null): SpaceGuess | null {
  return space === null ? voted : { space, reason: { code: "configured" } };
}
