import type { ModelFamilyId } from "./modelFamily.js";
import { modelFamilies, otherFamily, type ModelFamily } from "./modelFamilies.js";

/**
 * What is known of a model by its name. `chosen` says the family where the name does not, as of a checkpoint; of a family
 * with several entries the one that the name fits holds, else the last, which asks the least of the server.
 */
export function familyOf(model: string, chosen: ModelFamilyId | null = null): ModelFamily {
  const name = model.toLowerCase();
  if (chosen === "other") return otherFamily;
  const entries = chosen === null ? modelFamilies : modelFamilies.filter(({ id }) => id === chosen);
  const named = entries.find(({ names }) => names.test(name));
  return named ?? (chosen === null ? otherFamily : (entries.at(-1) ?? otherFamily));
}
