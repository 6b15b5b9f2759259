import { readFileSync, statSync } from "node:fs";
import { readLoupeConfig, type LoupeConfigRead } from "../../core/dataset/loupeConfig.js";

/** A larger loupe.json is not one. */
const maxBytes = 4 * 1024 * 1024;

/** What a loupe.json says, or why it says nothing. */
export type LoupeFileRead =
  | ({ readonly kind: "read" } & LoupeConfigRead)
  | { readonly kind: "none" }
  | { readonly kind: "too-large" }
  | { readonly kind: "denied" };

/** Reads a loupe.json; null and what is no file are none. Never throws. */
export function readLoupeFile(path: string | null): LoupeFileRead {
  if (path === null) return { kind: "none" };
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isFile() !== true) return { kind: "none" };
    if (found.size > maxBytes) return { kind: "too-large" };
    return { kind: "read", ...readLoupeConfig(readFileSync(path, "utf8")) };
  } catch {
    return { kind: "denied" };
  }
}
