import type { PlannedFile } from "../../core/launch/runPlan.js";
import { shellWord } from "../../core/launch/shellWord.js";
import type { HostConnection, RunOptions } from "./hostConnection.js";
import { hostResult, type HostResult } from "./hostResult.js";
import { insidePath } from "./insidePath.js";

const lastFile = "run.json";

/**
 * Writes the files of a plan into a run folder (absolute, on the host), each whole or not at all, run.json last: a folder
 * without it is no run. A run that was launched is left as it is (`launched`), so that this may be repeated after a drop.
 * The texts are data on standard input and never words of a command line.
 */
export async function writeRunFiles(
  host: HostConnection,
  folder: string,
  files: readonly PlannedFile[],
  options: RunOptions = {},
): Promise<HostResult<"written" | "launched">> {
  const inOrder = [...files.filter(({ path }) => path !== lastFile), ...files.filter(({ path }) => path === lastFile)];
  const script = [
    "umask 077",
    `mkdir -p ${shellWord(folder)} && cd ${shellWord(folder)} || exit 28`,
    "if [ -d launch.lock ]; then echo launched; exit 0; fi",
    "loupe_room || exit 28",
    ...inOrder.map(file => `${writeLine(file)} || { loupe_room; exit 28; }`),
    "echo written",
  ];
  const answer = await host.run(script.join("\n"), options);
  return hostResult(answer, out => {
    const word = out.toString("utf8").trim();
    return word === "written" || word === "launched" ? word : null;
  });
}

/** `./` keeps a path from being an option. */
function writeLine({ path, text, isExecutable }: PlannedFile): string {
  return `loupe_write ${shellWord(`./${insidePath(path)}`)} ${shellWord(text)} ${isExecutable ? "700" : "600"}`;
}
