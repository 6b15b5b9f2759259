import { deflateSync } from "node:zlib";
import type { Size } from "../../../core/page/size.js";

/** CRC-32 of bytes, bit by bit: what is checked are a few hundred bytes (PNG specification, annex D). */
function check(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ ((crc & 1) === 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** A part of a PNG file: length, name, content, check (PNG specification, 5.3). */
function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(check(named));
  return Buffer.concat([length, named, sum]);
}

/**
 * A white image of one bit a pixel: what it shows is nothing, but its size is that of a page. `title` is written into it, so
 * that two pages are two files and not one picture that is there twice.
 */
export function blankPng({ width, height }: Size, title = ""): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const row = Buffer.alloc(1 + Math.ceil(width / 8), 0xff);
  row[0] = 0;
  const rows = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const signature = Buffer.from("\u0089PNG\r\n\u001a\n", "latin1");
  const text = title === "" ? [] : [chunk("tEXt", Buffer.from(`Title\0${title}`, "latin1"))];
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    ...text,
    chunk("IDAT", rows),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
