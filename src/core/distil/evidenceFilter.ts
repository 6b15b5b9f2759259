import type { DistilOptions } from "./distilOptions.js";
import type { FilterResult, Trace } from "./judgedTrace.js";
import { literalPattern } from "./literalPattern.js";

/** Words by which a place on a page is told, in English; a marked thing is told by its mark. */
const places = [
  /\b(?:panels?|rows?|columns?|tiers?|strips?|frames?|gutters?|corners?|balloons?|bubbles?|captions?)\b/i,
  /\b(?:top|bottom|upper|lower|middle|cent(?:er|re)|left|right(?!\s+(?:answers?|options?|choices?|ones?)\b))(?:most)?\b/i,
  /\b(?:foreground|background|behind|in front of|next to|beside)\b/i,
  /\b(?:red|blue|green|marked|outlined|numbered|blank(?:ed)?)\b/i,
];
/** What a mark is called before its label: a letter alone is an article, or the name of an option. */
const nouns = "(?:characters?|figures?|persons?|boxe?s?|marks?|positions?|places?|slots?|blanks?|numbers?|discs?|at)";
/** Pictures have places in other languages, too. */
const foreign =
  /コマ|画面|左|右|上|下|格|面|칸|왼쪽|오른쪽|위|아래|\b(?:case|vignette|gauche|droite|haut|bas|Panel|links|oben|unten|viñeta|izquierda|derecha|arriba|abajo|vignetta|sinistra|destra|alto|basso)\b/;

/** Whether the reasoning names the marks by their labels: character A, box B, A and B. */
function namesMark(thoughts: string, { question }: Trace): boolean {
  const labels = question.marks.map(({ label }) => literalPattern(label)).filter(label => label !== "");
  if (labels.length === 0) return false;
  const one = `(?:${labels.join("|")})(?![\\p{L}\\p{N}])`;
  const named = new RegExp(`(?<![\\p{L}\\p{N}])(?:${nouns}\\s+["'(]?${one}|${one}\\s+and\\s+${one})`, "u");
  return named.test(thoughts);
}

/** Targets that a zoom showed, of all; null: the question has none. */
function shownTargets({ grade, question }: Trace, least: number): number | null {
  const wanted = question.targets?.length ?? 0;
  if (wanted === 0) return null;
  return (grade.ious ?? []).filter(iou => iou >= least).length / wanted;
}

/** Whether the reasoning says where it looks: at something marked, or at a place; and where wanted, whether its zooms did. */
export function evidenceFilter(
  trace: Trace,
  { evidence, leastIou }: Pick<DistilOptions, "evidence" | "leastIou">,
): FilterResult {
  const { thoughts } = trace.words;
  const share = leastIou === null ? null : shownTargets(trace, leastIou);
  if (share !== null && share < 1) return { filter: "evidence", code: "ungrounded", value: share, threshold: 1 };
  const isNamed =
    !evidence || places.some(place => place.test(thoughts)) || foreign.test(thoughts) || namesMark(thoughts, trace);
  return {
    filter: "evidence",
    code: isNamed ? null : "ungrounded",
    value: isNamed ? share : "no-place",
    threshold: null,
  };
}
