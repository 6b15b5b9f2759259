import type { QuestionRecord } from "./questionRecord.js";

/** What stands in the balloon that has a number on the page. */
export interface BalloonText {
  /** As its mark says it. */
  readonly label: string;
  readonly text: string;
}

/** The hint of Dialog Reordering: the texts of the numbered balloons, a line each, in the order of their numbers. */
export const balloonTexts = {
  hintOf: (texts: readonly BalloonText[]): string => texts.map(({ label, text }) => `${label}: ${text}`).join("\n"),

  /** The texts in a question's hint; null where its hint is no list of its numbered marks' texts. */
  of({ hint, marks }: Pick<QuestionRecord, "hint" | "marks">): readonly BalloonText[] | null {
    const lines = hint?.split("\n") ?? [];
    const labels = marks.filter(({ kind }) => kind === "number").map(({ label }) => label);
    if (lines.length === 0 || lines.length !== labels.length) return null;
    const texts = labels.flatMap((label, at) => {
      const line = lines[at] ?? "";
      return line.startsWith(`${label}: `) ? [{ label, text: line.slice(label.length + 2) }] : [];
    });
    return texts.length === lines.length ? texts : null;
  },
} as const;
