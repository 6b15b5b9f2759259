import * as zlib from "node:zlib";
import { crc32 } from "../../core/reward/crc32.js";
import { responseText } from "../../core/reward/responseText.js";
import type { Rollout } from "../../core/rollout/rollout.js";

/** Node's own came with 20.15 and is some fifty times as fast. */
const own = (zlib as { readonly crc32?: (text: string) => number }).crc32;

/** CRC-32 of a response's UTF-8 bytes. */
export function responseCrc(rollout: Pick<Rollout, "response">): number {
  const text = responseText(rollout);
  return own === undefined ? crc32(text) : own(text);
}
