/** Rows that real dumps hold and that readers trip over; each is planted once in a run that has them. */
export type Oddity = "nan-score" | "line-separator" | "no-output" | "role-word" | "markup" | "escaped-nan";

const oddities: readonly Oddity[] = ["nan-score", "line-separator", "no-output", "role-word", "markup", "escaped-nan"];

/** The oddity of a row, spread over the run's first steps. Steps from 1, groups and rollouts from 0. */
export function oddityAt(step: number, steps: number, group: number, rollout: number): Oddity | null {
  const found = oddities.findIndex(
    (_, index) => step === 1 + ((2 + index * 5) % steps) && group === 2 + index && rollout === (index * 3) % 8,
  );
  return oddities[found] ?? null;
}

/** The response with the oddity in it. */
export function withOddity(text: string, oddity: Oddity | null): string {
  switch (oddity) {
    case null:
    case "nan-score":
      return text;
    case "no-output":
      return "";
    case "line-separator":
      // Python leaves U+2028 and U+0085 raw; a reader that splits lines at them tears the row.
      return text.replace("<think>", "<think>First line.\u2028Second line.\u0085Third line. ");
    case "role-word":
      return text.replace("</think>", "</think>\nuser\nI should answer the question now.");
    case "markup":
      return text.replace(
        "<think>",
        `<think>The sign reads <b>"EXIT"</b> & <script>alert("made up")</script><img src=x onerror=alert(1)>. `,
      );
    case "escaped-nan":
      return text.replace("<think>", '<think>The score was {"score": NaN, "path": "C:\\\\pages"} before. ');
    default: {
      const never: never = oddity;
      return never;
    }
  }
}
