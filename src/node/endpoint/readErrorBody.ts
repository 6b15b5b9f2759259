import { isJsonObject, type JsonObject } from "../../core/dataset/jsonObject.js";

/** What a server said went wrong, out of whatever shape it said it in. */
export interface ErrorBody {
  readonly message: string;
  /** Its `code`, else its `type` or `status`. */
  readonly code: string | null;
  /** A code that is an HTTP status, as OpenRouter and Google write it. */
  readonly status: number | null;
  readonly retryAfterMs: number | null;
}

const longest = 500;
const short = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, longest);

const textOf = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : null;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The object that describes the error: wrapped (`error`), in a list (Google), or flat (vLLM 0.8, SGLang). */
function errorObject(value: unknown): JsonObject | string | null {
  if (Array.isArray(value)) return errorObject(value[0]);
  if (!isJsonObject(value)) return null;
  const { error } = value;
  if (isJsonObject(error)) return error;
  if (typeof error === "string" && error !== "") return error;
  return value["object"] === "error" ? value : null;
}

/** Seconds in `metadata` (OpenRouter), or as "17s" among the details (Google's RetryInfo). */
function waitOf(error: JsonObject): number | null {
  const metadata = isJsonObject(error["metadata"]) ? error["metadata"] : {};
  const seconds = metadata["retry_after_seconds"] ?? error["retry_after_seconds"];
  if (typeof seconds === "number" && Number.isFinite(seconds) && seconds >= 0) return seconds * 1000;
  for (const detail of listOf(error["details"])) {
    const delay = isJsonObject(detail) ? detail["retryDelay"] : null;
    const [, number] = typeof delay === "string" ? (/^(\d+(?:\.\d+)?)s$/.exec(delay) ?? []) : [];
    if (number !== undefined) return Number(number) * 1000;
  }
  return null;
}

/** `metadata.raw` is what the provider behind a router said. */
function messageOf(error: JsonObject): string {
  const metadata = isJsonObject(error["metadata"]) ? error["metadata"] : {};
  return [textOf(error["message"]), textOf(metadata["raw"])].filter(part => part !== null).join(" | ");
}

function statusOf(error: JsonObject): number | null {
  const code = Number(error["code"] ?? Number.NaN);
  return Number.isInteger(code) && code >= 400 && code < 600 ? code : null;
}

function described(error: JsonObject | string): ErrorBody {
  if (typeof error === "string") return { message: short(error), code: null, status: null, retryAfterMs: null };
  return {
    message: short(messageOf(error)),
    code: textOf(error["code"]) ?? textOf(error["type"]) ?? textOf(error["status"]),
    status: statusOf(error),
    retryAfterMs: waitOf(error),
  };
}

/** The error that a body of JSON tells of, also where the status is 200; null: it tells of none. */
export function errorInside(value: unknown): ErrorBody | null {
  const error = errorObject(value);
  return error === null ? null : described(error);
}

/** `detail` is FastAPI's: a sentence, or a list of what does not fit where. */
function looseMessage(value: unknown): string {
  if (!isJsonObject(value)) return "";
  const { detail } = value;
  const details = listOf(detail).map(one => (isJsonObject(one) ? (textOf(one["msg"]) ?? "") : ""));
  return textOf(value["message"]) ?? textOf(detail) ?? details.join("; ");
}

const htmlTitle = (text: string): string => /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1] ?? "";

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Pages of proxies and plain sentences are told as text.
    return undefined;
  }
}

/** What the body of a failed request says: JSON of any of the known shapes, a page, a sentence, nothing. */
export function readErrorBody(text: string): ErrorBody {
  const value = parsed(text);
  const inside = errorInside(value);
  if (inside !== null) return inside;
  const isPage = /^\s*<(!doctype|html)/i.test(text);
  const message = value === undefined ? (isPage ? htmlTitle(text) : text) : looseMessage(value);
  return { message: short(message), code: null, status: null, retryAfterMs: null };
}
