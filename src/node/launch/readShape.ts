import type { DatasetShape } from "../../core/launch/datasetInfo.js";
import { sftShape } from "../../core/launch/sftRow.js";
import { defaultDatasetLimits } from "../dataset/datasetLimits.js";
import { readDataset } from "../dataset/readDataset.js";

/** How the rows of a dataset are written, told by its first ones; null: in no known way, or it cannot be read. */
export async function readShape(path: string): Promise<DatasetShape | null> {
  let shape: DatasetShape | null = null;
  await readDataset(path, {}, { ...defaultDatasetLimits, maxQuestions: 1 }, record => {
    shape ??= sftShape(record);
  });
  return shape;
}
