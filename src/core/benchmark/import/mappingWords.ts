import type { AnnotationRole, AttributeMeaning } from "../annotationMapping.js";

/** Words of category names, in lower case and without accents, as `wordsOf` gives them. */
const roleWords: readonly (readonly [AnnotationRole, string])[] = [
  ["panel", "panel panels frame frames case cases vignette vignettes vineta vinetas vignetta vignette koma"],
  [
    "character",
    "character characters person persons people human humans man men woman women boy girl child children figure figures " +
      "protagonist personnage personnages personne personnes homme femme enfant figur figuren person personen mensch " +
      "menschen personaje personajes personaggio personaggi jinbutsu kyara body bodies",
  ],
  [
    "bubble",
    "bubble bubbles balloon balloons speech speechbubble speechballoon bulle bulles phylactere phylacteres sprechblase " +
      "sprechblasen blase bocadillo bocadillos globo globos fumetto nuvoletta fukidashi",
  ],
];

export const categoryWords: ReadonlyMap<string, AnnotationRole> = new Map(
  roleWords.flatMap(([role, words]) => words.split(" ").map(word => [word, role] as const)),
);

/** Words for a part of a thing or for what stands in it: a speech bubble's tail is no speech bubble. */
export const partWords: ReadonlySet<string> = new Set(
  (
    "tail tails face faces head heads hand hands hair eye eyes mouth arm arms leg legs foot feet part parts border " +
    "borders gutter gutters text texts letter letters line lines caption captions link queue visage tete main texte " +
    "gesicht kopf hand rand text cara cabeza texto viso testa testo group groups crowd background"
  ).split(" "),
);

/** Patterns over an attribute's words with blanks between them; what says more stands before what says less. */
export const attributeWords: readonly { readonly meaning: AttributeMeaning; readonly pattern: RegExp }[] = [
  { meaning: "depth_inter", pattern: /\binter ?depth\b|\bdepth ?inter\b|\binterdepth\w*/ },
  { meaning: "depth_intra", pattern: /\bintra ?depth\b|\bdepth ?intra\b|\bintradepth\w*/ },
  { meaning: "order", pattern: /\b(?:reading|panel|balloon|bubble|read) ?(?:order|index|number)\b/ },
  { meaning: "identity", pattern: /\b(?:identity|identite|identitat|identidad|identita)\b/ },
  { meaning: "identity", pattern: /\b(?:character|person|personnage|char) ?(?:id|name|nom)\b/ },
  { meaning: "action", pattern: /\b(?:action|actions|activity|aktion|accion|azione)\b/ },
  { meaning: "text", pattern: /\b(?:transcription|transcript|ocr|utterance|dialogue?|speech)\b/ },
  { meaning: "action", pattern: /\b(?:pose|posture|gesture|doing)\b/ },
  { meaning: "text", pattern: /\b(?:text|texte|texto|testo|content|words)\b/ },
  { meaning: "order", pattern: /\b(?:order|ordre|reihenfolge|orden|ordine|sequence|rank)\b/ },
  { meaning: "identity", pattern: /^(?:who|name|nom|character|personnage)$/ },
  { meaning: "depth_inter", pattern: /\b(?:depth|profondeur|tiefe|profundidad|profondita)\b/ },
];
