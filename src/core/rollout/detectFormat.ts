import { isJsonObject } from "../dataset/jsonObject.js";
import type { DumpFormat } from "./dumpFormat.js";
import { formats } from "./formats.js";

export type Detection =
  | { readonly kind: "known"; readonly format: DumpFormat }
  /** An object of no known format: its keys tell the person what the file holds. */
  | { readonly kind: "unknown"; readonly keys: readonly string[] }
  | { readonly kind: "not-an-object" };

/** Recognises a file by its first complete unit (parsed tolerantly), by content and never by the file's name. */
export function detectFormat(firstUnit: unknown): Detection {
  const format = formats.find(candidate => candidate.detect(firstUnit));
  if (format !== undefined) return { kind: "known", format };
  return isJsonObject(firstUnit) ? { kind: "unknown", keys: Object.keys(firstUnit) } : { kind: "not-an-object" };
}
