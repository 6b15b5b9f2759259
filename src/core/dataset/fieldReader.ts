import { parseTolerant } from "../rollout/parseTolerant.js";
import { isJsonObject, type JsonObject } from "./jsonObject.js";

/** Reads a field by the name that loupe.json maps it to, else by the names known by themselves, in that order. */
export type FieldReader = (mapped: string | undefined, names: readonly string[]) => unknown;

const own = (object: JsonObject, name: string): unknown => (Object.hasOwn(object, name) ? object[name] : undefined);

const isValue = (value: unknown): boolean => value !== undefined && value !== null;

/** The value at a mapped name: the whole name as a key first, then as a path of keys (`extra_info.page`). */
function atPath(record: JsonObject, path: string): unknown {
  const whole = own(record, path);
  if (whole !== undefined) return whole;
  let value: unknown = record;
  for (const key of path.split(".")) value = isJsonObject(value) ? own(value, key) : undefined;
  return value;
}

/** `extra_info` of verl's data: an object, or its JSON text where a trainer logged it as a string. */
function extraInfo(record: JsonObject): JsonObject | null {
  const value = own(record, "extra_info");
  if (isJsonObject(value)) return value;
  if (typeof value !== "string") return null;
  const parsed = parseTolerant(value);
  return parsed.ok && isJsonObject(parsed.value) ? parsed.value : null;
}

/**
 * A reader over one record: its own keys, then those of its `extra_info`. A null counts as absent as long as another
 * name holds a value. Undefined when nothing has the name. Made for every row that is opened, so it allocates little.
 */
export function fieldReader(record: JsonObject): FieldReader {
  const extra = extraInfo(record);
  const places = extra === null ? [record] : [record, extra];
  return (mapped, names) => {
    let isNull = false;
    for (const place of places) {
      const atMapped = mapped === undefined ? undefined : atPath(place, mapped);
      if (isValue(atMapped)) return atMapped;
      isNull ||= atMapped === null;
      for (const name of names) {
        const value = own(place, name);
        if (isValue(value)) return value;
        isNull ||= value === null;
      }
    }
    return isNull ? null : undefined;
  };
}
