import sharp, { type Sharp } from "sharp";

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** An image as rows of red, green and blue bytes. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Buffer;
}

const asPixels = async (image: Sharp): Promise<Pixels> => {
  const { data, info } = await image.removeAlpha().toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: data };
};

/** Decodes an image of any format that sharp reads. EXIF orientation is left alone, as trainers do. */
export const readPixels = (image: Buffer | string): Promise<Pixels> => asPixels(sharp(image));

/** A part of an image file, in whole pixels of it, scaled to a size. */
export const cutPixels = (file: string, part: Rectangle, size: { width: number; height: number }): Promise<Pixels> =>
  asPixels(sharp(file).extract(part).resize(size.width, size.height, { fit: "fill" }));

/** The rectangle around every pixel that differs between two images of one size; null when none does. */
export function changedArea(a: Pixels, b: Pixels, threshold = 24): Rectangle | null {
  let [left, top, right, bottom] = [a.width, a.height, -1, -1];
  for (let pixel = 0; pixel < a.width * a.height; pixel++) {
    const at = pixel * 3;
    const change = [0, 1, 2].map(channel => Math.abs((a.rgb[at + channel] ?? 0) - (b.rgb[at + channel] ?? 0)));
    if (Math.max(...change) < threshold) continue;
    const [x, y] = [pixel % a.width, Math.floor(pixel / a.width)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** Mean absolute difference of two images of one size, in levels of 0 to 255. */
export function meanDifference(a: Pixels, b: Pixels): number {
  if (a.width !== b.width || a.height !== b.height) throw new Error("the images differ in size");
  let sum = 0;
  for (let at = 0; at < a.rgb.length; at++) sum += Math.abs((a.rgb[at] ?? 0) - (b.rgb[at] ?? 0));
  return sum / a.rgb.length;
}

/** A part of an image that is already decoded. */
export function partOf({ width, rgb }: Pixels, part: Rectangle): Pixels {
  const rows = Array.from({ length: part.height }, (_, row) => {
    const start = ((part.top + row) * width + part.left) * 3;
    return rgb.subarray(start, start + part.width * 3);
  });
  return { width: part.width, height: part.height, rgb: Buffer.concat(rows) };
}
