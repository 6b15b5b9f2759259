/** Why a file's first bytes already say that it is no JSON; the codes are among the index's reasons for unread files. */
export type SniffedReason = {
  readonly code: "empty" | "lfs-pointer" | "zip" | "torch" | "inspect-log" | "wandb" | "parquet" | "pickle";
};

const lfsHeader = "version https://git-lfs";
/** W&B's own files are a log of records in blocks, as LevelDB's are, behind this header. */
const wandbHeader = ":W&B";
/** Entries that Inspect writes: a finished log has the first ones, one of a running evaluation the others. */
const inspectEntry = /^(?:header\.json|summaries\.json|reductions\.json|_journal\/|samples\/)/;
/** `torch.save` writes one folder, which holds its pickle first. */
const torchEntry = /^(?:[^/]+\/)?data\.pkl$/;

const textAt = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length));

/** Name of the first entry of a zip archive, cut to what is there. */
function firstEntry(bytes: Uint8Array): string {
  const length = (bytes[26] ?? 0) + (bytes[27] ?? 0) * 256;
  return textAt(bytes, 30, Math.min(length, 200));
}

/**
 * Looks at the first bytes of a file (256 are enough to tell archives apart). Null means: may be JSON, read on.
 */
export function sniffBytes(bytes: Uint8Array): SniffedReason | null {
  if (bytes.length === 0) return { code: "empty" };
  const startsWith = (text: string): boolean => textAt(bytes, 0, text.length) === text;
  if (startsWith(lfsHeader)) return { code: "lfs-pointer" };
  if (startsWith(wandbHeader)) return { code: "wandb" };
  if (startsWith("PK\u0003\u0004")) {
    const entry = firstEntry(bytes);
    return { code: torchEntry.test(entry) ? "torch" : inspectEntry.test(entry) ? "inspect-log" : "zip" };
  }
  if (startsWith("PK\u0005\u0006")) return { code: "zip" };
  if (startsWith("PAR1")) return { code: "parquet" };
  // Pickle protocols 2 to 5 begin with the PROTO opcode.
  const protocol = bytes[1] ?? 0;
  return bytes[0] === 0x80 && protocol >= 2 && protocol <= 5 ? { code: "pickle" } : null;
}
