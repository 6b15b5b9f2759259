import { access } from "node:fs/promises";
import { dirname, relative, resolve, sep } from "node:path";
import { dumpSpace } from "../../core/evaluation/dumpSpace.js";
import type { EvaluationRun } from "../../core/evaluation/evaluationRun.js";
import type { AskedItem } from "../../core/evaluation/selectAsked.js";
import { recordFiles } from "../benchmark/recordFiles.js";
import { isBelow } from "../pages/isBelow.js";
import { evaluationPaths } from "./evaluationPaths.js";
import { writeWhole } from "./readEvaluationRun.js";

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** From one folder to another, with forward slashes. */
const pathTo = (from: string, to: string): string => {
  const path = relative(from, resolve(to)).split(sep).join("/");
  return path === "" ? "." : path;
};

/** The benchmark's folder and those beside it that pages lie in: what a rollout may be shown. */
function imageRoots(dataset: string, items: readonly AskedItem[]): readonly string[] {
  const fileOf = recordFiles(dataset);
  const folders = new Set(items.map(({ question }) => dirname(fileOf(question.image))));
  return [
    resolve(dataset),
    ...[...folders].filter(one => one !== resolve(dataset) && !isBelow(one, [resolve(dataset)])),
  ];
}

/** `loupe.json`: where the rollouts' questions and pages are, and in what their boxes count. */
function loupeText(folder: string, dataset: string, run: EvaluationRun, items: readonly AskedItem[]): string {
  const { space, limits } = dumpSpace(run);
  const { factor, minPixels, maxPixels } = limits;
  const boxes = run.tools === null ? {} : { space, resize: { factor, minPixels, maxPixels } };
  const config = {
    datasets: ["questions.jsonl"],
    imageRoots: imageRoots(dataset, items).map(root => pathTo(folder, root)),
    ...boxes,
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/**
 * Writes the questions as they are asked, and the `loupe.json` by which the folder opens as a run. One that is there is
 * left as it is: somebody may have added strategies to it. Rejects when the disk does.
 */
export async function writeInputs(
  folder: string,
  dataset: string,
  run: EvaluationRun,
  items: readonly AskedItem[],
  hasChanged: boolean,
): Promise<void> {
  const paths = evaluationPaths(folder);
  if (hasChanged || !(await isThere(paths.questions)))
    await writeWhole(paths.questions, items.map(({ question }) => `${JSON.stringify(question)}\n`).join(""));
  if (!(await isThere(paths.loupe))) await writeWhole(paths.loupe, loupeText(folder, dataset, run, items));
}
