import type { PageImage } from "../../../core/benchmark/import/pageImage.js";
import type { ImageShelf } from "../import/imageShelf.js";

/** A name that says nothing without its folder: every book has a page 003. */
const onlyNumber = /^\d{1,6}\.[a-z0-9]+$/i;

const partsOf = (path: string): readonly string[] => path.toLowerCase().split(/[\\/]/);

/** Whether a file that was found lies in the folder that the name has, where the name means nothing without it. */
function isInItsFolder(path: string, name: string): boolean {
  const [wanted, found] = [partsOf(name), partsOf(path)];
  const folder = wanted.at(-2);
  return folder === undefined || !onlyNumber.test(wanted.at(-1) ?? "") || found.at(-2) === folder;
}

/** The first of several names of an image that is there. A shelf takes the last part of a name for the whole; pages that are only numbered must not be another book's. */
export async function findPlaced(
  shelf: ImageShelf,
  names: readonly string[],
  hints: readonly string[],
): Promise<PageImage> {
  let answer: PageImage = { kind: "missing", outside: false };
  for (const name of names) {
    const found = await shelf.find(name, hints);
    if (found.kind === "image" && !isInItsFolder(found.path, name)) continue;
    if (found.kind === "image") return found;
    if (answer.kind === "missing") answer = found;
  }
  return answer;
}
