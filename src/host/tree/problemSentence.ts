import type { FileProblem } from "../../protocol/fileProblem.js";
import type { Translate } from "../translate.js";
import { clip } from "./clip.js";

const sentences: Readonly<Record<string, (t: Translate, values: readonly string[]) => string>> = {
  // Rows.
  "not-json": (t, [at]) => (at === undefined ? t("not JSON") : t("not JSON from character {0} on", at)),
  "not-an-object": t => t("JSON, but not an object"),
  "missing-keys": (t, keys) => t("keys are missing: {0}", keys.join(", ")),
  "wrong-type": (t, [key]) => t("the value of {0} has the wrong type", key ?? "?"),
  // Files.
  empty: t => t("empty so far"),
  "unknown-format": (t, keys) =>
    keys.join("") === "" ? t("of no known format") : t("of no known format; its keys: {0}", keys.join(", ")),
  "not-json-lines": t => t("not JSON lines"),
  "lfs-pointer": t => t("a Git LFS pointer: its content was not fetched"),
  zip: t => t("a zip archive (a PyTorch file?)"),
  parquet: t => t("a Parquet file: name it as a dataset in loupe.json"),
  pickle: t => t("a Python pickle: never opened"),
  gone: t => t("gone"),
  denied: t => t("permission denied"),
  unreadable: (t, [message]) => t("cannot be read: {0}", message ?? "?"),
};

/** What is wrong with a row or a file, in words. A code that nobody gave words to is shown as it is, never hidden. */
export function problemSentence(problem: FileProblem, t: Translate): string {
  const values = problem.values.map(value => clip(value, 120));
  const sentence = Object.hasOwn(sentences, problem.code) ? sentences[problem.code] : undefined;
  return sentence === undefined ? [problem.code, ...values].join(" ") : sentence(t, values);
}
