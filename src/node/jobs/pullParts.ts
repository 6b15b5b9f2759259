import { randomBytes } from "node:crypto";
import { askHost } from "./askHost.js";
import { fetchScript, type WantedPart } from "./fetchScript.js";
import { markedParts } from "./markedParts.js";
import type { GrownFile } from "./planPull.js";
import type { PullContext } from "./pullContext.js";
import { PullFailure } from "./pullFailure.js";

/** Fetched in one request at most; what is larger comes in several, so that a broken one loses little. */
const requestBytes = 8 * 1024 * 1024;
/** The end of what is here, fetched again with what follows it. */
const overlapBytes = 4096;
/** Compared by its `cksum` before something is added behind it. */
const windowBytes = 1024 * 1024;
const maxParts = 200;

interface Part {
  readonly grown: GrownFile;
  /** Some bytes of this file were fetched a moment ago, by this pull: they are not compared again. */
  readonly isNext: boolean;
}

interface Fetched {
  readonly sum: string;
  readonly bytes: Buffer;
}

/** A file that is no longer what was pulled, though it is not shorter: the caller keeps the old one. */
export type Differs = readonly GrownFile[];

function wanted({ grown: { file, from }, isNext }: Part): WantedPart {
  // Nothing to add, yet its time is another: the whole file is compared.
  const window = from === file.bytes ? from : Math.min(from, windowBytes);
  const end = Math.min(file.bytes, from + requestBytes);
  const check = { start: isNext ? from : from - window, end: from };
  return { path: file.path, check, start: Math.max(0, from - overlapBytes), end };
}

function nextRequest(queue: Part[]): readonly Part[] {
  let bytes = 0;
  let count = 0;
  for (const { grown } of queue) {
    bytes += Math.min(requestBytes, grown.file.bytes - grown.from);
    if (count > 0 && (bytes > requestBytes || count >= maxParts)) break;
    count += 1;
  }
  return queue.splice(0, count);
}

async function fetchParts(context: PullContext, parts: readonly WantedPart[]): Promise<readonly (Fetched | null)[]> {
  const marker = randomBytes(12).toString("hex");
  const script = fetchScript(context.runFolder, marker, parts);
  const expected = parts.reduce((sum, { start, end }) => sum + end - start + 100, 0);
  const answer = await askHost(context.connection, script, expected, 2 * expected + requestBytes);
  if (answer.kind === "unreachable") throw new PullFailure(answer.failure);
  const found = markedParts(answer.out, marker);
  return parts.map((_, number) => {
    const part = found.find(({ words }) => words[0] === "part" && words[1] === String(number));
    return part === undefined ? null : { sum: part.words[2] ?? "-", bytes: part.bytes };
  });
}

/** Whether what is here is still the beginning of the host's file. */
async function isBeginning({ folder }: PullContext, part: WantedPart, from: number, { sum, bytes }: Fetched) {
  const { check } = part;
  if (check.end > check.start && sum !== String(await folder.checksum(part.path, check.start, check.end))) return false;
  const overlap = from - part.start;
  const here = overlap === 0 ? Buffer.alloc(0) : await folder.bytes(part.path, part.start, from);
  return here.length === overlap && bytes.subarray(0, overlap).equals(here);
}

/** Takes in what came of one file; gives the offset up to which it is here now, or null when it is another file. */
async function takeIn(context: PullContext, part: WantedPart, from: number, fetched: Fetched): Promise<number | null> {
  if (!(await isBeginning(context, part, from, fetched))) return null;
  const added = fetched.bytes.subarray(from - part.start, part.end - part.start);
  if (added.length > 0 || from === 0) await context.folder.append(part.path, added);
  return from + added.length;
}

/**
 * Adds to files what the host has added to them: the end of what is here is compared first, and a file that proves to be
 * another one is returned untouched. Killed at any point it goes on where the bytes here end.
 */
export async function pullParts(context: PullContext, grown: readonly GrownFile[]): Promise<Differs> {
  const differs: GrownFile[] = [];
  const queue: Part[] = grown.map(each => ({ grown: each, isNext: false }));
  while (queue.length > 0) {
    const request = nextRequest(queue);
    const parts = request.map(wanted);
    const fetched = await fetchParts(context, parts);
    for (const [at, { grown: each }] of request.entries()) {
      const part = parts[at];
      const got = fetched[at];
      // Gone meanwhile: the next listing says so.
      if (part === undefined || got === undefined || got === null) continue;
      const end = await takeIn(context, part, each.from, got);
      if (end === null) differs.push(each);
      else if (end >= each.file.bytes)
        context.manifest.set(part.path, { inode: each.file.inode, bytes: end, time: each.file.time });
      else if (end > each.from) queue.unshift({ grown: { file: each.file, from: end }, isNext: true });
    }
  }
  return differs;
}
