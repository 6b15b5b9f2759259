import type { AnnotationMapping, AttributeMeaning } from "../annotationMapping.js";
import { namedAttributes, plainValue } from "./namedAttributes.js";
import { shownValue } from "./shownValue.js";

/** What the attributes of one annotation say; null: nothing. */
export interface AttributeValues {
  readonly identity: string | null;
  readonly action: string | null;
  readonly depth_inter: number | null;
  readonly depth_intra: number | null;
  readonly text: string | null;
  readonly order: number | null;
  /** Values that do not fit what the mapping says of their names, and what is no attribute where attributes stand. */
  readonly bad: readonly string[];
  /** False when the annotation has no attributes at all. */
  readonly isThere: boolean;
}

/** The attributes' meanings as a list: looked through once an annotation. */
export type AttributeMeanings = readonly (readonly [name: string, meaning: AttributeMeaning])[];

export const attributeMeaningsOf = ({ attributes }: AnnotationMapping): AttributeMeanings => Object.entries(attributes);

/** How CVAT writes a choice that nobody has made. */
const unset = "__undefined__";

const isUnset = (value: unknown) =>
  value === null || value === undefined || (typeof value === "string" && ["", unset].includes(value.trim()));

/** Undefined: the value does not fit. */
function asNumber(value: unknown): number | undefined {
  const number = typeof value === "string" && value.length < 40 ? Number(value.trim()) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

function asText(value: unknown): string | undefined {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" && Number.isFinite(value) ? String(value) : undefined;
}

/** A box that was ticked says its own name: `"running": true`. One that was not says nothing. */
function asAction(value: unknown, name: string): string | null | undefined {
  if (typeof value !== "boolean") return asText(value);
  return value ? name : null;
}

/** The first value of a meaning among an annotation's attributes. What does not fit is added to `bad`. */
function firstOf<T>(
  attributes: Readonly<Record<string, unknown>>,
  meanings: AttributeMeanings,
  wanted: AttributeMeaning,
  read: (value: unknown, name: string) => T | null | undefined,
  bad: string[],
): T | null {
  for (const [name, meaning] of meanings) {
    if (meaning !== wanted || !Object.hasOwn(attributes, name)) continue;
    const given = plainValue(attributes[name]);
    if (isUnset(given)) continue;
    const value = read(given, name);
    if (value === undefined) bad.push(`${name}: ${shownValue(given)}`);
    else if (value !== null) return value;
  }
  return null;
}

/**
 * Reads an annotation's attributes by a mapping. Where several names have one meaning the first in the mapping that has a
 * value says it. Numbers may be written as text. What is missing stays null and is never taken for 0.
 */
export function attributeValues(attributes: unknown, meanings: AttributeMeanings): AttributeValues {
  const named = namedAttributes(attributes);
  const given = named.values ?? {};
  const bad: string[] = meanings.length === 0 ? [] : [...named.bad];
  return {
    identity: firstOf(given, meanings, "identity", asText, bad),
    action: firstOf(given, meanings, "action", asAction, bad),
    depth_inter: firstOf(given, meanings, "depth_inter", asNumber, bad),
    depth_intra: firstOf(given, meanings, "depth_intra", asNumber, bad),
    text: firstOf(given, meanings, "text", asText, bad),
    order: firstOf(given, meanings, "order", asNumber, bad),
    bad,
    isThere: named.values !== null || named.bad.length > 0,
  };
}
