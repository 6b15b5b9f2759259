import * as z from "zod";
import { miniatureComparisonSchema, type MiniatureComparison } from "./miniatureComparison.js";

/** `place`: the first key that is not as it should be, e.g. `arms.0.curves`; empty: the whole. */
export type ComparisonRead =
  | { readonly kind: "comparison"; readonly comparison: MiniatureComparison }
  | { readonly kind: "not-json" }
  | { readonly kind: "other-version"; readonly version: string }
  | { readonly kind: "malformed"; readonly place: string };

const versionSchema = z.looseObject({ version: z.number(), isSimulated: z.literal(true) });

function parsed(text: string): unknown {
  try {
    // A byte order mark is no part of JSON.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

/** A pair that names an arm that is not there. */
const straying = ({ arms, pairs }: MiniatureComparison): number =>
  pairs.findIndex(({ first, second }) => [first, second].some(arm => arm < 0 || arm >= arms.length));

/** Reads a `*.loupe-miniature.json`, which anybody may have written. Never throws. */
export function readComparison(text: string): ComparisonRead {
  const value = parsed(text);
  if (value === undefined) return { kind: "not-json" };
  const read = miniatureComparisonSchema.safeParse(value);
  if (read.success) {
    const stray = straying(read.data);
    return stray < 0
      ? { kind: "comparison", comparison: read.data }
      : { kind: "malformed", place: `pairs.${String(stray)}` };
  }
  const written = versionSchema.safeParse(value).data;
  if (written !== undefined && written.version !== 1)
    return { kind: "other-version", version: String(written.version) };
  return { kind: "malformed", place: (read.error.issues[0]?.path ?? []).map(String).join(".") };
}
