import type { HostAnswer, HostConnection } from "../remote/hostConnection.js";

/** Up to here an answer is not worth a connection of its own, which costs as much as some hundred requests. */
const smallBytes = 1024 * 1024;

/** Asks for about so many bytes: on the channel that is open, or where they are many on a connection of their own. */
export async function askHost(
  connection: HostConnection,
  script: string,
  expectedBytes: number,
  limitBytes: number,
): Promise<HostAnswer> {
  if (expectedBytes <= smallBytes) return connection.run(script, { timeoutMs: 60_000 });
  const chunks: Buffer[] = [];
  const stop = new AbortController();
  let received = 0;
  const take = (bytes: Buffer) => {
    received += bytes.length;
    if (received > limitBytes) stop.abort();
    else chunks.push(bytes);
  };
  const answer = await connection.bulk(script, null, take, { timeoutMs: 60_000, signal: stop.signal });
  return answer.kind === "unreachable" ? answer : { ...answer, out: Buffer.concat(chunks) };
}
