import type { PromptTemplate } from "../promptTemplate.js";
import { fillPlaces, placesIn, placesOfPrompt, placesOfUse } from "./promptPlaces.js";

/** By place; an empty text fills a place with nothing. */
export type TemplateValues = Readonly<Record<string, string>>;

export type RenderedPrompt =
  | { readonly kind: "rendered"; readonly system: string; readonly user: string }
  /** A prompt of this use has no such place. */
  | { readonly kind: "unknown-place"; readonly place: string }
  /** The place is known, and nothing was given for it. */
  | { readonly kind: "no-value"; readonly place: string };

const isPlacesAlone = (line: string): boolean => placesIn(line).length > 0 && fillPlaces(line, () => "").trim() === "";

/**
 * Fills the places of a text in. A line of nothing but places that all stay empty is left out, and of the blank lines
 * around it one stays: a question without a hint has no hole where the hint would be. Lines of values are never touched.
 */
export function fillText(text: string, values: TemplateValues): string {
  const kept: { readonly line: string; readonly isBlank: boolean }[] = [];
  let isAfterGap = false;
  for (const line of text.split("\n")) {
    const filled = fillPlaces(line, name => values[name] ?? "");
    if (filled.trim() === "" && isPlacesAlone(line)) {
      isAfterGap = true;
      continue;
    }
    const isBlank = line.trim() === "";
    if (isBlank && isAfterGap && kept.at(-1)?.isBlank !== false) continue;
    kept.push({ line: filled, isBlank });
    isAfterGap = isAfterGap && isBlank;
  }
  while (isAfterGap && kept.at(-1)?.isBlank === true) kept.pop();
  return kept.map(({ line }) => line).join("\n");
}

/** A prompt with its places filled in. Values are text: braces inside them stand for nothing. */
export function renderTemplate(template: PromptTemplate, values: TemplateValues): RenderedPrompt {
  const known = placesOfUse[template.use];
  for (const place of placesOfPrompt(template)) {
    if (!known.includes(place)) return { kind: "unknown-place", place };
    if (!Object.hasOwn(values, place)) return { kind: "no-value", place };
  }
  return { kind: "rendered", system: fillText(template.system, values), user: fillText(template.user, values) };
}
