import { access, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Files that only grow and whose lines may stand in any order: git may keep every line of both sides. */
const unordered = {
  benchmark: ["reviews.jsonl", "corrections.jsonl", "writings.jsonl"],
  evaluation: ["verdicts.jsonl", "judges.jsonl", "trace-reviews.jsonl"],
} as const;
type UnorderedIn = keyof typeof unordered;

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function isInRepository(folder: string): Promise<boolean> {
  for (let at = folder, up = dirname(at); ; at = up, up = dirname(at)) {
    if (await exists(join(at, ".git"))) return true;
    if (up === at) return false;
  }
}

const textOf = (file: string): Promise<string> => readFile(file, "utf8").catch(() => "");

const missingOf = (text: string, kind: UnorderedIn): readonly string[] => {
  const present = new Set(text.split(/\r?\n/).map(line => line.trim().replace(/\s+/g, " ")));
  return unordered[kind].map(name => `${name} merge=union`).filter(line => !present.has(line));
};

/** Lets git merge two people's decisions by keeping every line, through the folder's own `.gitattributes`. */
export const unionMerge = {
  /** True where the folder lies in a git repository and its `.gitattributes` does not say so yet. */
  async isOffered(folder: string, kind: UnorderedIn = "benchmark"): Promise<boolean> {
    if (missingOf(await textOf(join(folder, ".gitattributes")), kind).length === 0) return false;
    return isInRepository(folder);
  },

  /**
   * Adds the lines that are missing and leaves the others as they are.
   *
   * @throws when the file cannot be written
   */
  async add(folder: string, kind: UnorderedIn = "benchmark"): Promise<void> {
    const file = join(folder, ".gitattributes");
    const text = await textOf(file);
    const missing = missingOf(text, kind);
    if (missing.length === 0) return;
    const gap = text === "" || text.endsWith("\n") ? "" : "\n";
    await writeFile(file, `${text}${gap}${missing.join("\n")}\n`);
  },
} as const;
