import { shellWord } from "../../core/launch/shellWord.js";

/** Prints a tar archive of some files of a run. They are words of its command line: the tar of busybox reads no list. */
export const tarScript = (runFolder: string, paths: readonly string[]): string => `
LC_ALL=C; export LC_ALL
cd ${shellWord(runFolder)} 2>/dev/null || exit 3
tar -cf - ${paths.map(path => shellWord(`./${path}`)).join(" ")}`;
