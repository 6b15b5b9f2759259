/** Why a file's first bytes already say that it is no JSON; the codes are among the index's reasons for unread files. */
export type SniffedReason = { readonly code: "empty" | "lfs-pointer" | "zip" | "parquet" | "pickle" };

const lfsHeader = "version https://git-lfs";

/**
 * Looks at the first bytes of a file (64 are enough). Null means: may be JSON, read on. A torch file is a zip too, and
 * `.eval` logs are; both are "zip".
 */
export function sniffBytes(bytes: Uint8Array): SniffedReason | null {
  if (bytes.length === 0) return { code: "empty" };
  const startsWith = (text: string): boolean =>
    Array.from(text, char => char.charCodeAt(0)).every((code, index) => bytes[index] === code);
  if (startsWith(lfsHeader)) return { code: "lfs-pointer" };
  if (startsWith("PK\u0003\u0004") || startsWith("PK\u0005\u0006")) return { code: "zip" };
  if (startsWith("PAR1")) return { code: "parquet" };
  // Pickle protocols 2 to 5 begin with the PROTO opcode.
  const protocol = bytes[1] ?? 0;
  return bytes[0] === 0x80 && protocol >= 2 && protocol <= 5 ? { code: "pickle" } : null;
}
