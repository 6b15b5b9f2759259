function refuse(value: unknown): void {
  if (typeof value === "number" && !Number.isFinite(value))
    throw new RangeError("a number that is not finite has no canonical form");
  if (typeof value === "bigint" || typeof value === "function" || typeof value === "symbol")
    throw new TypeError(`${typeof value} has no canonical form`);
}

/** Adds the names of all keys of a value and of what is in it; throws where something has no canonical form. */
function gatherKeys(value: unknown, keys: Set<string>): void {
  if (typeof value !== "object" || value === null) {
    refuse(value);
    return;
  }
  if (!Array.isArray(value)) for (const key of Object.keys(value)) keys.add(key);
  for (const part of Object.values(value)) gatherKeys(part, keys);
}

/**
 * JSON in the one form that hashes are made of: keys sorted by UTF-16 code units, no spaces, numbers as ECMAScript writes
 * them (RFC 8785). Keys without a value are left out, as JSON does. Throws a RangeError for numbers that are not finite
 * and a TypeError for what JSON has no form for.
 */
export function canonicalJson(value: object | string | number | boolean | null): string {
  const keys = new Set<string>();
  gatherKeys(value, keys);
  // A list of keys makes JSON.stringify write them in the order of the list; sort() orders by code units.
  return JSON.stringify(value, [...keys].sort());
}
