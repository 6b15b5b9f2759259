import type { SchemaElement } from "hyparquet";

const text = (name: string): SchemaElement => ({
  name,
  type: "BYTE_ARRAY",
  converted_type: "UTF8",
  logical_type: { type: "STRING" },
  repetition_type: "OPTIONAL",
});
const integer = (name: string): SchemaElement => ({ name, type: "INT64", repetition_type: "OPTIONAL" });
const truth = (name: string): SchemaElement => ({ name, type: "BOOLEAN", repetition_type: "OPTIONAL" });
const bytes = (name: string): SchemaElement => ({ name, type: "BYTE_ARRAY", repetition_type: "OPTIONAL" });

/** A struct, or the root of all columns: the element itself, then what is in it. */
function struct(name: string, ...members: readonly (readonly SchemaElement[])[]): readonly SchemaElement[] {
  return [{ name, repetition_type: "OPTIONAL", num_children: members.length }, ...members.flat()];
}

/** A list in three levels, as every reader of Parquet knows it. */
const list = (name: string, element: readonly SchemaElement[]): readonly SchemaElement[] => [
  { name, repetition_type: "OPTIONAL", num_children: 1, converted_type: "LIST", logical_type: { type: "LIST" } },
  { name: "list", repetition_type: "REPEATED", num_children: 1 },
  ...element,
];

const one = (element: SchemaElement): readonly SchemaElement[] => [element];
const texts = (...names: readonly string[]) => names.map(name => one(text(name)));

const extraInfo = struct(
  "extra_info",
  one(text("split")),
  one(integer("index")),
  ...texts("question_id", "task", "question", "hint", "options", "answer", "alternatives", "answer_type"),
  ...texts("page_id", "issue_id", "image"),
  one(integer("width")),
  one(integer("height")),
  one(text("targets")),
  one(integer("expected_zooms")),
  ...texts("marks", "content_sha"),
  one(truth("need_tools_kwargs")),
  struct("tools_kwargs", struct("image_zoom_in_tool", struct("create_kwargs", one(text("image"))))),
);

/**
 * The columns of verl's training data (formats.md 1.9). Written out, since a schema guessed from values makes JSON of
 * nested ones. Images as bytes and images as paths are two schemas: verl decodes `bytes` wherever that key is.
 */
export function verlSchema(images: "bytes" | "paths"): SchemaElement[] {
  const image =
    images === "bytes"
      ? struct("element", one(bytes("bytes")), one(text("path")))
      : struct("element", one(text("image")));
  const columns = [
    one(text("data_source")),
    list("prompt", struct("element", one(text("role")), one(text("content")))),
    list("images", image),
    one(text("ability")),
    struct("reward_model", one(text("style")), one(text("ground_truth"))),
    extraInfo,
    one(text("agent_name")),
  ];
  return [{ name: "schema", num_children: columns.length }, ...columns.flat()];
}
