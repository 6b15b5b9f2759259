import { request } from "node:http";
import * as z from "zod";
import type { SteadyRelay } from "./steadyRelay.js";

const modelsSchema = z.looseObject({ data: z.array(z.looseObject({ id: z.string() })) });

/** Milliseconds: a server that is ready says so at once. */
const patience = 5000;
const mostBytes = 1 << 20;

/** Where a server listens in its host's network. */
export interface ServerAddress {
  readonly address: string;
  readonly port: number;
}

/** What a path answers with code 200; null: anything else. */
async function text(
  relay: SteadyRelay,
  { address, port }: ServerAddress,
  path: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<string | null> {
  const socket = await relay.connect(address, port);
  if (socket === null) return null;
  return new Promise(resolve => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
    const asked = request({ host: address, port, path, headers, createConnection: () => socket, signal: limit });
    const end = (value: string | null) => {
      resolve(value);
      socket.destroy();
    };
    asked.once("error", () => end(null)).once("close", () => end(null));
    asked.once("response", response => {
      let said = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        said += part;
        if (said.length > mostBytes) end(null);
      });
      response.once("end", () => end(response.statusCode === 200 ? said : null)).once("error", () => end(null));
    });
    asked.end();
  });
}

/** Whether a server is healthy, takes the key and has the model: only then is it ours and ready. */
export async function serverAnswers(
  relay: SteadyRelay,
  at: ServerAddress,
  served: string,
  key: string,
  signal: AbortSignal,
): Promise<boolean> {
  if ((await text(relay, at, "/health", {}, signal)) === null) return false;
  const said = await text(relay, at, "/v1/models", { authorization: `Bearer ${key}` }, signal);
  if (said === null) return false;
  try {
    return modelsSchema.parse(JSON.parse(said)).data.some(({ id }) => id === served);
  } catch {
    return false;
  }
}
