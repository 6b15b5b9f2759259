import type { Size } from "../../core/page/size.js";
import type { Examination, Examined } from "./examination.js";
import type { PageFailure } from "./pageResult.js";
import { readImageHeader, type ImageSource } from "./readImageHeader.js";

const written = ({ width, height }: Size): string => `${width} × ${height}`;

/** Judges an image by its header. `path` names it: the file itself, or the place that its bytes are from. Rejects as reading does. */
export async function examineHeader(
  path: string,
  source: ImageSource,
  { limits, expected, appliesOrientation }: Omit<Examination, "roots">,
): Promise<Examined> {
  const refused = (code: PageFailure["code"], ...values: string[]): Examined => ({
    kind: "refused",
    failure: { code, values: [path, ...values] },
  });
  const read = await readImageHeader(source, limits);
  switch (read.kind) {
    case "no-image":
      return refused("image-no-image");
    case "no-size":
      return refused("image-no-size");
    case "entities":
      return refused("image-entities");
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
