import { shellWord } from "./shellWord.js";

/** A path of the host as one word of its shell: what begins with `~/` is below the home folder, as people write it. */
export const homeWord = (path: string): string =>
  path.startsWith("~/") ? `"$HOME"/${shellWord(path.slice(2))}` : shellWord(path);
