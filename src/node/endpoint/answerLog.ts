import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import * as z from "zod";
import { readLines } from "../dataset/readLines.js";
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
  /** Without its query: a key may be in it. */
  readonly url: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly requests: readonly RequestRecord[];
  readonly answer: ChatAnswer | null;
  /** Null where there is an answer. */
  readonly failure: FailureCode | "cancelled" | null;
  readonly cost: { readonly amount: number; readonly currency: string } | null;
}

const keptSchema = z.looseObject({
  key: z.string(),
  url: z.string().catch(""),
  answer: chatAnswerSchema.nullable(),
});

/** The part of a line that is asked for; the request is not looked at. Null: the line is damaged. */
function keptOf(line: Buffer | null): z.infer<typeof keptSchema> | null {
  if (line === null) return null;
  try {
    return keptSchema.parse(JSON.parse(line.toString("utf8")));
  } catch {
    // Torn by a crash, or edited: it is counted, and its question will be asked again.
    return null;
  }
}

/** Where in the file a line stands: answers themselves are left there, since a run may have any number of them. */
interface LinePlace {
  readonly offset: number;
  readonly length: number;
}

interface KeptAnswers {
  readonly places: Map<string, LinePlace>;
  readonly urls: ReadonlySet<string>;
  readonly damaged: number;
}

type IsKept = (answer: ChatAnswer) => boolean;

const isWhole: IsKept = ({ state }) => state === "ok";

/** A line is an answer, which ends, with its question, whose pictures are not in it: longer ones nobody wrote. */
const longestLine = 256 << 20;

async function readAnswers(path: string, isKept: IsKept): Promise<KeptAnswers> {
  const places = new Map<string, LinePlace>();
  const urls = new Set<string>();
  let damaged = 0;
  for await (const { bytes, byteOffset: offset, length } of readLines(path, longestLine)) {
    if (bytes?.length === 0) continue;
    const kept = keptOf(bytes);
    if (kept === null) damaged++;
    else if (kept.answer !== null && isKept(kept.answer)) {
      places.set(kept.key, { offset, length });
      urls.add(kept.url);
    }
  }
  return { places, urls, damaged };
}

interface FileEnd {
  readonly size: number;
  /** Whether what is appended has to begin a new line: the one before was torn. */
  readonly isTorn: boolean;
}

async function endOf(path: string): Promise<FileEnd> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    if (size === 0) return { size, isTorn: false };
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return { size, isTorn: buffer[0] !== 0x0a };
  } finally {
    await file.close();
  }
}

async function readPlace(path: string, { offset, length }: LinePlace): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Milliseconds without a line after which the file is closed. */
const idleMs = 250;

interface PendingLine {
  readonly key: string;
  readonly isKept: boolean;
  readonly bytes: Buffer;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * What was asked of endpoints and what they answered: a file of JSON lines that only grows. An answer in it is not asked
 * for again; failures, refusals and cut answers are. Each line is on the disk before its question counts as done.
 */
export class AnswerLog {
  readonly #path: string;
  readonly #places: Map<string, LinePlace>;
  readonly #urls: ReadonlySet<string>;
  readonly #damaged: number;
  readonly #isKept: IsKept;
  readonly #pending: PendingLine[] = [];
  #isWriting = false;
  #end: FileEnd;
  #handle: FileHandle | null = null;
  #closing: NodeJS.Timeout | null = null;

  private constructor(path: string, read: KeptAnswers, end: FileEnd, isKept: IsKept) {
    this.#path = path;
    this.#isKept = isKept;
    this.#places = read.places;
    this.#urls = read.urls;
    this.#damaged = read.damaged;
    this.#end = end;
  }

  /**
   * Reads a log, or begins one. `isKept`: which answers are not asked for again; where nothing is said, whole ones. Throws
   * when the file can be neither read nor made.
   */
  static async open(path: string, isKept: IsKept = isWhole): Promise<AnswerLog> {
    await mkdir(dirname(path), { recursive: true });
    // Only the person may read what was asked.
    await (await open(path, "a", 0o600)).close();
    return new AnswerLog(path, await readAnswers(path, isKept), await endOf(path), isKept);
  }

  /** Lines that could not be read. */
  get damaged(): number {
    return this.#damaged;
  }

  /** Who gave the answers that were in it when it was opened: addresses without their query. */
  get urls(): readonly string[] {
    return [...this.#urls];
  }

  /** The answer that was given to a question; undefined where there is none, or none any more. */
  async get(key: string): Promise<ChatAnswer | undefined> {
    const place = this.#places.get(key);
    if (place === undefined) return undefined;
    // Somebody else may have changed the file, or taken it away: then it is asked again.
    const kept = keptOf(await readPlace(this.#path, place).catch(() => null));
    return kept?.key === key ? (kept.answer ?? undefined) : undefined;
  }

  /** Comes back when the line is written. Rejects when the disk does. */
  add(exchange: Exchange): Promise<void> {
    const bytes = Buffer.from(JSON.stringify(exchange));
    const { key, answer } = exchange;
    const isKept = answer !== null && this.#isKept(answer);
    return new Promise((resolve, reject) => {
      this.#pending.push({ key, isKept, bytes, resolve, reject });
      void this.#writePending();
    });
  }

  /** Lines that come while others are being written are written together: the next ones wait for one write, not for many. */
  async #writePending(): Promise<void> {
    if (this.#isWriting) return;
    this.#isWriting = true;
    try {
      while (this.#pending.length > 0) {
        const lines = this.#pending.splice(0);
        try {
          await this.#append(lines);
          for (const { resolve } of lines) resolve();
        } catch (error) {
          for (const { reject } of lines) reject(error);
        }
      }
    } finally {
      this.#isWriting = false;
      this.#closeLater();
    }
  }

  /** Nobody says when the last line was added: the file is closed when none has come for a while. */
  #closeLater(): void {
    if (this.#closing !== null) clearTimeout(this.#closing);
    this.#closing = setTimeout(() => {
      const handle = this.#isWriting ? null : this.#handle;
      if (handle === null) return;
      this.#handle = null;
      void handle.close().catch(() => undefined);
    }, idleMs).unref();
  }

  async #append(lines: readonly PendingLine[]): Promise<void> {
    const newline = Buffer.from("\n");
    const before = this.#end.isTorn ? [newline] : [];
    const bytes = Buffer.concat([...before, ...lines.flatMap(line => [line.bytes, newline])]);
    let offset = this.#end.size + before.length;
    try {
      this.#handle ??= await open(this.#path, "a", 0o600);
      await this.#handle.appendFile(bytes);
    } catch (error) {
      // A part of it may be there.
      this.#end = await endOf(this.#path);
      throw error;
    }
    this.#end = { size: this.#end.size + bytes.length, isTorn: false };
    for (const { key, isKept, bytes: line } of lines) {
      if (isKept) this.#places.set(key, { offset, length: line.length });
      offset += line.length + 1;
    }
  }
}
