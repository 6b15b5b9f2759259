// Who asks a chat endpoint, in processes of their own:
//   node chatVariant.mjs serve                                        says its address, and ends with its standard input
//   node chatVariant.mjs bare|client|evaluation URL COUNT AT_ONCE SET OUT
// `bare` posts the requests of COUNT questions of a set over connections that are kept; `client` sends the same by the
// product's client, which logs them; `evaluation` is all that `loupe eval run` does.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { builtInPrompts } from "../../src/core/benchmark/prompts/builtInPrompts.js";
import { defaultSettings } from "../../src/core/evaluation/defaultSettings.js";
import { AnswerLog } from "../../src/node/endpoint/answerLog.js";
import { ChatClient } from "../../src/node/endpoint/chatClient.js";
import type { ChatRequest } from "../../src/node/endpoint/chatRequest.js";
import { Concurrency } from "../../src/node/endpoint/concurrency.js";
import { realClock } from "../../src/node/endpoint/realClock.js";
import { RetryBudget } from "../../src/node/endpoint/retryBudget.js";
import { runEvaluation } from "../../src/node/evaluation/runEvaluation.js";
import { saying } from "../fixtures/chat/reply.js";
import { startChatServer } from "../fixtures/chat/startChatServer.js";
import { requestsOf } from "./chatSet.js";

export interface AskedAll {
  readonly ms: number;
  /** Of the whole process, from its start. */
  readonly cpuMs: number;
  readonly peakBytes: number;
  readonly answers: number;
}

export interface Served {
  readonly requests: number;
  /** How many different ones. */
  readonly different: number;
  readonly problems: number;
}

interface Asking {
  readonly url: string;
  readonly count: number;
  readonly atOnce: number;
  readonly set: string;
  readonly out: string;
}

const say = (value: unknown) => void process.stdout.write(`${JSON.stringify(value)}\n`);

async function serve(): Promise<void> {
  const about = { questionId: null, did: "answered" } as const;
  const reply = saying("<think>I look at the second panel, where she sits on a chair.</think>\n<answer>Ada.</answer>");
  const server = await startChatServer({ policy: () => Promise.resolve({ kind: "reply", reply, about }) });
  say({ url: server.url });
  process.stdin.resume().once("end", () => {
    const different = new Set(server.ledger.map(({ key }) => key)).size;
    const served: Served = { requests: server.ledger.length, different, problems: server.problems.length };
    say(served);
    void server.close();
  });
}

/** So many at once, one after another as each is done. Gives how many were answered. */
async function all({ count, atOnce }: Asking, ask: (at: number) => Promise<boolean>): Promise<number> {
  let [next, answers] = [0, 0];
  const worker = async () => {
    while (next < count) if (await ask(next++)) answers++;
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return answers;
}

/** As anybody writes it. */
function plainBody({ model, messages, sampling }: ChatRequest): string {
  const { temperature, topP, seed, maxTokens } = sampling;
  return JSON.stringify({
    model,
    messages: messages.map(({ role, parts }) => {
      const [only] = parts;
      if (parts.length === 1 && only?.kind === "text") return { role, content: only.text };
      const content = parts.map(part => {
        if (part.kind === "text") return { type: "text", text: part.text };
        const base64 = Buffer.from(part.bytes).toString("base64");
        return { type: "image_url", image_url: { url: `data:${part.mime};base64,${base64}` } };
      });
      return { role, content };
    }),
    ...{ temperature, top_p: topP, seed, max_tokens: maxTokens, stream: false },
  });
}

/** The floor: one loop over fetch, whose connections are kept, and the first choice of each answer. */
async function bare(asking: Asking): Promise<number> {
  const requestOf = requestsOf(asking.set, asking.count);
  const headers = { "content-type": "application/json" };
  return all(asking, async at => {
    const body = plainBody(requestOf(at));
    const response = await fetch(`${asking.url}/chat/completions`, { method: "POST", headers, body });
    return ((await response.json()) as { readonly choices: readonly unknown[] }).choices.length === 1;
  });
}

const endpointOf = ({ url }: Asking) => ({
  ...{ endpoint: url, key: () => Promise.resolve(null), prices: null, isStreamed: false },
});

async function client(asking: Asking): Promise<number> {
  const { count, atOnce, set, out } = asking;
  const requestOf = requestsOf(set, count);
  const chat = new ChatClient({
    ...{ ...endpointOf(asking), clock: realClock, random: Math.random },
    budget: new RetryBudget({ items: count, onSpent: () => Promise.resolve(false) }),
    concurrency: new Concurrency({ clock: realClock, start: atOnce, most: atOnce }),
    log: await AnswerLog.open(join(out, "client.jsonl")),
  });
  const { signal } = new AbortController();
  return all(asking, async at => (await chat.ask(requestOf(at), { signal })).kind === "answer");
}

async function evaluation(asking: Asking): Promise<number> {
  const { count, atOnce, set, out } = asking;
  const result = await runEvaluation({
    ...{ dataset: set, out: join(out, "evaluation"), name: "bench", prompts: builtInPrompts, toolVersion: "0.0.0" },
    settings: { ...defaultSettings("known", "page", "other"), limit: count },
    endpoint: {
      ...{ ...endpointOf(asking), atOnce: { start: atOnce, most: atOnce } },
      onSpent: () => Promise.resolve(false),
    },
    ...{ isFresh: false, retriesFailed: false, probes: false, isDryRun: false, strategy: null },
    ...{ signal: new AbortController().signal, now: Date.now, onProgress: () => undefined },
  });
  if (result.kind !== "evaluated") throw new Error(JSON.stringify(result));
  return result.plan.done + result.summary.states.ok;
}

async function run(name: string, asking: Asking): Promise<void> {
  const variants: Record<string, (asking: Asking) => Promise<number>> = { bare, client, evaluation };
  const variant = variants[name];
  if (variant === undefined) throw new Error(`no variant ${name}`);
  const start = performance.now();
  const answers = await variant(asking);
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage();
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  const asked: AskedAll = { ms, cpuMs: (user + system) / 1000, peakBytes, answers };
  say(asked);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [name = "", url = "", count = "0", atOnce = "1", set = "", out = ""] = process.argv.slice(2);
  if (name === "serve") await serve();
  else await run(name, { url, count: Number(count), atOnce: Number(atOnce), set, out });
}
