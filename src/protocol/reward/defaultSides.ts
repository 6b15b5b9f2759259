import type { RolloutSet, RolloutSource } from "./rolloutSet.js";

/** As many sides as one comparison takes. */
export const mostSides = 8;

const setOf = ({ run, phase, folder }: RolloutSource, step: number | null): RolloutSet => ({
  run,
  phase,
  folder,
  from: step,
  to: step,
});

/** Some of ascending steps, evenly spread, always the first, the last and the given one. */
function spreadOver(steps: readonly number[], most: number, always: number | null): readonly number[] {
  if (steps.length <= most) return steps;
  const free = always === null ? most : most - 1;
  const chosen = Array.from({ length: free }, (_, i) => steps[Math.round((i * (steps.length - 1)) / (free - 1))]);
  const all = new Set([...chosen, always].filter(step => typeof step === "number"));
  return [...all].sort((a, b) => a - b);
}

const nearest = (steps: readonly number[], step: number) =>
  steps.reduce<number | null>(
    (best, one) => (best === null || Math.abs(one - step) < Math.abs(best - step) ? one : best),
    null,
  );

/** The source of the phase that has most steps; of several the first. */
function ofPhase(sources: readonly RolloutSource[], phase: RolloutSource["phase"]): RolloutSource | null {
  return sources
    .filter(source => source.phase === phase && source.steps.length > 0)
    .reduce<RolloutSource | null>(
      (best, one) => (best === null || one.steps.length > best.steps.length ? one : best),
      null,
    );
}

/**
 * What to compare inside a run: its validation dumps, since they ask the same questions every time; training steps share
 * none. A training step that was `chosen` stands right after the validation nearest to it, a chosen validation is among
 * the sides. Runs without validations give their first and last training step. Fewer than two sets: nothing to compare.
 */
export function defaultSides(
  sources: readonly RolloutSource[],
  run: string,
  chosen: RolloutSet | null = null,
): readonly RolloutSet[] {
  const own = sources.filter(source => source.run === run);
  const validation = ofPhase(own, "validation");
  const step = chosen?.from ?? null;
  const training = chosen?.phase === "training" && step !== null ? chosen : null;
  if (validation === null) return trainingSides(own, training);
  const at = step === null ? null : nearest(validation.steps, step);
  const most = training === null ? mostSides : mostSides - 1;
  return spreadOver(validation.steps, most, at).flatMap(one => {
    const side = setOf(validation, one);
    return training !== null && one === at ? [side, training] : [side];
  });
}

function trainingSides(own: readonly RolloutSource[], chosen: RolloutSet | null): readonly RolloutSet[] {
  const source = ofPhase(own, "training");
  if (source === null) return own.slice(0, mostSides).map(one => setOf(one, null));
  const [first, last] = [source.steps[0], source.steps.at(-1)];
  const steps = new Set([first, chosen?.from, last].filter(step => typeof step === "number"));
  return [...steps].sort((a, b) => a - b).map(step => setOf(source, step));
}

/** What to compare between runs: the last validation of each, else its last step, else its file. */
export function defaultSidesOfRuns(sources: readonly RolloutSource[], runs: readonly string[]): readonly RolloutSet[] {
  return runs.slice(0, mostSides).flatMap(run => {
    const own = sources.filter(source => source.run === run);
    const source = ofPhase(own, "validation") ?? ofPhase(own, "training") ?? own[0];
    return source === undefined ? [] : [setOf(source, source.steps.at(-1) ?? null)];
  });
}
