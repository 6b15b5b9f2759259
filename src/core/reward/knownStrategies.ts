import { builtInStrategies } from "./builtInStrategies.js";
import type { Strategy } from "./strategy.js";

/** Strategies of the settings stand in place of built-in ones of their name. */
export const knownStrategies = (own: readonly Strategy[]): readonly Strategy[] => [
  ...own,
  ...builtInStrategies.filter(({ id }) => !own.some(one => one.id === id)),
];
