import { utf8Bytes } from "./utf8Bytes.js";

/** The first 32 bits of the fraction of a root of a prime, exactly: square and cube roots of small primes need 53 bits at most. */
function fractionBits(root: number): number {
  return Math.floor((root - Math.floor(root)) * 0x1_0000_0000) | 0;
}

function primes(count: number): readonly number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++)
    if (found.every(prime => candidate % prime !== 0)) found.push(candidate);
  return found;
}

/** FIPS 180-4, 4.2.2: from the cube roots of the first 64 primes. */
const constants = Int32Array.from(primes(64), prime => fractionBits(Math.cbrt(prime)));
/** FIPS 180-4, 5.3.3: from the square roots of the first eight primes. */
const start = Int32Array.from(primes(8), prime => fractionBits(Math.sqrt(prime)));

/** The message with its end mark and length, in whole blocks of 64 bytes (FIPS 180-4, 5.1.1), as big-endian words. */
function paddedWords(bytes: Uint8Array): Int32Array {
  const words = new Int32Array(((bytes.length + 8) >>> 6) * 16 + 16);
  for (let index = 0; index < bytes.length; index++)
    words[index >>> 2] = (words[index >>> 2] ?? 0) | ((bytes[index] ?? 0) << (24 - 8 * (index & 3)));
  const end = bytes.length;
  words[end >>> 2] = (words[end >>> 2] ?? 0) | (0x80 << (24 - 8 * (end & 3)));
  words[words.length - 2] = Math.floor(end / 0x2000_0000);
  words[words.length - 1] = end << 3;
  return words;
}

const turned = (word: number, by: number) => (word >>> by) | (word << (32 - by));

/** FIPS 180-4, 6.2.2, step 1: the block's sixteen words and the 48 made of them. */
function schedule(into: Int32Array, words: Int32Array, from: number): void {
  for (let at = 0; at < 16; at++) into[at] = words[from + at] ?? 0;
  for (let at = 16; at < 64; at++) {
    const early = into[at - 15] ?? 0;
    const late = into[at - 2] ?? 0;
    const small = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const large = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    into[at] = (into[at - 16] ?? 0) + small + (into[at - 7] ?? 0) + large;
  }
}

/** FIPS 180-4, 6.2.2, steps 2 to 4. */
function compress(state: Int32Array, scheduled: Int32Array): void {
  // Read and written one by one: taking an array apart by its iterator costs as much as the 64 rounds.
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  let e = state[4] ?? 0;
  let f = state[5] ?? 0;
  let g = state[6] ?? 0;
  let h = state[7] ?? 0;
  for (let at = 0; at < 64; at++) {
    const choice = (e & f) ^ (~e & g);
    const rotatedE = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const first = (h + rotatedE + choice + (constants[at] ?? 0) + (scheduled[at] ?? 0)) | 0;
    const rotatedA = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + rotatedA + majority) | 0;
  }
  const after = [a, b, c, d, e, f, g, h];
  for (let at = 0; at < 8; at++) state[at] = (state[at] ?? 0) + (after[at] ?? 0);
}

/** SHA-256 (FIPS 180-4) of bytes, or of a text in UTF-8: 64 hexadecimal digits. Core has no node:crypto. */
export function sha256(message: string | Uint8Array): string {
  const words = paddedWords(typeof message === "string" ? utf8Bytes(message) : message);
  const state = new Int32Array(start);
  const scheduled = new Int32Array(64);
  for (let from = 0; from < words.length; from += 16) {
    schedule(scheduled, words, from);
    compress(state, scheduled);
  }
  let digits = "";
  for (const word of state) digits += (word >>> 0).toString(16).padStart(8, "0");
  return digits;
}
