import type { AnnotationMapping, AnnotationRole, AttributeMeaning } from "../annotationMapping.js";
import type { AnnotationNames, AttributeName, CategoryName } from "./annotationNames.js";
import { attributeWords, categoryWords, partWords } from "./mappingWords.js";
import { wordsOf } from "./wordsOf.js";

/** Why a name got the meaning that is suggested for it, or none. */
export type MappingReason =
  | {
      readonly kind: "category";
      readonly name: string;
      readonly role: AnnotationRole;
      /**
       * `word`: the name holds this word; `supercategory`: its group's name does; `part`: it names a part of such a thing,
       * or what stands in it; `no-word`: nothing in it is known.
       */
      readonly why: "word" | "supercategory" | "part" | "no-word";
      readonly word: string | null;
      readonly count: number;
    }
  | {
      readonly kind: "attribute";
      readonly name: string;
      /** Null: left out of the mapping, so that it is passed over. */
      readonly meaning: AttributeMeaning | null;
      /** `values`: the word is known, but the values are no numbers where these are needed; `taken`: another name fits better. */
      readonly why: "word" | "values" | "taken" | "no-word";
      readonly word: string | null;
      readonly count: number;
    }
  /** Nothing in a file says which way depths count. */
  | { readonly kind: "depth"; readonly larger: "farther" | "nearer"; readonly why: "not-documented" };

/** A mapping that a person is to look at, with what it was made of; it is never used unseen. */
export interface MappingSuggestion {
  readonly mapping: AnnotationMapping;
  readonly reasons: readonly MappingReason[];
}

type CategoryReason = Extract<MappingReason, { kind: "category" }>;
type AttributeReason = Extract<MappingReason, { kind: "attribute" }>;

/** The role that a text names by one of its words; a word for a part (a face, a tail, a border) makes it another thing. */
function roleOf(text: string): Pick<CategoryReason, "role" | "word" | "why"> | null {
  const words = wordsOf(text);
  const part = words.find(word => partWords.has(word));
  const known = words.find(word => categoryWords.has(word));
  if (part !== undefined) return { role: "other", why: "part", word: part };
  return known === undefined ? null : { role: categoryWords.get(known) ?? "other", why: "word", word: known };
}

function categoryReason({ name, supercategory, count }: CategoryName): CategoryReason {
  const own = roleOf(name);
  if (own !== null) return { kind: "category", name, count, ...own };
  const above = supercategory === null ? null : roleOf(supercategory);
  if (above !== null && above.role !== "other")
    return { kind: "category", name, count, role: above.role, why: "supercategory", word: above.word };
  return { kind: "category", name, count, role: "other", why: "no-word", word: null };
}

const needsNumbers: readonly AttributeMeaning[] = ["depth_inter", "depth_intra", "order"];

/** Whether an attribute's values can be of a meaning. One value in twenty may be damaged. */
function fits({ count, numeric, flags }: AttributeName, meaning: AttributeMeaning): boolean {
  if (needsNumbers.includes(meaning)) return count > 0 && numeric >= count * 0.95;
  return meaning === "action" || flags === 0;
}

function attributeReason(attribute: AttributeName): AttributeReason {
  const { name, count } = attribute;
  const joined = wordsOf(name).join(" ");
  const known = attributeWords.find(({ pattern }) => pattern.test(joined));
  if (known === undefined) return { kind: "attribute", name, count, meaning: null, why: "no-word", word: null };
  const word = known.pattern.exec(joined)?.[0].trim() ?? null;
  return fits(attribute, known.meaning)
    ? { kind: "attribute", name, count, meaning: known.meaning, why: "word", word }
    : { kind: "attribute", name, count, meaning: null, why: "values", word };
}

/** The place of a reason's pattern in the list: patterns that say more stand before those that say less. */
function rank({ name }: AttributeReason): number {
  const joined = wordsOf(name).join(" ");
  const found = attributeWords.findIndex(({ pattern }) => pattern.test(joined));
  return found === -1 ? attributeWords.length : found;
}

const byRank = (a: AttributeReason, b: AttributeReason) =>
  rank(a) - rank(b) || b.count - a.count || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/**
 * Of several depths between objects the one whose name says most keeps it: a second would contradict it. Of other
 * meanings several may stand beside each other, as an order of panels and one of balloons.
 */
function withoutRivals(reasons: readonly AttributeReason[]): readonly AttributeReason[] {
  const depths: readonly (AttributeMeaning | null)[] = ["depth_inter", "depth_intra"];
  return reasons.map(reason => {
    const isFirst = reasons.find(({ meaning }) => meaning === reason.meaning) === reason;
    return isFirst || !depths.includes(reason.meaning) ? reason : { ...reason, meaning: null, why: "taken" };
  });
}

/**
 * Suggests what the names in an annotated set mean, by their words (English, French, German, Spanish, Italian, romanised
 * Japanese) and by whether values are numbers. The same names give the same suggestion in any order.
 */
export function suggestMapping({ categories, attributes }: AnnotationNames): MappingSuggestion {
  const byName = <T extends { readonly name: string }>(list: readonly T[]) =>
    [...list].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const roles = byName(categories).map(categoryReason);
  const meanings = withoutRivals([...attributes.map(attributeReason)].sort(byRank));
  const named = meanings.flatMap(({ name, meaning }) => (meaning === null ? [] : [[name, meaning] as const]));
  const mapping: AnnotationMapping = {
    categories: Object.fromEntries(roles.map(({ name, role }) => [name, role])),
    attributes: Object.fromEntries(named),
    depth: { larger: "farther" },
  };
  return { mapping, reasons: [...roles, ...meanings, { kind: "depth", larger: "farther", why: "not-documented" }] };
}
