import { cutText } from "./cutText.js";

/** A JSON value with each text in it cut to `limit` UTF-16 units. */
export function cutTexts<T>(value: T, limit: number): T;
export function cutTexts(value: unknown, limit: number): unknown {
  if (typeof value === "string") return cutText(value, limit);
  if (Array.isArray(value)) return value.map(item => cutTexts<unknown>(item, limit));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cutTexts<unknown>(item, limit)]));
  return value;
}
