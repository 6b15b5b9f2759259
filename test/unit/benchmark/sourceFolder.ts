import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { ImportProblem } from "../../../src/core/benchmark/importProblem.js";
import { pageRecordSchema, type PageRecord } from "../../../src/core/benchmark/pageRecord.js";
import { foreignQuestionSchema, type ForeignQuestion } from "../../../src/core/benchmark/sources/foreignQuestion.js";
import { importAnnotated, type ImportOptions } from "../../../src/node/benchmark/import/importAnnotated.js";
import type { ImportResult } from "../../../src/node/benchmark/import/importResult.js";

/** A folder of files for one test, and what an import makes of it. */
export interface SourceFolder {
  readonly root: string;
  readonly out: string;
  readonly write: (files: Readonly<Record<string, string | Uint8Array>>) => void;
  /** Pages are kept without their images unless `options` say otherwise. */
  readonly read: (options?: Partial<ImportOptions>) => Promise<ImportResult>;
  readonly pages: () => readonly PageRecord[];
  readonly problems: (file?: string) => readonly ImportProblem[];
  readonly questions: (set: string) => readonly ForeignQuestion[];
}

export function sourceFolder(): SourceFolder {
  const folder = mkdtempSync(join(tmpdir(), "loupe-source-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const [root, out] = [join(folder, "source"), join(folder, "out")];
  mkdirSync(root);
  // An import that reads no page writes none.
  const lines = (file: string): readonly unknown[] =>
    (existsSync(join(out, file)) ? readFileSync(join(out, file), "utf8") : "")
      .split("\n")
      .filter(line => line !== "")
      .map((line): unknown => JSON.parse(line));
  return {
    root,
    out,
    write: files => {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), content);
      }
    },
    read: options => importAnnotated([root], { out, mapping: null, keepsPagesWithoutImage: true, ...options }),
    pages: () => lines("pages.jsonl").map(line => pageRecordSchema.parse(line)),
    problems: (file = "problems.jsonl") => lines(file) as readonly ImportProblem[],
    questions: set => lines(`sets/${set}.jsonl`).map(line => foreignQuestionSchema.parse(line)),
  };
}

/** The page that an import made of one that has no other. */
export function onlyPage(pages: readonly PageRecord[]): PageRecord {
  const [page, ...others] = pages;
  if (page === undefined || others.length > 0) throw new Error(`${pages.length} pages`);
  return page;
}

/** An image of a size, as small as it can be written. */
export const svgImage = (width: number, height: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"/>`;
