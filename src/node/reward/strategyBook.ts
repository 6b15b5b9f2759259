import type { Strategy } from "../../core/reward/strategy.js";
import { builtInStrategies } from "../../core/reward/builtInStrategies.js";
import type { FileProblem } from "../../protocol/fileProblem.js";
import type { ListedStrategy } from "../../protocol/reward/strategyList.js";

/** The strategies that can be chosen for a run, and what is wrong with those that were written for it. */
export interface StrategyBook {
  /** `run` null: those of every run. */
  of(run: string | null): {
    readonly strategies: readonly ListedStrategy[];
    readonly problems: readonly FileProblem[];
  };
}

/** Strategies as somebody wrote them. */
export interface WrittenStrategies {
  readonly strategies: readonly Strategy[];
  readonly problems: readonly FileProblem[];
}

export interface StrategySources {
  settings(): WrittenStrategies;
  /** Of the run's loupe.json. */
  ofRun(run: string): WrittenStrategies;
  /** Own code that has run for a run. */
  ownCode?(run: string): readonly Strategy[];
}

const listed = (strategies: readonly Strategy[], from: ListedStrategy["from"]): readonly ListedStrategy[] =>
  strategies.map(strategy => ({ spec: strategy.id, strategy, from }));

/** Built-in strategies, those of the settings and those of a run's loupe.json; of equal ids the later one holds. */
export function strategyBook(sources: StrategySources): StrategyBook {
  return {
    of: run => {
      const settings = sources.settings();
      const own = run === null ? { strategies: [], problems: [] } : sources.ofRun(run);
      const all = [
        ...listed(builtInStrategies, "built-in"),
        ...listed(settings.strategies, "settings"),
        ...listed(own.strategies, "loupe.json"),
      ];
      const byId = new Map(all.map(one => [one.spec, one]));
      // Own code never takes the place of a rule.
      for (const one of listed(run === null ? [] : (sources.ownCode?.(run) ?? []), "own-code"))
        if (!byId.has(one.spec)) byId.set(one.spec, one);
      return { strategies: [...byId.values()], problems: [...settings.problems, ...own.problems] };
    },
  };
}
