import { isJsonObject } from "../../dataset/jsonObject.js";
import { annotationMappingSchema, emptyMapping, type AnnotationMapping } from "../annotationMapping.js";

export type MappingRead =
  | { readonly kind: "read"; readonly mapping: AnnotationMapping }
  | {
      readonly kind: "bad";
      /** Where in the mapping, and what; for a log or a line of the command line. */
      readonly reason: string;
    };

/** Checks a mapping as parsed JSON. A part that is left out is as in the empty mapping. */
export function readMapping(value: unknown): MappingRead {
  if (!isJsonObject(value)) return { kind: "bad", reason: "no JSON object" };
  const parsed = annotationMappingSchema.safeParse({ ...emptyMapping, ...value });
  if (parsed.success) return { kind: "read", mapping: parsed.data };
  const [issue] = parsed.error.issues;
  const place = issue?.path.map(String).join(".") ?? "";
  return { kind: "bad", reason: `${place === "" ? "" : `${place}: `}${issue?.message ?? "not readable"}` };
}
