/** What a character does; the truth of the Action Recognition questions. */
export type FigureAction =
  | "running"
  | "sitting"
  | "pointing"
  | "falling"
  | "carrying"
  | "shouting"
  | "sleeping"
  | "climbing"
  | "waving"
  | "reading"
  | "jumping";

export const figureActions: readonly FigureAction[] = [
  "running",
  "sitting",
  "pointing",
  "falling",
  "carrying",
  "shouting",
  "sleeping",
  "climbing",
  "waving",
  "reading",
  "jumping",
];

/** How a question's options name the actions. */
export const actionPhrases: Readonly<Record<FigureAction, string>> = {
  running: "running",
  sitting: "sitting",
  pointing: "pointing at something",
  falling: "falling over",
  carrying: "carrying a box",
  shouting: "shouting",
  sleeping: "sleeping",
  climbing: "climbing a ladder",
  waving: "waving",
  reading: "reading a book",
  jumping: "jumping",
};
