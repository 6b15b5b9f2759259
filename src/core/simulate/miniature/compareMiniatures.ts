import { alignStatements } from "./alignStatements.js";
import { callStatements } from "./callStatements.js";
import { cautionStatements } from "./cautionStatements.js";
import { changedAssumptions } from "./changedAssumptions.js";
import { compareArm, type MiniatureArm } from "./compareArm.js";
import { comparePairs } from "./comparePairs.js";
import { comparedRole } from "./comparedRole.js";
import { examinedAs } from "./examinedAs.js";
import type { MiniatureComparison } from "./miniatureComparison.js";
import type { MiniatureOptions } from "./miniatureOptions.js";
import { doubtfulStatements, robustStatements } from "./orderingStatements.js";
import { pairBook } from "./pairBook.js";
import { statement } from "./statementCode.js";

/**
 * Compares strategies over the same seeds. Every arm has one history a seed, in the order of `seeds`, each of
 * `options.steps` steps; the seed of `options` is not looked at.
 */
export function compareMiniatures(
  arms: readonly MiniatureArm[],
  seeds: readonly number[],
  options: MiniatureOptions,
): MiniatureComparison {
  const compared = arms.map(arm => compareArm(arm, options.steps));
  const pairs = comparePairs(arms, options.steps);
  const judged = arms.flatMap(({ strategy }, at) => {
    const arm = compared[at];
    return arm === undefined ? [] : [{ arm, role: comparedRole(strategy) }];
  });
  const book = pairBook(pairs);
  const examined = examinedAs(options);
  return {
    version: 1,
    isSimulated: true,
    seeds,
    steps: options.steps,
    assumptions: changedAssumptions(options),
    arms: compared,
    pairs,
    statements: [
      ...alignStatements(compared, book),
      ...robustStatements(judged, book, examined),
      ...doubtfulStatements(judged, book),
      ...callStatements(arms, examined),
      ...(arms.length > 1 ? [statement("other-differences")] : []),
      statement("no-language-model"),
      ...cautionStatements(judged, seeds.length, options),
    ],
  };
}
