import * as fc from "fast-check";

/** What is asked of one target. */
export interface FuzzRun {
  readonly runs: number;
  readonly seed: number;
  /** Called before each input: whoever watches sees that the last one ended. */
  readonly beat: () => void;
  /** Where a failure was found before, so that it is looked at again. */
  readonly path?: string;
}

/** An input that breaks a claim: `seed` and `path` make it again. */
export interface FuzzFailure {
  readonly seed: number;
  readonly path: string;
  readonly input: string;
  readonly error: string;
}

/** One reader, the inputs that it is given, and what is claimed of them. */
export interface FuzzTarget {
  readonly name: string;
  /** Its part of all inputs: cheap readers take many, one that writes files few. */
  readonly share: number;
  run(asked: FuzzRun): FuzzFailure | null;
}

/** Characters of an input that are printed: a shrunken one is short, and a long one is made again from its seed. */
const mostPrinted = 2000;

/** A target from inputs and a claim, which throws when it does not hold. */
export function fuzzTarget<Input>(
  name: string,
  share: number,
  inputs: fc.Arbitrary<Input>,
  claim: (input: Input) => void,
): FuzzTarget {
  return {
    name,
    share,
    run({ runs, seed, beat, path }) {
      const property = fc.property(inputs, input => {
        beat();
        claim(input);
      });
      const result = fc.check(property, { numRuns: runs, seed, ...(path === undefined ? {} : { path }) });
      if (!result.failed) return null;
      return {
        seed: result.seed,
        path: result.counterexamplePath ?? "",
        input: fc.stringify(result.counterexample).slice(0, mostPrinted),
        error: String(result.errorInstance instanceof Error ? result.errorInstance.stack : result.errorInstance),
      };
    },
  };
}
