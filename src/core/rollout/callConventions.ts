import type { FormatId } from "./formatId.js";
import { formats } from "./formats.js";
import { type CallConventions, trainerConventions } from "./trainerConventions.js";

export type { CallConventions } from "./trainerConventions.js";

const ofFormat: ReadonlyMap<FormatId, CallConventions> = new Map(
  formats.map(({ id, conventions }) => [id, conventions]),
);

/** The conventions of a format: those that its own file names. */
export function callConventions(format: FormatId): CallConventions {
  return ofFormat.get(format) ?? trainerConventions.verl;
}
