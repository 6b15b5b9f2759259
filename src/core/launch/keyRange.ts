import { findNodeAtLocation, parseTree, type Node } from "jsonc-parser";

/** Where a key's value stands in the text, in UTF-16 offsets; the nearest parent that is there; null without any. */
export function keyRange(text: string, key: string): { readonly start: number; readonly end: number } | null {
  const tree = parseTree(text);
  if (tree === undefined) return null;
  const parts = key.split(".").map(part => (/^\d+$/.test(part) ? Number(part) : part));
  for (let length = parts.length; length > 0; length--) {
    const node: Node | undefined = findNodeAtLocation(tree, parts.slice(0, length));
    if (node !== undefined) return { start: node.offset, end: node.offset + node.length };
  }
  return null;
}
