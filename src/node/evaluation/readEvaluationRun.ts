import { access, readFile, rename, writeFile } from "node:fs/promises";
import { evaluationRunSchema, type EvaluationRun } from "../../core/evaluation/evaluationRun.js";
import { type EvaluationPaths, evaluationPaths } from "./evaluationPaths.js";

export type EvaluationRead =
  | { readonly kind: "run"; readonly run: EvaluationRun }
  | { readonly kind: "none" }
  /** Files of an evaluation, and nothing that says of which. */
  | { readonly kind: "foreign"; readonly path: string }
  | { readonly kind: "unreadable"; readonly path: string; readonly reason: string };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function foreignFile({ predictions, verdicts, questions }: EvaluationPaths): Promise<string | null> {
  for (const path of [predictions, verdicts, questions])
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  return null;
}

/** What a folder says of the evaluation in it. Never rejects. */
export async function readEvaluationRun(folder: string): Promise<EvaluationRead> {
  const paths = evaluationPaths(folder);
  let text: string;
  try {
    text = await readFile(paths.run, "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")))
      return { kind: "unreadable", path: paths.run, reason: messageOf(error) };
    const path = await foreignFile(paths);
    return path === null ? { kind: "none" } : { kind: "foreign", path };
  }
  try {
    return { kind: "run", run: evaluationRunSchema.parse(JSON.parse(text)) };
  } catch (error) {
    return { kind: "unreadable", path: paths.run, reason: messageOf(error).slice(0, 300) };
  }
}

/** Writes a file whole or not at all. Rejects when the disk does. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.part`, text);
  await rename(`${path}.part`, path);
}

/** Writes `evaluation.json`. Rejects when the disk does. */
export function writeEvaluationRun(folder: string, run: EvaluationRun): Promise<void> {
  return writeWhole(evaluationPaths(folder).run, `${JSON.stringify(run, null, 2)}\n`);
}
