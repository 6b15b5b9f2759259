import { localHost } from "../../core/launch/hostName.js";
import { shellWord } from "../../core/launch/shellWord.js";
import type { JobView } from "../../protocol/jobs/jobView.js";

/** Words that no shell reads as anything else stay as they are, so that a copied line can be read. */
const word = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : shellWord(text));

/** Lines for a person's own terminal. Nothing runs them here. */
export const commandLine = {
  /** Logs in to where a job's run folder is. */
  ssh({ host, runFolder }: Pick<JobView, "host" | "runFolder">, configFile: string | null): string {
    const there = `cd ${word(runFolder)} && exec "$SHELL" -l`;
    if (host === localHost) return `cd ${word(runFolder)}`;
    const config = configFile === null ? "" : `-F ${word(configFile)} `;
    return `ssh ${config}-t -- ${word(host)} ${shellWord(there)}`;
  },
  launch: (configFile: string): string => `loupe launch ${word(configFile)}`,
} as const;
