import type { FilterField } from "./filterField.js";

/** `~` is "contains", in either case. */
export const comparisons = ["=", "!=", "<", "<=", ">", ">=", "~"] as const;
export type Comparison = (typeof comparisons)[number];

export type FilterValue = number | string;

/** One condition on one field. A field that is missing fulfils none of them; `not` turns that around. */
export type FilterAtom =
  | {
      readonly kind: "compare";
      readonly field: FilterField;
      readonly operator: Comparison;
      readonly value: FilterValue;
    }
  | { readonly kind: "in"; readonly field: FilterField; readonly values: readonly FilterValue[] }
  | { readonly kind: "between"; readonly field: FilterField; readonly low: number; readonly high: number }
  | { readonly kind: "has"; readonly field: FilterField }
  | { readonly kind: "flag"; readonly field: FilterField };

/** What a rollout must be like. `and` and `or` have at least two members, and none of their own kind. */
export type FilterExpression =
  | FilterAtom
  | { readonly kind: "and"; readonly of: readonly FilterExpression[] }
  | { readonly kind: "or"; readonly of: readonly FilterExpression[] }
  | { readonly kind: "not"; readonly of: FilterExpression };

/** Members of one kind as one expression: chains are flat, so that an expression has one form. */
export function joined(kind: "and" | "or", members: readonly FilterExpression[]): FilterExpression | null {
  const flat = members.flatMap(member => (member.kind === kind ? member.of : [member]));
  return flat.length > 1 ? { kind, of: flat } : (flat[0] ?? null);
}
