/** An element of an XML file, with what was read of it before the file was damaged. */
export interface XmlElement {
  /** Without its namespace's prefix: prefixes are the writer's choice. */
  readonly name: string;
  /** From 1, where the element begins. */
  readonly line: number;
  /** Without prefixes, as names are. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The text that stands directly in it, not in its children, as written. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** The children that bear a name, in their order. */
export const childrenNamed = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter(child => child.name === name);

/**
 * Those that bear a name however deep they lie, in their order: where the end of one is lost, the next stands inside it.
 * Depth is bounded where elements are read.
 */
export function descendantsNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.flatMap(child => [...(child.name === name ? [child] : []), ...descendantsNamed(child, name)]);
}
