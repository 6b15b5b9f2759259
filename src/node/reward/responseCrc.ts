import * as zlib from "node:zlib";
import { crc32 } from "../../core/reward/crc32.js";
import { responseText } from "../../core/reward/responseText.js";
import type { Rollout } from "../../core/rollout/rollout.js";
import type { ReadString } from "../index/byteScan.js";

/** Node's own came with 20.15 and is some ten times as fast. */
const own = (zlib as { readonly crc32?: (bytes: Uint8Array | string) => number }).crc32;

/** CRC-32 of a response's UTF-8 bytes; `read` is the response as it was read from the file's, where it was. */
export function responseCrc(rollout: Pick<Rollout, "response">, read: ReadString | null): number {
  const text = responseText(rollout);
  if (own === undefined) return crc32(text);
  return own(read !== null && read.text === text ? read.utf8 : text);
}
