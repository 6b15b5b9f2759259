function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError("a number that is not finite has no canonical form");
  return JSON.stringify(value);
}

const byCodeUnit = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : a > b ? 1 : 0);

function canonicalObject(value: object): string {
  const entries = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(byCodeUnit)
    .map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`);
  return `{${entries.join(",")}}`;
}

/**
 * JSON in the one form that hashes are made of: keys sorted by UTF-16 code units, no spaces, numbers as ECMAScript writes
 * them (RFC 8785). Keys without a value are left out, as JSON does. Throws a RangeError for numbers that are not finite
 * and a TypeError for what JSON has no form for.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return canonicalNumber(value);
  if (Array.isArray(value)) return `[${value.map(part => canonicalJson(part ?? null)).join(",")}]`;
  if (typeof value === "object") return canonicalObject(value);
  throw new TypeError(`${typeof value} has no canonical form`);
}
