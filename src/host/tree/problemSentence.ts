import type { FileProblem } from "../../protocol/fileProblem.js";
import type { Translate } from "../translate.js";
import { clip } from "./clip.js";

const sentences: Readonly<Record<string, (t: Translate, values: readonly string[]) => string>> = {
  // Rows.
  "not-json": (t, [at]) => (at === undefined ? t("not JSON") : t("not JSON from byte {0} of the row on", at)),
  "not-an-object": t => t("JSON, but not an object"),
  "missing-keys": (t, keys) => t("keys are missing: {0}", keys.join(", ")),
  "wrong-type": (t, [key]) => t("the value of {0} has the wrong type", key ?? "?"),
  undecodable: (t, [message]) =>
    t("a part of the table that cannot be decoded, with all its rows: {0}", message ?? "?"),
  // Files.
  empty: t => t("empty so far"),
  "being-written": t => t("its first line has no end yet"),
  "no-footer": t => t("ends without its footer: being written, or cut off"),
  "unknown-format": (t, keys) =>
    keys.join("") === "" ? t("of no known format") : t("of no known format; its keys: {0}", keys.join(", ")),
  "not-json-lines": t => t("not JSON lines"),
  "lfs-pointer": t => t("a Git LFS pointer: its content was not fetched; run git lfs pull in its folder"),
  zip: t => t("a zip archive, which is not opened: unpack it to read what is in it"),
  torch: t => t("a PyTorch file, which can run code as it is loaded: never opened; write its rollouts as JSONL"),
  "inspect-log": t => t("a log of Inspect: open it with Inspect's own extension, or run inspect log dump"),
  wandb: t => t("a run of Weights & Biases in its own encoding: export its table of rollouts as JSON from there"),
  parquet: (t, columns) =>
    t(
      "a table, but none of rollouts: name it as a dataset in loupe.json if it is one; its columns: {0}",
      columns.join(", "),
    ),
  pickle: t => t("a Python pickle, which can run code as it is loaded: never opened; write its rollouts as JSONL"),
  gone: t => t("gone"),
  denied: t => t("permission denied"),
  unreadable: (t, [message]) => t("cannot be read: {0}", message ?? "?"),
  "too-large": (t, [bytes, limit]) => t("{0} bytes long; only up to {1} are read at once", bytes ?? "?", limit ?? "?"),
  "unit-too-large": (t, [bytes]) => t("{0} bytes long: more than can be opened", bytes ?? "?"),
  "file-changed": t => t("the file changed while it was read: try again"),
  // A run's loupe.json and its datasets.
  "config-not-json": (t, [at]) => t("loupe.json is not JSON from character {0} on", at ?? "?"),
  "config-not-an-object": t => t("loupe.json holds no object"),
  "config-unknown-key": (t, [key]) => t("loupe.json has the unknown key {0}", key ?? "?"),
  "config-invalid-key": (t, [key]) => t("loupe.json: the value of {0} is not used", key ?? "?"),
  // Strategies, in loupe.json or in the settings.
  "strategy-not-a-list": (t, [key]) => t("{0}: strategies are a list", key ?? "?"),
  "strategy-unknown-key": (t, [key]) => t("{0}: there is no such key", key ?? "?"),
  "strategy-invalid": (t, [key]) => t("{0}: not a value that is taken here", key ?? "?"),
  "strategy-smooth-schedule": (t, [key]) =>
    t(
      "{0}: a weight is a number: a trainer's reward function knows no step, so a schedule is a list of segments",
      key ?? "?",
    ),
  "strategy-overlap": (t, [key]) => t("{0}: this segment begins before the one before it ends", key ?? "?"),
  "strategy-gap": (t, [key]) => t("{0}: this segment begins after the one before it ends", key ?? "?"),
  "strategy-no-steps": (t, [key]) => t("{0}: this segment ends before it begins", key ?? "?"),
  "strategy-duplicate-id": (t, [key]) => t("{0}: a strategy before it has the same id", key ?? "?"),
  // Own reward code.
  "own-untrusted": t => t("own reward code runs in trusted folders alone"),
  "own-unknown": (t, [id]) => t("there is no own reward {0} any more", id ?? "?"),
  "own-no-rollouts": t => t("these rollouts are not there any more"),
  "own-unreadable": (t, [file]) => t("{0} cannot be read as a reward function", file ?? "?"),
  "own-not-loaded": (t, [message]) => t("the reward function could not be loaded: {0}", message ?? "?"),
  "own-load-timed-out": t => t("loading the reward function took too long"),
  "own-not-started": (t, [interpreter, how]) =>
    t("{0} ended before the reward function was loaded: {1}", interpreter ?? "?", how ?? "?"),
  "config-missing-column": (t, [column, file]) =>
    t("loupe.json names the column {0}, which none of the first rows of {1} has", column ?? "?", file ?? "?"),
  "config-no-response": (t, [column, ...keys]) =>
    t(
      "of no known format; loupe.json names {0} as the response, and its keys are: {1}",
      column ?? "?",
      keys.join(", "),
    ),
  "config-too-large": t => t("loupe.json is too large to be one"),
  "config-denied": t => t("loupe.json: permission denied"),
  "config-outside-untrusted": t =>
    t("Restricted Mode: loupe.json names datasets or folders outside of the run, which need a trusted folder"),
  "reward-lines-unjoined": (t, [count, of]) =>
    t(
      "{0} of {1} lines of the reward function fit no rollout: their rollouts were lost, or sampled again after a resume",
      count ?? "?",
      of ?? "?",
    ),
  "reward-lines-waiting": (t, [count]) =>
    t("{0} lines of the reward function wait for the dump of their rollouts", count ?? "?"),
  "reward-lines-uncounted": (t, [count]) =>
    t(
      "the {0} lines of the reward function are joined row by row: the dumps are too large to compare all",
      count ?? "?",
    ),
  "reward-lines-unplaced": (t, [count]) =>
    t("{0} validation rollouts have no step: no training rollout here tells when its step was", count ?? "?"),
  "reward-lines-unreadable": (t, [count]) => t("{0} lines of the reward function cannot be read", count ?? "?"),
  "reward-lines-left": (t, [count, most]) =>
    t("{0} lines of the reward function beyond the first {1} are left out", count ?? "?", most ?? "?"),
  "loss-no-total": t =>
    t("no total is logged: the score is the sum of the reward columns, as the trainer weighs them by default"),
  "loss-no-images": t => t("the dump names no page: name the dataset in loupe.json to see the zooms on theirs"),
  "loss-no-steps": t => t("the dump holds no steps: its rollouts stand in the order in which they were written"),
  "loss-loose-texts": t =>
    t("the dump escapes nothing: where a text holds the dump's own marks, its end is guessed and the row says so"),
  "rows-repeated": (t, [rows, files]) =>
    t("{0} rows of {1} files stand in other files of the run too: they are counted once", rows ?? "?", files ?? "?"),
  // What people said of its rollouts.
  "notes-not-a-file": t => t("loupe-notes.jsonl is a link or no file, so that no notes are read or kept: move it away"),
  "notes-too-large": (t, [bytes]) => t("loupe-notes.jsonl is larger than {0} bytes, and is not read", bytes ?? "?"),
  "notes-denied": t => t("loupe-notes.jsonl: permission denied"),
  "notes-unreadable": (t, [message]) => t("loupe-notes.jsonl cannot be read: {0}", message ?? "?"),
  "notes-unknown-lines": (t, [count]) =>
    t("loupe-notes.jsonl has lines that this version does not know, and leaves as they are: {0}", count ?? "?"),
  "notes-torn": t => t("the last line of loupe-notes.jsonl has no end: its writer was stopped, or is still writing"),
  "dataset-gone": (t, [name]) => t("the dataset {0} is not there", name ?? "?"),
  "dataset-denied": (t, [name]) => t("the dataset {0}: permission denied", name ?? "?"),
  "dataset-not-a-file": (t, [name]) => t("the dataset {0} is no file", name ?? "?"),
  "dataset-empty": (t, [name]) => t("the dataset {0} is empty", name ?? "?"),
  "dataset-lfs-pointer": (t, [name]) => t("the dataset {0} is a Git LFS pointer: fetch its content", name ?? "?"),
  "dataset-zip": (t, [name]) => t("the dataset {0} is a zip archive", name ?? "?"),
  "dataset-pickle": (t, [name]) => t("the dataset {0} is a pickle, which is never opened", name ?? "?"),
  "dataset-too-large": (t, [name]) => t("the dataset {0} is too large to be read whole", name ?? "?"),
  "dataset-unreadable": (t, [name]) => t("the dataset {0} cannot be read", name ?? "?"),
  "dataset-records": (t, [name, count, row]) =>
    t("the dataset {0}: {1} records not used, the first is number {2}", name ?? "?", count ?? "?", row ?? "?"),
  "dataset-cut": (t, [name, count]) =>
    t("the dataset {0}: only the first {1} records are used", name ?? "?", count ?? "?"),
};

/** What is wrong with a row or a file, in words. A code that nobody gave words to is shown as it is, never hidden. */
export function problemSentence(problem: FileProblem, t: Translate): string {
  const values = problem.values.map(value => clip(value, 120));
  const sentence = Object.hasOwn(sentences, problem.code) ? sentences[problem.code] : undefined;
  return sentence === undefined ? [problem.code, ...values].join(" ") : sentence(t, values);
}
