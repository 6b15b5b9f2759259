import type { LinePiece } from "../../protocol/lines/linesDeskApi.js";

const pieceBytes = 1 << 20;
/** A clipboard is no place for more. */
const mostBytes = 16 << 20;

type CopiedRow =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "too-long"; readonly bytes: number }
  /** There is no such row any more. */
  | { readonly kind: "gone" };

/** The whole text of a row, piece by piece. */
export async function copyWhole(read: (from: number, bytes: number) => Promise<LinePiece | null>): Promise<CopiedRow> {
  const parts: string[] = [];
  for (let at = 0; ;) {
    const piece = await read(at, pieceBytes);
    if (piece === null) return { kind: "gone" };
    if (piece.length > mostBytes) return { kind: "too-long", bytes: piece.length };
    parts.push(piece.text);
    if (piece.to >= piece.length) return { kind: "text", text: parts.join("") };
    // The file has become shorter: a part of the row is not the row.
    if (piece.to <= at) return { kind: "gone" };
    at = piece.to;
  }
}
