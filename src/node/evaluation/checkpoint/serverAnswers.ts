import * as z from "zod";

const modelsSchema = z.looseObject({ data: z.array(z.looseObject({ id: z.string() })) });

/** Milliseconds: a server that is ready says so at once. */
const patience = 5000;

async function text(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
    const response = await fetch(url, { headers, redirect: "manual", signal: limit });
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

/** Whether a server is healthy, takes the key and has the model: only then is it ours and ready. */
export async function serverAnswers(port: number, served: string, key: string, signal: AbortSignal): Promise<boolean> {
  const base = `http://127.0.0.1:${port}`;
  if ((await text(`${base}/health`, {}, signal)) === null) return false;
  const said = await text(`${base}/v1/models`, { authorization: `Bearer ${key}` }, signal);
  if (said === null) return false;
  try {
    return modelsSchema.parse(JSON.parse(said)).data.some(({ id }) => id === served);
  } catch {
    return false;
  }
}
