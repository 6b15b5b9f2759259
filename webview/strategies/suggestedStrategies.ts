import type { StrategyChoices } from "../../src/protocol/reward/strategiesViewApi.js";

/** What one compares first; others of those that are built in can be added. */
const first: readonly string[] = ["rarl", "rarl-conditional", "deepeyes", "vanilla", "rarl-warm-start"];

/** So many rows the table can have; the worker refuses more. */
const most = 24;

/** Rows of the table until a person chooses: the logged rule, the paper's comparisons, and everything of the person's own. */
export function suggestedStrategies({ strategies, asLogged }: StrategyChoices): readonly string[] {
  const known = new Set(strategies.map(({ spec }) => spec));
  const own = strategies.filter(({ from }) => from !== "built-in").map(({ spec }) => spec);
  const logged = asLogged === null ? [] : [asLogged];
  return [...new Set([...logged, ...first.filter(spec => known.has(spec)), ...own])].slice(0, most);
}
