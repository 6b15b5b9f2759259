import { makeRandom } from "../../simulate/random.js";
import type { BuildOptions } from "../buildOptions.js";
import type { TaskKind } from "../taskKinds.js";
import { appearanceOf, type Appearance } from "./appearance.js";
import type { PageFacts } from "./pageFacts.js";
import type { RefusalTally } from "./refusalTally.js";

/** Characters of which pairs are made on one page at most: pairs grow by the square. */
const mostOnPage = 60;

/** Characters of a page that are fit to be marked and of which `lack` names nothing; the others are counted. */
export function pairable(
  task: TaskKind,
  facts: PageFacts,
  options: BuildOptions,
  lack: (appearance: Appearance) => "no-depth" | "no-identity" | null,
  tally: RefusalTally,
): readonly Appearance[] {
  const fit: Appearance[] = [];
  for (const character of facts.page.characters) {
    const appearance = appearanceOf(character, facts, options);
    const refusal = typeof appearance === "string" ? appearance : lack(appearance);
    if (refusal !== null) tally.add(refusal);
    else if (typeof appearance !== "string") fit.push(appearance);
  }
  if (fit.length <= mostOnPage) return fit;
  tally.add("page-limit", fit.length - mostOnPage);
  return makeRandom(options.seed, task, "most", facts.page.id).shuffle(fit).slice(0, mostOnPage);
}

export type Pair = readonly [Appearance, Appearance];

export function pairsOf(appearances: readonly Appearance[]): readonly Pair[] {
  return appearances.flatMap((one, index) => appearances.slice(index + 1).map(other => [one, other] as const));
}

/** Ids of a pair in an order that does not depend on which one came first. */
export const pairIds = ([one, other]: Pair): readonly string[] => [one.character.id, other.character.id].sort();
