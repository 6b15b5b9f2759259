import type { ComparisonStatement } from "./miniatureComparison.js";
import { statementKinds } from "./statementCode.js";

const kinds: ReadonlyMap<string, ComparisonStatement["kind"]> = new Map(Object.entries(statementKinds));

/** The kind of a statement by its code; of a code that another version wrote nothing is known, so that it is a caution. */
export const statementKind = (code: string): ComparisonStatement["kind"] => kinds.get(code) ?? "caution";
