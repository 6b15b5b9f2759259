import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { benchmarkManifestSchema } from "../../../core/benchmark/benchmarkManifest.js";
import type { BenchmarkPaths } from "../benchmarkPaths.js";
import { fileSha } from "../fileSha.js";

const partName = /^benchmark\.json\.[0-9a-f]{8}\.part$/;

/** The hash of the questions that an unfinished manifest was written for; null where it says none. */
async function questionsOf(part: string): Promise<string | null> {
  try {
    const { files } = benchmarkManifestSchema.parse(JSON.parse(await readFile(part, "utf8")));
    return files.find(({ path }) => path === "questions.jsonl")?.sha256 ?? null;
  } catch {
    return null; // it was broken off itself, or is another build's and has just taken its place
  }
}

/**
 * Paths of the manifests that a build left beside their place: it was ended after its questions had taken theirs. They name
 * the very questions that are there, so that these are known for a build's.
 */
export async function leftManifests({ folder, questions }: BenchmarkPaths): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  const parts = names.filter(name => partName.test(name)).map(name => join(folder, name));
  if (parts.length === 0) return [];
  const sha = await fileSha(questions).catch(() => null);
  const left: string[] = [];
  for (const part of parts) if (sha !== null && (await questionsOf(part)) === sha) left.push(part);
  return left;
}
