/**
 * A number as a trainer logged it. NaN and the infinities stay JavaScript's own; `null`, a missing key and text that is
 * no number are told apart, because none of the five may enter a mean silently.
 */
export type LoggedNumber =
  | {
      readonly kind: "number";
      readonly value: number;
      /** As written, where it was not a plain JSON number ("0.5", "True"). */ readonly text?: string;
    }
  | { readonly kind: "nan" }
  | { readonly kind: "infinity"; readonly sign: 1 | -1 }
  | { readonly kind: "null" }
  | { readonly kind: "absent" }
  | { readonly kind: "text"; readonly text: string };
