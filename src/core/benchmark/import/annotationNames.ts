/** A category as a file of annotations names it. */
export interface CategoryName {
  readonly name: string;
  readonly supercategory: string | null;
  /** Annotations that have it. */
  readonly count: number;
}

/** An attribute as annotations have it. */
export interface AttributeName {
  readonly name: string;
  /** Annotations that have it with a value. */
  readonly count: number;
  /** How many of these values are numbers, or read as numbers. */
  readonly numeric: number;
  /** How many are true or false. */
  readonly flags: number;
  /** Some of its values as text, the first that occur. */
  readonly examples: readonly string[];
}

/** The names in a set of annotations whose meaning only a person can say. */
export interface AnnotationNames {
  readonly categories: readonly CategoryName[];
  readonly attributes: readonly AttributeName[];
}
