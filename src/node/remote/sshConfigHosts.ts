import { readdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join, resolve, sep } from "node:path";
import { isHostName } from "../../core/launch/hostName.js";

/** As deep as OpenSSH itself follows Include (readconf.c). */
const deepest = 16;

/**
 * The hosts that an ssh configuration names, in its order, with those of the files that it includes: only names, since a
 * pattern is no host. Files that cannot be read are passed over, as ssh does. For a list to choose from: what a name means
 * is ssh's own affair.
 *
 * @param file absolute; left out or null: `~/.ssh/config`
 */
export async function sshConfigHosts(file: string | null = null): Promise<readonly string[]> {
  const words = await hostWords(file ?? join(homedir(), ".ssh", "config"), []);
  return [...new Set(words.filter(word => !/[*?!]/.test(word) && isHostName(word)))];
}

/** @param trail the files that include this one; one that includes itself is passed over */
async function hostWords(file: string, trail: readonly string[]): Promise<readonly string[]> {
  if (trail.includes(file)) return [];
  const found: string[] = [];
  for (const line of await readLines(file)) {
    const [keyword, ...words] = wordsOf(line);
    if (keyword === "host") found.push(...words);
    if (keyword !== "include" || trail.length >= deepest) continue;
    for (const word of words) {
      for (const name of await matchingFiles(includedPath(word)))
        found.push(...(await hostWords(name, [...trail, file])));
    }
  }
  return found;
}

async function readLines(file: string): Promise<readonly string[]> {
  try {
    return (await readFile(file, "utf8")).split(/\r?\n/);
  } catch {
    return [];
  }
}

/** Keyword (in lower case) and words of a line: `Host a "b c"`, `Host=a`; a word that begins with `#` begins a comment. */
function wordsOf(line: string): readonly string[] {
  const [, keyword, rest] = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+)(.*)$/.exec(line) ?? [];
  if (keyword === undefined || rest === undefined) return [];
  const words = rest.match(/"[^"]*"|[^\s"]+/g) ?? [];
  const comment = words.findIndex(word => word.startsWith("#"));
  const kept = comment < 0 ? words : words.slice(0, comment);
  return [keyword.toLowerCase(), ...kept.map(word => word.replaceAll('"', ""))];
}

/** Relative to `~/.ssh`, wherever the including file is (ssh_config(5), Include). */
function includedPath(word: string): string {
  if (word === "~" || word.startsWith("~/")) return join(homedir(), word.slice(1));
  return isAbsolute(word) ? word : join(homedir(), ".ssh", word);
}

/** The files that a path with `*` and `?` in any of its parts means, in the order of their names. */
async function matchingFiles(pattern: string): Promise<readonly string[]> {
  if (!/[*?]/.test(pattern)) return [pattern];
  const [root, ...parts] = resolve(pattern).split(sep);
  let found: readonly string[] = [`${root ?? ""}${sep}`];
  for (const part of parts) {
    found = (await Promise.all(found.map(folder => matchingNames(folder, part)))).flat();
  }
  return found;
}

async function matchingNames(folder: string, part: string): Promise<readonly string[]> {
  if (!/[*?]/.test(part)) return [join(folder, part)];
  const pattern = part
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const names = await namesIn(folder);
  return names
    .filter(name => new RegExp(`^${pattern}$`).test(name) && (part.startsWith(".") || !name.startsWith(".")))
    .toSorted()
    .map(name => join(folder, name));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}
