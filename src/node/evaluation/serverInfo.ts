import * as z from "zod";
import { endpointUrl } from "../endpoint/endpointUrl.js";

export interface ServerInfo {
  readonly name: string;
  readonly version: string | null;
}

/** Milliseconds: who does not answer at once is not asked what it is. */
const patience = 5000;
const mostBytes = 1 << 20;

const modelsSchema = z.looseObject({ data: z.array(z.looseObject({ owned_by: z.string().nullish() })) });
const versionSchema = z.looseObject({ version: z.string() });

async function read(url: string, key: string | null, signal: AbortSignal): Promise<unknown> {
  try {
    const response = await fetch(url, {
      headers: key === null ? {} : { authorization: `Bearer ${key}` },
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    });
    const text = response.ok ? await response.text() : "";
    return text.length > mostBytes ? null : JSON.parse(text);
  } catch {
    // Most hosted services tell nothing of this.
    return null;
  }
}

/**
 * What a server says of itself, where it does: who owns its models (vLLM, SGLang, llama.cpp and others name themselves
 * there), and its version, which vLLM tells at the root. The key goes to the endpoint's own address alone.
 */
export async function serverInfo(
  endpoint: string,
  key: string | null,
  signal: AbortSignal,
): Promise<ServerInfo | null> {
  const target = endpointUrl(endpoint);
  if (target.kind !== "url") return null;
  const base = target.url.replace(/\/chat\/completions(?=$|\?)/, "");
  const models = modelsSchema.safeParse(await read(base.replace(/(?=$|\?)/, "/models"), key, signal));
  const version = versionSchema.safeParse(await read(new URL("/version", target.url).href, null, signal));
  const owner = models.success ? (models.data.data[0]?.owned_by ?? null) : null;
  if (owner === null && !version.success) return null;
  return { name: owner ?? "unknown", version: version.success ? version.data.version : null };
}
