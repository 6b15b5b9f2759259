import { svgHeadBytes, svgRoot } from "../../core/page/svgRoot.js";

/** Kinds of images that the window can show and whose size can be read. Each is also the file's usual ending. */
export type ImageKind = "png" | "jpg" | "webp" | "gif" | "avif" | "svg";

export const imageKinds: readonly ImageKind[] = ["png", "jpg", "webp", "gif", "avif", "svg"];

/** Bytes that are enough to tell every kind. */
export const kindBytes = svgHeadBytes;

const hasText = (bytes: Uint8Array, at: number, text: string): boolean =>
  Array.from(text, char => char.charCodeAt(0)).every((code, index) => bytes[at + index] === code);

/** The kind of an image by its first bytes, never by its name; null for anything else. */
export function imageKind(bytes: Uint8Array): ImageKind | null {
  if (hasText(bytes, 0, "\u0089PNG\r\n\u001a\n")) return "png";
  if (hasText(bytes, 0, "\u00ff\u00d8\u00ff")) return "jpg";
  if (hasText(bytes, 0, "RIFF") && hasText(bytes, 8, "WEBP")) return "webp";
  if (hasText(bytes, 0, "GIF87a") || hasText(bytes, 0, "GIF89a")) return "gif";
  if (hasText(bytes, 4, "ftypavif") || hasText(bytes, 4, "ftypavis")) return "avif";
  return svgRoot(bytes).kind === "no-svg" ? null : "svg";
}
