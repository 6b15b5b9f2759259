import type { AnnotationMapping, AnnotationRole } from "../../benchmark/annotationMapping.js";

/** A category of the made-up set. */
export interface AnnotatedCategory {
  readonly id: number;
  readonly name: string;
  readonly supercategory: string;
  /** Null: the mapping that comes with the set leaves it out. */
  readonly role: AnnotationRole | null;
}

/** Ids with gaps, several names for one role, as AI4VA has them; only the bubble's id and name are AI4VA's own. */
export const annotatedCategories = [
  { id: 1, name: "Panel", supercategory: "Layout", role: "panel" },
  { id: 11, name: "Person", supercategory: "Characters", role: "character" },
  { id: 12, name: "Personnage secondaire", supercategory: "Characters", role: "character" },
  { id: 13, name: "Face", supercategory: "Body parts", role: "other" },
  { id: 16, name: "Vehicle", supercategory: "Objects", role: "other" },
  { id: 18, name: "Tree", supercategory: "Background", role: "other" },
  { id: 19, name: "Building", supercategory: "Background", role: "other" },
  { id: 20, name: "Furniture", supercategory: "Objects", role: "other" },
  { id: 22, name: "Sky", supercategory: "Background", role: "other" },
  { id: 23, name: "Sound Effect", supercategory: "Lettering", role: "other" },
  { id: 24, name: "Caption", supercategory: "Lettering", role: "other" },
  { id: 25, name: "Thought Bubble", supercategory: "Bubbles", role: "bubble" },
  { id: 26, name: "Comic Bubble", supercategory: "Bubbles", role: "bubble" },
  { id: 27, name: "Ground", supercategory: "Background", role: "other" },
  { id: 28, name: "To be decided", supercategory: "", role: null },
] as const satisfies readonly AnnotatedCategory[];

export type AnnotatedCategoryName = (typeof annotatedCategories)[number]["name"];

/** What the set's names mean, but for one category that nobody has decided about. */
export const annotatedMapping: AnnotationMapping = {
  categories: Object.fromEntries(
    annotatedCategories.flatMap(({ name, role }) => (role === null ? [] : [[name, role] as const])),
  ),
  attributes: {
    Identity: "identity",
    Action: "action",
    Interdepth: "depth_inter",
    Intradepth: "depth_intra",
    Text: "text",
    "Reading order": "order",
    "Balloon order": "order",
  },
  depth: { larger: "farther" },
};
