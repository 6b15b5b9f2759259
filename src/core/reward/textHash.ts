const basis1 = 0xdeadbeef;
const basis2 = 0x41c6ce57;
const prime1 = 0x9e3779b1;
const prime2 = 0x5f356495;

const mixed = (own: number, other: number): number =>
  Math.imul(own ^ (own >>> 16), 0x85ebca6b) ^ Math.imul(other ^ (other >>> 13), 0xc2b2ae35);

/**
 * A hash of a text's UTF-16 units, 16 hex digits: two multiplicative lanes of 32 bits, each finished with the other. For
 * telling questions apart, not for keeping anybody from forging one.
 */
export function textHash(text: string): string {
  let a = basis1;
  let b = basis2;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, prime1);
    b = Math.imul(b ^ unit, prime2);
  }
  const hex = (lane: number) => (lane >>> 0).toString(16).padStart(8, "0");
  return hex(mixed(a, b)) + hex(mixed(b, a));
}
