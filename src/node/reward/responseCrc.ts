import * as zlib from "node:zlib";
import { crc32 } from "../../core/reward/crc32.js";
import { responseText } from "../../core/reward/responseText.js";
import type { Rollout } from "../../core/rollout/rollout.js";

/** Node's own came with 20.15 and is some ten times as fast. */
const own = (zlib as { readonly crc32?: (bytes: Uint8Array) => number }).crc32;

let room = Buffer.alloc(0);

/** CRC-32 of a response's UTF-8 bytes. */
export function responseCrc(rollout: Pick<Rollout, "response">): number {
  const text = responseText(rollout);
  if (own === undefined) return crc32(text);
  // No unit of UTF-16 takes more than three bytes.
  if (room.length < text.length * 3) room = Buffer.allocUnsafeSlow(text.length * 4);
  return own(room.subarray(0, room.write(text, 0, "utf8")));
}
