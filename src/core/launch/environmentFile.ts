import type { RunConfig } from "./runConfig.js";
import { shellWord } from "./shellWord.js";

/**
 * env.sh, which the wrapper reads before the secrets: everything in it is exported. A shell without a login has no LANG,
 * and Python then writes ASCII.
 */
export function environmentFile({ environment }: RunConfig): string {
  const own = Object.entries(environment.variables).map(([name, value]) => `${name}=${shellWord(value)}`);
  return `${["LANG=${LANG:-C.UTF-8}", "PYTHONIOENCODING=utf-8", ...own].join("\n")}\n`;
}
