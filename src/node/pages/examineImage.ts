import { realpath, stat } from "node:fs/promises";
import type { Size } from "../../core/page/size.js";
import { isBelow } from "./isBelow.js";
import type { ImageHeader } from "./imageHeader.js";
import type { PageLimits } from "./pageLimits.js";
import type { PageFailure } from "./pageResult.js";
import { readImageHeader } from "./readImageHeader.js";

/** What came of trying one local path. `refused` paths exist, and the reason is worth more than "missing". */
export type Examined =
  | { readonly kind: "page"; readonly path: string; readonly header: ImageHeader }
  | { readonly kind: "refused"; readonly failure: PageFailure }
  | { readonly kind: "missing" };

export interface Examination {
  /** Real paths of the folders below which files may be read. */
  readonly roots: readonly string[];
  readonly limits: PageLimits;
  /** The size that the row or the dataset gives for the page; null when nobody does. */
  readonly expected: Size | null;
  /** Whether the expected size counts the page as turned by its EXIF orientation. */
  readonly appliesOrientation: boolean;
}

const written = ({ width, height }: Size): string => `${width} × ${height}`;

function errorCode(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : null;
}

async function examineHeader(path: string, { limits, expected, appliesOrientation }: Examination): Promise<Examined> {
  const refused = (code: PageFailure["code"], ...values: string[]): Examined => ({
    kind: "refused",
    failure: { code, values: [path, ...values] },
  });
  const read = await readImageHeader(path, limits);
  switch (read.kind) {
    case "no-image":
      return refused("image-no-image");
    case "broken":
      return refused("image-broken", read.message);
    case "too-large":
      return refused("image-too-large", `${read.bytes} bytes`);
    case "too-many-pixels":
      return refused("image-too-large", written(read.size));
    case "header": {
      const { header } = read;
      const actual = appliesOrientation ? header.rotated : header.size;
      if (expected === null || (actual.width === expected.width && actual.height === expected.height))
        return { kind: "page", path, header };
      return refused("image-size-differs", written(actual), written(expected));
    }
  }
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
    return await examineHeader(real, examination);
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
