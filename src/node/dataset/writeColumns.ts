import { randomBytes } from "node:crypto";
import { readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import type { ColumnNames } from "../../core/dataset/columnNames.js";
import { editColumns } from "../../core/dataset/editColumns.js";
import { readLoupeConfig, type ConfigProblem } from "../../core/dataset/loupeConfig.js";
import { readFailure, type ReadFailure } from "../index/readFailure.js";

export type ColumnsWritten =
  | { readonly kind: "written" }
  /** The file is not one that columns can be laid into: nothing was written. */
  | { readonly kind: "broken"; readonly problem: ConfigProblem }
  | { readonly kind: "unread"; readonly failure: ReadFailure }
  | { readonly kind: "unwritten"; readonly failure: ReadFailure };

/** The text of the file; empty where there is none yet, which alone is no failure. */
async function textOf(path: string): Promise<string | ReadFailure> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const failure = readFailure(error);
    return failure.kind === "gone" ? "" : failure;
  }
}

/** What is wrong with the file as a whole, or with what stands where the columns go; its other faults stay as they are. */
function faultOf(text: string): ConfigProblem | undefined {
  if (text.trim() === "") return undefined;
  return readLoupeConfig(text).problems.find(
    problem => problem.code.startsWith("not-") || (problem.code === "invalid" && problem.key === "columns"),
  );
}

/** Whoever reads the file meanwhile finds the old text or the new one. A link stays one, and its target keeps its mode. */
async function replace(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const mode = (await stat(target).catch(() => null))?.mode;
  const temporary = `${target}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    await writeFile(temporary, text, { flag: "wx", ...(mode === undefined ? {} : { mode }) });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * Lays columns into a loupe.json, which is made where there is none, and leaves the rest of it as it is written. A file
 * that cannot be read, or is not what it should be, is left alone. Never rejects.
 */
export async function writeColumns(
  path: string,
  columns: Readonly<Partial<Record<keyof ColumnNames, string | null | undefined>>>,
): Promise<ColumnsWritten> {
  const before = await textOf(path);
  if (typeof before !== "string") return { kind: "unread", failure: before };
  const problem = faultOf(before);
  if (problem !== undefined) return { kind: "broken", problem };
  try {
    await replace(path, editColumns(before, columns));
    return { kind: "written" };
  } catch (error) {
    return { kind: "unwritten", failure: readFailure(error) };
  }
}
