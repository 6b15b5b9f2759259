import type { ListedProblem } from "../../node/benchmark/readImportProblems.js";
import { importProblemStrings } from "../../protocol/benchmark/importProblemStrings.js";
import { filledSentence } from "../../protocol/jobs/filledSentence.js";
import { clip } from "../tree/clip.js";

const isKnown = (code: string): code is keyof typeof importProblemStrings => Object.hasOwn(importProblemStrings, code);

/** A problem of an import in words; a code that is not known stands for itself. `translated`: a table's sentence. */
export function importProblemSentence(problem: ListedProblem, translated: (english: string) => string): string {
  const { code, annotation_id: id, detail, effect } = problem;
  const what =
    id === null
      ? translated(importProblemStrings.something)
      : filledSentence(translated(importProblemStrings.annotation), [clip(id, 60)]);
  const sentence = isKnown(code) ? translated(importProblemStrings[code]) : code;
  const said = detail === null ? sentence.replace(" ({1})", "") : sentence;
  const filled = filledSentence(said, [what, clip(detail ?? "", 160)]);
  return `${filled}: ${translated(importProblemStrings[effect])}`;
}
