import { readdir } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { readLines } from "../../dataset/readLines.js";
import { evaluationPaths } from "../evaluationPaths.js";

const mostBytes = 64 << 20;
const rowSchema = z.looseObject({ prediction_id: z.string() });

/** Where an attempt stands as a rollout; null: it stands in no dump. */
export async function dumpRow(
  folder: string,
  prediction: string,
): Promise<{ readonly file: string; readonly row: number } | null> {
  const { rollouts } = evaluationPaths(folder);
  const names = await readdir(rollouts).catch(() => []);
  for (const name of names.filter(one => one.endsWith(".jsonl"))) {
    const file = join(rollouts, name);
    const row = await rowIn(file, prediction);
    if (row !== null) return { file, row };
  }
  return null;
}

async function rowIn(file: string, prediction: string): Promise<number | null> {
  let row = 0;
  for await (const { bytes } of readLines(file, mostBytes)) {
    if (bytes?.includes(prediction) === true && isOf(bytes, prediction)) return row;
    row++;
  }
  return null;
}

function isOf(bytes: Buffer, prediction: string): boolean {
  try {
    return rowSchema.safeParse(JSON.parse(bytes.toString("utf8"))).data?.prediction_id === prediction;
  } catch {
    return false; // torn: the attempt has no row
  }
}
