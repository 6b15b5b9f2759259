import type { AnnotationNames, AttributeName, CategoryName } from "./annotationNames.js";

const mostExamples = 12;

const mergeCategory = (a: CategoryName, b: CategoryName): CategoryName => ({
  name: a.name,
  supercategory: a.supercategory ?? b.supercategory,
  count: a.count + b.count,
});

const mergeAttribute = (a: AttributeName, b: AttributeName): AttributeName => ({
  name: a.name,
  count: a.count + b.count,
  numeric: a.numeric + b.numeric,
  flags: a.flags + b.flags,
  examples: [...new Set([...a.examples, ...b.examples])].slice(0, mostExamples),
});

function merged<T extends { readonly name: string }>(
  lists: readonly (readonly T[])[],
  merge: (a: T, b: T) => T,
): readonly T[] {
  const byName = new Map<string, T>();
  for (const one of lists.flat()) {
    const earlier = byName.get(one.name);
    byName.set(one.name, earlier === undefined ? one : merge(earlier, one));
  }
  return [...byName.values()];
}

/** The names of several sets as those of one. */
export function mergeNames(sets: readonly AnnotationNames[]): AnnotationNames {
  return {
    categories: merged(
      sets.map(({ categories }) => categories),
      mergeCategory,
    ),
    attributes: merged(
      sets.map(({ attributes }) => attributes),
      mergeAttribute,
    ),
  };
}
