import { applyEdits, modify, parseTree, findNodeAtLocation, type JSONPath } from "jsonc-parser";

/** A key as the form names it: `stages.0.tasks`. Numbers are places in lists. */
const pathOf = (key: string): JSONPath => key.split(".").map(part => (/^\d+$/.test(part) ? Number(part) : part));

/** Two spaces, as the files of `examples` have them; a file with tabs keeps them. */
const formatting = (text: string) => ({
  insertSpaces: !/^\t/m.test(text),
  tabSize: 2,
  eol: text.includes("\r\n") ? "\r\n" : "\n",
});

/** Objects that hold nothing any more after a key was taken out go as well. */
function emptyParent(text: string, path: JSONPath): JSONPath | null {
  const parent = path.slice(0, -1);
  if (parent.length === 0) return null;
  const tree = parseTree(text);
  const node = tree === undefined ? undefined : findNodeAtLocation(tree, parent);
  return node?.type === "object" && (node.children ?? []).length === 0 ? parent : null;
}

function takenOut(text: string, path: JSONPath): string {
  const without = applyEdits(text, modify(text, path, undefined, { formattingOptions: formatting(text) }));
  const parent = emptyParent(without, path);
  return parent === null ? without : takenOut(without, parent);
}

/**
 * The text of a configuration with one value changed, its order and layout kept; `undefined` takes the key out. A key
 * inside of an object that is not there makes it. Throws where a parent on the way is no object.
 */
export function editConfig(text: string, key: string, value: unknown): string {
  const path = pathOf(key);
  if (value === undefined) return takenOut(text, path);
  return applyEdits(text, modify(text, path, value, { formattingOptions: formatting(text) }));
}
