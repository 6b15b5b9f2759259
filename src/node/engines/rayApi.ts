import { Readable } from "node:stream";
import type * as z from "zod";

const timeoutMs = 30_000;
/** A job's answer holds at most 20,000 characters of its log; a cluster of thousands of nodes stays below this. */
const mostBytes = 16 * 1024 * 1024;

export type RayAnswer<T> =
  | { readonly kind: "answered"; readonly value: T }
  /** Ray answered with another status than 200, e.g. 404 for a job that it does not know. */
  | { readonly kind: "refused"; readonly status: number; readonly said: string }
  | { readonly kind: "silent"; readonly detail: string };

/**
 * One call of a Ray dashboard on a port of this machine. What it answers is checked by the schema. Nothing is thrown.
 *
 * @param path with its leading slash; ids in it are ours and need no escape
 */
export async function rayCall<T>(
  port: number,
  method: "GET" | "POST",
  path: string,
  schema: z.ZodType<T>,
  body?: unknown,
): Promise<RayAnswer<T>> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      signal: AbortSignal.timeout(timeoutMs),
      redirect: "error",
      headers: { "content-type": "application/json", connection: "close" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await textOf(response);
    if (response.status !== 200) return { kind: "refused", status: response.status, said: lastLine(text) };
    const read = schema.safeParse(JSON.parse(text));
    return read.success
      ? { kind: "answered", value: read.data }
      : { kind: "silent", detail: `not Ray: ${text}`.slice(0, 300) };
  } catch (error) {
    return { kind: "silent", detail: reasonOf(error) };
  }
}

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const body: AsyncIterable<Uint8Array> = response.body ?? Readable.from([]);
  for await (const part of body) {
    bytes += part.length;
    if (bytes > mostBytes) throw new Error(`an answer above ${mostBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

/** Of a Python traceback the last line tells. */
function lastLine(text: string): string {
  const lines = text.trim().split("\n");
  return (lines.at(-1) ?? "").replaceAll(/\p{Cc}+/gu, " ").slice(0, 500);
}

/** fetch says "fetch failed" and hides why in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, 300);
  const cause = error.cause instanceof Error ? error.cause.message : "";
  return (cause === "" ? error.message : cause).slice(0, 300);
}
