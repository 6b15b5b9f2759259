/**
 * How long the headers of a reply ask to wait, in milliseconds from `now` (milliseconds since 1970): `retry-after-ms`,
 * else `Retry-After` in seconds or as a date (RFC 9110, 10.2.3). Null: they do not say, or not readably.
 */
export function retryAfter(headers: Headers, now: number): number | null {
  const exact = Number(headers.get("retry-after-ms") ?? Number.NaN);
  if (Number.isFinite(exact) && exact >= 0) return exact;
  const text = headers.get("retry-after")?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
