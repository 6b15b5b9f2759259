import type { FileMetaData } from "hyparquet";

type SchemaElement = FileMetaData["schema"][number];

interface Kept {
  readonly elements: readonly SchemaElement[];
  /** Index of the element after the subtree. */
  readonly next: number;
}

/** Keeps a subtree of the flattened schema but for the leaves to drop, and drops what is left without any leaf. */
function keepSubtree(
  schema: readonly SchemaElement[],
  at: number,
  path: readonly string[],
  isDropped: (path: readonly string[]) => boolean,
): Kept {
  const element = schema[at];
  if (element === undefined) return { elements: [], next: at + 1 };
  if (element.num_children === undefined || element.num_children === 0)
    return { elements: isDropped(path) ? [] : [element], next: at + 1 };
  const children: SchemaElement[] = [];
  let next = at + 1;
  let count = 0;
  for (let child = 0; child < element.num_children; child++) {
    const kept = keepSubtree(schema, next, [...path, schema[next]?.name ?? ""], isDropped);
    children.push(...kept.elements);
    if (kept.elements.length > 0) count++;
    next = kept.next;
  }
  return { elements: count === 0 ? [] : [{ ...element, num_children: count }, ...children], next };
}

/**
 * A Parquet file's metadata as if some leaf columns were not in the file, so that a struct can be read without one of its
 * members (hyparquet selects whole top-level columns only). `isDropped` gets the leaf's path from the top.
 */
export function withoutColumns(metadata: FileMetaData, isDropped: (path: readonly string[]) => boolean): FileMetaData {
  const dropped = new Set<string>();
  const { elements } = keepSubtree(metadata.schema, 0, [], path => {
    const drop = isDropped(path);
    if (drop) dropped.add(JSON.stringify(path));
    return drop;
  });
  const row_groups = metadata.row_groups.map(group => ({
    ...group,
    columns: group.columns.filter(({ meta_data }) => !dropped.has(JSON.stringify(meta_data?.path_in_schema))),
  }));
  return { ...metadata, schema: [...elements], row_groups };
}
