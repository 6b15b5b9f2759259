/** What a parameter may be. Ends belong to the range but where it is open. */
export type ParameterRange =
  | { readonly kind: "whole"; readonly least: number; readonly most: number }
  | {
      readonly kind: "number";
      readonly least: number;
      readonly most: number;
      readonly isOpenBelow: boolean;
      readonly isOpenAbove: boolean;
    }
  | { readonly kind: "words"; readonly words: readonly string[] }
  /** So many numbers of a range; with `sum`, adding up to it. */
  | {
      readonly kind: "list";
      readonly count: number;
      readonly each: ParameterRange & { readonly kind: "number" };
      readonly sum: number | null;
    }
  /** A weight by task kind, at least one of them above 0. */
  | { readonly kind: "mix"; readonly each: ParameterRange & { readonly kind: "number" } };

export const whole = (least: number, most: number) => ({ kind: "whole", least, most }) as const;

/** Both ends belong to it. */
export const between = (least: number, most: number) =>
  ({ kind: "number", least, most, isOpenBelow: false, isOpenAbove: false }) as const;

/** Above `least`, up to `most`. */
export const above = (least: number, most: number) =>
  ({ kind: "number", least, most, isOpenBelow: true, isOpenAbove: false }) as const;

/** From `least`, below `most`. */
export const below = (least: number, most: number) =>
  ({ kind: "number", least, most, isOpenBelow: false, isOpenAbove: true }) as const;

/** A share that is neither none nor all. */
export const share = { kind: "number", least: 0, most: 1, isOpenBelow: true, isOpenAbove: true } as const;

/** In the notation of intervals: `[1, 1024] ∩ ℤ`, `(0, 1)`, `own | shared`, `(0, 1) × 3, Σ = 1`. */
export function rangeText(range: ParameterRange): string {
  switch (range.kind) {
    case "whole":
      return `[${range.least}, ${range.most}] ∩ ℤ`;
    case "number":
      return `${range.isOpenBelow ? "(" : "["}${range.least}, ${range.most}${range.isOpenAbove ? ")" : "]"}`;
    case "words":
      return range.words.join(" | ");
    case "list":
      return `${rangeText(range.each)} × ${range.count}${range.sum === null ? "" : `, Σ = ${range.sum}`}`;
    case "mix":
      return `${rangeText(range.each)} × 5, Σ > 0`;
  }
}
