/** What became of annotations; the other figures add up to `annotations`. */
export interface SourceCounts {
  readonly annotations: number;
  readonly panels: number;
  readonly characters: number;
  readonly bubbles: number;
  readonly other: number;
  readonly left_out: number;
}

export const noCounts: SourceCounts = {
  annotations: 0,
  panels: 0,
  characters: 0,
  bubbles: 0,
  other: 0,
  left_out: 0,
};

export function addCounts(a: SourceCounts, b: SourceCounts): SourceCounts {
  return {
    annotations: a.annotations + b.annotations,
    panels: a.panels + b.panels,
    characters: a.characters + b.characters,
    bubbles: a.bubbles + b.bubbles,
    other: a.other + b.other,
    left_out: a.left_out + b.left_out,
  };
}
