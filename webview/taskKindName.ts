import { taskKindStrings } from "../src/protocol/taskKindStrings.js";

type KnownKind = keyof typeof taskKindStrings;

const isKnown = (written: string): written is KnownKind => Object.hasOwn(taskKindStrings, written);

/**
 * A task kind as datasets write it, `character_identification` or `Character Identification`, as a name, which the paper's
 * kinds have in the window's language; another one that is a name already stays as it is.
 */
export function taskKindName(written: string, t: (key: KnownKind) => string): string {
  const id = written.toLowerCase().replace(/[ -]/g, "_");
  if (isKnown(id)) return t(id);
  return /^[a-z]+([_-][a-z]+)*$/.test(written)
    ? written.replace(/[_-]/g, " ").replace(/\b[a-z]/g, letter => letter.toUpperCase())
    : written;
}
