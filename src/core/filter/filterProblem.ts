/** What could have stood where something else does. */
export type FilterExpected =
  "condition" | "field" | "operator" | "value" | "number" | "text" | "opening" | "closing" | "comma" | "and" | "end";

/** Why a text is no expression: where, in UTF-16 units of the text, and what would have been one. */
export interface FilterProblem {
  readonly at: number;
  readonly end: number;
  readonly why:
    | { readonly code: "unexpected"; readonly found: string; readonly expected: readonly FilterExpected[] }
    | { readonly code: "strange-character"; readonly found: string }
    | { readonly code: "unclosed-text" }
    | { readonly code: "bad-number"; readonly found: string }
    | { readonly code: "needs-number"; readonly field: string }
    | { readonly code: "needs-text"; readonly field: string }
    | { readonly code: "no-such-choice"; readonly field: string; readonly choices: readonly string[] }
    | { readonly code: "operator-unfit"; readonly field: string; readonly operators: readonly string[] }
    | { readonly code: "reversed-range" }
    /** A form takes one condition at a time. */
    | { readonly code: "not-one" }
    /** A word that is no condition by itself; these are. */
    | { readonly code: "bare-word"; readonly found: string; readonly alone: readonly string[] }
    | { readonly code: "unsortable"; readonly field: string }
    | { readonly code: "too-long"; readonly limit: number }
    | { readonly code: "too-deep"; readonly limit: number }
    | { readonly code: "too-many"; readonly limit: number };
}
