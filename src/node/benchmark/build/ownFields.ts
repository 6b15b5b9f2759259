import { readFile } from "node:fs/promises";
import type * as z from "zod";
import { benchmarkManifestSchema } from "../../../core/benchmark/benchmarkManifest.js";
import type { BuildOutcome } from "./buildOutcome.js";

const ownSchema = benchmarkManifestSchema.pick({ v: true, id: true, name: true, version: true, licence_note: true });

/** What people may write into a manifest themselves: a build leaves it as it is. */
export type OwnFields = Partial<z.infer<typeof ownSchema>>;

type Unreadable = Extract<BuildOutcome, { kind: "unreadable" }>;

/** The fields of people in the manifest that is there, none where there is none. What cannot be read is not written over. */
export async function ownFields(
  path: string,
): Promise<{ readonly kind: "own"; readonly fields: OwnFields } | Unreadable> {
  try {
    return { kind: "own", fields: ownSchema.parse(JSON.parse(await readFile(path, "utf8"))) };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return { kind: "own", fields: {} };
    return { kind: "unreadable", path, reason: error instanceof Error ? error.message : String(error) };
  }
}
