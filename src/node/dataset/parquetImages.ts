import { parquetSchema, type FileMetaData } from "hyparquet";

type SchemaTree = ReturnType<typeof parquetSchema>;

/** Where a Parquet file keeps image bytes. */
export interface ParquetImages {
  /** Top-level column of the pages: the mapped one, else `images`, else `image`. Null when the file has only paths. */
  readonly column: string | null;
  /** True for every leaf of image bytes, whether or not it belongs to `column`; these are never read for the questions. */
  readonly isBytes: (path: readonly string[]) => boolean;
}

const keyOf = (path: readonly string[] | undefined): string => JSON.stringify(path);

function leaves(tree: SchemaTree): readonly SchemaTree[] {
  return tree.children.length === 0 ? [tree] : tree.children.flatMap(leaves);
}

/** True for a member `bytes` (the image structs of HF datasets and verl), or raw bytes in an image column. */
function holdsBytes({ path, element }: SchemaTree, imageColumns: readonly (string | undefined)[]): boolean {
  if (element.type !== "BYTE_ARRAY") return false;
  if (path.at(-1) === "bytes") return true;
  const isText = element.converted_type !== undefined || element.logical_type !== undefined;
  return !isText && imageColumns.includes(path[0]);
}

/** True unless the statistics of every row group say that all values are null (a file of paths alone). */
function hasValues(path: readonly string[], metadata: FileMetaData): boolean {
  return metadata.row_groups.some(({ columns }) => {
    const leaf = columns.find(({ meta_data }) => keyOf(meta_data?.path_in_schema) === keyOf(path))?.meta_data;
    const nulls = leaf?.statistics?.null_count;
    return leaf !== undefined && (nulls === undefined || nulls !== leaf.num_values);
  });
}

/** Finds the image bytes of a Parquet file in its metadata. `mapped` is the image column that loupe.json names. */
export function parquetImages(metadata: FileMetaData, mapped: string | undefined): ParquetImages {
  const candidates = [mapped, "images", "image"];
  const found = leaves(parquetSchema(metadata)).filter(leaf => holdsBytes(leaf, candidates));
  const bytes = new Set(found.map(leaf => keyOf(leaf.path)));
  const filled = found.filter(leaf => hasValues(leaf.path, metadata)).map(leaf => leaf.path[0]);
  const column = candidates.find(name => name !== undefined && filled.includes(name)) ?? null;
  return { column, isBytes: path => bytes.has(keyOf(path)) };
}
