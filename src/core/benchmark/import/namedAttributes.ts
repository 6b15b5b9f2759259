import { isJsonObject, type JsonObject } from "../../dataset/jsonObject.js";
import { shownValue } from "./shownValue.js";

export interface NamedAttributes {
  /** Null: the annotation has none. */
  readonly values: JsonObject | null;
  /** What is in their place and cannot be read as attributes. */
  readonly bad: readonly string[];
}

/** A value that stands in an object of its own, as in `{"depth": {"value": 1}}`. */
export const plainValue = (value: unknown): unknown =>
  isJsonObject(value) && Object.hasOwn(value, "value") ? value["value"] : value;

/** The name of one attribute of a list: CVAT's own interface has numbers of its label's attributes in place of names. */
function nameOf({ name, spec_id: spec }: JsonObject): string | null {
  const named = name ?? spec;
  return typeof named === "string" || typeof named === "number" ? String(named) : null;
}

function ofList(list: readonly unknown[]): NamedAttributes {
  const values = new Map<string, unknown>();
  const bad: string[] = [];
  for (const item of list) {
    const name = isJsonObject(item) && Object.hasOwn(item, "value") ? nameOf(item) : null;
    if (name === null) bad.push(shownValue(item));
    // Of a name that stands there twice the first value holds.
    else if (!values.has(name)) values.set(name, plainValue(item));
  }
  return { values: Object.fromEntries(values), bad };
}

/**
 * The attributes of an annotation by name: an object as in COCO, or a list of `{"name" or "spec_id", "value"}` as in other
 * exports of CVAT. Values of an object are still to be read with `plainValue`.
 */
export function namedAttributes(attributes: unknown): NamedAttributes {
  if (isJsonObject(attributes)) return { values: attributes, bad: [] };
  if (Array.isArray(attributes)) return ofList(attributes);
  return { values: null, bad: attributes === null || attributes === undefined ? [] : [shownValue(attributes)] };
}
