import { type CheckedClaim, checkClaim } from "./claimFindings.js";
import { deltaFindings } from "./deltaFindings.js";
import { type InferredSize, inferSizes } from "./inferSizes.js";
import type { PrintedClaim } from "./printedClaim.js";
import type { PrintedFinding } from "./printedFinding.js";
import type { PrintedTable } from "./printedTable.js";
import { meanFindings, randomFindings } from "./rowFindings.js";
import { sizeFindings } from "./sizeFindings.js";
import type { FindingRule } from "./tableLookup.js";
import { valueFindings } from "./valueFindings.js";

const rules: readonly FindingRule[] = [randomFindings, deltaFindings, sizeFindings, valueFindings, meanFindings];

export interface Inconsistencies {
  readonly sizes: readonly InferredSize[];
  readonly claims: readonly CheckedClaim[];
  readonly findings: readonly PrintedFinding[];
}

/** What cannot be so in printed tables, and in what is said of them, by rules that know none of them. */
export function findInconsistencies(
  tables: readonly PrintedTable[],
  claims: readonly PrintedClaim[] = [],
): Inconsistencies {
  const lookup = { tables, sizes: inferSizes(tables) };
  const checked = claims.map(claim => checkClaim(lookup, claim));
  const ofClaims = checked.flatMap(({ finding }) => (finding === null ? [] : [finding]));
  return { sizes: lookup.sizes, claims: checked, findings: [...rules.flatMap(rule => rule(lookup)), ...ofClaims] };
}
