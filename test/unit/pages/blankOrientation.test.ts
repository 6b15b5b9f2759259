import * as fc from "fast-check";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { blankOrientation } from "../../../src/core/page/blankOrientation.js";

const kinds = ["jpeg", "png", "webp"] as const;
type Kind = (typeof kinds)[number];

/** A small picture whose corners differ, stored with an orientation tag. */
async function picture(kind: Kind, orientation: number): Promise<Buffer> {
  const pixels = Buffer.from(Array.from({ length: 24 * 16 * 3 }, (_, at) => (at * 37) % 256));
  return sharp(pixels, { raw: { width: 24, height: 16, channels: 3 } })
    .withMetadata({ orientation })
    .toFormat(kind, { quality: 90 })
    .toBuffer();
}

const pixelsOf = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer();
const orientationOf = async (bytes: Uint8Array) => (await sharp(bytes).metadata()).orientation ?? 1;

/** An EXIF block of one directory with these entries: tag, type, value. */
function exif(entries: readonly (readonly [number, number, number])[], isLittle: boolean): Buffer {
  const block = Buffer.alloc(8 + 2 + 12 * entries.length + 4);
  const short = (value: number, at: number) =>
    isLittle ? block.writeUInt16LE(value, at) : block.writeUInt16BE(value, at);
  const long = (value: number, at: number) =>
    isLittle ? block.writeUInt32LE(value, at) : block.writeUInt32BE(value, at);
  block.write(isLittle ? "II" : "MM", 0, "latin1");
  short(42, 2);
  long(8, 4);
  short(entries.length, 8);
  entries.forEach(([tag, type, value], index) => {
    const at = 10 + 12 * index;
    short(tag, at);
    short(type, at + 2);
    long(1, at + 4);
    if (type === 3) short(value, at + 8);
    else long(value, at + 8);
  });
  return block;
}

const segment = (marker: number, data: Buffer): Buffer => {
  const header = Buffer.from([0xff, marker, 0, 0]);
  header.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([header, data]);
};

const exifSegment = (block: Buffer) => segment(0xe1, Buffer.concat([Buffer.from("Exif\0\0", "latin1"), block]));

describe("blankOrientation", () => {
  const pictures = new Map<Kind, Buffer>();
  beforeAll(async () => {
    for (const kind of kinds) pictures.set(kind, await picture(kind, 6));
  });

  it.each(kinds)("makes a %s be shown as it is stored, with the same pixels", async kind => {
    for (const orientation of [2, 3, 6, 8]) {
      const bytes = await picture(kind, orientation);
      expect(await orientationOf(bytes)).toBe(orientation);
      const blanked = blankOrientation(bytes);
      expect(await orientationOf(blanked)).toBe(1);
      expect(Buffer.compare(await pixelsOf(blanked), await pixelsOf(bytes))).toBe(0);
      const shown = await sharp(blanked).rotate().metadata();
      expect([shown.width, shown.height]).toEqual([24, 16]);
    }
  });

  it.each([
    ["jpeg", 1],
    ["webp", 1],
    // The value and the four bytes of the chunk's checksum.
    ["png", 5],
  ] as const)("changes no other byte of a %s", (kind, most) => {
    const bytes = pictures.get(kind)!;
    const before = Buffer.from(bytes);
    const blanked = blankOrientation(bytes);
    expect(Buffer.compare(bytes, before)).toBe(0);
    expect(blanked.length).toBe(bytes.length);
    const changed = blanked.filter((byte, at) => byte !== bytes[at]).length;
    expect(changed).toBeGreaterThan(0);
    expect(changed).toBeLessThanOrEqual(most);
  });

  it("gives back the same array when there is nothing to blank", async () => {
    const plain = await sharp({ create: { width: 4, height: 4, channels: 3, background: "red" } })
      .jpeg()
      .toBuffer();
    expect(blankOrientation(plain)).toBe(plain);
    const blanked = blankOrientation(pictures.get("jpeg")!);
    expect(blankOrientation(blanked)).toBe(blanked);
    const text = Buffer.from("not an image");
    expect(blankOrientation(text)).toBe(text);
  });

  it("reads both byte orders, long values and blocks that do not come first", () => {
    for (const isLittle of [true, false]) {
      for (const type of [3, 4]) {
        const block = exif(
          [
            [0x010f, 4, 7],
            [0x0112, type, 8],
            [0x0131, 3, 6],
          ],
          isLittle,
        );
        const parts = [Buffer.from([0xff, 0xd8]), segment(0xe0, Buffer.from("JFIF\0")), Buffer.from([0xff])];
        const bytes = Buffer.concat([...parts, exifSegment(block), Buffer.from([0xff, 0xda, 0, 2])]);
        const blanked = blankOrientation(bytes);
        const changed = [...bytes.keys()].filter(at => bytes[at] !== blanked[at]);
        expect(changed.map(at => [bytes[at], blanked[at]])).toEqual([[8, 1]]);
      }
    }
  });

  it("leaves the compressed picture alone even where it looks like a tag", () => {
    const fake = exifSegment(exif([[0x0112, 3, 8]], true));
    const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2]), fake]);
    expect(blankOrientation(bytes)).toBe(bytes);
  });

  it("survives whatever it is given, and keeps its length", () => {
    const starts = [
      Buffer.from([0xff, 0xd8, 0xff, 0xe1]),
      Buffer.from("\u0089PNG\r\n\u001a\n", "latin1"),
      Buffer.from("RIFF\0\0\0\0WEBPEXIF", "latin1"),
      Buffer.alloc(0),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 64 }), (start, rest) => {
        const bytes = Buffer.concat([start, rest]);
        expect(blankOrientation(bytes).length).toBe(bytes.length);
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.nat(), fc.integer({ min: 0, max: 255 }), (kind, place, value) => {
        const bytes = Buffer.from(pictures.get(kind)!);
        bytes[place % bytes.length] = value;
        const blanked = blankOrientation(bytes);
        const changed = blanked.filter((byte, at) => byte !== bytes[at]).length;
        expect(blanked.length === bytes.length && changed <= 8).toBe(true);
      }),
    );
  });
});
