import type { FileProblem } from "../../protocol/fileProblem.js";

/** What the command line says of each code; `%` stands for a value of the problem. */
const sentences: Readonly<Record<string, string>> = {
  "not-json": "not JSON",
  "not-an-object": "not a JSON object",
  "missing-keys": "has no %",
  "wrong-type": "% has a value of another type",
  undecodable: "a part of the table cannot be decoded: %",
  "not-a-rollout": "a metrics row, not a rollout",
  empty: "empty",
  "being-written": "being written: its first line has no end yet",
  "no-footer": "ends without its footer: being written, or cut off",
  "unknown-format": "no known format; keys: %; `loupe formats propose FILE` proposes columns to read it by",
  "not-json-lines": "no JSON Lines",
  "lfs-pointer": "a Git LFS pointer: run `git lfs pull` for its content",
  zip: "a zip archive, which is not opened: unpack it",
  torch: "a PyTorch file (a pickle), which is never loaded: write its rollouts as JSONL where they were made",
  "inspect-log": "a log of Inspect: `inspect log dump` prints it as JSON, and Inspect's own extension shows it",
  wandb: "a Weights & Biases run in its own encoding: export its table of rollouts as JSON from there",
  parquet: "a table, but none of rollouts: name it as a dataset (--dataset) if it is one; columns: %",
  pickle: "a pickle, which is never loaded: write its rollouts as JSONL where they were made",
  gone: "no longer there",
  denied: "permission denied",
  unreadable: "could not be read: %",
  "too-large": "% bytes long; only up to % are read at once",
  "unit-too-large": "the row has % bytes, more than can be opened",
  "file-changed": "the file changed while it was read; try again",
  "config-not-json": "loupe.json is not JSON from character % on",
  "config-not-an-object": "loupe.json holds no object",
  "config-unknown-key": "loupe.json has the unknown key %",
  "config-invalid-key": "loupe.json: the value of % is not used",
  "config-missing-column": "loupe.json names the column %, which none of the first rows of % has",
  "config-no-response": "no known format; loupe.json names % as the response, and its keys are: %",
  "config-too-large": "loupe.json is too large to be one",
  "config-denied": "loupe.json: permission denied",
  "strategy-not-a-list": "%: strategies are a list",
  "strategy-unknown-key": "%: there is no such key",
  "strategy-invalid": "%: not a value that is taken here",
  "strategy-smooth-schedule":
    "%: a weight is a number: a trainer's reward function knows no step, so a schedule is a list of segments",
  "strategy-overlap": "%: this segment begins before the one before it ends",
  "strategy-gap": "%: this segment begins after the one before it ends",
  "strategy-no-steps": "%: this segment ends before it begins",
  "strategy-duplicate-id": "%: a strategy before it has the same id",
  "notes-not-a-file": "its notes are a link or no file, and are not read",
  "notes-too-large": "its notes are larger than % bytes, and are not read",
  "notes-denied": "its notes: permission denied",
  "notes-unreadable": "its notes cannot be read: %",
  "notes-unknown-lines": "lines of its notes that this version does not know: %",
  "notes-torn": "the last line of its notes is torn",
  "dataset-gone": "the dataset % is not there",
  "dataset-denied": "the dataset %: permission denied",
  "dataset-not-a-file": "the dataset % is no file",
  "dataset-empty": "the dataset % is empty",
  "dataset-lfs-pointer": "the dataset % is a Git LFS pointer: run `git lfs pull` for its content",
  "dataset-zip": "the dataset % is a zip archive, which is not read",
  "dataset-pickle": "the dataset % is a pickle, which is never loaded",
  "dataset-too-large": "the dataset % is too large to be read whole",
  "dataset-unreadable": "the dataset % cannot be read",
  "dataset-records": "the dataset %: % records not used, the first is number % (%)",
  "dataset-cut": "the dataset %: only the first % records are used",
};

/** Each `%` takes the next value, the last one all that are left. */
function filled(sentence: string, values: readonly string[]): string {
  const pieces = sentence.split("%");
  return pieces
    .map((piece, i) => {
      if (i === pieces.length - 1) return piece;
      return piece + (i === pieces.length - 2 ? values.slice(i).join(", ") : (values[i] ?? ""));
    })
    .join("");
}

/** A problem as one English line; an unknown code is shown as it is. */
export function reasonText({ code, values }: FileProblem): string {
  const sentence = sentences[code];
  if (sentence === undefined) return [code, ...values].join(" ");
  // A file without keys has no columns that could be named.
  if (code === "unknown-format" && values.join("") === "") return "no known format";
  const text = code === "not-json" && values.length > 0 ? `${sentence} (at byte % of the row)` : sentence;
  return filled(text, values).replace(/\s+/g, " ");
}
