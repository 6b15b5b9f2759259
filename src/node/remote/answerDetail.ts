import type { HostAnswer } from "./hostConnection.js";

const longest = 2000;

/** What a script that failed said; for the log and for details. */
export function answerDetail({ code, err }: Extract<HostAnswer, { kind: "answered" }>): string {
  const said = err.trim();
  return said === "" ? `exit code ${code}` : said.slice(-longest);
}
