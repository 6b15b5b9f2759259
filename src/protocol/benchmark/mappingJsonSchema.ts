import * as z from "zod";
import { annotationMappingSchema } from "../../core/benchmark/annotationMapping.js";
import { isJsonObject, type JsonObject } from "../../core/dataset/jsonObject.js";

const help: Readonly<Record<string, string>> = {
  categories:
    'What each category of the set stands for. A category that is not named is left out and told; "other" is what no question is about.',
  attributes:
    "What each attribute says: identity (a name within the page), action, depth_inter (between objects), depth_intra (within one), text (of a balloon), order (of panels or balloons).",
  depth: "Which way depths count: whether the larger number is farther from the viewer, or nearer.",
};

const described = (properties: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      isJsonObject(value) ? { description: help[name], ...value } : value,
    ]),
  );

/**
 * The JSON schema of a benchmark's `mapping.json`; `media/loupe-mapping.schema.json` is this. The name is a common one: a
 * file without categories and attributes is somebody else's, and nothing is said of it.
 */
export function mappingJsonSchema(): unknown {
  const { $schema, ...strict } = z.toJSONSchema(annotationMappingSchema, { target: "draft-7", io: "input" });
  const { properties = {} } = strict;
  return {
    $schema,
    title: "What the names in an annotated set mean (Rollout Loupe)",
    if: { type: "object", required: ["categories", "attributes"] },
    then: { ...strict, properties: described(properties) },
  };
}
