import type { Size } from "./size.js";

/** What the head of a file says of the SVG image in it. */
export type SvgRoot =
  | { readonly kind: "svg"; readonly size: Size }
  | { readonly kind: "no-svg" }
  /** An image, and its root element says no size in pixels: no box in page pixels has a place on it. */
  | { readonly kind: "no-size" }
  /** Its document type declares entities, which a few bytes can make gigabytes of. It is not to be decoded. */
  | { readonly kind: "entities" };

/** Bytes of a file that are looked at: the root element stands behind declarations and comments. */
export const svgHeadBytes = 64 * 1024;

const namespace = "http://www.w3.org/2000/svg";

/** Declarations, comments and spaces before the root element; a document type without declarations of its own. */
const prolog = /(?:\s+|<\?[^]*?\?>|<!--[^]*?-->|<!DOCTYPE[^<>[\]]*>)*/y;
const rootName = /<(?:([\w.-]+):)?svg(?=[\s/>])/y;
const attribute = /\s+([^\s=<>"'/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
/** A document type that the prolog does not hold: it has declarations of its own. */
const declaring = /<!DOCTYPE\s+(?:[\w.-]+:)?svg\b/y;
const rootEnd = /\s*\/?>/y;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Bytes as characters of one byte each: all that is looked for is ASCII. */
function textOf(bytes: Uint8Array): string {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let text = "";
  // A call takes only so many arguments.
  for (let at = start; at < bytes.length; at += 4096)
    text += String.fromCharCode(...bytes.subarray(at, Math.min(at + 4096, bytes.length)));
  return text;
}

/** A length in pixels; null for one in another unit or in parts of a window that a file does not know. */
function pixels(written: string | undefined): number | null {
  const number = /^\s*\+?((?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)(?:px)?\s*$/i.exec(written ?? "")?.[1];
  const value = Number(number ?? 0);
  return value > 0 && Number.isFinite(value) ? value : null;
}

function viewBoxSize(written: string | undefined): Size | null {
  const [, , width, height, ...more] = (written ?? "").trim().split(/\s*,\s*|\s+/);
  const [across, down] = [pixels(width), pixels(height)];
  return across === null || down === null || more.length > 0 ? null : { width: across, height: down };
}

/** Width and height where they are given, the view box for what is not: by its size, or by its shape if one side is given. */
function sizeOf(attributes: ReadonlyMap<string, string>): Size | null {
  const [width, height] = [pixels(attributes.get("width")), pixels(attributes.get("height"))];
  if (width !== null && height !== null) return { width, height };
  const box = viewBoxSize(attributes.get("viewBox"));
  if (box === null) return null;
  if (width !== null) return { width, height: (width * box.height) / box.width };
  if (height !== null) return { width: (height * box.width) / box.height, height };
  return box;
}

/** The attributes of the element that begins here; null when it does not end within the text. */
function attributesAt(text: string, start: number): ReadonlyMap<string, string> | null {
  const attributes = new Map<string, string>();
  let at = start;
  for (let found = matchAt(attribute, text, at); found !== null; found = matchAt(attribute, text, at)) {
    const [whole, name = "", double, single] = found;
    // What is longer is no size and no name space.
    attributes.set(name, (double ?? single ?? "").slice(0, 200));
    at += whole.length;
  }
  return matchAt(rootEnd, text, at) === null ? null : attributes;
}

/**
 * Reads the root element of an SVG image (SVG 2, section 7 and 8.2; UTF-8) from the first `svgHeadBytes` of its file. The
 * size is in pixels, rounded, at least 1 × 1. Nothing is resolved or expanded, and nothing behind the root element's tag
 * is read.
 */
export function svgRoot(file: Uint8Array): SvgRoot {
  const text = textOf(file.subarray(0, svgHeadBytes));
  const start = matchAt(prolog, text, 0)?.[0].length ?? 0;
  if (matchAt(declaring, text, start) !== null) return { kind: "entities" };
  const name = matchAt(rootName, text, start);
  if (name === null) return { kind: "no-svg" };
  const attributes = attributesAt(text, start + name[0].length);
  const prefix = name[1];
  if (attributes?.get(prefix === undefined ? "xmlns" : `xmlns:${prefix}`) !== namespace) return { kind: "no-svg" };
  const size = sizeOf(attributes);
  if (size === null) return { kind: "no-size" };
  const [width, height] = [Math.max(1, Math.round(size.width)), Math.max(1, Math.round(size.height))];
  return { kind: "svg", size: { width, height } };
}
