import type { AnnotationNames, AttributeName } from "./annotationNames.js";
import { cocoCategorySchema } from "./cocoDocument.js";
import type { CocoFile } from "./cocoFile.js";
import type { CocoPlan } from "./cocoPlan.js";
import { namedAttributes, plainValue } from "./namedAttributes.js";
import { shownValue } from "./shownValue.js";

/** A set has a few dozen attributes; where names are values by mistake there would be one an annotation. */
const mostAttributes = 200;
const mostExamples = 12;

/** An attribute while it is counted. */
interface Tally {
  count: number;
  numeric: number;
  flags: number;
  readonly examples: Set<string>;
}

const isNumeric = (value: unknown) =>
  (typeof value === "number" && Number.isFinite(value)) ||
  (typeof value === "string" && value.trim() !== "" && value.length < 40 && Number.isFinite(Number(value)));

function count(tallies: Map<string, Tally>, attributes: unknown): void {
  for (const [name, given] of Object.entries(namedAttributes(attributes).values ?? {})) {
    const value = plainValue(given);
    if (value === null || value === "") continue;
    const tally = tallies.get(name) ?? { count: 0, numeric: 0, flags: 0, examples: new Set() };
    if (tally.count === 0 && tallies.size === mostAttributes) continue;
    tallies.set(name, tally);
    tally.count++;
    if (isNumeric(value)) tally.numeric++;
    if (typeof value === "boolean") tally.flags++;
    if (tally.examples.size < mostExamples)
      tally.examples.add(typeof value === "string" ? value.slice(0, 60) : shownValue(value));
  }
}

function supercategories(files: readonly CocoFile[]): ReadonlyMap<string, string | null> {
  const named = new Map<string, string | null>();
  for (const { document } of files)
    for (const given of document.categories) {
      const parsed = cocoCategorySchema.safeParse(given);
      if (!parsed.success) continue;
      const { name, supercategory } = parsed.data;
      named.set(name, named.get(name) ?? (supercategory === "" ? null : (supercategory ?? null)));
    }
  return named;
}

/** The names of a COCO set's categories and attributes, with how often they occur and what their values look like. */
export function annotationNamesOf(files: readonly CocoFile[], { drafts }: CocoPlan): AnnotationNames {
  const named = supercategories(files);
  const counts = new Map<string, number>([...named.keys()].map(name => [name, 0]));
  const tallies = new Map<string, Tally>();
  for (const { annotations } of drafts)
    for (const { category, value } of annotations) {
      if (category !== null) counts.set(category, (counts.get(category) ?? 0) + 1);
      count(tallies, value.attributes);
    }
  const attributes = [...tallies].map(([name, { examples, ...tally }]): AttributeName => ({
    name,
    ...tally,
    examples: [...examples],
  }));
  const categories = [...counts].map(([name, one]) => ({ name, supercategory: named.get(name) ?? null, count: one }));
  return { categories, attributes };
}
