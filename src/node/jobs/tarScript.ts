import { shellWord } from "../../core/launch/shellWord.js";

/** Prints a tar archive of some files of a run. Ends with 127 where there is no tar. */
export const tarScript = (runFolder: string, paths: readonly string[]): string => `
LC_ALL=C; export LC_ALL
cd ${shellWord(runFolder)} 2>/dev/null || exit 3
command -v tar >/dev/null 2>&1 || exit 127
printf '%s\\n' ${paths.map(path => shellWord(`./${path}`)).join(" ")} | tar -cf - -T -`;
