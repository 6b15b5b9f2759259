// Who asks a chat endpoint, in processes of their own:
//   node chatVariant.mjs serve                                       says its address, and ends with its standard input
//   node chatVariant.mjs bare|client URL COUNT AT_ONCE FOLDER        asks COUNT questions about pictures
import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AnswerLog } from "../../src/node/endpoint/answerLog.js";
import { ChatClient } from "../../src/node/endpoint/chatClient.js";
import { wireBody } from "../../src/node/endpoint/chatBody.js";
import type { ChatRequest } from "../../src/node/endpoint/chatRequest.js";
import { Concurrency } from "../../src/node/endpoint/concurrency.js";
import { realClock } from "../../src/node/endpoint/realClock.js";
import { RetryBudget } from "../../src/node/endpoint/retryBudget.js";
import { saying } from "../fixtures/chat/reply.js";
import { startChatServer } from "../fixtures/chat/startChatServer.js";

export interface AskedAll {
  readonly ms: number;
  readonly cpuMs: number;
  readonly peakBytes: number;
  readonly answers: number;
}

const say = (value: unknown) => void process.stdout.write(`${JSON.stringify(value)}\n`);

async function serve(): Promise<void> {
  const about = { questionId: null, did: "answered" } as const;
  const reply = saying("<think>I look at the second panel, where he sits on a chair.</think>\n<answer>B</answer>");
  const server = await startChatServer({ policy: () => Promise.resolve({ kind: "reply", reply, about }) });
  say({ url: server.url });
  process.stdin.resume().once("end", () => {
    say({ requests: server.ledger.length, problems: server.problems.length, mostUnderWay: server.mostUnderWay });
    void server.close();
  });
}

/** Of the size of pages, the same in each process, so that what one asked the next one knows. */
const pictures = Array.from({ length: 40 }, (_, at) =>
  Buffer.alloc(150_000, createHash("sha512").update(String(at)).digest()),
);

const request = (at: number): ChatRequest => ({
  model: "known",
  messages: [
    { role: "system", parts: [{ kind: "text", text: "You answer questions about pages of comics." }] },
    {
      role: "user",
      parts: [
        {
          kind: "image",
          mime: "image/jpeg",
          detail: "high",
          bytes: pictures[at % pictures.length] ?? new Uint8Array(),
        },
        { kind: "text", text: `Question ${String(at)}: what does he do?\nA. He runs.\nB. He sits.` },
      ],
    },
  ],
  sampling: {
    ...{ temperature: 0, topP: 1, seed: 1, maxTokens: 512, maxTokensName: "max_tokens", reasoningEffort: null },
  },
  tools: [],
  extra: {},
});

/** So many at once, one after another as each is done. */
async function all(count: number, atOnce: number, ask: (at: number) => Promise<boolean>): Promise<number> {
  let [next, answers] = [0, 0];
  const worker = async () => {
    while (next < count) if (await ask(next++)) answers++;
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return answers;
}

/** The floor: the same bodies over the same connections that are kept, and the text of each answer. */
function bare(url: string): (at: number) => Promise<boolean> {
  return async at => {
    const headers = { "content-type": "application/json" };
    const body = wireBody(request(at), false);
    const response = await fetch(`${url}/chat/completions`, { method: "POST", headers, body });
    const answer = (await response.json()) as { readonly choices: readonly unknown[] };
    return answer.choices.length === 1;
  };
}

async function client(url: string, count: number, atOnce: number, folder: string) {
  const chat = new ChatClient({
    endpoint: url,
    key: () => Promise.resolve(null),
    clock: realClock,
    random: Math.random,
    budget: new RetryBudget({ items: count, onSpent: () => Promise.resolve(false) }),
    concurrency: new Concurrency({ clock: realClock, start: atOnce, most: atOnce }),
    log: await AnswerLog.open(join(folder, "requests.jsonl")),
    prices: null,
    isStreamed: false,
  });
  const { signal } = new AbortController();
  return async (at: number): Promise<boolean> => (await chat.ask(request(at), { signal })).kind === "answer";
}

async function run(name: string, url: string, count: number, atOnce: number, folder: string): Promise<void> {
  const start = performance.now();
  const ask = name === "bare" ? bare(url) : await client(url, count, atOnce, folder);
  const answers = await all(count, atOnce, ask);
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage();
  const asked: AskedAll = {
    ...{ ms, answers, cpuMs: (user + system) / 1000, peakBytes: process.resourceUsage().maxRSS * 1024 },
  };
  say(asked);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [name = "", url = "", count = "0", atOnce = "1", folder = ""] = process.argv.slice(2);
  if (name === "serve") await serve();
  else await run(name, url, Number(count), Number(atOnce), folder);
}
