import type { Size } from "../page/size.js";
import type { FieldReader } from "./fieldReader.js";

const side = (value: unknown): number | null => {
  const number = typeof value === "string" || typeof value === "bigint" ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number > 0 ? number : null;
};

/** The stored page's size in pixels, from `width` and `height` or from `image_size` ([width, height]); null without both. */
export function readSize(read: FieldReader): Size | null {
  const pair = read(undefined, ["image_size", "page_size"]);
  const [first, second] = Array.isArray(pair) ? (pair as readonly unknown[]) : [];
  const width = side(read(undefined, ["width", "image_width"]) ?? first);
  const height = side(read(undefined, ["height", "image_height"]) ?? second);
  return width === null || height === null ? null : { width, height };
}
