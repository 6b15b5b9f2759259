import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { writeChatSet } from "./chatSet.js";
import type { AskedAll, Served } from "./chatVariant.js";
import { atMost, exactly, median, type Figure } from "./figure.js";
import { runJson } from "./runVariant.js";

interface ChatBench {
  readonly scratch: string;
  readonly isSmall: boolean;
  readonly say: (text: string) => void;
}

const script = fileURLToPath(new URL("chatVariant.mjs", import.meta.url));
const atOnce = 16;
const sizes = { full: { questions: 10_000, few: 1000, rounds: 2 }, small: { questions: 600, few: 60, rounds: 2 } };

/** A server in a process of its own; `stop` gives what it was asked. */
async function startServer(): Promise<{ readonly url: string; stop(): Promise<Served> }> {
  const child = spawn(process.execPath, [script, "serve"], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse(String((await lines.next()).value)) as unknown;
  const { url } = (await next()) as { readonly url: string };
  return {
    url,
    stop: () => {
      child.stdin.end();
      return next() as Promise<Served>;
    },
  };
}

interface Round {
  readonly bare: AskedAll;
  readonly client: AskedAll;
  readonly whole: AskedAll;
  readonly again: AskedAll;
  /** Of a tenth of the questions. */
  readonly few: AskedAll;
  readonly requests: number;
}

async function round(set: string, scratch: string, { questions, few }: typeof sizes.full): Promise<Round> {
  const server = await startServer();
  const ask = (name: string, count: number, out: string) => {
    const folder = join(scratch, out);
    mkdirSync(folder, { recursive: true });
    const args = [script, name, server.url, String(count), String(atOnce), set, folder];
    return runJson<AskedAll>(process.execPath, args);
  };
  for (const name of ["whole", "few"]) rmSync(join(scratch, name), { recursive: true, force: true });
  const bare = await ask("bare", questions, "whole");
  const client = await ask("client", questions, "whole");
  const whole = await ask("evaluation", questions, "whole");
  const again = await ask("evaluation", questions, "whole");
  const small = await ask("evaluation", few, "few");
  const { requests, different, problems } = await server.stop();
  if (problems > 0 || different !== questions) throw new Error(`${String(different)} different requests were sent`);
  return { bare, client, whole, again, few: small, requests };
}

const megabytes = (bytes: number): number => bytes / 2 ** 20;

/**
 * Questions about pages, asked of a server of this machine that answers at once: by a bare loop, by the client, and by a
 * whole evaluation, which sends the same bytes. Processor time is of the whole process, its start included.
 */
export async function chatFigures({ scratch, isSmall, say }: ChatBench): Promise<readonly Figure[]> {
  const size = isSmall ? sizes.small : sizes.full;
  const folder = join(scratch, "chat");
  const set = join(folder, "set");
  say(`${String(size.questions)} questions of an evaluation in ${folder}`);
  await writeChatSet(set, size.questions);
  const rounds: Round[] = [];
  for (let k = 0; k < size.rounds; k++) rounds.push(await round(set, folder, size));
  const ratio = (name: string, target: number, of: (one: Round) => number, by: (one: Round) => number): Figure => {
    const best = Math.min(...rounds.map(of)) / Math.min(...rounds.map(by));
    return atMost(
      name,
      target,
      rounds.map(one => of(one) / by(one)),
      best,
    );
  };
  const grown = rounds.map(({ whole, few }) => megabytes(whole.peakBytes - few.peakBytes));
  const expected = 3 * size.questions + size.few;
  const sent = median(rounds.map(({ requests }) => requests));
  const answers = rounds.every(
    ({ again, whole }) => again.answers === size.questions && whole.answers === size.questions,
  );
  rmSync(folder, { recursive: true, force: true });
  return [
    ratio(
      "the client's time, of a bare loop's for the same requests",
      1.2,
      one => one.client.ms,
      one => one.bare.ms,
    ),
    ratio(
      "an evaluation's time, of the bare loop's",
      1.2,
      one => one.whole.ms,
      one => one.bare.ms,
    ),
    ratio(
      "an evaluation's CPU, of the bare loop's",
      1.2,
      one => one.whole.cpuMs,
      one => one.bare.cpuMs,
    ),
    ratio(
      "an evaluation that is gone on with when all is answered",
      0.05,
      one => one.again.ms,
      one => one.whole.ms,
    ),
    atMost("memory for the questions, more than for a tenth of them", 64, grown, Math.min(...grown), " MB"),
    exactly(
      "requests of an evaluation and of its second run",
      String(size.questions),
      String(sent - 2 * size.questions - size.few),
      sent === expected && answers,
    ),
  ];
}
