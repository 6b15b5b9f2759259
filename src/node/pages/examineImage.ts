import { realpath, stat } from "node:fs/promises";
import { isBelow } from "./isBelow.js";
import type { Examination, Examined } from "./examination.js";
import { examineHeader } from "./examineHeader.js";

function errorCode(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : null;
}

/**
 * Tries one absolute local path. Links are resolved before the place is judged, and only then is the file opened: nothing
 * outside the roots is ever read, and no pipe or device is opened. Never rejects.
 */
export async function examineImage(path: string, examination: Examination): Promise<Examined> {
  try {
    const real = await realpath(path);
    if (!isBelow(real, examination.roots))
      return { kind: "refused", failure: { code: "image-outside-roots", values: [path] } };
    const found = await stat(real);
    if (!found.isFile()) return { kind: "refused", failure: { code: "image-no-image", values: [path] } };
    return await examineHeader(real, real, examination);
  } catch (error) {
    const code = errorCode(error);
    if (code === "EACCES" || code === "EPERM")
      return { kind: "refused", failure: { code: "image-denied", values: [path] } };
    const isAbsent = ["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP", "EINVAL"].some(absent => absent === code);
    if (isAbsent) return { kind: "missing" };
    const message = error instanceof Error ? error.message : String(error);
    return { kind: "refused", failure: { code: "image-broken", values: [path, message] } };
  }
}
