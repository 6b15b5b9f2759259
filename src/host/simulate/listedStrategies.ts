import { knownStrategies } from "../../core/reward/knownStrategies.js";
import { readStrategies } from "../../core/reward/readStrategies.js";
import type { ListedStrategy } from "../../protocol/reward/strategyList.js";
import type { Settings } from "../settings.js";

/** The strategies that are data: those of the settings and the built-in ones. */
export function listedStrategies(settings: Pick<Settings, "forRuns">): readonly ListedStrategy[] {
  const own = readStrategies(settings.forRuns().strategies ?? []).strategies;
  return knownStrategies(own).map(strategy => ({
    spec: strategy.id,
    strategy,
    from: own.includes(strategy) ? "settings" : "built-in",
  }));
}
