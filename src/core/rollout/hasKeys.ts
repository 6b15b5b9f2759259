import { isJsonObject, type JsonObject } from "../dataset/jsonObject.js";

/** True when a parsed unit is an object with all of these keys, whatever their values. */
export function hasKeys(unit: unknown, keys: readonly string[]): unit is JsonObject {
  return isJsonObject(unit) && keys.every(key => Object.hasOwn(unit, key));
}
