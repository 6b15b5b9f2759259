import { dialects } from "./dialects.js";
import type { DialectId } from "./dialectId.js";
import type { CallConventions } from "./trainerConventions.js";

/** A format's conventions where its calls are another dialect's: how they are kept stays the format's. */
export function conventionsIn(conventions: CallConventions, dialect: DialectId): CallConventions {
  if (dialect === conventions.dialect) return conventions;
  const { allowsPython, executes, tool, space } = dialects[dialect];
  return { ...conventions, dialect, allowsPython, executes, cropTool: tool, space };
}
