import { createReadStream } from "node:fs";
import { appendFile, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import * as z from "zod";
import { type ChatAnswer, chatAnswerSchema } from "./chatAnswer.js";
import type { FailureCode } from "../../protocol/endpoint/failureCodes.js";
import type { RequestRecord } from "./chatResult.js";

/** One question and how it ended: a line of the log. Keys of the endpoint are in none of it; images are their hashes. */
export interface Exchange {
  readonly v: 1;
  readonly kind: "exchange";
  readonly key: string;
  /** ISO 8601, when it ended. */
  readonly at: string;
  readonly url: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly requests: readonly RequestRecord[];
  readonly answer: ChatAnswer | null;
  /** Null where there is an answer. */
  readonly failure: FailureCode | "cancelled" | null;
  readonly cost: { readonly amount: number; readonly currency: string } | null;
}

const keptSchema = z.looseObject({ key: z.string(), answer: chatAnswerSchema.nullable() });

/** The part of a line that is asked for; the request is not looked at. Null: the line is damaged. */
function keptOf(line: string): z.infer<typeof keptSchema> | null {
  try {
    return keptSchema.parse(JSON.parse(line));
  } catch {
    // Torn by a crash, or edited: it is counted, and its question will be asked again.
    return null;
  }
}

interface KeptAnswers {
  readonly answers: Map<string, ChatAnswer>;
  readonly damaged: number;
}

type IsKept = (answer: ChatAnswer) => boolean;

const isWhole: IsKept = ({ state }) => state === "ok";

async function readAnswers(path: string, isKept: IsKept): Promise<KeptAnswers> {
  const answers = new Map<string, ChatAnswer>();
  let damaged = 0;
  const lines = createInterface({ input: createReadStream(path, "utf8"), crlfDelay: Infinity });
  for await (const line of lines) {
    if (line.trim() === "") continue;
    const kept = keptOf(line);
    if (kept === null) damaged++;
    else if (kept.answer !== null && isKept(kept.answer)) answers.set(kept.key, kept.answer);
  }
  return { answers, damaged };
}

/** Whether what is appended has to begin a new line: the one before was torn. */
async function endsInTornLine(path: string): Promise<boolean> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    if (size === 0) return false;
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] !== 0x0a;
  } finally {
    await file.close();
  }
}

/**
 * What was asked of endpoints and what they answered: a file of JSON lines that only grows. An answer in it is not asked
 * for again; failures, refusals and cut answers are. Each line is on the disk before its question counts as done.
 */
export class AnswerLog {
  readonly #path: string;
  readonly #answers: Map<string, ChatAnswer>;
  readonly #damaged: number;
  readonly #isKept: IsKept;
  #writing: Promise<void> = Promise.resolve();
  #needsNewline: boolean;

  private constructor(path: string, read: KeptAnswers, needsNewline: boolean, isKept: IsKept) {
    this.#path = path;
    this.#isKept = isKept;
    this.#answers = read.answers;
    this.#damaged = read.damaged;
    this.#needsNewline = needsNewline;
  }

  /**
   * Reads a log, or begins one. `isKept`: which answers are not asked for again; where nothing is said, whole ones. Throws
   * when the file can be neither read nor made.
   */
  static async open(path: string, isKept: IsKept = isWhole): Promise<AnswerLog> {
    await mkdir(dirname(path), { recursive: true });
    // Only the person may read what was asked.
    await (await open(path, "a", 0o600)).close();
    return new AnswerLog(path, await readAnswers(path, isKept), await endsInTornLine(path), isKept);
  }

  /** Lines that could not be read. */
  get damaged(): number {
    return this.#damaged;
  }

  get(key: string): ChatAnswer | undefined {
    return this.#answers.get(key);
  }

  add(exchange: Exchange): Promise<void> {
    // One after another: two lines written at once could run into each other.
    const written = this.#writing.then(() => this.#append(exchange));
    this.#writing = written.catch(() => undefined);
    return written;
  }

  async #append(exchange: Exchange): Promise<void> {
    const line = `${JSON.stringify(exchange)}\n`;
    await appendFile(this.#path, this.#needsNewline ? `\n${line}` : line);
    this.#needsNewline = false;
    const { key, answer } = exchange;
    if (answer !== null && this.#isKept(answer)) this.#answers.set(key, answer);
  }
}
