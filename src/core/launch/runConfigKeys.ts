import * as z from "zod";
import { isJsonObject } from "../dataset/jsonObject.js";
import { runConfigSchema } from "./runConfig.js";

/** Every name that a key of a run configuration can have, at any depth: what a misspelt one may have meant. */
export const runConfigKeys: readonly string[] = [...new Set(namesIn(z.toJSONSchema(runConfigSchema, { io: "input" })))];

function namesIn(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(item => namesIn(item));
  if (!isJsonObject(schema)) return [];
  return Object.entries(schema).flatMap(([word, inner]) => {
    const names = word === "properties" && isJsonObject(inner) ? Object.keys(inner) : [];
    return [...names, ...namesIn(inner)];
  });
}
