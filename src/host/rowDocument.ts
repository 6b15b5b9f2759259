import * as z from "zod";
import { rolloutRefSchema, type RolloutRef } from "../protocol/rolloutRef.js";

/** Ways of showing one row as a read-only document: its line as it is, its JSON indented, its trajectory as text. */
const kinds = ["line", "json", "trajectory"] as const;
type RowDocumentKind = (typeof kinds)[number];

const extensions: Readonly<Record<RowDocumentKind, string>> = {
  line: "jsonl",
  json: "json",
  trajectory: "loupe-trajectory",
};
const querySchema = z.object({ kind: z.enum(kinds), ref: rolloutRefSchema });

/** The name of such a document: path and query of a URI. The path is for the person, the query is what counts. */
export const rowDocument = {
  write(kind: RowDocumentKind, ref: RolloutRef): { readonly path: string; readonly query: string } {
    const name = ref.file.replace(/^.*[/\\]/, "").replace(/\.jsonl?$/, "");
    return { path: `/${name} ${ref.row}.${extensions[kind]}`, query: JSON.stringify({ kind, ref }) };
  },
  /** Null for a URI that is none of ours: anybody may ask VS Code to open one. */
  read(query: string): { readonly kind: RowDocumentKind; readonly ref: RolloutRef } | null {
    try {
      const parsed = querySchema.safeParse(JSON.parse(query));
      return parsed.success ? parsed.data : null;
    } catch {
      return null;
    }
  },
} as const;
