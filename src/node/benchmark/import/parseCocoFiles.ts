import { setImmediate } from "node:timers/promises";
import { cocoDocument } from "../../../core/benchmark/import/cocoDocument.js";
import type { CocoFile } from "../../../core/benchmark/import/cocoFile.js";
import { splitOfName } from "../../../core/benchmark/import/splitOfName.js";
import type { ImportProblem } from "../../../core/benchmark/importProblem.js";
import { parseTolerant } from "../../../core/rollout/parseTolerant.js";
import { decodeText } from "../../dataset/decodeText.js";
import type { OpenedSource } from "./openedSource.js";
import { readSourceFile } from "./readSourceFile.js";

export interface ParsedCoco {
  readonly files: readonly CocoFile[];
  readonly problems: readonly ImportProblem[];
}

type Parsed = CocoFile | Pick<ImportProblem, "code" | "effect" | "detail">;

async function parseOne(
  source: OpenedSource,
  path: string,
  signal: AbortSignal | undefined,
): Promise<readonly Parsed[]> {
  const bad = (code: ImportProblem["code"], detail: string) => ({ code, effect: "left-out", detail }) as const;
  const read = await readSourceFile(source, path, signal);
  if (read.kind === "unreadable") return [bad("unreadable-file", read.reason)];
  const { text, isExact } = decodeText(read.bytes);
  const parsed = parseTolerant(text);
  if (!parsed.ok) return [bad("unreadable-file", `no JSON at character ${parsed.at} of ${text.length}`)];
  const document = cocoDocument(parsed.value);
  if (document === null) return [bad("unknown-shape", "no COCO instances")];
  const file: CocoFile = { path, split: splitOfName(path), document };
  return isExact ? [file] : [file, { code: "unreadable-file", effect: "noted", detail: "not all of it is UTF-8" }];
}

/** Reads and parses the annotation files of a source, each once. Rejects with the signal's reason only. */
export async function parseCocoFiles(
  source: OpenedSource,
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ParsedCoco> {
  const files: CocoFile[] = [];
  const problems: ImportProblem[] = [];
  for (const path of paths) {
    for (const one of await parseOne(source, path, signal)) {
      if ("document" in one) files.push(one);
      else problems.push({ file: path, annotation_id: null, ...one });
    }
    // Parsing holds the thread; between two files whoever waits may run.
    await setImmediate();
    signal?.throwIfAborted();
  }
  return { files, problems };
}
