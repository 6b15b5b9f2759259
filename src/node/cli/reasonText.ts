import type { FileProblem } from "../../protocol/fileProblem.js";

/** What the command line says of each code; `%` stands for the problem's values. */
const sentences: Readonly<Record<string, string>> = {
  "not-json": "not JSON",
  "not-an-object": "not a JSON object",
  "missing-keys": "has no %",
  "wrong-type": "% has a value of another type",
  "not-a-rollout": "a metrics row, not a rollout",
  empty: "empty",
  "unknown-format": "no known format; keys: %",
  "not-json-lines": "no JSON Lines",
  "lfs-pointer": "a Git LFS pointer: run `git lfs pull` for its content",
  zip: "a zip archive (inspect .eval or other), which is not read",
  parquet: "Parquet: name it as a dataset (--dataset)",
  pickle: "a pickle, which is never loaded",
  gone: "no longer there",
  denied: "permission denied",
  unreadable: "could not be read: %",
  "unit-too-large": "the row has % bytes, more than can be opened",
  "file-changed": "the file changed while it was read; try again",
};

/** A problem as one English line; an unknown code is shown as it is. */
export function reasonText({ code, values }: FileProblem): string {
  const sentence = sentences[code];
  if (sentence === undefined) return [code, ...values].join(" ");
  const text = values.join(", ");
  if (sentence.includes("%")) return sentence.replace("%", () => text);
  return code === "not-json" && text !== "" ? `${sentence} (at character ${text})` : sentence;
}
