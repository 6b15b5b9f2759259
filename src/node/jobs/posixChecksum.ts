/** CRC-32 of POSIX `cksum`: the polynomial of Ethernet, highest bit first. */
const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value;
});

const add = (sum: number, byte: number): number => ((sum << 8) ^ (table[(sum >>> 24) ^ byte] ?? 0)) >>> 0;

/** A `cksum` of bytes that come in pieces: the first number of what `cksum` prints (POSIX.1-2024, cksum). */
export class PosixChecksum {
  private sum = 0;
  private length = 0;

  update(bytes: Uint8Array): this {
    let sum = this.sum | 0;
    // Counted and in 32-bit integers: iterating the bytes is many times slower.
    let at = 0;
    while (at < bytes.length) {
      sum = (sum << 8) ^ (table[((sum >>> 24) ^ (bytes[at] ?? 0)) & 255] ?? 0);
      at += 1;
    }
    this.sum = sum >>> 0;
    this.length += bytes.length;
    return this;
  }

  digest(): number {
    let sum = this.sum;
    for (let rest = this.length; rest > 0; rest = Math.floor(rest / 256)) sum = add(sum, rest % 256);
    return ~sum >>> 0;
  }
}
