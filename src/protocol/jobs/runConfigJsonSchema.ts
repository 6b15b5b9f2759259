import * as z from "zod";
import { isJsonObject, type JsonObject } from "../../core/dataset/jsonObject.js";
import { anyRunConfigSchema } from "../../core/launch/runConfig.js";
import { runConfigHelp } from "./runConfigHelp.js";

/** The JSON schema of `*.loupe-run.json`, with a description for each key. `media/loupe-run.schema.json` is this. */
export function runConfigJsonSchema(): unknown {
  const schema = z.toJSONSchema(anyRunConfigSchema, { target: "draft-7", io: "input" });
  return {
    ...described(schema, []),
    ...byEngine,
    title: "Run configuration of Rollout Loupe",
    allowComments: true,
    allowTrailingCommas: true,
  };
}

/** What only the engine decides: a trainer needs a model and data. */
const byEngine = {
  if: { properties: { engine: { const: "miniature", description: runConfigHelp["engine"] } }, required: ["engine"] },
  else: { required: ["model", "data"] },
};

function described(schema: JsonObject, path: readonly string[]): JsonObject {
  const inner = Object.entries(schema).map(([word, value]) => [word, describedWord(word, value, path)] as const);
  const help = runConfigHelp[path.join(".")];
  return help === undefined ? Object.fromEntries(inner) : { description: help, ...Object.fromEntries(inner) };
}

function describedWord(word: string, value: unknown, path: readonly string[]): unknown {
  if (word === "properties" && isJsonObject(value)) {
    const entries = Object.entries(value).map(([name, one]) => [name, describedAny(one, [...path, name])] as const);
    return Object.fromEntries(entries);
  }
  // The kinds of a union and the items of a list are described where the key is.
  if (word === "items" || word === "oneOf" || word === "anyOf") return unnamed(value, path);
  return value;
}

const describedAny = (value: unknown, path: readonly string[]): unknown =>
  isJsonObject(value) ? described(value, path) : value;

/** Keys below a union or a list, without the description of the union or list itself. */
function unnamed(value: unknown, path: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => unnamed(one, path));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([word, one]) => [word, describedWord(word, one, path)]));
}
